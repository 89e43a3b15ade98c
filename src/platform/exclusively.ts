// One process at a time: a lock folder that every process on the machine can see, and that a dead process does not keep.
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

const POLL_MS = 200;
/** A lock without a readable owner: its process is between making the folder and writing its name, or died there. */
const NAMELESS_TRIES = 25;

/** Runs `work` while no other process runs work under the same lock path; waits for its turn. */
export async function exclusively<T>(lock: string, work: () => Promise<T>): Promise<T> {
  await mkdir(dirname(lock), { recursive: true });
  let nameless = 0;
  while (!(await taken(lock))) {
    const owner = await ownerOf(lock);
    nameless = owner === undefined ? nameless + 1 : 0;
    if (owner === undefined ? nameless > NAMELESS_TRIES : !isAlive(owner)) {
      await rm(lock, { recursive: true, force: true });
    } else {
      await wait(POLL_MS);
    }
  }
  try {
    return await work();
  } finally {
    await rm(lock, { recursive: true, force: true });
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (fault) {
    return codeOf(fault) === 'EPERM';
  }
}

async function taken(lock: string): Promise<boolean> {
  try {
    await mkdir(lock);
  } catch (fault) {
    if (codeOf(fault) === 'EEXIST') return false;
    throw fault;
  }
  await writeFile(join(lock, 'pid'), String(process.pid));
  return true;
}

async function ownerOf(lock: string): Promise<number | undefined> {
  const pid = Number(await readFile(join(lock, 'pid'), 'utf8').catch(() => ''));
  return Number.isInteger(pid) && pid > 0 ? pid : undefined;
}

function codeOf(fault: unknown): unknown {
  return fault instanceof Error && 'code' in fault ? fault.code : undefined;
}
