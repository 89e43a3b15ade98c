// B3 and B9: how long the list takes when so many ask for it every second, whether others have been answered or not; beside express and templates
// alone in turns, and while sign-ins with wrong passwords are tried from many addresses, with the limits on.
import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { percentile } from './benchmark.ts';
import type { Benchmark } from './benchmark.ts';
import { startPages } from './browse.pages.ts';
import type { Pages } from './browse.pages.ts';
import { closeConnections, post } from './requests.ts';
import { fetchPage, ratioOf, rounded, site } from './sides.ts';
import type { Side } from './sides.ts';

const goals = { page: 0.5, signIn: 1.5 };
/** The share of a core that the bare server may need: with more it falls behind for good. */
const mostBusy = 0.6;
const passwords = 'inte det riktiga';

export const load: Benchmark = {
  about: 'B3, B9: p99 of the list at a fixed rate, beside the bare stack and while sign-ins are tried',
  usage: '--rate 800 --sign-ins 200 --rounds 5 --seconds 4 --assignments 2000 --pages 50',
  async run(args) {
    const text = { type: 'string' } as const;
    const names = ['rate', 'sign-ins', 'rounds', 'seconds', 'assignments', 'pages'] as const;
    const options = Object.fromEntries(names.map((name) => [name, text]));
    const values = parseArgs({ args, options }).values as Record<string, string | undefined>;
    const of = (name: (typeof names)[number], otherwise: number) => Number(values[name] ?? otherwise);
    const [rounds, milliseconds] = [of('rounds', 5), of('seconds', 4) * 1000];
    const pages = await startPages(of('assignments', 2000), of('pages', 50), { TRUST_PROXY: '1' });
    try {
      const { service, bare, paths } = pages;
      const rate = await possibleRate(pages, of('rate', 800));
      const p99 = {
        service: [] as number[],
        bare: [] as number[],
        idle: [] as number[],
        tried: [] as number[],
      };
      const answers = new Map<number, number>();
      const ask = (side: Side) =>
        atRate(rate, milliseconds, (n) => timed(side, paths[n % paths.length] ?? ''));
      for (const side of [service, bare]) await ask(side);
      for (let round = 0; round < rounds; round += 1) {
        p99.service.push(percentile(await ask(service), 99));
        p99.bare.push(percentile(await ask(bare), 99));
      }
      for (let round = 0; round < rounds; round += 1) {
        p99.idle.push(percentile(await ask(service), 99));
        const [times] = await Promise.all([
          ask(service),
          atRate(of('sign-ins', 200), milliseconds, async (n) => {
            const status = await trySignIn(service, round * 1e6 + n);
            answers.set(status, (answers.get(status) ?? 0) + 1);
          }),
        ]);
        p99.tried.push(percentile(times, 99));
      }
      const row = (what: string, ones: number[], others: number[], goal: number) => {
        const { ratio, between } = ratioOf(ones, others);
        const [own, other] = [ones, others].map((all) => rounded(percentile(all, 50)));
        return { what, 'p99 ms': own ?? NaN, 'against ms': other ?? NaN, ratio, between, goal: `≤ ${goal}` };
      };
      const table = [
        row(`B3: service against bare, ${rate}/s`, p99.service, p99.bare, goals.page),
        row(`B9: sign-ins against none, ${rate}/s`, p99.tried, p99.idle, goals.signIn),
      ];
      const signIns = Object.fromEntries(answers);
      console.log(`sign-ins were answered with ${JSON.stringify(signIns)}`);
      return { table, figures: { table, rate, p99, signIns, load: loadavg()[0] } };
    } finally {
      closeConnections();
      await pages.stop();
    }
  },
};

/** As many as the bare server can give without falling behind, and no more than wanted. */
async function possibleRate({ bare, paths }: Pages, wanted: number): Promise<number> {
  const before = await bare.used();
  for (let n = 0; n < 400; n += 1) await timed(bare, paths[n % paths.length] ?? '');
  const perRequest = ((await bare.used()) - before) / 400 / 1e6;
  const possible = Math.floor((mostBusy / perRequest) * 0.1) * 10;
  if (possible >= wanted) return wanted;
  console.log(
    `The bare server needs ${rounded(perRequest * 1000)} ms a page here: both get ${possible}/s, not ${wanted}.`,
  );
  return possible;
}

/** Begins so many a second, and never waits for one before the next. Resolves when all are done. */
async function atRate<T>(rate: number, milliseconds: number, work: (n: number) => Promise<T>): Promise<T[]> {
  const began = performance.now();
  const all: Promise<T>[] = [];
  const most = Math.floor((rate * milliseconds) / 1000);
  while (all.length < most) {
    const due = Math.min(most, Math.floor(((performance.now() - began) * rate) / 1000) + 1);
    while (all.length < due) all.push(work(all.length));
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  return Promise.all(all);
}

/** Milliseconds from when it was sent. */
async function timed(side: Side, path: string): Promise<number> {
  const began = performance.now();
  const { status } = await fetchPage(side.origin + path);
  if (status !== 200) throw new Error(`${path} was answered with ${status}`);
  return performance.now() - began;
}

/** Each for another account, and every fortieth from another address: neither limit answers for the hash. */
async function trySignIn({ origin }: Side, n: number): Promise<number> {
  const address = Math.floor(n / 40);
  const from = { 'x-forwarded-for': `10.${(address >> 16) & 255}.${(address >> 8) & 255}.${address & 255}` };
  const form = { email: `person${n}@example.org`, password: passwords };
  return (await post(origin, '/sign-in', '', form, site, from)).status;
}
