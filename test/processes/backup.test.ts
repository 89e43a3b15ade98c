// The drill: back up, lose or change everything, restore, and have every byte again. What was broken or would be overwritten is refused.
import { mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BSON } from 'mongodb';
import type { Connection } from 'mongoose';
import { collectionsOf, rawDocuments, takeBackup } from '../../src/platform/backup/backup.ts';
import { leftOut } from '../../src/platform/backup/manifest.ts';
import { restoreBackup } from '../../src/platform/backup/restore.ts';
import { connectDatabase, inTransaction } from '../../src/platform/database.ts';
import { databaseUri } from '../support/database.ts';
import { aMatching, emptyService } from '../support/matching.ts';
import { run } from '../support/processes.ts';

let folder: string;
let elsewhere: Connection;
const elsewhereUri = (): string => {
  const uri = new URL(databaseUri());
  uri.pathname += '_elsewhere';
  return uri.href;
};

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'handslag-backup-'));
  elsewhere = await connectDatabase(elsewhereUri());
  await elsewhere.dropDatabase();
});

afterEach(async () => {
  await elsewhere.dropDatabase();
  await elsewhere.close();
  await rm(folder, { recursive: true, force: true });
});

test('what is backed up is the same after a restore, byte by byte and index by index', async () => {
  const { services } = await aMatchedPair();
  const before = await everything(services.connection);
  expect(before.size).toBeGreaterThan(8);
  expect(before.get('people')?.documents.length).toBeGreaterThan(3);

  const backup = await handslag(['backup', join(folder, 'a')]);
  expect(backup).toMatchObject({ status: 0, err: '' });
  expect(backup.out).toMatch(/^people: \d+ documents, \d+ bytes$/m);
  expect((await stat(join(folder, 'a'))).mode & 0o077).toBe(0);
  for (const file of await readdir(join(folder, 'a')))
    expect([file, (await stat(join(folder, 'a', file))).mode & 0o077]).toEqual([file, 0]);

  const restored = await handslag(['restore', join(folder, 'a')], elsewhereUri());
  expect(restored).toMatchObject({ status: 0, err: '' });
  expect(restored.out).toContain('Everybody signs in again.');
  expect(await everything(elsewhere)).toEqual(before);

  await services.connection.collection('people').deleteMany({});
  await services.connection.collection('organisations').dropIndexes();
  await services.connection.collection('assignments').updateMany({}, { $set: { title: 'Något annat' } });
  const refused = await handslag(['restore', join(folder, 'a')]);
  expect(refused.status).toBe(1);
  expect(refused.err).toMatch(/is not empty \(\w+\)\. --force drops what is there; stop the service first\./);
  expect(await handslag(['restore', join(folder, 'a'), '--force'])).toMatchObject({ status: 0, err: '' });
  expect(await everything(services.connection)).toEqual(before);
}, 90_000);

test('whoever has been erased since the backup is erased again, also where only a later backup knows of it', async () => {
  const matching = await aMatchedPair();
  const { services } = matching;
  const { id, name } = matching.who(0);
  await takeBackup(services.connection, join(folder, 'before'), () => undefined);
  await services.privacy.erasure.erase(id);
  await takeBackup(services.connection, join(folder, 'after'), () => undefined);

  const elsewhereIs = async () => [
    (await elsewhere.collection('people').countDocuments()) > 1,
    await tracesOf(elsewhere, id, name),
  ];
  const words = ['restore', join(folder, 'before'), '--erasures', join(folder, 'after')];
  const restored = await handslag(words, elsewhereUri());
  expect(restored).toMatchObject({ status: 0, err: '' });
  expect(restored.out).toContain('Erased again: 1 ');
  expect(await elsewhereIs()).toEqual([true, ['erasures']]);

  const again = await handslag(['restore', join(folder, 'before'), '--force'], elsewhereUri());
  expect(again).toMatchObject({ status: 0, err: '' });
  expect(await elsewhereIs()).toEqual([true, ['erasures']]);
}, 120_000);

test('sessions are not in a backup, so that none that was ended comes back', async () => {
  const { connection } = (await emptyService()).services;
  await connection.collection('sessions').insertOne({ canary: 'of a session' });
  await takeBackup(connection, folder, () => undefined);
  expect((await readFile(join(folder, 'sessions.bson'))).length).toBe(0);
  await restoreBackup(elsewhere, folder, {
    force: false,
    growing: { name: 'erasures' },
    say: () => undefined,
  });
  expect(await elsewhere.collection('sessions').countDocuments()).toBe(0);
  expect(await indexesOf(elsewhere, 'sessions')).toEqual(await indexesOf(connection, 'sessions'));
});

