// B10: applications taken a second at the service, validated, within their limits, in one transaction with their fact, against a bare transaction of the
// driver that inserts the same two documents. In turns, on one database. Measured twice: the call alone, and with all that it leads to (notices, pushes)
// done by the same process meanwhile.
import { parseArgs } from 'node:util';
import { Types } from 'mongoose';
import type { Connection } from 'mongoose';
import { percentile } from './benchmark.ts';
import type { Benchmark } from './benchmark.ts';
import { aStage, startInstances } from './stage.ts';
import type { Stage } from './stage.ts';
import { applyForm } from '../src/applications/application.schema.ts';
import { createApplications } from '../src/applications/application.service.ts';
import type { Applications } from '../src/applications/application.service.ts';
import { readForm } from '../src/platform/http/form.ts';

const goal = 0.7;
const atOnce = 32;
const message = 'Jag vill gärna hjälpa till på tisdagar och har gjort det förut.';

export const apply: Benchmark = {
  about: 'B10: applications a second at the service, against the same two inserts in a bare transaction',
  usage: '--rounds 7 --applications 400',
  async run(args) {
    const text = { type: 'string' } as const;
    const { values } = parseArgs({ args, options: { rounds: text, applications: text } });
    const [rounds, n] = [Number(values.rounds ?? 7), Number(values.applications ?? 400)];
    const { connection, instances, stop } = await startInstances(1);
    try {
      const stage = await aStage(connection, instances, Math.max(2 * atOnce, Math.ceil(n / 8)));
      const { services } = stage.instances[0];
      const alone = createApplications({
        ...services,
        outbox: { ...services.outbox, nudge: () => undefined },
      });
      const works = {
        driver: () => driverWork(connection, n),
        'the call alone': () => serviceWork(stage, alone, n),
        'with what follows': () => serviceWork(stage, services.applications, n),
      };
      await throughput(64, await serviceWork(stage, services.applications, 64));
      await throughput(64, await driverWork(connection, 64));
      const measured: Record<keyof typeof works, number>[] = [];
      for (let round = 0; round < rounds; round += 1) {
        const now = { driver: 0, 'the call alone': 0, 'with what follows': 0 };
        const names = Object.keys(now) as (keyof typeof works)[];
        for (const name of round % 2 === 0 ? names : names.toReversed()) {
          now[name] = await throughput(n, await works[name]());
          // What follows from one must not slow the next.
          await services.outbox.drain();
        }
        measured.push(now);
      }
      const median = (numbers: number[]): number => percentile(numbers, 50);
      const table = (['the call alone', 'with what follows'] as const).map((name) => {
        const ratios = measured.map((one) => one[name] / one.driver);
        return {
          service: name,
          'a second': Math.round(median(measured.map((one) => one[name]))),
          'driver, a second': Math.round(median(measured.map(({ driver }) => driver))),
          ratio: rounded(median(ratios)),
          'ratio, least and most': `${rounded(Math.min(...ratios))}–${rounded(Math.max(...ratios))}`,
          goal: `≥ ${goal}`,
          'at once': atOnce,
        };
      });
      return { table, figures: { table, measured } };
    } finally {
      await stop();
    }
  },
};

/** Each application is of another pair, nobody applies twice at a time, and nobody has more than eight waiting. */
async function serviceWork(
  stage: Stage,
  applications: Pick<Applications, 'apply'>,
  n: number,
): Promise<(index: number) => Promise<unknown>> {
  const people = stage.volunteers;
  await stage.connection.collection('people').updateMany({}, { $set: { waiting: 0 } });
  const assignments: string[] = [];
  for (let index = 0; index < Math.ceil(n / people.length); index += 1)
    assignments.push(await stage.anAssignment({ places: 1000, admission: 'review' }));
  return (index) => {
    const person = people[index % people.length];
    const assignment = assignments[Math.floor(index / people.length)];
    if (person === undefined || assignment === undefined) throw new Error('Too few to apply');
    const asked = { adultAge: 18, lowestAge: 0 };
    const form = readForm(applyForm([], asked, new Date()), { message, adult: 'yes' });
    if (!form.ok) throw new Error('The form was refused');
    return applications.apply(person, assignment, { message: form.data.message, ticks: [] });
  };
}

/** The documents that the service has stored, copied with ids of their own. */
async function driverWork(connection: Connection, n: number): Promise<(index: number) => Promise<unknown>> {
  const client = connection.getClient();
  const applications = connection.collection('applications');
  const facts = connection.collection('outbox');
  const [application, fact] = await Promise.all([
    applications.findOne({ status: 'submitted' }),
    facts.findOne({ event: 'ApplicationMoved' }),
  ]);
  if (application === null || fact === null) throw new Error('Nothing to copy');
  const copies = Array.from({ length: n }, () => {
    const _id = new Types.ObjectId();
    return {
      application: { ...application, _id, assignment: new Types.ObjectId() },
      // Delivered already: nobody is to be told.
      fact: { ...fact, _id: new Types.ObjectId(), deliveredAt: new Date() },
    };
  });
  return async (index) => {
    const copy = copies[index];
    if (copy === undefined) throw new Error('Too few copies');
    await client.withSession((session) =>
      session.withTransaction(async () => {
        await applications.insertOne(copy.application, { session });
        await facts.insertOne(copy.fact, { session });
      }),
    );
  };
}

/** So many a second, `atOnce` under way at any time. */
async function throughput(n: number, work: (index: number) => Promise<unknown>): Promise<number> {
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let index = next++; index < n; index = next++) await work(index);
  };
  const began = performance.now();
  await Promise.all(Array.from({ length: atOnce }, worker));
  return (n * 1000) / (performance.now() - began);
}

function rounded(ratio: number): number {
  return Math.round(ratio * 100) / 100;
}
