// Password hashing: argon2id with the parameters OWASP recommends, two at a time so that a flood of sign-ins leaves the service quick.
import { hash, verify } from '@node-rs/argon2';

/** argon2id is the library's default algorithm. */
const parameters = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const atOnce = 2;

let running = 0;
const queue: (() => void)[] = [];
let decoy: Promise<string> | undefined;

export async function hashPassword(password: string): Promise<string> {
  return inTurn(() => hash(password.normalize('NFC'), parameters));
}

/** With no stored hash it does the same work and says no, so that time does not tell whether an account exists. */
export async function verifyPassword(stored: string | undefined, password: string): Promise<boolean> {
  decoy ??= hash('a password that nobody has', parameters);
  const against = stored ?? (await decoy);
  const matches = await inTurn(() => verify(against, password.normalize('NFC')));
  return stored !== undefined && matches;
}

/** False where the rules have become stricter since: who knows the password can have it hashed anew. */
export function isHashedAsNow(stored: string): boolean {
  const { memoryCost, timeCost, parallelism } = parameters;
  return stored.startsWith(`$argon2id$v=19$m=${memoryCost},t=${timeCost},p=${parallelism}$`);
}

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= atOnce) await new Promise<void>((resolve) => queue.push(resolve));
  else running += 1;
  try {
    return await work();
  } finally {
    const next = queue.shift();
    if (next === undefined) running -= 1;
    else next();
  }
}
