// Rounds of R7 over HTTP: everybody asks for the places of a fresh assignment at once.
import { applicationModel } from '../src/applications/application.model.ts';
import type { ApplicationDocument } from '../src/applications/application.model.ts';
import { isWaiting } from '../src/applications/application.state.ts';
import { assignmentModel } from '../src/assignments/assignment.model.ts';
import type { Admission } from '../src/taxonomies/taxonomies.ts';
import { countAnswer, countFault, countFaults } from './places.tally.ts';
import type { Tally } from './places.tally.ts';
import { post } from './requests.ts';
import type { Stage, Volunteer } from './stage.ts';

const form = { message: 'Jag vill gärna hjälpa till på tisdagar.', adult: 'yes' };

/** Every tenth of them clicks twice. */
const impatient = 10;

/**
 * All volunteers apply to a fresh assignment at once. By review, two coordinators then offer different people at once, four times as many
 * as there are places, and the chosen confirm. Exactly as many must win as there are places. At last it is closed.
 */
export async function httpRound(
  stage: Stage,
  tally: Tally,
  admission: Admission,
  places: number,
): Promise<void> {
  const assignment = await stage.anAssignment({ places, admission });
  await everybodyApplies(stage, tally, assignment);
  if (admission === 'review') await bothOffer(stage, tally, assignment, places);
  const expected = Math.min(places, stage.volunteers.length);
  const won = (await read(stage, assignment)).filter(({ status }) => status === 'matched').length;
  if (won !== expected) countFault(tally, 'wrongWinners', `${won} won ${expected} places of ${assignment}`);
  await countFaults(tally, stage.connection, assignment);
  await close(stage, tally, assignment);
  await finish(stage, tally, assignment);
}

/** It is closed while they apply: some are in time, some are refused, and nobody is left waiting. */
export async function closingRound(
  stage: Stage,
  tally: Tally,
  admission: Admission,
  places: number,
): Promise<void> {
  const assignment = await stage.anAssignment({ places, admission });
  await everybodyApplies(stage, tally, assignment, close);
  await finish(stage, tally, assignment);
}

/** After a third of them something else is asked for, before any of them has an answer. */
async function everybodyApplies(
  stage: Stage,
  tally: Tally,
  assignment: string,
  meanwhile: (stage: Stage, tally: Tally, assignment: string) => Promise<void> = async () => undefined,
): Promise<void> {
  const asked = stage.volunteers.flatMap((volunteer, n) =>
    Array<Volunteer>(n % impatient === 0 ? 2 : 1).fill(volunteer),
  );
  let other: Promise<void> | undefined;
  const answers = await Promise.all(
    asked.map(async (volunteer, n) => {
      if (n * 3 >= asked.length) other ??= meanwhile(stage, tally, assignment);
      const answer = await post(urlOf(stage, n), `/assignments/${assignment}/apply`, volunteer.cookie, form);
      countAnswer(tally, 'apply', answer.status);
      return { volunteer, ...answer };
    }),
  );
  await other;
  const stored = new Map(
    (await read(stage, assignment)).map((one) => [`/applications/${String(one._id)}`, one]),
  );
  for (const { volunteer, status, location } of answers)
    if (status === 303 && String(stored.get(location ?? '')?.person) !== volunteer.id)
      countFault(tally, 'lost', `${volunteer.id} was told that ${location ?? 'it'} is stored`);
}

async function bothOffer(stage: Stage, tally: Tally, assignment: string, places: number): Promise<void> {
  const waiting = (await read(stage, assignment)).filter(({ status }) => status === 'submitted');
  const contenders = waiting.slice(0, Math.max(8, places * 4));
  const answers = await Promise.all(
    contenders.map(async ({ _id }, n) => {
      const { cookie } = stage.coordinators[n % 2 === 0 ? 0 : 1];
      const { status } = await post(urlOf(stage, n), `/applications/${String(_id)}/offer`, cookie);
      countAnswer(tally, 'offer', status);
      return { id: String(_id), status };
    }),
  );
  const stored = await read(stage, assignment);
  for (const { id, status } of answers)
    if (status === 303 && stored.find(({ _id }) => String(_id) === id)?.status !== 'offered')
      countFault(tally, 'lost', `the offer to ${id} was said to be stored`);
  const byPerson = new Map(stage.volunteers.map((volunteer) => [volunteer.id, volunteer]));
  await Promise.all(
    stored
      .filter(({ status }) => status === 'offered')
      .map(async ({ _id, person }, n) => {
        const cookie = byPerson.get(String(person))?.cookie ?? '';
        const { status } = await post(urlOf(stage, n), `/applications/${String(_id)}/confirm`, cookie);
        countAnswer(tally, 'confirm', status);
      }),
  );
}

async function close(stage: Stage, tally: Tally, assignment: string): Promise<void> {
  const [{ cookie }] = stage.coordinators;
  const { status } = await post(urlOf(stage, 0), `/assignments/${assignment}/close`, cookie, {
    reason: 'filled',
    told: 'yes',
  });
  countAnswer(tally, 'close', status);
}

/** What the sweep has to finish is counted; after it nobody waits, and it is looked through once more. */
async function finish(stage: Stage, tally: Tally, assignment: string): Promise<void> {
  const [{ services }] = stage.instances;
  const { closed, promoted } = await services.applications.sweep();
  tally.sweptClosed += closed;
  tally.sweptPromoted += promoted;
  const left = (await read(stage, assignment)).filter(
    ({ status }) => isWaiting(status) || status === 'offered',
  );
  for (const { _id, status } of left) countFault(tally, 'leftWaiting', `${String(_id)} is still ${status}`);
  await countFaults(tally, stage.connection, assignment);
  // The sweep of the next round has this one behind it.
  await assignmentModel(stage.connection).updateOne({ _id: assignment }, { $set: { swept: true } });
  for (const instance of stage.instances) await instance.services.outbox.drain();
  tally.rounds += 1;
}

function read(stage: Stage, assignment: string): Promise<ApplicationDocument[]> {
  return applicationModel(stage.connection)
    .find({ assignment })
    .sort({ _id: 1 })
    .lean<ApplicationDocument[]>();
}

function urlOf({ instances }: Stage, n: number): string {
  return (instances[n % instances.length] ?? instances[0]).url;
}
