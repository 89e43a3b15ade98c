// Facts are delivered after the commit, at least once, whatever fails on the way.
import type { Connection } from 'mongoose';
import { movableClock, hour, minute } from '../../../src/platform/clock.ts';
import type { MovableClock } from '../../../src/platform/clock.ts';
import { inTransaction } from '../../../src/platform/database.ts';
import { createLog } from '../../../src/platform/log.ts';
import { outboxModel } from '../../../src/platform/outbox/outbox.model.ts';
import { createOutbox } from '../../../src/platform/outbox/outbox.ts';
import type { Fact, Outbox } from '../../../src/platform/outbox/outbox.ts';
import { freshDatabase } from '../../support/database.ts';
import { testStart } from '../../support/service.ts';

interface Happenings {
  Happened: { n: number };
}

let connection: Connection;
let clock: MovableClock;
let log: string[];
let delivered: Fact[];

beforeEach(async () => {
  connection = await freshDatabase();
  await outboxModel(connection).createIndexes();
  clock = movableClock(testStart);
  log = [];
  delivered = [];
});

function anOutbox(
  deliver: (fact: Fact) => Promise<void> = async (fact) => void delivered.push(fact),
): Outbox<Happenings> {
  return createOutbox<Happenings>({
    connection,
    clock,
    log: createLog('info', { write: (line) => void log.push(line) }),
    deliver,
  });
}

function record(outbox: Outbox<Happenings>, ...numbers: number[]): Promise<void> {
  return inTransaction(connection, (transaction) =>
    outbox.recordAll(
      transaction,
      'Happened',
      numbers.map((n) => ({ n })),
    ),
  );
}

const numbers = (): unknown[] => delivered.map(({ data }) => data['n']);

test('a fact is delivered once, with what happened and when', async () => {
  const outbox = anOutbox();
  await record(outbox, 1);
  expect(await outbox.drain()).toBe(1);
  expect(await outbox.drain()).toBe(0);
  expect(delivered).toEqual([
    { id: expect.any(String) as string, event: 'Happened', data: { n: 1 }, at: testStart },
  ]);
  expect(await outbox.waiting()).toEqual({ count: 0, oldest: undefined, failing: 0 });
});

test('a fact of a transaction that failed never happened', async () => {
  const outbox = anOutbox();
  await expect(
    inTransaction(connection, async (transaction) => {
      await outbox.record(transaction, 'Happened', { n: 1 });
      throw new Error('on purpose');
    }),
  ).rejects.toThrow('on purpose');
  expect(await outbox.drain()).toBe(0);
});

test('facts are delivered oldest first', async () => {
  const outbox = anOutbox();
  for (const n of [1, 2, 3, 4, 5]) {
    await record(outbox, n);
    clock.moveBy(1);
  }
  await outbox.drain();
  expect(numbers()).toEqual([1, 2, 3, 4, 5]);
});

test('a nudge delivers soon, and one that comes while the last fact is delivered is not lost', async () => {
  const outbox: Outbox<Happenings> = anOutbox(async (fact) => {
    delivered.push(fact);
    if (delivered.length < 30) {
      await record(outbox, delivered.length);
      outbox.nudge();
    }
  });
  await record(outbox, 0);
  outbox.nudge();
  await until(() => delivered.length === 30);
  await outbox.drain();
  expect(numbers()).toEqual(Array.from({ length: 30 }, (_, n) => n));
});

test('every nudge is heard, however it falls', async () => {
  const outbox = anOutbox();
  for (let n = 0; n < 200; n += 1) {
    await record(outbox, n);
    outbox.nudge();
    // Lets the drain that is under way get a different way each time.
    for (let turns = 0; turns < n % 7; turns += 1) await new Promise(setImmediate);
  }
  await until(() => delivered.length === 200);
});

test('a delivery that fails is tried again, later each time, and does not hold up the others', async () => {
  let failing = true;
  const outbox = anOutbox(async (fact) => {
    if (failing && fact.data['n'] === 1) throw new Error('Amina is not at home');
    delivered.push(fact);
  });
  await record(outbox, 1, 2, 3);
  await outbox.drain();
  expect(numbers().sort()).toEqual([2, 3]);
  expect(await outbox.waiting()).toMatchObject({ count: 1, oldest: testStart });

  const tries: number[] = [];
  for (let second = 0; second < 60; second += 1) {
    if ((await outbox.drain()) > 0) tries.push(second);
    clock.moveBy(1_000);
  }
  expect(tries).toEqual([2, 6, 14, 30]);
  expect((await outbox.waiting()).failing).toBe(1);
  clock.moveBy(hour);
  failing = false;
  await outbox.drain();
  expect(numbers().sort()).toEqual([1, 2, 3]);
});

test('a failure is logged with the kind of fact, not with what was said', async () => {
  const outbox = anOutbox(() => Promise.reject(new Error('Amina is not at home')));
  await record(outbox, 1);
  await outbox.drain();
  expect(log).toHaveLength(1);
  expect(JSON.parse(log[0] ?? '')).toMatchObject({ msg: 'delivery failed', event: 'Happened', attempts: 1 });
  expect(log[0]).not.toContain('Amina');
});

test('what a dead process had begun is delivered by another, after its claim has run out', async () => {
  const dead = anOutbox(() => new Promise(() => undefined));
  await record(dead, 1);
  void dead.drain();
  await until(async () => (await outboxModel(connection).findOne().lean())?.attempts === 1);
  const alive = anOutbox();
  expect(await alive.drain()).toBe(0);
  clock.moveBy(minute);
  expect(await alive.drain()).toBe(1);
  expect(numbers()).toEqual([1]);
});

test('two processes deliver each fact once', async () => {
  const [first, second] = [anOutbox(), anOutbox()];
  const all = Array.from({ length: 60 }, (_, n) => n);
  await record(first, ...all);
  await Promise.all([first.drain(), second.drain()]);
  expect((numbers() as number[]).sort((a, b) => a - b)).toEqual(all);
});

test('an operator sees what waits and can have it tried at once', async () => {
  const broken = anOutbox(() => Promise.reject(new Error('broken')));
  await record(broken, 1, 2);
  await broken.drain();
  const outbox = anOutbox();
  expect((await outbox.list(10)).map(({ data }) => data)).toEqual([{ n: 1 }, { n: 2 }]);
  expect(await outbox.drain()).toBe(0);
  expect(await outbox.retry()).toBe(2);
  expect(await outbox.drain()).toBe(2);
  expect(await outbox.list(10)).toEqual([]);
});

async function until(look: () => boolean | Promise<boolean>): Promise<void> {
  const last = Date.now() + 10_000;
  while (!(await look())) {
    if (Date.now() > last) throw new Error('It did not happen within ten seconds.');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
