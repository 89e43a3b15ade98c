// kill -9 between the commit and the delivery of a fact, and in the middle of the delivery, with real processes: what was said to be stored
// is there, and the next process tells everybody of everything exactly once.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { factLookup } from '../../src/notifications/fact-lookup.ts';
import { noticesOf } from '../../src/notifications/notification.rules.ts';
import { outboxModel } from '../../src/platform/outbox/outbox.model.ts';
import type { OutboxRow } from '../../src/platform/outbox/outbox.model.ts';
import type { Orders } from '../support/crashing-service.ts';
import { databaseUri } from '../support/database.ts';
import { aMatching } from '../support/matching.ts';
import type { Matching } from '../support/matching.ts';
import { allFaults } from '../support/soundness.ts';

const SCRIPT = join(import.meta.dirname, '../support/crashing-service.ts');
const PEOPLE = 3;

interface End {
  signal: string | null;
  code: number | null;
  /** What it was told is stored: "APPLICATION MOVE". */
  moved: string[];
  output: string;
}

let matching: Matching;

beforeEach(async () => {
  matching = await aMatching(PEOPLE, { places: PEOPLE });
  await matching.services.outbox.drain();
});

/** Runs a process of the service to its end; with `killAfter` it is killed from outside after its so-manieth move. */
function run(orders: Pick<Orders, 'mode' | 'after'>, killAfter?: number): Promise<End> {
  const { coordinator, volunteers, assignment } = matching;
  const all: Orders = { uri: databaseUri(), coordinator, volunteers, assignment, ...orders };
  const { NODE_OPTIONS: _, ...env } = process.env;
  const child = spawn(process.execPath, [SCRIPT, JSON.stringify(all)], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const moved = (): string[] => [...output.matchAll(/^moved (.*)$/gm)].map(([, what]) => what ?? '');
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => void (output += chunk));
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    output += chunk;
    if (killAfter !== undefined && moved().length >= killAfter)
      void wait(Math.random() * 15).then(() => child.kill('SIGKILL'));
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve({ signal, code, moved: moved(), output }));
  });
}

async function facts(): Promise<OutboxRow[]> {
  return outboxModel(matching.services.connection)
    .find({ event: 'ApplicationMoved' })
    .sort({ _id: 1 })
    .lean<OutboxRow[]>();
}

/** "who: which fact", for every row in the bell and for every one that should be there. */
async function told(): Promise<{ is: string[]; shouldBe: string[] }> {
  const { services } = matching;
  const about = factLookup(services);
  const shouldBe: string[] = [];
  for (const { _id, event, data, at } of await facts()) {
    const fact = await about({ id: String(_id), event, data, at });
    if (fact !== null)
      shouldBe.push(...noticesOf(fact).map(({ person, key }) => `${person}: ${key} ${String(_id)}`));
  }
  const rows = await services.notifications.model
    .find({ fact: { $in: (await facts()).map(({ _id }) => String(_id)) } })
    .lean();
  return {
    is: rows.map(({ person, key, fact }) => `${String(person)}: ${key} ${fact}`).sort(),
    shouldBe: shouldBe.sort(),
  };
}

async function expectStored(moved: string[]): Promise<void> {
  const stored = (await facts()).map(({ data }) => `${String(data['application'])} ${String(data['move'])}`);
  // Stored may be one more than was said: the process died before it could say so.
  expect(stored.slice(0, moved.length)).toEqual(moved);
  expect(stored.length - moved.length).toBeLessThanOrEqual(1);
  expect(await allFaults(matching.services.connection)).toEqual([]);
}

async function expectAllTold(): Promise<void> {
  const { is, shouldBe } = await told();
  expect(is).toEqual(shouldBe);
  expect((await facts()).filter(({ deliveredAt }) => deliveredAt === null)).toEqual([]);
}

test('killed after the commits and before any delivery', async () => {
  const end = await run({ mode: 'before' });
  expect(end).toMatchObject({ signal: 'SIGKILL' });
  expect(end.moved).toHaveLength(3 * PEOPLE);
  await expectStored(end.moved);
  expect((await told()).is).toEqual([]);

  expect((await run({ mode: 'delivering' })).output).toBe(`delivered ${3 * PEOPLE}\n`);
  await expectAllTold();
  expect((await run({ mode: 'delivering' })).output).toBe('delivered 0\n');
  await expectAllTold();
}, 60_000);

test.each([
  ['in the middle of a fact: one side has its row, the other not', { mode: 'between', after: 4 }],
  ['when both rows are stored, and it is not noted that they are', { mode: 'pushing', after: 7 }],
] as const)(
  'killed %s',
  async (_title, orders) => {
    const end = await run(orders);
    expect(end).toMatchObject({ signal: 'SIGKILL' });
    await expectStored(end.moved);
    const before = await told();
    expect(before.is.length).toBeGreaterThan(0);
    expect((await facts()).some(({ deliveredAt }) => deliveredAt === null)).toBe(true);

    await run({ mode: 'delivering' });
    await expectAllTold();
  },
  60_000,
);

test('[ASVS 2.3.3] killed at any moment, again and again', async () => {
  for (const killAfter of [1, 5]) {
    const end = await run({ mode: 'moving' }, killAfter);
    expect(end.signal).toBe('SIGKILL');
    expect(await allFaults(matching.services.connection)).toEqual([]);
    await run({ mode: 'delivering' });
    await expectAllTold();
    matching = await aMatching(PEOPLE, { places: PEOPLE });
    await matching.services.outbox.drain();
  }
}, 120_000);
