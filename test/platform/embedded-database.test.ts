// The database of the demo and the tests: real transactions, and data that is there after a restart.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import { startEmbeddedDatabase } from '../../src/platform/embedded-database.ts';
import { databaseUri } from '../support/database.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'handslag-test-'));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

async function withClient<T>(uri: string, work: (client: MongoClient) => Promise<T>): Promise<T> {
  const client = await MongoClient.connect(uri);
  try {
    return await work(client);
  } finally {
    await client.close();
  }
}

test('what was stored in a folder is there after a restart on another port', async () => {
  const first = await startEmbeddedDatabase({ folder });
  await withClient(first.uri, (client) => client.db('demo').collection('notes').insertOne({ text: 'kvar' }));
  await first.stop();

  const second = await startEmbeddedDatabase({ folder });
  try {
    expect(second.uri).not.toBe(first.uri);
    const note = await withClient(second.uri, (client) => client.db('demo').collection('notes').findOne());
    expect(note).toMatchObject({ text: 'kvar' });
  } finally {
    await second.stop();
  }
});

test('a second start in the same folder is refused, and says who uses it', async () => {
  const database = await startEmbeddedDatabase({ folder });
  try {
    await expect(startEmbeddedDatabase({ folder })).rejects.toThrow(/in use by another process \(\d+\)/);
  } finally {
    await database.stop();
  }
});

test('a folder that cannot be written is refused in a sentence', async () => {
  const file = join(folder, 'file');
  await writeFile(file, '');
  await expect(startEmbeddedDatabase({ folder: join(file, 'data') })).rejects.toThrow(
    'the folder cannot be written',
  );
});

test('a transaction that fails leaves nothing behind, and one that succeeds leaves everything', async () => {
  await withClient(databaseUri(), async (client) => {
    const notes = client.db().collection('embedded_notes');
    await notes.deleteMany({});
    const both = (fail: boolean): Promise<void> =>
      client.withSession((session) =>
        session.withTransaction(async () => {
          await notes.insertOne({ text: 'one' }, { session });
          await notes.insertOne({ text: 'two' }, { session });
          if (fail) throw new Error('on purpose');
        }),
      );
    await expect(both(true)).rejects.toThrow('on purpose');
    expect(await notes.countDocuments()).toBe(0);
    await both(false);
    expect(await notes.countDocuments()).toBe(2);
    await notes.drop();
  });
});
