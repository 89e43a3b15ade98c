// Timers: one process runs each job at a time, a failure is not the end of it, and stopping waits for what runs.
import type { Connection } from 'mongoose';
import { movableClock } from '../../src/platform/clock.ts';
import { createJobs, leaseModel, takeLease } from '../../src/platform/jobs.ts';
import type { Job } from '../../src/platform/jobs.ts';
import { createLog } from '../../src/platform/log.ts';
import { freshDatabase } from '../support/database.ts';
import { testStart } from '../support/service.ts';

let connection: Connection;
let log: string[];
const started: { stop(): Promise<void> }[] = [];

beforeEach(async () => {
  connection = await freshDatabase();
  log = [];
});

afterEach(async () => {
  await Promise.all(started.splice(0).map((jobs) => jobs.stop()));
});

function start(...jobs: Job[]): { stop(): Promise<void> } {
  const running = createJobs({
    connection,
    clock: movableClock(testStart),
    log: createLog('info', { write: (line) => void log.push(line) }),
    jobs,
  });
  running.start();
  started.push(running);
  return running;
}

test('of two processes one at a time takes the lease', async () => {
  const won = await Promise.all(Array.from({ length: 8 }, () => takeLease(connection, 'sweep', 60_000)));
  expect(won.filter(Boolean)).toHaveLength(1);
  expect(await takeLease(connection, 'sweep', 60_000)).toBe(false);
  expect(await takeLease(connection, 'another job', 60_000)).toBe(true);
  await leaseModel(connection).updateOne({ _id: 'sweep' }, { $set: { heldUntil: new Date(0) } });
  const again = await Promise.all(Array.from({ length: 8 }, () => takeLease(connection, 'sweep', 60_000)));
  expect(again.filter(Boolean)).toHaveLength(1);
});

test('a job runs about as often in two processes as in one; one for every process runs in each', async () => {
  const runs = { shared: 0, everywhere: 0 };
  const jobs: Job[] = [
    { name: 'shared', every: 100, run: async () => (runs.shared += 1) },
    { name: 'everywhere', every: 100, everywhere: true, run: async () => (runs.everywhere += 1) },
  ];
  const [one, other] = [start(...jobs), start(...jobs)];
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  await Promise.all([one.stop(), other.stop()]);
  expect(runs.shared).toBeGreaterThan(2);
  expect(runs.shared).toBeLessThanOrEqual(17);
  expect(runs.everywhere).toBeGreaterThan(runs.shared);
});

test('a job that fails is logged and runs again', async () => {
  let runs = 0;
  start({
    name: 'sweep',
    every: 10,
    everywhere: true,
    run: async () => {
      runs += 1;
      throw new Error('Amina');
    },
  });
  await until(() => runs > 2);
  expect(JSON.parse(log[0] ?? '')).toMatchObject({ job: 'sweep', msg: 'a job failed and will run again' });
  expect(log.join('')).not.toContain('Amina');
});

test('a job never overtakes itself', async () => {
  let under = 0;
  let most = 0;
  let runs = 0;
  start({
    name: 'slow',
    every: 5,
    everywhere: true,
    run: async () => {
      under += 1;
      most = Math.max(most, under);
      await new Promise((resolve) => setTimeout(resolve, 30));
      under -= 1;
      runs += 1;
    },
  });
  await until(() => runs > 2);
  expect(most).toBe(1);
});

test('stopping waits for the run that is under way, and then there is none', async () => {
  let begun = 0;
  let ended = 0;
  const jobs = start({
    name: 'slow',
    every: 5,
    everywhere: true,
    run: async () => {
      begun += 1;
      await new Promise((resolve) => setTimeout(resolve, 50));
      ended += 1;
    },
  });
  await until(() => begun > 0);
  await jobs.stop();
  expect(ended).toBe(begun);
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(begun).toBe(ended);
});

async function until(look: () => boolean): Promise<void> {
  const last = Date.now() + 10_000;
  while (!look()) {
    if (Date.now() > last) throw new Error('It did not happen within ten seconds.');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
