// What the two sides of an application say to each other through the service, and who is told of it.
import { Types } from 'mongoose';
import { aMatching, expectRefused } from '../support/matching.ts';
import type { Matching } from '../support/matching.ts';

async function aMatch(): Promise<Matching> {
  const m = await aMatching(2);
  await m.apply(0);
  await m.offer(0);
  await m.confirm(0);
  return m;
}

function protect({ services }: Matching, person: string) {
  return services.connection
    .collection('people')
    .updateOne({ _id: new Types.ObjectId(person) }, { $set: { isProtected: true } });
}

async function told({ services }: Matching, person: string): Promise<string[]> {
  await services.outbox.drain();
  const rows = await services.notifications.model
    .find({ person, key: /\.wrote$/ })
    .sort({ _id: 1 })
    .lean();
  return rows.map(({ key }) => key);
}

test('the sides of a match of whom one has chosen contact through the service write to each other', async () => {
  const m = await aMatch();
  await protect(m, m.who(0).id);
  const id = await m.id(0);
  await m.services.applications.write(m.who(0), id, 'Jag kommer klockan tre.');
  await m.services.applications.write(m.coordinator, id, 'Fint, vi ses.');
  const { notes = [], status } = await m.read(0);
  expect(notes.map(({ by, text }) => [String(by), text])).toEqual([
    [m.who(0).id, 'Jag kommer klockan tre.'],
    [m.coordinator.id, 'Fint, vi ses.'],
  ]);
  expect(status).toBe('matched');
  expect(await told(m, m.coordinator.id)).toEqual(['notifications.coordinator.wrote']);
  expect(await told(m, m.who(0).id)).toEqual(['notifications.volunteer.wrote']);
});

test('nobody else writes there, nor these two when both show their details or have no match', async () => {
  const m = await aMatch();
  const id = await m.id(0);
  const { applications } = m.services;
  await expectRefused(applications.write(m.who(0), id, 'Hej'), 'applications.refused.changed');
  await protect(m, m.coordinator.id);
  await expectRefused(applications.write(m.who(1), id, 'Hej'), 'errors.404.text');
  await applications.moveOwn(m.who(0), id, 'cancel', { reason: 'time' });
  await expectRefused(applications.write(m.who(0), id, 'Hej'), 'applications.refused.changed');
});

test('what is written has an end', async () => {
  const m = await aMatch();
  await protect(m, m.who(0).id);
  const id = await m.id(0);
  const notes = Array.from({ length: 99 }, () => ({ by: new Types.ObjectId(), at: new Date(), text: 'Hej' }));
  await m.services.connection
    .collection('applications')
    .updateOne({ _id: new Types.ObjectId(id) }, { $set: { notes } });
  await m.services.applications.write(m.who(0), id, 'Det hundrade.');
  await expectRefused(m.services.applications.write(m.who(0), id, 'Ett till.'), 'applications.refused.notes');
});
