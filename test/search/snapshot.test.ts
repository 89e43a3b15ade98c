// The index on disk: what was left is taken up where it was, and what is not right is thrown away.
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nothing } from '../../src/search/engine/query.ts';
import { createSearch } from '../../src/search/search.service.ts';
import type { Search } from '../../src/search/search.service.ts';
import type { Services } from '../../src/services.ts';
import { createLog } from '../../src/platform/log.ts';
import { aCoordinator, anAssignment } from '../support/people.ts';
import type { TestPerson } from '../support/people.ts';
import { startService } from '../support/service.ts';

const all = 4;
let services: Services;
let karin: TestPerson & { organisation: string };
let ids: string[];
let folder: string;
let path: string;
let log: string[] = [];
const started: Search[] = [];

beforeEach(async () => {
  ({ services } = await startService());
  karin = await aCoordinator(services, { organisation: 'Läxhyllan' });
  ids = [];
  for (const title of ['Läs läxor', 'Baka bullar', 'Gå på promenad', 'Sjung i kör'])
    ids.push(await anAssignment(services, karin, { title }));
  folder = await mkdtemp(join(tmpdir(), 'handslag-index-'));
  path = join(folder, 'index.snapshot');
  const first = await aSearch();
  await first.stop();
  log = [];
});

afterEach(async () => {
  for (const one of started.splice(0)) await one.stop();
  await rm(folder, { recursive: true, force: true });
});

test('what was left is read, and what has changed since is in it before it is asked', async () => {
  expect(await readdir(folder)).toEqual(['index.snapshot']);
  await services.assignments.pause(karin, ids[0] ?? '');
  const late = await anAssignment(services, karin, { title: 'Måla ett staket' });
  const search = await aSearch();
  expect(said('is read from its snapshot')).toBe(1);
  expect(said('the index is built')).toBe(0);
  expect(titles(search)).toEqual(['Baka bullar', 'Gå på promenad', 'Måla ett staket', 'Sjung i kör']);
  expect(search.entry(late)).toBeDefined();
});

test('what is known of an assignment is the same as in an index that was built', async () => {
  const search = await aSearch();
  await services.search.caughtUp();
  expect(search.shown(ids)).toEqual(services.search.shown(ids));
  expect(ids.map((id) => search.entry(id))).toEqual(ids.map((id) => services.search.entry(id)));
});

const spoiled: [what: string, spoil: (file: Buffer) => Buffer][] = [
  ['with one bit of a record turned', (file) => flipped(file, file.indexOf('Baka bullar') + 2)],
  ['with one bit of its first lines turned', (file) => flipped(file, 20)],
  ['with one bit of its checksum turned', (file) => flipped(file, file.length - 3)],
  ['cut in the middle', (file) => file.subarray(0, file.length >> 1)],
  ['without its checksum', (file) => file.subarray(0, file.length - 32)],
  ['empty', () => Buffer.alloc(0)],
  ['of something else', () => Buffer.from('<!doctype html><title>Nej</title>')],
  ['of another layout', (file) => changed(file, { format: 2 })],
  ['of other code', (file) => changed(file, { code: 'another' })],
  ['of another database', (file) => changed(file, { database: '00000000-0000-4000-8000-000000000000' })],
  ['of last month', (file) => changed(file, { at: Date.now() - 31 * 86_400_000 })],
];

test.each(spoiled)('a snapshot %s is thrown away, and the index is built', async (_what, spoil) => {
  await writeFile(path, spoil(await readFile(path)));
  const search = await aSearch();
  expect(said('is thrown away')).toBe(1);
  expect(said('the index is built')).toBe(1);
  expect(search.count(nothing)).toBe(all);
});

test('one from before what the database remembers is left, and the index is built', async () => {
  const token = tokenOf(await readFile(path));
  // The first bytes of a token are its time: this one is of 2001.
  const old = { _data: token.replace(/^82[0-9A-F]{8}/, '823B000000') };
  await writeFile(path, changed(await readFile(path), { token: old }));
  const search = await aSearch();
  expect(said('has lost the database')).toBe(1);
  expect(said('the index is built')).toBe(1);
  expect(search.count(nothing)).toBe(all);
});

/** One of its own, as another process has it. */
async function aSearch(): Promise<Search> {
  const search = createSearch({
    ...services,
    log: createLog('info', { write: (line) => void log.push(line) }),
    folder,
  });
  started.push(search);
  await search.start();
  return search;
}

function said(what: string): number {
  return log.filter((line) => line.includes(what)).length;
}

function titles(search: Search): string[] {
  const found: string[] = [];
  search.each(nothing, ({ id }) => found.push(search.shown([id])[0]?.assignment.title ?? ''));
  return found.toSorted((a, b) => a.localeCompare(b, 'sv'));
}

function flipped(file: Buffer, place: number): Buffer {
  const copy = Buffer.from(file);
  copy.writeUInt8((copy[place] ?? 0) ^ 1, place);
  return copy;
}

function headOf(file: Buffer): Record<string, unknown> {
  return JSON.parse(file.subarray(4, 4 + file.readUInt32LE()).toString()) as Record<string, unknown>;
}

function tokenOf(file: Buffer): string {
  return (headOf(file)['token'] as { _data: string })._data;
}

/** With a right checksum: what it says of itself is what is wrong. */
function changed(file: Buffer, change: object): Buffer {
  const rest = file.subarray(4 + file.readUInt32LE(), file.length - 32);
  const said = Buffer.from(JSON.stringify({ ...headOf(file), ...change }));
  const head = Buffer.alloc(4);
  head.writeUInt32LE(said.length);
  const body = Buffer.concat([head, said, rest]);
  return Buffer.concat([body, createHash('sha256').update(body).digest()]);
}
