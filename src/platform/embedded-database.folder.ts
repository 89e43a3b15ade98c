// Tells in a sentence why a folder cannot hold the embedded database: not writable, no room, or used by another process.
import { mkdir, readFile, rm, statfs, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { isAlive } from './exclusively.ts';

/** What MongoDB needs to begin with: journal files of 100 MB each are written ahead. */
const ROOM_BYTES = 300 * 1024 * 1024;
/** A mongod that is on its way out, for instance because its service was killed, is gone within this time. */
const PATIENCE_MS = 5000;

/** Makes the folder if need be. Throws a sentence when a mongod could not work there. */
export async function insistOnFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    const probe = join(folder, '.probe');
    await writeFile(probe, 'x');
    await rm(probe);
  } catch (cause) {
    throw new Error(inWords(cause, folder), { cause });
  }
  const { bavail, bsize } = await statfs(folder);
  if (bavail * bsize < ROOM_BYTES) throw new Error(noRoom(folder));
  await untilFree(folder);
}

/** A fault of mongod or of the file system as a sentence; one that is not known keeps its own words. */
export function inWords(fault: unknown, folder: string): string {
  const message = fault instanceof Error ? fault.message : String(fault);
  if (/ENOSPC|EDQUOT|No space left/i.test(message)) return noRoom(folder);
  if (/EACCES|EPERM|EROFS|ENOTDIR|EEXIST|permission denied|read-only/i.test(message)) {
    return `The database cannot be kept in ${folder}: the folder cannot be written.`;
  }
  if (/DBPathInUse|Unable to lock/i.test(message)) return inUse(folder);
  if (/code: "62"|featureCompatibilityVersion/.test(message)) {
    return `The data in ${folder} was written by another version of MongoDB. Use that version, or remove the folder to begin anew.`;
  }
  return `MongoDB did not start in ${folder}: ${message}`;
}

async function untilFree(folder: string): Promise<void> {
  const last = Date.now() + PATIENCE_MS;
  for (;;) {
    const user = await userOf(folder);
    if (user === undefined) return;
    if (Date.now() > last) throw new Error(inUse(folder, user));
    await wait(100);
  }
}

/** The process that wrote its id into the folder's lock file, if it is alive and a mongod. */
async function userOf(folder: string): Promise<number | undefined> {
  const pid = Number(await readFile(join(folder, 'mongod.lock'), 'utf8').catch(() => ''));
  if (!Number.isInteger(pid) || pid <= 0 || !isAlive(pid)) return undefined;
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => 'mongod');
  return basename(command.split('\0')[0] ?? '').startsWith('mongod') ? pid : undefined;
}

function inUse(folder: string, pid?: number): string {
  const who = pid === undefined ? 'another process' : `another process (${pid})`;
  return `The database in ${folder} is in use by ${who}. Stop it first, or use another folder.`;
}

function noRoom(folder: string): string {
  return `There is no room for the database in ${folder}: the disk is full.`;
}
