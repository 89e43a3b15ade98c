// What the index is made by: a snapshot that other code, other words of the taxonomies or other places made is not read.
import { createHash } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';

const source = join(import.meta.dirname, '..');
const folders = ['search', 'places', 'taxonomies'];
/** Of every language: an entry holds the names of its causes and activities. */
const words = /\btaxonomies\.json$/;
let known: Promise<string> | undefined;

/** The same as long as the process lives. */
export function codeOf(): Promise<string> {
  return (known ??= hashOf());
}

async function hashOf(): Promise<string> {
  const hash = createHash('sha256');
  for (const path of await filesOf()) hash.update(path).update(await readFile(join(source, path)));
  return hash.digest('base64url');
}

async function filesOf(): Promise<string[]> {
  const found = await Promise.all(
    [...folders, 'locales'].map(async (folder) =>
      (await readdir(join(source, folder), { recursive: true })).map((path) => join(folder, path)),
    ),
  );
  return found
    .flat()
    .filter((path) => (path.startsWith('locales') ? words.test(path) : /\.(ts|json)$/.test(path)))
    .toSorted();
}
