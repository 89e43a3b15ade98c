// Sends the service what no browser would: at every route, as people who are signed in, with fields, addresses, headers and bodies bent.
// HOSTILE_RUNS says how many inputs in all, HOSTILE_SEED which.
import { writeSync } from 'node:fs';
import fc from 'fast-check';
import type { Document, ObjectId } from 'mongodb';
import { attacks, bent, everything, MARK } from '../support/hostile.ts';
import type { Attack } from '../support/hostile.ts';
import { formOf } from '../support/forms.ts';
import type { Params } from '../support/forms.ts';
import { send, visitor } from '../support/http.ts';
import { startMailbox } from '../support/mailbox.ts';
import type { Mailbox } from '../support/mailbox.ts';
import { permissionTable } from '../support/permission-table.ts';
import { faultsIn, faultsOf } from '../support/reflection.ts';
import { routesOf } from '../support/routes.ts';
import type { Route } from '../support/routes.ts';
import { startService } from '../support/service.ts';
import type { TestService } from '../support/service.ts';
import { changes, snapshot } from '../support/snapshot.ts';
import type { Snapshot } from '../support/snapshot.ts';
import { stateNames } from '../support/states.ts';
import { aWorld, roles } from '../support/world.ts';
import type { Role, World } from '../support/world.ts';

const RUNS = Number(process.env['HOSTILE_RUNS'] ?? 10_000);
const SEED = Number(process.env['HOSTILE_SEED'] ?? 20_261_122);
const AT_ONCE = 8;
/** Of each route's inputs, at least this share must have reached the code that does its work. */
const REACH = 0.7;
const QUERIES = [
  'next',
  'organisation',
  'municipality',
  'cause',
  'q',
  'near',
  'km',
  'slot',
  'from',
  'age',
  'bounds',
  'sort',
  'page',
  'at',
  'saved',
  'changed',
  'created',
  'passkey',
  'done',
];
const COLLECTIONS = [
  ...[
    'people',
    'organisations',
    'joinRequests',
    'assignments',
    'applications',
    'links',
    'pictures',
    'unsavedSteps',
    'templates',
    'synonyms',
    'copies',
  ],
  ...['secondFactors', 'challenges'],
];
const COUNTER = 'x-guard-input';

const table = permissionTable();
const names = [...new Set(table.map(({ route }) => route))];
const reached = new Set<string>();
const reach: { route: string; inputs: number; share: number }[] = [];
let mailbox: Mailbox;
let service: TestService;
let world: World;
let routes: Route[];

beforeAll(async () => {
  mailbox = await startMailbox();
  service = await startService({ lasting: true, smtpUrl: mailbox.url });
  world = await aWorld(service);
  routes = routesOf(service.app);
  for (const route of routes)
    route.wrap((handler) => (request, response, next) => {
      reached.add(`${route.name} ${request.get(COUNTER)}`);
      return handler(request, response, next);
    });
});

test.each(names)(
  '[ASVS 2.2.1, 2.2.2] %s gives nothing away',
  async (name) => {
    const route = routes.find((one) => one.name === name);
    if (route === undefined) throw new Error(`docs/permissions.md has a route that is not there: ${name}`);
    const count = Math.ceil(RUNS / names.length);
    const { role, when } = whoReaches(name);
    const params = await world.make(when);
    const form = route.method === 'POST' ? formOf(name, params) : undefined;
    const fields = Object.keys(form ?? {});
    await staySignedIn(role);
    const kinds = attacks({
      fields: route.method === 'POST' ? [...fields, 'next'] : [],
      queries: QUERIES,
      params: route.path.includes(':'),
    });
    const all = fc.sample(kinds, { numRuns: count, seed: SEED + names.indexOf(name) });
    const right = await remember();
    const faults: string[] = [];
    for (let first = 0; first < all.length && faults.length < 5; first += AT_ONCE) {
      const few = all.slice(first, first + AT_ONCE).map(async (attack, index) => {
        const number = first + index;
        const fault = await withstand(route, params, who(attack, role), attack, number);
        if (fault !== undefined) faults.push(`input ${number} of ${name}, seed ${SEED}: ${fault}`);
      });
      await Promise.all(few);
      if (form !== undefined) await restore(right);
      await staySignedIn(role);
    }
    const share = all.filter((_, number) => reached.has(`${name} ${number}`)).length / all.length;
    reach.push({ route: name, inputs: all.length, share });
    expect(faults).toEqual([]);
    expect(share).toBeGreaterThanOrEqual(REACH);
  },
  600_000,
);

test('[ASVS 1.2.1, 1.2.2, 1.3.1, 1.3.5] what is stored is text on every page, to everybody, and in every mail', async () => {
  const shown = [];
  for (const { route, when, cells } of table) {
    if (!route.startsWith('GET ') || !Object.values(cells).includes('shown')) continue;
    const { role } = whoReaches(route);
    shown.push({ path: route.slice(4), params: await world.make(when), role });
  }
  // Only the mails of these are read below.
  await service.services.post.drop();
  await service.services.connection.collection('notifications').deleteMany({});
  for (const when of stateNames) await world.make(when);
  await poison();
  const faults: string[] = [];
  for (const { path, params, role } of shown) {
    await staySignedIn(role);
    const address = path.replace(/:(\w+)/g, (_, name: string) => params[name] ?? '1');
    for (const prefix of ['', '/en']) {
      const answer = await world
        .client(role)
        .copy()
        .get(prefix + address);
      for (const fault of faultsOf(answer, service.url))
        faults.push(`${role} at ${prefix}${address}: ${fault}`);
    }
  }
  service.clock.moveBy(3_600_000);
  await service.services.sendMail();
  for (const { subject, html } of mailbox.mails)
    for (const fault of faultsIn(html, service.url)) faults.push(`mail ${subject.slice(0, 80)}: ${fault}`);
  expect(faults).toEqual([]);
  expect(mailbox.mails.filter(({ html }) => html.includes(MARK)).length).toBeGreaterThan(5);
}, 120_000);