test('a backup is of one instant: what is written in one transaction is all in it or not at all', async () => {
  const { connection } = (await emptyService()).services;
  const [first, last] = [connection.collection('a_pairs'), connection.collection('z_pairs')];
  await elsewhere.createCollection('a_pairs');
  await first.insertMany(Array.from({ length: 3_000 }, () => ({ text: 'x'.repeat(500) })));
  await last.insertMany(Array.from({ length: 3_000 }, () => ({ text: 'x' })));
  let written = 0;
  const over = new AbortController();
  const writing = (async () => {
    while (!over.signal.aborted) {
      await inTransaction(connection, async (session) => {
        await first.insertOne({}, { session });
        await last.insertOne({}, { session });
      });
      written += 1;
    }
  })();
  while (written === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  const { collections } = await takeBackup(connection, folder, () => undefined);
  const then = written;
  over.abort();
  await writing;
  const counts = collections.filter(({ name }) => name.endsWith('_pairs')).map(({ documents }) => documents);
  expect(then).toBeGreaterThan(1);
  expect(counts).toEqual([counts[0], counts[0]]);
  expect(counts[0]).toBeLessThan(3_000 + written);
  await first.drop();
  await last.drop();
});

test('a folder that is no whole backup is refused with a sentence, and nothing is touched', async () => {
  const { services } = await aMatchedPair();
  const nothing = await handslag(['restore', folder], elsewhereUri());
  expect(nothing).toMatchObject({ status: 1, out: '' });
  expect(nothing.err).toContain('is not a backup, or one that was broken off');
  await takeBackup(services.connection, folder, () => undefined);

  const file = join(folder, 'people.bson');
  const bytes = await readFile(file);
  bytes[40] = (bytes[40] ?? 0) ^ 1;
  await writeFile(file, bytes);
  const changed = await handslag(['restore', folder, '--force']);
  expect(changed).toMatchObject({ status: 1, out: '' });
  expect(changed.err).toContain(
    'The files of people are not those that were backed up. Nothing was restored.',
  );
  expect(await services.connection.collection('people').countDocuments()).toBeGreaterThan(2);

  const full = await handslag(['backup', folder]);
  expect(full.status).toBe(1);
  expect(full.err).toContain('is not empty. A backup is written into a folder of its own.');
}, 60_000);

async function aMatchedPair() {
  const matching = await aMatching(2);
  await matching.apply(0);
  await matching.apply(1);
  await matching.offer(0);
  await matching.confirm(0);
  await matching.services.outbox.drain();
  return matching;
}

/** The collections in which somebody stands; messages between sockets come and go. */
async function tracesOf(connection: Connection, ...traces: string[]): Promise<string[]> {
  const found: string[] = [];
  for (const [name, { documents }] of await everything(connection)) {
    const texts = documents.map((one) => JSON.stringify(BSON.deserialize(Buffer.from(one, 'base64'))));
    if (texts.some((text) => traces.some((trace) => text.includes(trace)))) found.push(name);
  }
  return found;
}

interface Stored {
  documents: string[];
  indexes: unknown;
}

/** Each collection's bytes and indexes, without what a backup leaves out. */
async function everything(connection: Connection): Promise<Map<string, Stored>> {
  const database = connection.getClient().db(connection.name);
  const all = new Map<string, Stored>();
  for (const { name } of await collectionsOf(database)) {
    if (leftOut.includes(name)) continue;
    const documents: string[] = [];
    for await (const bytes of rawDocuments(database, name))
      documents.push(Buffer.from(bytes).toString('base64'));
    all.set(name, { documents, indexes: await indexesOf(connection, name) });
  }
  return all;
}

async function indexesOf(connection: Connection, name: string): Promise<unknown> {
  const found = await connection.getClient().db(connection.name).collection(name).indexes();
  return found.sort((a, b) => String(a.name).localeCompare(String(b.name)));
}

async function handslag(words: string[], uri = databaseUri()) {
  const process = run('cli.ts', words, { MONGODB_URI: uri });
  const status = await process.ended();
  return { status, out: process.out(), err: process.err() };
}
