// A new time or place: all who come or wait are told what it was and what it is, and who has a match gets the calendar file anew.
import { applicationModel } from '../../src/applications/application.model.ts';
import { calendarFile } from '../../src/applications/application.calendar.ts';
import { asLive } from '../../src/notifications/notification.service.ts';
import { aMatching } from '../support/matching.ts';
import type { Matching } from '../support/matching.ts';

const text = { summary: 'Läs läxor', description: '', location: '', url: 'https://handslag.example' };
const dates = [
  { date: '2026-12-05', from: '10:00', to: '12:00' },
  { date: '2026-12-12', from: '10:00', to: '12:00' },
];

async function aMatch(change = {}): Promise<Matching> {
  const matching = await aMatching(2, { address: 'Biblioteksgatan 2', ...change });
  await matching.apply(0);
  await matching.offer(0);
  await matching.confirm(0);
  await matching.apply(1);
  return matching;
}

/** What each volunteer reads of a change, in Swedish, and where it leads. */
async function told({ services, volunteers }: Matching): Promise<[string, string][]> {
  await services.outbox.drain();
  const rows = await services.notifications.model.find({ key: 'notifications.assignment.changed' }).lean();
  return volunteers.map(({ id }) => {
    const row = rows.find(({ person }) => String(person) === id);
    if (row === undefined) throw new Error('Somebody was not told');
    const { text: words, href } = asLive(row, 'sv');
    return [words, href];
  });
}

test.each(['published', 'paused'] as const)('a new time is told in words while it is %s', async (status) => {
  const matching = await aMatch();
  const { services, coordinator, assignment } = matching;
  if (status === 'paused') await services.assignments.pause(coordinator, assignment);
  await services.assignments.save(coordinator, assignment, {
    slots: [{ day: 3, part: 'evening', from: '18:00', to: '20:00', every: 2 }],
  });
  const words =
    '”Läs läxor med mellanstadiebarn” har ändrats. Tiden var varje tisdag 15:00–17:00 och är nu varannan onsdag 18:00–20:00.';
  expect(await told(matching)).toEqual([
    [words, `/applications/${await matching.id(0)}`],
    [words, `/assignments/${assignment}`],
  ]);
});

test('a new address is told in full only to whom has a match', async () => {
  const matching = await aMatch();
  await matching.services.assignments.save(matching.coordinator, matching.assignment, {
    address: 'Stora gatan 3',
  });
  const [matched, waiting] = await told(matching);
  expect(matched?.[0]).toContain(
    'Platsen var Biblioteksgatan 2, Västerås och är nu Stora gatan 3, Västerås.',
  );
  expect(waiting?.[0]).toContain('Adressen är en annan än förut.');
});

test('what says nothing of time and place is told to nobody', async () => {
  const { services, coordinator, assignment } = await aMatch();
  await services.assignments.save(coordinator, assignment, { places: 5, title: 'Läs läxor med barn' });
  await services.outbox.drain();
  expect(await services.notifications.model.countDocuments({ key: 'notifications.assignment.changed' })).toBe(
    0,
  );
});

test('the calendar file after a change is newer than the one before, and calls off what is gone', async () => {
  const matching = await aMatch({ timing: 'dates', slots: [], dates });
  const { services, coordinator, assignment, clock } = matching;
  await services.assignments.save(coordinator, assignment, {
    dates: [{ date: '2026-12-06', from: '10:00', to: '12:00' }],
  });
  const file = calendarFile(await services.assignments.find(assignment), text, clock.now()) ?? '';
  const events = file.split('BEGIN:VEVENT').slice(1);
  expect(events.map((event) => /SEQUENCE:(\d+)/.exec(event)?.[1])).toEqual(['1', '1']);
  expect(events.map((event) => event.includes('STATUS:CANCELLED'))).toEqual([false, true]);
  expect(events.map((event) => /UID:\w+-(\d)@/.exec(event)?.[1])).toEqual(['0', '1']);
  expect(await applicationModel(services.connection).countDocuments({ status: 'matched' })).toBe(1);
});
