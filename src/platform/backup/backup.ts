// Takes a backup through the driver: every collection as it was at one instant (snapshot reads), streamed, so that memory does not grow with the data.
import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { BSON } from 'mongodb';
import type { ClientSession, Db, Document } from 'mongodb';
import type { Connection } from 'mongoose';
import { leftOut, writeManifest } from './manifest.ts';
import type { BackedUp, Manifest } from './manifest.ts';

const snapshotIsGone = 239;

/** Writes the backup into a folder that is new or empty; says each collection's size. Throws a sentence where it cannot. */
export async function takeBackup(
  connection: Connection,
  folder: string,
  say: (text: string) => void,
): Promise<Manifest> {
  await insistOnEmpty(folder);
  const client = connection.getClient();
  const database = client.db(connection.name);
  const session = client.startSession({ snapshot: true });
  try {
    const collections: BackedUp[] = [];
    for (const { name, options } of await collectionsOf(database)) {
      const metadata = await writeMetadata(database, folder, name, options);
      const documents = leftOut.includes(name)
        ? await writeDocuments(folder, name, [])
        : await writeDocuments(folder, name, rawDocuments(database, name, session));
      collections.push({ name, ...documents, metadataSha256: metadata });
      say(`${name}: ${documents.documents} documents, ${documents.bytes} bytes`);
    }
    const manifest: Manifest = {
      format: 1,
      takenAt: new Date().toISOString(),
      database: connection.name,
      collections,
    };
    await writeManifest(folder, manifest);
    return manifest;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === snapshotIsGone)
      throw new Error(
        'The backup took longer than the database remembers an instant. Raise minSnapshotHistoryWindowInSeconds of mongod (it is 300) and try again.',
        { cause: error },
      );
    throw error;
  } finally {
    await session.endSession();
  }
}

/** The documents of a collection as they are stored, in the order of their ids. */
export function rawDocuments(database: Db, name: string, session?: ClientSession): AsyncIterable<Uint8Array> {
  const options = session === undefined ? { raw: true } : { raw: true, session };
  // With `raw` the driver hands out bytes, which its types do not say.
  return database.collection(name).find({}, options).sort({ _id: 1 }) as unknown as AsyncIterable<Uint8Array>;
}

export async function collectionsOf(database: Db): Promise<{ name: string; options: Document }[]> {
  const found = await database.listCollections({ type: 'collection' }).toArray();
  return found
    .filter(({ name }) => !name.startsWith('system.'))
    .map(({ name, ...more }) => ({ name, options: ('options' in more ? more.options : undefined) ?? {} }))
    .sort((a, b) => a.name.localeCompare(b.name, 'en'));
}

async function insistOnEmpty(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if ((await readdir(folder)).length > 0)
    throw new Error(`${folder} is not empty. A backup is written into a folder of its own.`);
}

async function writeMetadata(db: Db, folder: string, name: string, options: Document): Promise<string> {
  const indexes = await db.collection(name).indexes();
  const text = BSON.EJSON.stringify({ indexes, collectionName: name, type: 'collection', options });
  await writeFile(join(folder, `${name}.metadata.json`), text, { mode: 0o600 });
  return createHash('sha256').update(text).digest('hex');
}

async function writeDocuments(
  folder: string,
  name: string,
  documents: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): Promise<Pick<BackedUp, 'documents' | 'bytes' | 'sha256'>> {
  const hash = createHash('sha256');
  let count = 0;
  let bytes = 0;
  async function* counted(): AsyncGenerator<Uint8Array> {
    for await (const document of documents) {
      hash.update(document);
      count += 1;
      bytes += document.length;
      yield document;
    }
  }
  await pipeline(counted, createWriteStream(join(folder, `${name}.bson`), { mode: 0o600 }));
  return { documents: count, bytes, sha256: hash.digest('hex') };
}
