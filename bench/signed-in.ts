// B1: processor time for a page of the list as somebody signed in gets it, against the stack as it is usually put together, both on one database and
// asked in turns.
import { parseArgs } from 'node:util';
import { percentile } from './benchmark.ts';
import type { Benchmark } from './benchmark.ts';
import { closeConnections, post } from './requests.ts';
import { closeSides, fetchPage, ratioOf, site, startSide } from './sides.ts';
import type { Side } from './sides.ts';
import { aStage, startInstances } from './stage.ts';
import { password } from '../test/support/people.ts';

interface Asked extends Side {
  name: 'service' | 'reference';
  cookie: string;
  /** Microseconds of processor time for a request, round by round. */
  perRequest: number[];
}

const cards = 20;
const goal = 0.7;
/** Not counted: the first requests make connections and machine code. */
const warmUp = 300;

export const signedIn: Benchmark = {
  about: 'B1: processor time of the list, signed in, against express-session and express-handlebars',
  usage: '--rounds 9 --requests 200',
  async run(args) {
    const text = { type: 'string' } as const;
    const { values } = parseArgs({ args, options: { rounds: text, requests: text } });
    const [rounds, requests] = [Number(values.rounds ?? 9), Number(values.requests ?? 200)];
    const { connection, instances, uri, stop } = await startInstances(1);
    const sides: Asked[] = [];
    try {
      const stage = await aStage(connection, instances, 1);
      for (let n = 0; n < cards * 3; n += 1) await stage.anAssignment({ places: 3 });
      const [person] = stage.volunteers;
      if (person === undefined) throw new Error('Nobody to sign in');
      sides.push(await start('service', uri, person), await start('reference', uri, person));
      const size = await expectSame(sides);
      for (const side of sides) await ask(side, warmUp);
      for (let round = 0; round < rounds; round += 1)
        for (const side of round % 2 === 0 ? sides : sides.toReversed()) {
          const before = await side.used();
          await ask(side, requests);
          side.perRequest.push(((await side.used()) - before) / requests);
        }
      const [ours = [], theirs = []] = sides.map(({ perRequest }) => perRequest);
      const { ratio, between, ratios } = ratioOf(ours, theirs);
      const figures = {
        'service, µs a request': Math.round(percentile(ours, 50)),
        'reference, µs a request': Math.round(percentile(theirs, 50)),
        ratio,
        'ratio, least and most': between,
        goal: `≤ ${goal}`,
        'bytes of the page': size,
      };
      return { table: [figures], figures: { ...figures, ratios } };
    } finally {
      closeSides(sides);
      closeConnections();
      await stop();
    }
  },
};

async function start(
  name: Asked['name'],
  uri: string,
  person: { id: string; email: string },
): Promise<Asked> {
  const side = await startSide('browse.server.ts', [name, uri]);
  return { ...side, name, cookie: await enter(name, side.origin, person), perRequest: [] };
}

/** The session of somebody who has just signed in. */
async function enter(
  name: Asked['name'],
  origin: string,
  person: { id: string; email: string },
): Promise<string> {
  const { cookie } =
    name === 'service'
      ? await post(origin, '/sign-in', '', { email: person.email, password }, site)
      : await fetchPage(`${origin}/enter?person=${person.id}`);
  if (cookie === undefined) throw new Error(`The ${name} signed nobody in`);
  return cookie;
}

/** Both show the same page but for the moment it was made at. Returns its length. */
async function expectSame(sides: readonly Asked[]): Promise<number> {
  const pages = await Promise.all(
    sides.map(async ({ origin, cookie }) => {
      const { status, html } = await fetchPage(`${origin}/assignments`, cookie);
      // The usual engine trims templates, so that lines break elsewhere.
      return { status, html: html.replace(/ data-now="[^"]*"/, '').replaceAll(/\s*\n\s*/g, '') };
    }),
  );
  const [ours, theirs] = pages;
  if (ours?.status !== 200 || ours.html !== theirs?.html || !ours.html.includes('data-signed-in'))
    throw new Error('The two do not show the same page');
  if (ours.html.split('class="card').length <= cards) throw new Error(`There are not ${cards} cards`);
  return Buffer.byteLength(ours.html);
}

async function ask({ origin, cookie }: Asked, requests: number): Promise<void> {
  let left = requests;
  const client = async (): Promise<void> => {
    for (; left > 0;) {
      left -= 1;
      const { status } = await fetchPage(`${origin}/assignments`, cookie);
      if (status !== 200) throw new Error(`The list was answered with ${status}`);
    }
  };
  await Promise.all([client(), client(), client(), client()]);
}
