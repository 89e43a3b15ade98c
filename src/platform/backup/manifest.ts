// What a backup is: a folder with each collection's documents (NAME.bson) and its options and indexes (NAME.metadata.json), as mongodump and
// mongorestore write and read them, and a manifest with checksums, written last: a folder without one is not a backup.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

/**
 * What belongs to the moment: its collections are made anew, empty. A session that was ended after the backup must not come back, and a lease, a
 * count of tries or a socket's message of then means nothing now; a copy of somebody's data is made anew when they ask.
 */
export const leftOut = ['sessions', 'limits', 'leases', 'marks', 'socket.io', 'copies', 'copyParts'];

const schema = z.object({
  format: z.literal(1),
  takenAt: z.iso.datetime(),
  database: z.string(),
  collections: z.array(
    z.object({
      name: z.string().regex(/^[\w.-]+$/),
      documents: z.number().int(),
      bytes: z.number().int(),
      /** Of the documents in the order of their ids, as they are stored. */
      sha256: z.string(),
      /** Of the options and indexes. */
      metadataSha256: z.string(),
    }),
  ),
});

export type Manifest = z.infer<typeof schema>;
export type BackedUp = Manifest['collections'][number];

const file = 'manifest.json';

export async function writeManifest(folder: string, manifest: Manifest): Promise<void> {
  await writeFile(join(folder, file), `${JSON.stringify(manifest, undefined, 2)}\n`, { mode: 0o600 });
}

/** Throws a sentence when the folder holds no whole backup. */
export async function readManifest(folder: string): Promise<Manifest> {
  const text = await readFile(join(folder, file), 'utf8').catch(() => undefined);
  if (text === undefined)
    throw new Error(`${folder} is not a backup, or one that was broken off: it has no ${file}.`);
  try {
    return schema.parse(JSON.parse(text));
  } catch (cause) {
    throw new Error(`The ${file} in ${folder} cannot be read.`, { cause });
  }
}
