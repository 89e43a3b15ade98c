// Rounds of R7 straight at the services: eight people and two coordinators at a fresh assignment, in six kinds of race.
import { applicationModel } from '../src/applications/application.model.ts';
import type { ApplicationDocument } from '../src/applications/application.model.ts';
import { isWaiting } from '../src/applications/application.state.ts';
import { assignmentModel } from '../src/assignments/assignment.model.ts';
import { Refused } from '../src/platform/refused.ts';
import type { Services } from '../src/services.ts';
import { countAnswer, countFault, countFaults } from './places.tally.ts';
import type { Tally } from './places.tally.ts';
import type { Stage, Volunteer } from './stage.ts';

export const contenders = 8;
const text = { message: 'Jag vill gärna hjälpa till på tisdagar.', ticks: [] };

interface Round {
  stage: Stage;
  tally: Tally;
  assignment: string;
  places: number;
  people: Volunteer[];
  /** The services of the n-th who asks: two processes take turns. */
  services: (n: number) => Services;
}

type Race = (round: Round) => Promise<void>;

/** `n` says which kind of race, how many places and who. */
export async function serviceRound(stage: Stage, tally: Tally, n: number): Promise<void> {
  const { admission, race } = races[n % races.length] ?? races[0];
  const places = 1 + (Math.floor(n / races.length) % 3);
  const round: Round = {
    stage,
    tally,
    assignment: await stage.anAssignment({ places, admission }),
    places,
    people: Array.from({ length: contenders }, (_, k) => at(stage.volunteers, n * contenders + k)),
    services: (k) => at(stage.processes, k),
  };
  await race(round);
  await finish(round);
}

const races: [
  { admission: 'review' | 'direct'; race: Race },
  ...{ admission: 'review' | 'direct'; race: Race }[],
] = [
  { admission: 'direct', race: lastPlaces },
  { admission: 'review', race: twoCoordinators },
  { admission: 'direct', race: comingAndGoing },
  { admission: 'direct', race: closingMeanwhile },
  { admission: 'review', race: sameApplication },
  { admission: 'direct', race: changedPlaces },
];

/** All apply for a place at once, and each does it twice. */
async function lastPlaces(round: Round): Promise<void> {
  await Promise.all(
    [...round.people, ...round.people].map((person, n) =>
      tried(round, 'apply', () => apply(round, person, n)),
    ),
  );
  await expectWinners(round, 'matched');
}

/** Two coordinators offer the places to different people at once. */
async function twoCoordinators(round: Round): Promise<void> {
  await Promise.all(round.people.map((person, n) => tried(round, 'apply', () => apply(round, person, n))));
  const found = await read(round);
  await Promise.all(
    found.map(({ _id }, n) =>
      tried(round, 'offer', () =>
        round.services(n).applications.offer(at(round.stage.coordinators, n), String(_id)),
      ),
    ),
  );
  await expectWinners(round, 'offered');
}

/** Half have applied; now the matched cancel, the queue withdraws, and the other half comes. */
async function comingAndGoing(round: Round): Promise<void> {
  const early = round.people.slice(0, contenders / 2);
  for (const [n, person] of early.entries()) await tried(round, 'apply', () => apply(round, person, n));
  await Promise.all([
    ...(await read(round)).map(({ _id, person, status }, n) =>
      tried(round, status === 'matched' ? 'cancel' : 'withdraw', () =>
        round
          .services(n)
          .applications.moveOwn(
            { ...at(round.people, 0), id: String(person) },
            String(_id),
            status === 'matched' ? 'cancel' : 'withdraw',
          ),
      ),
    ),
    ...round.people
      .slice(contenders / 2)
      .map((person, n) => tried(round, 'apply', () => apply(round, person, n))),
  ]);
}

/** It is closed while all apply. */
async function closingMeanwhile(round: Round): Promise<void> {
  await Promise.all([
    ...round.people.map((person, n) => tried(round, 'apply', () => apply(round, person, n))),
    tried(round, 'close', () => close(round)),
  ]);
}

/** On each application the coordinators offer and decline while the volunteer withdraws. */
async function sameApplication(round: Round): Promise<void> {
  for (const [n, person] of round.people.entries())
    await tried(round, 'apply', () => apply(round, person, n));
  const [first, second] = round.stage.coordinators;
  await Promise.all(
    (await read(round)).flatMap(({ _id, person }, n) => [
      tried(round, 'offer', () => round.services(n).applications.offer(first, String(_id))),
      tried(round, 'decline', () =>
        round.services(n + 1).applications.decline(second, String(_id), { reason: 'full' }),
      ),
      tried(round, 'withdraw', () =>
        round
          .services(n)
          .applications.moveOwn({ ...at(round.people, 0), id: String(person) }, String(_id), 'withdraw'),
      ),
    ]),
  );
}

/** The coordinator gives places and takes them back while all apply. */
async function changedPlaces(round: Round): Promise<void> {
  const { assignment, places } = round;
  const [coordinator, other] = round.stage.coordinators;
  await Promise.all([
    ...round.people.map((person, n) => tried(round, 'apply', () => apply(round, person, n))),
    tried(round, 'places', () =>
      round.services(0).assignments.save(coordinator, assignment, { places: places + 2 }),
    ),
    tried(round, 'places', () => round.services(1).assignments.save(other, assignment, { others: 1 })),
  ]);
}

async function expectWinners(round: Round, status: 'matched' | 'offered'): Promise<void> {
  const won = (await read(round)).filter((one) => one.status === status).length;
  if (won !== round.places)
    countFault(round.tally, 'wrongWinners', `${won} won ${round.places} places of ${round.assignment}`);
}

/** Sweeps, checks, closes, sweeps and checks again. */
async function finish(round: Round): Promise<void> {
  const { stage, tally, assignment } = round;
  await sweep(round);
  await countFaults(tally, stage.connection, assignment);
  const { status } = await round.services(0).assignments.find(assignment);
  if (status === 'published') await tried(round, 'close', () => close(round));
  await sweep(round);
  const left = (await read(round)).filter((one) => isWaiting(one.status) || one.status === 'offered');
  for (const one of left) countFault(tally, 'leftWaiting', `${String(one._id)} is still ${one.status}`);
  await countFaults(tally, stage.connection, assignment);
  // The sweep of the next round has this one behind it.
  await assignmentModel(stage.connection).updateOne({ _id: assignment }, { $set: { swept: true } });
  tally.rounds += 1;
}

async function sweep({ services, tally }: Round): Promise<void> {
  const { closed, promoted } = await services(0).applications.sweep();
  tally.sweptClosed += closed;
  tally.sweptPromoted += promoted;
}

function apply(round: Round, person: Volunteer, n: number): Promise<unknown> {
  return round.services(n).applications.apply(person, round.assignment, text);
}

function close({ services, stage, assignment }: Round): Promise<void> {
  return services(1).assignments.close(stage.coordinators[1], assignment, 'filled');
}

function read({ stage, assignment }: Round): Promise<ApplicationDocument[]> {
  return applicationModel(stage.connection)
    .find({ assignment })
    .sort({ _id: 1 })
    .lean<ApplicationDocument[]>();
}

async function tried({ tally }: Round, asked: string, work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
    countAnswer(tally, asked, 'done');
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    countAnswer(tally, asked, `${error.status} ${error.key}`);
  }
}

/** Round and round. */
function at<T>(list: readonly T[], n: number): T {
  const found = list[n % list.length];
  if (found === undefined) throw new Error('There is nothing to choose from');
  return found;
}
