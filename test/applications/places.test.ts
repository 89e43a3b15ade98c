// A short run of the races that npm run bench -- places runs at length: nobody is overbooked, lost, doubled or left waiting.
import { closeConnections } from '../../bench/requests.ts';
import { closingRound, httpRound } from '../../bench/places.http.ts';
import { serviceRound } from '../../bench/places.service.ts';
import { emptyTally, isClean } from '../../bench/places.tally.ts';
import { aStage } from '../../bench/stage.ts';
import type { Stage } from '../../bench/stage.ts';
import { startService } from '../support/service.ts';

const APPLICANTS = 20;
let stage: Stage;

beforeAll(async () => {
  const { services, url } = await startService({ lasting: true, realClock: true });
  stage = await aStage(services.connection, [{ services, url }], APPLICANTS);
});

afterAll(closeConnections);

test.each(['review', 'direct'] as const)(
  '[ASVS 2.3.4] twenty apply at once over HTTP, %s',
  async (admission) => {
    const tally = emptyTally();
    for (const places of [1, 3]) await httpRound(stage, tally, admission, places);
    expect(tally.faults).toEqual([]);
    expect(isClean(tally)).toBe(true);
    // Every tenth clicked twice.
    expect(tally.answers['apply']).toEqual({ 303: 2 * (APPLICANTS + 2) });
    if (admission === 'review') expect(tally.answers['offer']).toEqual({ 303: 4, 409: 16 });
  },
);

test.each(['review', 'direct'] as const)('it is closed while twenty apply, %s', async (admission) => {
  const tally = emptyTally();
  await closingRound(stage, tally, admission, 2);
  expect(tally.faults).toEqual([]);
  expect(isClean(tally)).toBe(true);
});

test('eight people and two coordinators race at the services of two processes', async () => {
  const tally = emptyTally();
  for (let n = 0; n < 12; n += 1) await serviceRound(stage, tally, n);
  expect(tally.faults).toEqual([]);
  expect(isClean(tally)).toBe(true);
  expect(tally.rounds).toBe(12);
}, 60_000);
