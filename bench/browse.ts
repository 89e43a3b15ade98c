// B1: processor time for a page of the list as somebody signed in gets it, against the stack as it is usually put together, both on one database and
// asked in turns.
import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { Agent, get } from 'node:http';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { brotliDecompressSync } from 'node:zlib';
import { percentile } from './benchmark.ts';
import type { Benchmark } from './benchmark.ts';
import { post } from './requests.ts';
import { aStage, startInstances } from './stage.ts';
import { password } from '../test/support/people.ts';

interface Side {
  name: 'service' | 'reference';
  process: ChildProcess;
  origin: string;
  cookie: string;
  /** Microseconds of processor time for a request, round by round. */
  perRequest: number[];
}

interface Page {
  status: number;
  cookie: string | undefined;
  body: Buffer;
  encoding: string | undefined;
}

const cards = 20;
const goal = 0.7;
/** Not counted: the first requests make connections and machine code. */
const warmUp = 300;
const agent = new Agent({ keepAlive: true, maxSockets: 4 });

export const browse: Benchmark = {
  about: 'B1: processor time of the list, signed in, against express-session and express-handlebars',
  usage: '--rounds 9 --requests 200',
  async run(args) {
    const text = { type: 'string' } as const;
    const { values } = parseArgs({ args, options: { rounds: text, requests: text } });
    const [rounds, requests] = [Number(values.rounds ?? 9), Number(values.requests ?? 200)];
    const { connection, instances, uri, stop } = await startInstances(1);
    const sides: Side[] = [];
    try {
      const stage = await aStage(connection, instances, 1);
      for (let n = 0; n < cards * 3; n += 1) await stage.anAssignment({ places: 3 });
      const [person] = stage.volunteers;
      if (person === undefined) throw new Error('Nobody to sign in');
      sides.push(await start('service', uri), await start('reference', uri));
      for (const side of sides) side.cookie = await enter(side, person);
      const size = await expectSame(sides);
      for (const side of sides) await ask(side, warmUp);
      for (let round = 0; round < rounds; round += 1)
        for (const side of round % 2 === 0 ? sides : sides.toReversed()) {
          const before = await used(side);
          await ask(side, requests);
          side.perRequest.push(((await used(side)) - before) / requests);
        }
      const [ours = NaN, theirs = NaN] = sides.map(({ perRequest }) => percentile(perRequest, 50));
      const ratios = (sides[0]?.perRequest ?? []).map((time, n) => time / (sides[1]?.perRequest[n] ?? NaN));
      const figures = {
        'service, µs a request': Math.round(ours),
        'reference, µs a request': Math.round(theirs),
        ratio: rounded(percentile(ratios, 50)),
        'ratio, least and most': `${rounded(Math.min(...ratios))}–${rounded(Math.max(...ratios))}`,
        goal: `≤ ${goal}`,
        'bytes of the page': size,
      };
      return { table: [figures], figures: { ...figures, ratios } };
    } finally {
      for (const side of sides) side.process.kill();
      agent.destroy();
      await stop();
    }
  },
};

async function start(name: Side['name'], uri: string): Promise<Side> {
  const child = fork(join(import.meta.dirname, 'browse.server.ts'), [name, uri]);
  const [port] = (await once(child, 'message')) as [number];
  return { name, process: child, origin: `http://localhost:${port}`, cookie: '', perRequest: [] };
}

/** The session of somebody who has just signed in. */
async function enter({ name, origin }: Side, person: { id: string; email: string }): Promise<string> {
  const { cookie } =
    name === 'service'
      ? await post(origin, '/sign-in', '', { email: person.email, password }, 'http://localhost:3000')
      : await fetchPage(`${origin}/enter?person=${person.id}`, '');
  if (cookie === undefined) throw new Error(`The ${name} signed nobody in`);
  return cookie;
}

/** Both show the same page but for the moment it was made at. Returns its length. */
async function expectSame(sides: readonly Side[]): Promise<number> {
  const pages = await Promise.all(
    sides.map(async ({ origin, cookie }) => {
      const { status, body, encoding } = await fetchPage(`${origin}/assignments`, cookie);
      const html = (encoding === 'br' ? brotliDecompressSync(body) : body).toString();
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

async function ask({ origin, cookie }: Side, requests: number): Promise<void> {
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

async function used({ process: child }: Side): Promise<number> {
  child.send('used');
  const [{ user, system }] = (await once(child, 'message')) as [NodeJS.CpuUsage];
  return user + system;
}

function fetchPage(url: string, cookie: string): Promise<Page> {
  return new Promise((resolve, reject) => {
    const headers = { cookie, 'accept-encoding': 'br' };
    get(url, { agent, headers }, (answer) => {
      const parts: Buffer[] = [];
      answer.on('data', (part: Buffer) => parts.push(part));
      answer.on('error', reject);
      answer.on('end', () => {
        resolve({
          status: answer.statusCode ?? 0,
          cookie: answer.headers['set-cookie']?.[0]?.split(';')[0],
          body: Buffer.concat(parts),
          encoding: answer.headers['content-encoding'],
        });
      });
    }).on('error', reject);
  });
}

function rounded(ratio: number): number {
  return Math.round(ratio * 100) / 100;
}
