// What must hold in the database at any moment, whatever happened: used after every step of a test and every round of a benchmark.
import { Types } from 'mongoose';
import type { Connection } from 'mongoose';
import { applicationModel } from '../../src/applications/application.model.ts';
import type { ApplicationDocument } from '../../src/applications/application.model.ts';
import { holdsPlace, isWaiting, mayMove, moves } from '../../src/applications/application.state.ts';
import type { ApplicationState } from '../../src/applications/application.state.ts';
import { assignmentModel } from '../../src/assignments/assignment.model.ts';
import type { AssignmentDocument } from '../../src/assignments/assignment.model.ts';
import { personModel } from '../../src/accounts/person.model.ts';
import { outboxModel } from '../../src/platform/outbox/outbox.model.ts';
import type { OutboxRow } from '../../src/platform/outbox/outbox.model.ts';

export interface Faults {
  /** Places held beyond those there are, or a count of free ones that does not say what is held. */
  overbooked: string[];
  /** Two documents of a pair, or a move without exactly one row in the outbox. */
  doubled: string[];
  /** A count of waiting applications that does not say how many wait. */
  miscounted: string[];
  /** A history that the table of moves does not allow. */
  illegal: string[];
}

type Only = { assignments: readonly string[] } | undefined;

/** Looks at everything, or only at these assignments and the people who applied to them. */
export async function faultsIn(connection: Connection, only?: Only): Promise<Faults> {
  const some = only === undefined ? {} : { _id: { $in: only.assignments } };
  const ofSome = only === undefined ? {} : { assignment: { $in: only.assignments } };
  const [assignments, applications] = await Promise.all([
    assignmentModel(connection).find(some).lean<AssignmentDocument[]>(),
    applicationModel(connection).find(ofSome).lean<ApplicationDocument[]>(),
  ]);
  const byAssignment = Map.groupBy(applications, ({ assignment }) => String(assignment));
  const facts = await factsOf(connection, applications, only);
  return {
    overbooked: assignments.flatMap((one) => placeFaults(one, byAssignment.get(String(one._id)) ?? [])),
    doubled: [...pairFaults(applications), ...applications.flatMap((one) => factFaults(one, facts))],
    miscounted: await countFaults(connection, applications),
    illegal: applications.flatMap(historyFaults),
  };
}

/** All faults in one list, for a test that expects none. */
export async function allFaults(connection: Connection, only?: Only): Promise<string[]> {
  const { overbooked, doubled, miscounted, illegal } = await faultsIn(connection, only);
  return [...overbooked, ...doubled, ...miscounted, ...illegal];
}

function placeFaults(assignment: AssignmentDocument, applications: readonly ApplicationDocument[]): string[] {
  const { places, others, free } = assignment;
  const taken = applications.filter(({ status }) => holdsPlace(status)).length;
  const faults: string[] = [];
  if (taken > places - others) faults.push(`${taken} hold one of ${places} − ${others} places`);
  if (free < 0 || free !== places - others - taken)
    faults.push(`free is ${free}, but ${taken} of ${places} − ${others} places are held`);
  return faults.map((fault) => `assignment ${String(assignment._id)}: ${fault}`);
}

function pairFaults(applications: readonly ApplicationDocument[]): string[] {
  const pairs = Map.groupBy(
    applications,
    ({ assignment, person }) => `${String(assignment)} ${String(person)}`,
  );
  return [...pairs].filter(([, found]) => found.length > 1).map(([pair]) => `two applications of ${pair}`);
}

async function factsOf(connection: Connection, applications: readonly ApplicationDocument[], only: Only) {
  const ids = applications.map(({ _id }) => String(_id));
  const rows = await outboxModel(connection)
    .find({
      event: 'ApplicationMoved',
      ...(only === undefined ? {} : { ...since(only), 'data.application': { $in: ids } }),
    })
    .sort({ _id: 1 })
    .lean<OutboxRow[]>();
  return Map.groupBy(rows, ({ data }) => String(data['application']));
}

/** The outbox has no index by application, but every row of them is younger than the oldest of the assignments. */
function since({ assignments }: { assignments: readonly string[] }) {
  const seconds = assignments.map((id) => new Types.ObjectId(id).getTimestamp().getTime() / 1000);
  return { _id: { $gte: Types.ObjectId.createFromTime(Math.min(...seconds) - 1) } };
}

/** Rows of one process are in order; those of two may not be, so only their number and kind are compared. */
function factFaults(application: ApplicationDocument, facts: ReadonlyMap<string, OutboxRow[]>): string[] {
  const told = (facts.get(String(application._id)) ?? []).map(({ data }) => String(data['move'])).sort();
  const made = application.history.map(({ move }) => move).sort();
  if (JSON.stringify(told) === JSON.stringify(made)) return [];
  return [`application ${String(application._id)}: made ${made.join(', ')}, told ${told.join(', ')}`];
}

async function countFaults(
  connection: Connection,
  applications: readonly ApplicationDocument[],
): Promise<string[]> {
  const people = await personModel(connection)
    .find({ _id: { $in: applications.map(({ person }) => person) } }, { waiting: 1 })
    .lean();
  const waiting = await applicationModel(connection)
    .find(
      { person: { $in: people.map(({ _id }) => _id) }, status: { $in: ['submitted', 'waitlisted'] } },
      { person: 1 },
    )
    .lean();
  const counts = Map.groupBy(waiting, ({ person }) => String(person));
  return people.flatMap((person) => {
    const count = counts.get(String(person._id))?.length ?? 0;
    return person.waiting === count
      ? []
      : [`person ${String(person._id)}: counts ${person.waiting}, has ${count} waiting`];
  });
}

function historyFaults({ _id, status, history }: ApplicationDocument): string[] {
  let state: ApplicationState | 'none' = 'none';
  for (const entry of history) {
    if (entry.from !== state || entry.to !== moves[entry.move].to || !mayMove(state, entry.move))
      return [`application ${String(_id)}: ${entry.move} from ${entry.from} to ${entry.to} after ${state}`];
    state = entry.to;
  }
  return state === status
    ? []
    : [`application ${String(_id)}: is ${status}, but its history ends in ${state}`];
}

/** Applications that wait, or have an offer, where nobody can answer any more. */
export async function leftWaiting(connection: Connection, now: Date): Promise<string[]> {
  const ended = await assignmentModel(connection)
    .find({ $or: [{ status: { $in: ['closed', 'rejected'] } }, { pastAt: { $lte: now } }] }, { _id: 1 })
    .lean();
  const left = await applicationModel(connection)
    .find({ assignment: { $in: ended.map(({ _id }) => _id) } }, { status: 1 })
    .lean<ApplicationDocument[]>();
  return left
    .filter(({ status }) => isWaiting(status) || status === 'offered')
    .map(({ _id, status }) => `application ${String(_id)} is still ${status}`);
}
