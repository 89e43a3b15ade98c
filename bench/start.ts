// B7 and R9: from the start of a process until it shows the first right page, with so many assignments in the database: beside the bare stack, with the index
// that the last run left on disk and without one, and from `kill -9` of the one before.
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { get } from 'node:http';
import { mkdtemp, rm } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { percentile } from './benchmark.ts';
import type { Benchmark } from './benchmark.ts';
import { writePages } from './browse.pages.ts';
import { startFilled } from './filled.ts';
import { freePort } from './requests.ts';
import { ratioOf } from './sides.ts';

const goal = 4;
const path = '/assignments';
const root = join(import.meta.dirname, '..');
/** Between two tries, and for all of them, milliseconds. */
const pause = 5;
const patience = 300_000;

interface Started {
  process: ChildProcess;
  milliseconds: number;
}

export const start: Benchmark = {
  about:
    'B7, R9: from the start of a process, or its kill -9, to the first right page, beside the bare stack',
  usage: '--assignments 100000 --rounds 5 --cold 2',
  async run(args) {
    const text = { type: 'string' } as const;
    const options = { assignments: text, rounds: text, cold: text };
    const { values } = parseArgs({ args, options });
    const number = Number(values.assignments ?? 100_000);
    const folder = await mkdtemp(join(tmpdir(), 'handslag-bench-'));
    const { connection, uri, stop } = await startFilled(number);
    const running = new Set<ChildProcess>();
    try {
      const pages = join(folder, 'pages.json');
      await writePages(pages, connection, uri, [path]);
      const settings = {
        MONGODB_URI: uri.replace('/?', '/bench?'),
        ...{ WORKER: 'separate', LOG_LEVEL: 'error' },
      };
      const warm = { ...settings, INDEX_FOLDER: join(folder, 'index') };
      const launch = async (words: (port: string) => string[], given: Record<string, string>) => {
        const started = await launched(words, given, number);
        running.add(started.process);
        return started;
      };
      const service = (given: Record<string, string>) => launch(() => [join(root, 'src/server.ts')], given);
      const bare = () => launch((port) => [join(import.meta.dirname, 'browse.bare.ts'), pages, port], {});
      const times = {
        bare: [] as number[],
        warm: [] as number[],
        killed: [] as number[],
        cold: [] as number[],
      };

      for (let n = 0; n < Number(values.cold ?? 2); n += 1) {
        const started = await service(settings);
        times.cold.push(started.milliseconds);
        await end(started, 'SIGKILL');
      }
      // What is told to stop leaves its index.
      await end(await service(warm), 'SIGTERM');
      let last = await service(warm);
      for (let n = 0; n < Number(values.rounds ?? 5); n += 1) {
        const began = performance.now();
        await end(last, 'SIGKILL');
        last = await service(warm);
        times.warm.push(last.milliseconds);
        times.killed.push(performance.now() - began);
        const other = await bare();
        times.bare.push(other.milliseconds);
        await end(other, 'SIGKILL');
      }
      const row = (what: string, all: number[], most: string) => ({
        what,
        ms: Math.round(percentile(all, 50)),
        'least and most': `${Math.round(Math.min(...all))}–${Math.round(Math.max(...all))}`,
        'times bare': Math.round((percentile(all, 50) / percentile(times.bare, 50)) * 100) / 100,
        goal: most,
      });
      const table = [
        row('bare: express and templates', times.bare, ''),
        row('index left on disk', times.warm, `≤ ${goal}`),
        row('kill -9 → first right page', times.killed, '≤ 1,500 ms'),
        row('no index on disk', times.cold, ''),
      ];
      return { table, figures: { number, times, ...ratioOf(times.warm, times.bare), load: loadavg()[0] } };
    } finally {
      for (const process of running) process.kill('SIGKILL');
      await stop();
      await rm(folder, { recursive: true, force: true });
    }
  },
};

/** Resolves when the page says how many there are. */
async function launched(
  words: (port: string) => string[],
  settings: Record<string, string>,
  number: number,
): Promise<Started> {
  const port = String(await freePort());
  const began = performance.now();
  const child = spawn(process.execPath, words(port), {
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], PORT: port, ...settings },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  while (performance.now() - began < patience) {
    if (child.exitCode !== null) throw new Error(`A server ended with ${child.exitCode}`);
    const html = await asked(`http://localhost:${port}${path}`);
    const found = /id="found"[^>]*>([^<]*)</.exec(html)?.[1]?.replaceAll(/\D/g, '');
    if (found === String(number)) return { process: child, milliseconds: performance.now() - began };
    await wait(pause);
  }
  child.kill('SIGKILL');
  throw new Error(`There was no right page in ${patience} ms`);
}

/** Nothing where nobody answers, or not with a page. */
function asked(url: string): Promise<string> {
  return new Promise((resolve) => {
    const request = get(url, { agent: false }, (answer) => {
      let html = '';
      answer.setEncoding('utf8');
      answer.on('data', (part: string) => (html += part));
      answer.on('error', () => resolve(''));
      answer.on('end', () => resolve(answer.statusCode === 200 ? html : ''));
    });
    request.on('error', () => resolve(''));
  });
}

async function end({ process: child }: Started, signal: NodeJS.Signals): Promise<void> {
  const ended = once(child, 'exit');
  child.kill(signal);
  await ended;
}
