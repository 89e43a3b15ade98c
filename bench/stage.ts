// What the benchmarks play on: a database of their own, one or more processes' worth of the service on it, an organisation with two
// coordinators, volunteers who are signed in, and assignments made new for every round.
import { Types } from 'mongoose';
import type { Connection } from 'mongoose';
import { assignmentModel } from '../src/assignments/assignment.model.ts';
import type { AssignmentDocument } from '../src/assignments/assignment.model.ts';
import { readConfig } from '../src/config.ts';
import { systemClock } from '../src/platform/clock.ts';
import { connectDatabase } from '../src/platform/database.ts';
import { startEmbeddedDatabase } from '../src/platform/embedded-database.ts';
import { createLifecycle } from '../src/platform/lifecycle.ts';
import { createLog } from '../src/platform/log.ts';
import type { Mailer } from '../src/platform/mail/mailer.ts';
import { createServices } from '../src/services.ts';
import type { Services } from '../src/services.ts';
import { organisationModel } from '../src/organisations/organisation.model.ts';
import { startServices, startWeb } from '../src/start.ts';
import { aCoordinator, anAssignment, aPerson, password } from '../test/support/people.ts';
import type { TestPerson } from '../test/support/people.ts';
import { freePort, post } from './requests.ts';

export interface Instance {
  services: Services;
  url: string;
}

export interface Volunteer extends TestPerson {
  cookie: string;
}

export interface Stage {
  connection: Connection;
  /** Each with its own address. They share nothing but the database, as processes do. */
  instances: [Instance, ...Instance[]];
  /** At least two services that share nothing but the database. */
  processes: Services[];
  coordinators: [Volunteer, Volunteer];
  volunteers: Volunteer[];
  /** A published assignment like all others but for what is given; returns its id. */
  anAssignment(given: Partial<Pick<AssignmentDocument, 'places' | 'admission'>>): Promise<string>;
}

export const noMailer: Mailer = { send: () => Promise.resolve(), close: () => undefined };

/** Starts the service so many times on a database that goes when it stops. Limits are off, mails are not sent. */
export async function startInstances(count: number) {
  const lifecycle = createLifecycle(createLog('silent'));
  const database = await startEmbeddedDatabase();
  lifecycle.onStop('database', () => database.stop());
  const connection = await connectDatabase(database.uri, { dbName: 'bench' });
  lifecycle.onStop('connection', () => connection.close());
  const instances: Instance[] = [];
  for (let n = 0; n < count; n += 1) instances.push(await startInstance());
  const [first, ...others] = instances;
  if (first === undefined) throw new Error('There must be at least one instance');
  return {
    connection,
    uri: database.uri,
    instances: [first, ...others] as [Instance, ...Instance[]],
    stop: () => lifecycle.stop(),
  };

  async function startInstance(): Promise<Instance> {
    // A port is asked for first, because the service must know its own address before it listens.
    const port = await freePort();
    const config = readConfig({
      MONGODB_URI: database.uri,
      PORT: String(port),
      LIMITS: 'false',
      LOG_LEVEL: 'warn',
    });
    const log = createLog('silent');
    const services = await startServices({
      config,
      log,
      lifecycle,
      connection,
      mailer: noMailer,
      clock: systemClock,
    });
    await startWeb({ config, lifecycle }, services);
    return { services, url: config.baseUrl };
  }
}

/** Fills the stage: people are made and signed in once and play in every round. */
export async function aStage(
  connection: Connection,
  instances: [Instance, ...Instance[]],
  volunteers: number,
): Promise<Stage> {
  const [{ services, url }] = instances;
  const karin = await aCoordinator(services);
  const second = { ...(await aPerson(services)), organisations: karin.organisations };
  await organisationModel(connection).updateOne(
    { _id: karin.organisation },
    { $addToSet: { coordinators: new Types.ObjectId(second.id) } },
  );
  const template = await services.assignments.find(await anAssignment(services, karin, { places: 1 }));
  const people: Volunteer[] = [];
  for (let n = 0; n < volunteers; n += 1) people.push(await signedIn(url, await aPerson(services)));
  const assignments = assignmentModel(connection);
  return {
    connection,
    instances,
    processes: [
      ...instances.map((instance) => instance.services),
      createServices({ ...services, mailer: noMailer }),
    ],
    coordinators: [await signedIn(url, karin), await signedIn(url, second)],
    volunteers: people,
    async anAssignment(given) {
      const _id = new Types.ObjectId();
      await assignments.create({ ...template, ...given, _id, free: given.places ?? template.places });
      return String(_id);
    },
  };
}

async function signedIn(url: string, person: TestPerson): Promise<Volunteer> {
  const answer = await post(url, '/sign-in', '', { email: person.email, password });
  if (answer.status !== 303 || answer.cookie === undefined)
    throw new Error(`Signing in was answered with ${answer.status}`);
  return { ...person, cookie: answer.cookie };
}
