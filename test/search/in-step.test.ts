// What the index is when much happens at once, when it begins in the middle of it, and when it has missed something.
import { createLog } from '../../src/platform/log.ts';
import { nothing } from '../../src/search/engine/query.ts';
import { createSearch } from '../../src/search/search.service.ts';
import type { Search } from '../../src/search/search.service.ts';
import type { Services } from '../../src/services.ts';
import { aCoordinator, anAssignment } from '../support/people.ts';
import type { TestPerson } from '../support/people.ts';
import { startService } from '../support/service.ts';

let services: Services;
let karin: TestPerson & { organisation: string };
let id: string;

beforeEach(async () => {
  ({ services } = await startService());
  karin = await aCoordinator(services);
  id = await anAssignment(services, karin);
});

test('an index that is built while everything changes has lost nothing and kept nothing', async () => {
  const many = await copies(600);
  const rows = services.connection.collection('assignments');
  const searches: Search[] = [];
  // Each piece of the changes falls into another part of the building.
  for (let n = 0; n < many.length; n += 3) {
    await rows.updateMany({ _id: { $in: many.slice(n, n + 1) } }, { $set: { status: 'paused' } });
    await rows.updateMany({ _id: { $in: many.slice(n + 1, n + 2) } }, { $set: { free: 0 } });
    if (n % 60 === 0) searches.push(begun());
  }
  for (const search of searches) {
    await search.start();
    await search.caughtUp();
    expect([search.count(nothing), search.figures().entries]).toEqual([201, 401]);
    expect((await search.check()).differences).toBe(0);
    await search.stop();
  }
});

test('one that is built anew is asked as before until the new one is whole', async () => {
  const { search } = services;
  await search.caughtUp();
  search.rebuild();
  expect(search.count(nothing)).toBe(1);
  const next = await anAssignment(services, karin);
  await search.caughtUp();
  expect(search.count(nothing)).toBe(2);
  expect(search.entry(next)).toBeDefined();
});

test('what the stream did not tell is found and mended by the check', async () => {
  const { search, connection } = services;
  await search.caughtUp();
  expect(await search.check()).toEqual({ entries: 1, differences: 0 });
  // The date of an organisation never changes, so nobody listens to it.
  await connection.collection('organisations').updateMany({}, { $set: { createdAt: new Date(0) } });
  expect(await search.check()).toEqual({ entries: 1, differences: 1 });
  expect(search.entry(id)).toMatchObject({ organisationSince: 0 });
  expect(await search.check()).toEqual({ entries: 1, differences: 0 });
});

test('nothing of a person, of an address or of words that wait for staff is in memory or on its way there', async () => {
  const { search, assignments } = services;
  await assignments.save(karin, id, { address: 'Hemliga gatan 7', addressShown: 'match' });
  await assignments.save(karin, id, { title: 'Ny rubrik som ingen har läst' });
  await search.caughtUp();
  const known = JSON.stringify([search.shown([id]), search.entry(id)]);
  expect(known).toContain('Läs läxor med mellanstadiebarn');
  for (const secret of ['Hemliga gatan', 'Ny rubrik', karin.id, karin.name, karin.email])
    expect(known).not.toContain(secret);
});

function begun(): Search {
  const search = createSearch({ ...services, log: createLog('silent') });
  void search.start();
  return search;
}

/** So many more of the published assignment, straight into the database. */
async function copies(count: number) {
  const rows = services.connection.collection('assignments');
  const original = await rows.findOne({ status: 'published' });
  const { insertedIds } = await rows.insertMany(
    Array.from({ length: count }, () => {
      const { _id, ...rest } = original ?? { _id: undefined };
      return rest;
    }),
  );
  return Object.values(insertedIds);
}
