// Random histories of one assignment through the real services and database, beside a simple model of the rules: after every step both
// have come to the same, and nothing is overbooked, miscounted, lost or told twice.
import fc from 'fast-check';
import { Types } from 'mongoose';
import { day, hour } from '../../src/platform/clock.ts';
import { Refused } from '../../src/platform/refused.ts';
import { addDays, stockholmDate } from '../../src/platform/stockholm.ts';
import { emptyService, matchingOf } from '../support/matching.ts';
import type { Matching } from '../support/matching.ts';
import { aCoordinator, anAssignment, aPerson } from '../support/people.ts';
import type { TestPerson } from '../support/people.ts';
import { allFaults, leftWaiting } from '../support/soundness.ts';
import type { TestService } from '../support/service.ts';
import { createModel } from './matching.model.ts';
import type { Step } from './matching.model.ts';

const PEOPLE = 5;
const RUNS = 25;

const who = fc.nat({ max: PEOPLE - 1 });
const anyStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ kind: fc.constant('apply' as const), who }) },
  {
    weight: 8,
    arbitrary: fc.record({ kind: fc.constantFrom('offer', 'confirm', 'leave', 'withdraw' as const), who }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constantFrom('queue', 'decline', 'dismiss' as const), who }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constantFrom('places', 'others' as const),
      by: fc.constantFrom(1 as const, -1 as const),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constantFrom('pause', 'resume', 'resume' as const) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constantFrom('reword', 'reword', 'approve', 'return', 'reject' as const),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('wait' as const), hours: fc.constantFrom(1, 20, 50) }),
  },
  { weight: 4, arbitrary: fc.constant({ kind: 'tick' as const }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('close' as const),
      reason: fc.constantFrom('filled', 'over', 'cancelled' as const),
    }),
  },
);
const anyStart = fc.record({
  places: fc.integer({ min: 1, max: 3 }),
  admission: fc.constantFrom('review', 'direct' as const),
});

let service: TestService;
let coordinator: TestPerson & { organisation: string };
let volunteers: TestPerson[];

beforeAll(async () => {
  service = await emptyService();
  coordinator = await aCoordinator(service.services);
  volunteers = await Promise.all(Array.from({ length: PEOPLE }, () => aPerson(service.services)));
});

test('[ASVS 2.3.1] any history comes to what the rules say', async () => {
  await fc.assert(fc.asyncProperty(anyStart, fc.array(anyStep, { minLength: 8, maxLength: 40 }), walk), {
    numRuns: RUNS,
    endOnFailure: false,
  });
}, 240_000);

async function walk(start: { places: number; admission: 'review' | 'direct' }, steps: Step[]): Promise<void> {
  const { services, clock } = service;
  const today = stockholmDate(clock.now());
  const assignment = await anAssignment(services, coordinator, {
    ...start,
    timing: 'dates',
    slots: [],
    dates: [6, 9].map((days) => ({ date: addDays(today, days), from: '10:00', to: '12:00' })),
  });
  const { beginsAt, pastAt } = await services.assignments.find(assignment);
  if (beginsAt === undefined || pastAt === undefined) throw new Error('The assignment has no times');
  const matching = matchingOf(service, coordinator, assignment, volunteers);
  const model = createModel(
    { ...start, status: 'published', isReworded: false, others: 0, beginsAt, pastAt },
    PEOPLE,
  );
  for (const step of steps) {
    clock.moveBy(step.kind === 'wait' ? step.hours * hour : 1_000);
    // Words are only reviewed while there is something to come.
    if (step.kind === 'reword' && clock.now().getTime() > pastAt.getTime() - day) continue;
    const expected = model.take(step, clock.now());
    const story = `${JSON.stringify(step)} at ${clock.now().toISOString()}`;
    expect([story, await succeeds(take(matching, step))]).toEqual([story, expected]);
    expect([story, await matching.states()]).toEqual([story, model.states()]);
    expect([story, await matching.free()]).toEqual([story, model.free()]);
    expect([story, await expiries(matching)]).toEqual([story, model.expiries()]);
    expect([story, await allFaults(services.connection, { assignments: [assignment] })]).toEqual([story, []]);
  }
  await services.applications.sweep();
  expect(await leftWaiting(services.connection, clock.now())).toEqual([]);
  // Makes room in everybody's ten for the next walk.
  await succeeds(matching.decide('suspend'));
}

async function take(matching: Matching, step: Step): Promise<unknown> {
  const { services, assignment, clock } = matching;
  const { applications, assignments } = services;
  switch (step.kind) {
    case 'apply':
      return matching.apply(step.who);
    case 'withdraw':
    case 'confirm':
      return applications.moveOwn(matching.who(step.who), await idOf(matching, step.who), step.kind);
    case 'leave':
      return applications.moveOwn(matching.who(step.who), await idOf(matching, step.who), 'cancel', {
        reason: 'time',
      });
    case 'offer':
    case 'queue':
      return applications[step.kind](coordinator, await idOf(matching, step.who));
    case 'decline':
      return applications.decline(coordinator, await idOf(matching, step.who), { reason: 'full' });
    case 'dismiss':
      return applications.cancelAsCoordinator(coordinator, await idOf(matching, step.who), {
        reason: 'changed',
      });
    case 'places':
    case 'others': {
      const { [step.kind]: now } = await assignments.find(assignment);
      return assignments.save(coordinator, assignment, { [step.kind]: now + step.by });
    }
    case 'pause':
    case 'resume':
      return assignments[step.kind](coordinator, assignment);
    case 'reword':
      return assignments.save(coordinator, assignment, { title: `Läs läxor ${clock.now().getTime()}` });
    case 'approve':
    case 'return':
    case 'reject':
    case 'suspend':
      return matching.decide(step.kind);
    case 'close':
      return assignments.close(coordinator, assignment, step.reason);
    case 'wait':
      return undefined;
    case 'tick':
      await applications.expireDue();
      return applications.sweep();
  }
}

/** Of somebody who has not applied there is none. */
async function idOf(matching: Matching, n: number): Promise<string> {
  const own = await matching.services.applications.mine(matching.who(n).id, matching.assignment);
  return String(own?._id ?? new Types.ObjectId());
}

async function expiries(matching: Matching): Promise<(Date | undefined)[]> {
  const own = await Promise.all(
    matching.volunteers.map(({ id }) => matching.services.applications.mine(id, matching.assignment)),
  );
  return own.map((one) => (one?.status === 'offered' ? one.expiresAt : undefined));
}

async function succeeds(work: Promise<unknown>): Promise<boolean> {
  try {
    await work;
    return true;
  } catch (error) {
    if (error instanceof Refused) return false;
    throw error;
  }
}
