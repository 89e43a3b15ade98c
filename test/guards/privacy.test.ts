// Holds src/privacy/collections.ts to the database: what comes later cannot forget to say how long it is kept, how it is handed out and how it is erased.
import { allModels } from '../../src/migrations/collections.ts';
import { collections, kept } from '../../src/privacy/collections.ts';
import type { Kept } from '../../src/privacy/collections.ts';
import { isPlain, plainPath } from '../../src/privacy/row.ts';
import { socketCollection } from '../../src/platform/sockets.ts';
import { permissionTable } from '../support/permission-table.ts';
import { formOf } from '../support/forms.ts';
import { pathsOf } from '../support/schemas.ts';
import { startService } from '../support/service.ts';
import type { TestService } from '../support/service.ts';
import type { State } from '../support/states.ts';
import { aWorld, roles } from '../support/world.ts';

const table = new Map<string, Kept>(kept);
let service: TestService;

beforeAll(async () => {
  service = await startService({ lasting: true, environment: { LIMITS: 'true' } });
});

test('every collection that is there after everything has been done once has its line, and every line its collection', async () => {
  const world = await aWorld(service);
  const made = new Map<State, Awaited<ReturnType<typeof world.make>>>();
  for (const { route, when } of permissionTable()) {
    if (!made.has(when)) made.set(when, await world.make(when));
    if (route.startsWith('GET ')) continue;
    const address = route
      .split(' ')[1]
      ?.replace(/:(\w+)/g, (_, name: string) => made.get(when)?.[name] ?? '');
    for (const role of roles)
      await world
        .client(role)
        .copy()
        .post(address ?? '', formOf(route, made.get(when) ?? {}));
  }
  const found = await service.services.connection.db?.listCollections().toArray();
  const names = (found ?? []).map(({ name }) => name).filter((name) => !name.startsWith('system.'));
  expect(names.sort()).toEqual(Object.keys(collections).sort());
}, 120_000);

test('after everything has been done once, the id of a person stands only where the table says', async () => {
  const { connection } = service.services;
  const people = await connection
    .collection('people')
    .find({}, { projection: { _id: 1 } })
    .toArray();
  const erased = await connection.collection('erasures').find().toArray();
  const ids = new Set([...people, ...erased].map(({ _id }) => String(_id)));
  const faults = new Set<string>();
  for (const name of Object.keys(collections)) {
    // Messages between sockets are gone within minutes, and are deleted by an erasure whomever they are of.
    if (name === socketCollection) continue;
    // That somebody has been erased is remembered by nothing else.
    const said = name === 'erasures' ? ['_id'] : Object.keys(table.get(name)?.people ?? {});
    for await (const row of connection.collection(name).find())
      for (const [path, text] of leavesOf(row))
        if (!said.includes(path) && (text.match(/[0-9a-f]{24}/g) ?? []).some((id) => ids.has(id)))
          faults.add(`${name}.${path} holds a person`);
  }
  expect(ids.size).toBeGreaterThan(10);
  expect([...faults]).toEqual([]);
});

test('every text in a row that outlives a person is said to stay or to go with them', () => {
  const faults: string[] = [];
  for (const model of allModels(service.services.connection)) {
    const name = model.collection.collectionName;
    const what = table.get(name);
    if (what === undefined) continue;
    const said = [what.stays, what.goes, what.secret, what.things, Object.keys(what.people)].flatMap(
      (list) => list ?? [],
    );
    for (const [path, type] of pathsOf(model.schema))
      if (['String', 'Mixed'].includes(type) && outlives(path, what) && !isWithin(path, said))
        faults.push(`${name}.${path}`);
  }
  expect(faults).toEqual([]);
});

test('every field that holds an id says whether it is a person’s, and every field that the table names is there', () => {
  const faults: string[] = [];
  for (const model of allModels(service.services.connection)) {
    const name = model.collection.collectionName;
    const paths = pathsOf(model.schema);
    const what = table.get(name);
    const ids = [...paths]
      .filter(([path, type]) => type === 'ObjectId' && path !== '_id')
      .map(([path]) => path);
    const said = [...Object.keys(what?.people ?? {}), ...(what?.things ?? [])].map(plainPath);
    faults.push(...ids.filter((path) => !said.includes(path)).map((path) => `${name}.${path} is nobody’s`));
    const after = what !== undefined && 'after' in what.keep ? [what.keep.after] : [];
    const lists = [said, what?.stays, what?.goes, what?.shows, what?.secret, after].flatMap(
      (list) => list ?? [],
    );
    for (const path of lists)
      if (!paths.has(path) && !paths.has(path.split('.')[0] ?? ''))
        faults.push(`${name}.${path} is not there`);
  }
  expect(faults).toEqual([]);
});

test('whatever names a person is found by an index', async () => {
  const faults: string[] = [];
  for (const [name, { people, email }] of kept) {
    const indexes = await service.services.connection.collection(name).indexes();
    const first = new Set(
      indexes
        .filter(({ partialFilterExpression }) => partialFilterExpression === undefined)
        .map(({ key }) => Object.keys(key)[0]),
    );
    for (const path of [...Object.keys(people).map(plainPath), ...(email === undefined ? [] : [email])])
      if (!first.has(path)) faults.push(`${name}.${path}`);
  }
  expect(faults).toEqual([]);
});

test('where the database itself lets rows go, it does so when the table says', async () => {
  const faults: string[] = [];
  for (const [name, { keep }] of kept) {
    const indexes = await service.services.connection.collection(name).indexes();
    for (const { key, expireAfterSeconds } of indexes) {
      if (expireAfterSeconds === undefined) continue;
      const said = 'days' in keep && keep.after in key ? keep.days * 86_400 : undefined;
      if (said !== expireAfterSeconds)
        faults.push(`${name}: ${expireAfterSeconds} s, and ${said ?? 'nothing'}`);
    }
  }
  expect(faults).toEqual([]);
});

/** A row goes with its owner; what others have put in its lists, or a row that is about something else, does not. */
function outlives(path: string, what: Kept): boolean {
  const owned = Object.values(what.people).some((way) => way === 'removed' || way === 'emptied');
  if (!owned && what.email === undefined) return true;
  return Object.keys(what.people).some(
    (named) => named.includes('[].') && path.startsWith(`${named.split('[].')[0] ?? ''}.`),
  );
}

function isWithin(path: string, said: readonly string[]): boolean {
  return said.some((one) => path === plainPath(one) || path.startsWith(`${plainPath(one)}.`));
}

/** Every value of a document as text, with the path by which the table would name it. */
function leavesOf(value: unknown, path = ''): [string, string][] {
  if (Array.isArray(value)) return value.flatMap((one) => leavesOf(one, `${path}[]`));
  if (!isPlain(value)) return [[path, String(value)]];
  return Object.entries(value).flatMap(([name, held]) =>
    leavesOf(held, path === '' ? name : `${path}.${name}`),
  );
}
