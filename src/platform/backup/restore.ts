// Puts a backup back: checks it before anything is touched, writes collections, documents and indexes, and compares what then is stored with the
// checksums of the backup.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BSON, MongoServerError } from 'mongodb';
import type { Collection, Db, Document, IndexDescriptionInfo, WithId } from 'mongodb';
import type { Connection } from 'mongoose';
import { collectionsOf, rawDocuments } from './backup.ts';
import { leftOut, readManifest } from './manifest.ts';
import type { BackedUp, Manifest } from './manifest.ts';

/** What a database has that was only just set up. */
const ofTheSetup = [...leftOut, 'migrations'];
const namespaceExists = 48;
const bytesAtOnce = 4_000_000;
/** Every value keeps the type that it is stored with. */
const asStored = { promoteValues: false, promoteBuffers: false, bsonRegExp: true } as const;

export interface RestoreOptions {
  force: boolean;
  /** A collection that only grows (what has been erased, for instance): rows that the database has now, or another backup has, stay. */
  growing: { name: string; alsoFrom?: string | undefined };
  say: (text: string) => void;
}

/** Restores the folder into the database of the connection. Without `force` that must hold no documents. Throws a sentence where it cannot. */
export async function restoreBackup(
  connection: Connection,
  folder: string,
  { force, growing, say }: RestoreOptions,
): Promise<Manifest> {
  const manifest = await readManifest(folder);
  for (const one of manifest.collections) await insistOnWhole(folder, one);
  const database = connection.getClient().db(connection.name);
  if (!force) await insistOnEmpty(database);
  const kept = await database.collection(growing.name).find({}, asStored).toArray();
  if (growing.alsoFrom !== undefined) kept.push(...(await documentsOf(growing.alsoFrom, growing.name)));
  for (const { name } of await collectionsOf(database)) {
    // A collection that processes watch while they run is emptied; dropped, it would end their watching for good.
    if (leftOut.includes(name)) await database.collection(name).deleteMany({});
    else await database.collection(name).drop();
  }
  for (const one of manifest.collections) {
    await restoreCollection(database, folder, one);
    say(`${one.name}: ${one.documents} documents`);
  }
  for (const row of kept)
    await database
      .collection(growing.name)
      .updateOne({ _id: row._id }, { $setOnInsert: row }, { upsert: true });
  return manifest;
}

async function documentsOf(folder: string, name: string): Promise<WithId<Document>[]> {
  const one = (await readManifest(folder)).collections.find((collection) => collection.name === name);
  if (one === undefined) return [];
  await insistOnWhole(folder, one);
  const found: WithId<Document>[] = [];
  for await (const bytes of split(createReadStream(join(folder, `${name}.bson`))))
    found.push(BSON.deserialize(bytes, asStored) as WithId<Document>);
  return found;
}

async function insistOnWhole(folder: string, { name, sha256, metadataSha256 }: BackedUp): Promise<void> {
  const sums: string[] = [];
  for (const file of [`${name}.bson`, `${name}.metadata.json`]) {
    const hash = createHash('sha256');
    try {
      for await (const chunk of createReadStream(join(folder, file))) hash.update(chunk as Buffer);
    } catch (cause) {
      throw new Error(`${file} of the backup cannot be read. Nothing was restored.`, { cause });
    }
    sums.push(hash.digest('hex'));
  }
  if (sums[0] !== sha256 || sums[1] !== metadataSha256)
    throw new Error(`The files of ${name} are not those that were backed up. Nothing was restored.`);
}

async function insistOnEmpty(database: Db): Promise<void> {
  for (const { name } of await collectionsOf(database))
    if (!ofTheSetup.includes(name) && (await database.collection(name).findOne()) !== null)
      throw new Error(
        `The database ${database.databaseName} is not empty (${name}). --force drops what is there; stop the service first.`,
      );
}

async function restoreCollection(database: Db, folder: string, one: BackedUp): Promise<void> {
  const text = await readFile(join(folder, `${one.name}.metadata.json`), 'utf8');
  const metadata = BSON.EJSON.parse(text) as { options: Document; indexes: IndexDescriptionInfo[] };
  const collection = await created(database, one.name, metadata.options);
  let batch: Document[] = [];
  let size = 0;
  for await (const bytes of split(createReadStream(join(folder, `${one.name}.bson`)))) {
    batch.push(BSON.deserialize(bytes, asStored));
    size += bytes.length;
    if (size < bytesAtOnce) continue;
    await collection.insertMany(batch);
    batch = [];
    size = 0;
  }
  if (batch.length > 0) await collection.insertMany(batch);
  // Before the indexes: one of them may tell MongoDB to remove what is old.
  const hash = createHash('sha256');
  for await (const bytes of rawDocuments(database, one.name)) hash.update(bytes);
  // What was left out is what processes keep for themselves: one that has just begun may have written there.
  if (hash.digest('hex') !== one.sha256 && !leftOut.includes(one.name))
    throw new Error(`What was restored of ${one.name} is not what was backed up.`);
  const indexes = metadata.indexes.filter(({ name }) => name !== '_id_');
  if (indexes.length > 0) await collection.createIndexes(indexes);
}

async function created(database: Db, name: string, options: Document): Promise<Collection> {
  try {
    return await database.createCollection(name, options);
  } catch (error) {
    if (error instanceof MongoServerError && error.code === namespaceExists && leftOut.includes(name))
      return database.collection(name);
    throw error;
  }
}

/** A file of documents as the bytes of each; a document begins with its length. */
async function* split(file: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of file) {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let at = 0;
    while (rest.length - at >= 4) {
      const end = at + rest.readInt32LE(at);
      if (end > rest.length) break;
      yield rest.subarray(at, end);
      at = end;
    }
    rest = rest.subarray(at);
  }
  if (rest.length > 0) throw new Error('The file ends within a document.');
}
