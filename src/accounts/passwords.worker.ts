// The thread that hashes passwords, below everything else in priority: it takes what pages leave over.
import { readlinkSync } from 'node:fs';
import { setPriority } from 'node:os';
import { parentPort } from 'node:worker_threads';
import { hashSync, verifySync } from '@node-rs/argon2';
import type { Job } from './passwords.ts';

/** The niceness of what runs when nothing else wants to. */
const lowest = 19;

yieldToPages();
parentPort?.on('message', ({ id, password, parameters, against }: Job) => {
  try {
    const result = against === undefined ? hashSync(password, parameters) : verifySync(against, password);
    parentPort?.postMessage({ id, result });
  } catch (error) {
    parentPort?.postMessage({ id, error: String(error) });
  }
});

/** On Linux a thread has a priority of its own, by the number that /proc knows it by. Elsewhere it stays as it is. */
function yieldToPages(): void {
  try {
    setPriority(Number(readlinkSync('/proc/thread-self').split('/').at(-1)), lowest);
  } catch {
    // Slower pages while many sign in, and nothing else.
  }
}
