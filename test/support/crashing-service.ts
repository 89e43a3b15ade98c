// A process of the service that dies when it is told to, for the kill test: node crashing-service.ts '{"uri": …, "mode": …}'.
// It says on its standard output what it has been told is stored: "moved APPLICATION MOVE".
import { writeSync } from 'node:fs';
import { readConfig } from '../../src/config.ts';
import { systemClock } from '../../src/platform/clock.ts';
import { connectDatabase } from '../../src/platform/database.ts';
import { createLog } from '../../src/platform/log.ts';
import { createServices } from '../../src/services.ts';
import type { Services } from '../../src/services.ts';
import type { TestPerson } from './people.ts';

export interface Orders {
  uri: string;
  /**
   * before: nothing is delivered, and it dies after its last move. between: dies when so many rows of the bell are stored. pushing: dies
   * when all rows of a fact are stored, and it is not noted yet. moving: goes on until it is killed. delivering: delivers what is left.
   */
  mode: 'before' | 'between' | 'pushing' | 'moving' | 'delivering';
  coordinator: TestPerson;
  volunteers: TestPerson[];
  assignment: string;
  /** For `between` and `pushing`. */
  after?: number;
}

const text = { message: 'Jag vill gärna hjälpa till på tisdagar.', ticks: [] };

const orders = JSON.parse(process.argv[2] ?? '{}') as Orders;
const config = readConfig({ MONGODB_URI: orders.uri, LIMITS: 'false' });
const log = createLog('silent');
// What a dead process had claimed is free again after some seconds; the next one does not wait for them.
const ahead = orders.mode === 'delivering' ? 60_000 : 0;
const clock = { now: () => new Date(systemClock.now().getTime() + ahead) };
const mailer = { send: () => Promise.resolve(), close: () => undefined };
const connection = await connectDatabase(orders.uri);
const services = createServices({ config, connection, log, mailer, clock });

if (orders.mode === 'delivering') {
  const delivered = await services.outbox.drain();
  say(`delivered ${delivered}`);
  await connection.close();
} else {
  if (orders.mode === 'before') services.outbox.nudge = () => undefined;
  if (orders.mode === 'between') dieAfterRows(services, orders.after ?? 1);
  if (orders.mode === 'pushing') dieAtPush(services, orders.after ?? 1);
  await live(services);
  if (orders.mode === 'before') die();
}

/** Everybody applies, is offered a place, and confirms. */
async function live({ applications }: Services): Promise<void> {
  for (const volunteer of orders.volunteers) {
    const id = await applications.apply(volunteer, orders.assignment, text);
    say(`moved ${id} apply`);
    await applications.offer(orders.coordinator, id);
    say(`moved ${id} offer`);
    await applications.moveOwn(volunteer, id, 'confirm');
    say(`moved ${id} confirm`);
  }
}

function dieAfterRows({ notifications }: Services, count: number): void {
  const { model } = notifications;
  const store = model.findOneAndUpdate.bind(model) as (...given: unknown[]) => { lean(): Promise<unknown> };
  let stored = 0;
  const dying = (...given: unknown[]) => ({
    lean: async () => {
      const row = await store(...given).lean();
      stored += 1;
      if (stored >= count) die();
      return row;
    },
  });
  Object.assign(model, { findOneAndUpdate: dying });
}

function dieAtPush({ useSockets }: Services, count: number): void {
  let pushed = 0;
  const push = (): void => {
    pushed += 1;
    if (pushed >= count) die();
  };
  useSockets({
    toPerson: push,
    toTabs: () => undefined,
    dropSession: () => undefined,
    dropPerson: () => undefined,
    count: () => 0,
    close: () => Promise.resolve(),
  });
}

/** As kill -9 does: nothing is finished, flushed or closed. */
function die(): void {
  process.kill(process.pid, 'SIGKILL');
}

/** At once, so that it is out before the end. */
function say(line: string): void {
  writeSync(1, `${line}\n`);
}
