// Password hashing: argon2id with the parameters OWASP recommends, one at a time in a thread that gives way to everything else, so that a flood of
// sign-ins leaves the service quick.
import { Worker } from 'node:worker_threads';

/** argon2id is the library's default algorithm. */
const parameters = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** To hash, or to hold against a hash. */
export interface Job {
  id: number;
  password: string;
  parameters: typeof parameters;
  against?: string;
}

interface Done {
  id: number;
  result?: string | boolean;
  error?: string;
}

type Waiting = PromiseWithResolvers<string | boolean>;

let worker: Worker | undefined;
let jobs = 0;
const waiting = new Map<number, Waiting>();
let decoy: Promise<string> | undefined;

export async function hashPassword(password: string): Promise<string> {
  return (await done({ password: password.normalize('NFC') })) as string;
}

/** With no stored hash it does the same work and says no, so that time does not tell whether an account exists. */
export async function verifyPassword(stored: string | undefined, password: string): Promise<boolean> {
  decoy ??= hashPassword('a password that nobody has');
  const against = stored ?? (await decoy);
  const matches = await done({ password: password.normalize('NFC'), against });
  return stored !== undefined && matches === true;
}

/** False where the rules have become stricter since: who knows the password can have it hashed anew. */
export function isHashedAsNow(stored: string): boolean {
  const { memoryCost, timeCost, parallelism } = parameters;
  return stored.startsWith(`$argon2id$v=19$m=${memoryCost},t=${timeCost},p=${parallelism}$`);
}

/** Those that come first are done first. The process stays for them, but not for the thread. */
function done(what: Pick<Job, 'password' | 'against'>): Promise<string | boolean> {
  const id = (jobs += 1);
  const one: Waiting = Promise.withResolvers();
  waiting.set(id, one);
  worker ??= started();
  worker.ref();
  worker.postMessage({ ...what, id, parameters } satisfies Job);
  return one.promise;
}

function started(): Worker {
  const thread = new Worker(new URL('./passwords.worker.ts', import.meta.url));
  thread.on('message', ({ id, result, error }: Done) => {
    const one = waiting.get(id);
    waiting.delete(id);
    if (waiting.size === 0) thread.unref();
    if (result === undefined) one?.reject(new Error(error));
    else one?.resolve(result);
  });
  // What waits for a thread that has died fails, and the next one starts another.
  thread.on('error', (error) => {
    worker = undefined;
    decoy = undefined;
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  });
  return thread;
}
