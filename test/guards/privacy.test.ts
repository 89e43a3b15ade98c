// Holds src/privacy/collections.ts to the database: what comes later cannot forget to say how long it is kept, how it is handed out and how it is erased.
import { allModels } from '../../src/migrations/collections.ts';
import { collections, kept } from '../../src/privacy/collections.ts';
import type { Kept } from '../../src/privacy/collections.ts';
import { plainPath } from '../../src/privacy/emptied.ts';
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

test('every field that holds an id says whether it is a person’s, and every field that the table names is there', () => {
  const faults: string[] = [];
  for (const model of allModels(service.services.connection)) {
    const name = model.collection.collectionName;
    const paths = pathsOf(model.schema);
    const what = table.get(name);
    const ids = [...paths]
      .filter(([path, type]) => type === 'ObjectId' && path !== '_id')
      .map(([path]) => path);
    const said = [...Object.keys(what?.people ?? {}).map(plainPath), ...(what?.things ?? [])];
    faults.push(...ids.filter((path) => !said.includes(path)).map((path) => `${name}.${path} is nobody’s`));
    const after = what !== undefined && 'after' in what.keep ? [what.keep.after] : [];
    const lists = [said, what?.stays, what?.goes, what?.secret, after].flatMap((list) => list ?? []);
    for (const path of lists)
      if (!paths.has(path) && !paths.has(path.split('.')[0] ?? ''))
        faults.push(`${name}.${path} is not there`);
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
