// Timers. Each means "due and not done": a missed run is caught up and a double run does nothing. Where several processes run, one takes the lease.
import { Schema } from 'mongoose';
import type { Connection, Model } from 'mongoose';
import type { Logger } from 'pino';
import type { Clock } from './clock.ts';
import { isDuplicateKey } from './database.ts';

interface Lease {
  _id: string;
  heldUntil: Date;
}

const schema = new Schema<Lease>(
  { _id: { type: String, required: true }, heldUntil: { type: Date, required: true } },
  { collection: 'leases', versionKey: false },
);

export function leaseModel(connection: Connection): Model<Lease> {
  return connection.model<Lease>('Lease', schema);
}

export interface Job {
  name: string;
  /** Milliseconds between the end of a run and the next. */
  every: number;
  run: () => Promise<unknown>;
  /** True where every process must run it for itself. */
  everywhere?: boolean;
}

export interface Jobs {
  start(): void;
  /** Waits for what is running. */
  stop(): Promise<void>;
}

export function createJobs(parts: {
  connection: Connection;
  clock: Clock;
  log: Logger;
  jobs: readonly Job[];
}): Jobs {
  const { log } = parts;
  const timers = new Map<string, NodeJS.Timeout>();
  const running = new Map<string, Promise<void>>();
  let stopped = false;

  async function tick(job: Job): Promise<void> {
    try {
      if (job.everywhere === true || (await takeLease(parts.connection, job.name, job.every)))
        await job.run();
    } catch (error) {
      log.warn({ err: error, job: job.name }, 'a job failed and will run again');
    }
  }

  function schedule(job: Job): void {
    if (stopped) return;
    const timer = setTimeout(() => {
      const run = tick(job).finally(() => {
        running.delete(job.name);
        schedule(job);
      });
      running.set(job.name, run);
    }, job.every);
    timers.set(job.name, timer);
  }

  return {
    start() {
      for (const job of parts.jobs) schedule(job);
    },
    async stop() {
      stopped = true;
      for (const timer of timers.values()) clearTimeout(timer);
      await Promise.all(running.values());
    },
  };
}

/** The lease counts real time, not the handed-in clock: it is about processes, not about what is due. */
export async function takeLease(connection: Connection, name: string, duration: number): Promise<boolean> {
  const now = Date.now();
  try {
    await leaseModel(connection).findOneAndUpdate(
      { _id: name, heldUntil: { $lte: new Date(now) } },
      { $set: { heldUntil: new Date(now + duration * 0.9) } },
      { upsert: true, returnDocument: 'after' },
    );
    return true;
  } catch (error) {
    if (isDuplicateKey(error)) return false;
    throw error;
  }
}
