// B10: applications taken a second at the service, validated, within their limits, in one transaction with their fact, against a bare transaction of the
// driver that inserts the same two documents. In turns, on one database.
import { parseArgs } from 'node:util';
import { Types } from 'mongoose';
import type { Connection } from 'mongoose';
import { percentile } from './benchmark.ts';
import type { Benchmark } from './benchmark.ts';
import { aStage, startInstances } from './stage.ts';
import type { Stage } from './stage.ts';
import { applyForm } from '../src/applications/application.schema.ts';
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
      await throughput(64, await serviceWork(stage, 64));
      await throughput(64, await driverWork(connection, 64));
      const measured = [];
      for (let round = 0; round < rounds; round += 1) {
        const sides = [
          async () => ({ service: await throughput(n, await serviceWork(stage, n)) }),
          async () => ({ driver: await throughput(n, await driverWork(connection, n)) }),
        ];
        const both = { service: 0, driver: 0 };
        for (const side of round % 2 === 0 ? sides : sides.toReversed()) Object.assign(both, await side());
        measured.push(both);
        await stage.instances[0].services.outbox.drain();
      }
      const ratios = measured.map(({ service, driver }) => service / driver);
      const figures = {
        'service, a second': Math.round(
          percentile(
            measured.map(({ service }) => service),
            50,
          ),
        ),
        'driver, a second': Math.round(
          percentile(
            measured.map(({ driver }) => driver),
            50,
          ),
        ),
        ratio: rounded(percentile(ratios, 50)),
        'ratio, least and most': `${rounded(Math.min(...ratios))}–${rounded(Math.max(...ratios))}`,
        goal: `≥ ${goal}`,
        'at once': atOnce,
      };
      return { table: [figures], figures: { ...figures, measured } };
    } finally {
      await stop();
    }
  },
};

/** Each application is of another pair, nobody applies twice at a time, and nobody has more than eight waiting. */
async function serviceWork(stage: Stage, n: number): Promise<(index: number) => Promise<unknown>> {
  const { services } = stage.instances[0];
  const people = stage.volunteers;
  await stage.connection.collection('people').updateMany({}, { $set: { waiting: 0 } });
  const assignments: string[] = [];
  for (let index = 0; index < Math.ceil(n / people.length); index += 1)
    assignments.push(await stage.anAssignment({ places: 1000, admission: 'review' }));
  return (index) => {
    const person = people[index % people.length];
    const assignment = assignments[Math.floor(index / people.length)];
    if (person === undefined || assignment === undefined) throw new Error('Too few to apply');
    const form = readForm(applyForm([], 18), { message, adult: 'yes' });
    if (!form.ok) throw new Error('The form was refused');
    return services.applications.apply(person, assignment, { message: form.data.message, ticks: [] });
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
