// One assignment with a coordinator and volunteers, for tests of what happens between them.
import { Types } from 'mongoose';
import type { AssignmentChange } from '../../src/assignments/assignment.change.ts';
import { applicationModel } from '../../src/applications/application.model.ts';
import type { ApplicationDocument } from '../../src/applications/application.model.ts';
import type { ApplicationState } from '../../src/applications/application.state.ts';
import type { AssignmentDecision } from '../../src/events.ts';
import type { MovableClock } from '../../src/platform/clock.ts';
import { Refused } from '../../src/platform/refused.ts';
import type { Services } from '../../src/services.ts';
import { emptyDatabase } from './database.ts';
import { aCoordinator, anAssignment, aPerson, applicationText } from './people.ts';
import type { TestPerson } from './people.ts';
import { allFaults } from './soundness.ts';
import { startService, testStart } from './service.ts';
import type { TestService } from './service.ts';

export interface Matching {
  services: Services;
  clock: MovableClock;
  coordinator: TestPerson & { organisation: string };
  assignment: string;
  volunteers: TestPerson[];
  /** The volunteer with this number, from 0. */
  who(n: number): TestPerson;
  /** Has the volunteer apply; returns the application's id. */
  apply(n: number): Promise<string>;
  /** The volunteer's application as it is stored. */
  read(n: number): Promise<ApplicationDocument>;
  id(n: number): Promise<string>;
  /** The state of each volunteer's application, in their order; `none` where there is none. */
  states(): Promise<(ApplicationState | 'none')[]>;
  free(): Promise<number>;
  offer(n: number): Promise<void>;
  confirm(n: number): Promise<void>;
  /** Staff decides on the assignment as it is now. */
  decide(decision: AssignmentDecision): Promise<void>;
}

let shared: TestService | undefined;

/** The service that all tests of a file share, with an empty database and the clock at its start. */
export async function emptyService(): Promise<TestService> {
  shared ??= await startService({ lasting: true });
  await shared.services.outbox.drain();
  await emptyDatabase(shared.services.connection);
  shared.clock.moveTo(testStart);
  return shared;
}

/** `people` volunteers before a published assignment, in an empty database. */
export async function aMatching(people: number, change: AssignmentChange = {}): Promise<Matching> {
  const service = await emptyService();
  const { services } = service;
  const coordinator = await aCoordinator(services);
  const assignment = await anAssignment(services, coordinator, change);
  const volunteers = await Promise.all(Array.from({ length: people }, () => aPerson(services)));
  return matchingOf(service, coordinator, assignment, volunteers);
}

/** The same for an assignment and people that are there already. */
export function matchingOf(
  { services, clock }: Pick<Matching, 'services' | 'clock'>,
  coordinator: Matching['coordinator'],
  assignment: string,
  volunteers: TestPerson[],
): Matching {
  const { applications } = services;

  function who(n: number): TestPerson {
    const volunteer = volunteers[n];
    if (volunteer === undefined) throw new Error(`There is no volunteer ${n}`);
    return volunteer;
  }

  async function read(n: number): Promise<ApplicationDocument> {
    const found = await applications.mine(who(n).id, assignment);
    if (found === null) throw new Error(`Volunteer ${n} has not applied`);
    return found;
  }

  const id = async (n: number): Promise<string> => String((await read(n))._id);

  return {
    services,
    clock,
    coordinator,
    assignment,
    volunteers,
    who,
    read,
    id,
    apply: (n) => applications.apply(who(n), assignment, applicationText()),
    async states() {
      const found = await applicationModel(services.connection)
        .find({ assignment })
        .lean<ApplicationDocument[]>();
      return volunteers.map(
        (volunteer) => found.find(({ person }) => String(person) === volunteer.id)?.status ?? 'none',
      );
    },
    free: async () => (await services.assignments.find(assignment)).free,
    offer: async (n) => applications.offer(coordinator, await id(n)),
    confirm: async (n) => applications.moveOwn(who(n), await id(n), 'confirm'),
    async decide(decision) {
      const { revision } = await services.assignments.find(assignment);
      const given = { decision, revision, reasons: [], text: '' };
      const moderator = { id: String(new Types.ObjectId()), isModerator: true, organisations: [] };
      await services.moderation.decideAssignment(moderator, assignment, given);
    },
  };
}

/** Fails with a readable list unless places, counts, facts and histories agree. */
export async function expectSound({ services }: Pick<Matching, 'services'>): Promise<void> {
  expect(await allFaults(services.connection)).toEqual([]);
}

/** Fails unless the work is refused with this sentence. */
export async function expectRefused(work: Promise<unknown>, key: string): Promise<void> {
  const answer = await work.then(
    () => 'done',
    (error: unknown) => {
      if (error instanceof Refused) return error.key;
      throw error;
    },
  );
  expect(answer).toBe(key);
}
