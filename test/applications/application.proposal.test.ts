// A call or a first meeting before the match: proposed, answered, replaced and called off, and who is told of it.
import { day } from '../../src/platform/clock.ts';
import { aPerson } from '../support/people.ts';
import { aMatching, expectRefused, matchingOf } from '../support/matching.ts';
import type { Matching } from '../support/matching.ts';
import { testStart } from '../support/service.ts';

const text = 'Vid entrén.';
const inDays = (days: number) => new Date(testStart.getTime() + days * day);
const meeting = (after: number, days = 2) => ({ kind: 'try' as const, at: inDays(days), text, after });

/** One volunteer with a telephone has applied. */
async function applied(given: { phone?: string } = { phone: '+46701740605' }): Promise<Matching> {
  const made = await aMatching(0);
  const volunteer = await aPerson(made.services, given);
  const m = matchingOf(made, made.coordinator, made.assignment, [volunteer]);
  await m.apply(0);
  return m;
}

async function told({ services }: Matching, person: string): Promise<string[]> {
  await services.outbox.drain();
  const rows = await services.notifications.model.find({ person }).sort({ _id: 1 }).lean();
  return rows.map(({ key }) => key.replace('notifications.', ''));
}

test('a coordinator proposes, the volunteer says yes, and either of them may call it off', async () => {
  const m = await applied();
  const { applications } = m.services;
  const id = await m.id(0);
  await applications.propose(m.coordinator, id, { ...meeting(0), kind: 'call' });
  expect((await m.read(0)).answeredAt).toEqual(testStart);
  await expectRefused(
    applications.answerProposal(m.coordinator, id, 0, 'yes'),
    'applications.refused.changed',
  );
  await applications.answerProposal(m.who(0), id, 0, 'yes');
  await expectRefused(applications.answerProposal(m.who(0), id, 0, 'no'), 'applications.refused.changed');
  await applications.answerProposal(m.coordinator, id, 0, 'off');
  const { proposals = [], status } = await m.read(0);
  expect(proposals).toMatchObject([{ kind: 'call', at: inDays(2), text, answer: 'off' }]);
  expect(String(proposals[0]?.answeredBy)).toBe(m.coordinator.id);
  expect(status).toBe('submitted');
  expect(await told(m, m.who(0).id)).toEqual(['volunteer.proposedCall', 'volunteer.calledOff']);
  expect(await told(m, m.coordinator.id)).toEqual(
    expect.arrayContaining(['coordinator.apply', 'coordinator.agreed']),
  );
});

test('another time takes the place of the one that is open, and only the newest can be answered', async () => {
  const m = await applied();
  const { applications } = m.services;
  const id = await m.id(0);
  await applications.propose(m.who(0), id, meeting(0));
  expect((await m.read(0)).answeredAt).toBeUndefined();
  await applications.propose(m.coordinator, id, meeting(1, 3));
  await expectRefused(
    applications.answerProposal(m.coordinator, id, 0, 'yes'),
    'applications.refused.changed',
  );
  await applications.answerProposal(m.who(0), id, 1, 'yes');
  expect((await m.read(0)).proposals?.map(({ answer }) => answer)).toEqual([undefined, 'yes']);
});

test('whoever proposes without having seen the newest is told so, and two at once become one', async () => {
  const m = await applied();
  const { applications } = m.services;
  const id = await m.id(0);
  const answers = await Promise.allSettled([
    applications.propose(m.who(0), id, meeting(0)),
    applications.propose(m.coordinator, id, meeting(0, 3)),
  ]);
  expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect((await m.read(0)).proposals).toHaveLength(1);
  await expectRefused(applications.propose(m.who(0), id, meeting(0)), 'applications.refused.changed');
  await expectRefused(applications.propose(m.who(0), id, meeting(7)), 'applications.refused.changed');
});

test('nothing is proposed to strangers, after the end, without end, or by telephone to somebody without one', async () => {
  const m = await applied({});
  const { applications } = m.services;
  const id = await m.id(0);
  const stranger = await aPerson(m.services);
  await expectRefused(applications.propose(stranger, id, meeting(0)), 'errors.404.text');
  await expectRefused(applications.answerProposal(m.who(0), id, 0, 'yes'), 'errors.404.text');
  const call = { ...meeting(0), kind: 'call' as const };
  await expectRefused(applications.propose(m.coordinator, id, call), 'applications.refused.noCall');
  for (let n = 0; n < 30; n += 1) await applications.propose(m.who(0), id, meeting(n));
  await expectRefused(applications.propose(m.who(0), id, meeting(30)), 'applications.refused.proposals');
  await applications.decline(m.coordinator, id, { reason: 'full', text: '' });
  await expectRefused(applications.propose(m.who(0), id, meeting(30)), 'applications.refused.changed');
  await expectRefused(
    applications.answerProposal(m.coordinator, id, 29, 'yes'),
    'applications.refused.changed',
  );
});

test('a time that has passed is not agreed to any more', async () => {
  const m = await applied();
  const id = await m.id(0);
  await m.services.applications.propose(m.coordinator, id, meeting(0));
  m.clock.moveBy(2 * day);
  await expectRefused(
    m.services.applications.answerProposal(m.who(0), id, 0, 'yes'),
    'applications.refused.changed',
  );
});

test('a volunteer lets the organisation see the number before the match, and takes it back, untold', async () => {
  const m = await applied();
  const { applications } = m.services;
  const id = await m.id(0);
  await expectRefused(applications.letPhone(m.coordinator, id), 'errors.404.text');
  await applications.letPhone(m.who(0), id);
  await applications.letPhone(m.who(0), id);
  expect((await m.read(0)).phoneLetAt).toEqual(testStart);
  await applications.hidePhone(m.who(0), id);
  expect((await m.read(0)).phoneLetAt).toBeUndefined();
  expect((await told(m, m.coordinator.id)).filter((key) => key.includes('Phone'))).toEqual([
    'coordinator.letPhone',
  ]);
  await applications.moveOwn(m.who(0), id, 'withdraw');
  await expectRefused(applications.letPhone(m.who(0), id), 'applications.refused.changed');
});

test('whoever has chosen contact through the service, or has no number, shows none', async () => {
  const m = await applied({});
  await expectRefused(
    m.services.applications.letPhone(m.who(0), await m.id(0)),
    'applications.refused.phone',
  );
});

test('what was proposed and shown before a withdrawal is not there when the person applies again', async () => {
  const m = await applied();
  const { applications } = m.services;
  const id = await m.id(0);
  await applications.letPhone(m.who(0), id);
  await applications.propose(m.coordinator, id, meeting(0));
  await applications.moveOwn(m.who(0), id, 'withdraw');
  await m.apply(0);
  const again = await m.read(0);
  expect([again.status, again.proposals, again.phoneLetAt]).toEqual(['submitted', undefined, undefined]);
});