test('nothing of it stands in the log, and nothing broke', () => {
  expect(service.log.filter((line) => line.includes(MARK))).toEqual([]);
  expect(service.log.filter((line) => (JSON.parse(line) as { level: number }).level >= 50)).toEqual([]);
});

afterAll(() => {
  const total = reach.reduce((sum, { inputs }) => sum + inputs, 0);
  const lines = reach.map(
    ({ route, inputs, share }) =>
      `${(share * 100).toFixed(0).padStart(4)} %  ${String(inputs).padStart(5)}  ${route}`,
  );
  writeSync(1, `\n${total} hostile inputs with seed ${SEED}; reached the handler:\n${lines.join('\n')}\n`);
});

/** The person who gets furthest at a route, and the thing that they get furthest with. */
function whoReaches(name: string): { role: Role; when: (typeof table)[number]['when'] } {
  for (const outcome of ['taken', 'shown', 'onward', 'missing'])
    for (const row of table.filter(({ route }) => route === name)) {
      const role = roles.findLast((one) => row.cells[one] === outcome && one !== 'other') ?? undefined;
      if (role !== undefined) return { role, when: row.when };
    }
  throw new Error(`Nobody reaches ${name}`);
}

/** Mostly the one who gets furthest, and now and then anybody. */
function who(attack: Attack, role: Role): Role {
  return attack.who < 94 ? role : (roles[attack.who % roles.length] ?? 'visitor');
}

async function withstand(
  route: Route,
  params: Params,
  role: Role,
  attack: Attack,
  number: number,
): Promise<string | undefined> {
  const form = route.method === 'POST' ? formOf(route.name, params) : undefined;
  const { path, headers, body } = bent(attack, { path: route.path, params: { step: '1', ...params }, form });
  const client = world.client(role).copy();
  const own = {
    ...(client.cookie() === '' ? {} : { cookie: client.cookie() }),
    ...(body === undefined
      ? {}
      : { origin: service.url, 'content-type': 'application/x-www-form-urlencoded' }),
    [COUNTER]: String(number),
  };
  const describe = (problem: string): string =>
    `${problem}\n  as ${role}: ${route.method} ${path.slice(0, 300)}\n  ${JSON.stringify(headers).slice(0, 300)}\n  ${body?.slice(0, 600)}`;
  try {
    const answer = await send(service.url, route.method, path, { ...own, ...headers }, body);
    const faults = faultsOf(answer, service.url);
    const { location } = answer.headers;
    // What was saved is shown on the next page: there it must be as harmless.
    if (faults.length === 0 && body !== undefined && answer.status === 303 && location !== undefined)
      faults.push(
        ...faultsOf(
          await visitor(service, cookieOf(answer.headers['set-cookie']) ?? client.cookie()).get(location),
          service.url,
        ),
      );
    return faults.length === 0 ? undefined : describe(faults.join('; '));
  } catch (error) {
    return describe(String(error));
  }
}

function cookieOf(set: string[] | undefined): string | undefined {
  return set?.find((one) => one.startsWith('handslag='))?.split(';')[0];
}

interface Remembered {
  documents: Map<string, Document[]>;
  hashes: Snapshot;
}

/** What there is now, so that every input meets the same. */
async function remember(): Promise<Remembered> {
  const { connection } = service.services;
  const all = COLLECTIONS.map(async (name): Promise<[string, Document[]]> => [
    name,
    await connection.collection(name).find().toArray(),
  ]);
  return { documents: new Map(await Promise.all(all)), hashes: await snapshot(connection) };
}

async function restore(right: Remembered): Promise<void> {
  const { connection } = service.services;
  const changed = changes(right.hashes, await snapshot(connection));
  for (const [name, documents] of right.documents) {
    if (!changed.includes(name)) continue;
    const collection = connection.collection(name);
    await collection.deleteMany({ _id: { $nin: documents.map(({ _id }) => _id as ObjectId) } });
    const back = documents.map((document) => ({
      replaceOne: { filter: { _id: document['_id'] as ObjectId }, replacement: document, upsert: true },
    }));
    if (back.length > 0) await collection.bulkWrite(back);
  }
}

async function staySignedIn(role: Role): Promise<void> {
  if ((await world.client(role).copy().get('/notifications/since')).status !== 200) await world.renew(role);
}

/** Every text that a person can write, as if it had come past every check. */
async function poison(): Promise<void> {
  const { connection } = service.services;
  const set = (name: string, ...fields: string[]) =>
    connection
      .collection(name)
      .updateMany({}, { $set: Object.fromEntries(fields.map((field) => [field, everything])) });
  await set('people', 'name', 'fullName', 'about');
  await set('organisations', 'name', 'about');
  const words = ['title', 'description', 'easySummary', 'firstTime', 'gets'];
  await set('templates', 'name', ...words.flatMap((name) => [`words.${name}`, `hints.${name}`]));
  await set('synonyms', 'words.$[]');
  await set('unsavedSteps', 'texts.$[].fields.$[].values.$[]');
  await set(
    'assignments',
    'title',
    'description',
    'easySummary',
    'gets',
    'firstTime',
    'address',
    'requirements.0',
  );
  await set('applications', 'message', 'ticks.0', 'history.0.text');
  await set('pictures', 'alt', 'said');
  await set('notifications', 'values.title', 'values.organisation', 'values.name');
}
