// B2: pages of the list as those who are not signed in get them, with all kinds of filters, against express and precompiled templates alone. Both are
// asked for as many as they can give, in turns.
import autocannon from 'autocannon';
import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { percentile } from './benchmark.ts';
import type { Benchmark } from './benchmark.ts';
import { startPages } from './browse.pages.ts';
import { ratioOf } from './sides.ts';
import type { Side } from './sides.ts';

const connections = 16;
const goal = 8;
/** Seconds; not counted. */
const warmUp = 1;

interface Round {
  perSecond: number;
  /** Processor time of the server, microseconds. */
  perRequest: number;
}

export const browse: Benchmark = {
  about: 'B2: the list with filters, not signed in, against express and precompiled templates alone',
  usage: '--rounds 7 --seconds 2 --assignments 2000 --pages 50',
  async run(args) {
    const text = { type: 'string' } as const;
    const options = { rounds: text, seconds: text, assignments: text, pages: text };
    const { values } = parseArgs({ args, options });
    const { rounds = '7', seconds = '2', assignments = '2000', pages = '50' } = values;
    const { paths, service, bare, longest, stop } = await startPages(Number(assignments), Number(pages));
    try {
      const [ours, theirs]: [Round[], Round[]] = [[], []];
      const turns = [
        { side: service, into: ours },
        { side: bare, into: theirs },
      ];
      for (const { side } of turns) await ask(side, paths, warmUp);
      for (let round = 0; round < Number(rounds); round += 1)
        for (const { side, into } of round % 2 === 0 ? turns : turns.toReversed())
          into.push(await ask(side, paths, Number(seconds)));
      const column = (of: readonly Round[], name: keyof Round) => of.map((round) => round[name]);
      const rate = ratioOf(column(ours, 'perSecond'), column(theirs, 'perSecond'));
      const time = ratioOf(column(theirs, 'perRequest'), column(ours, 'perRequest'));
      const row = (what: string, name: keyof Round, { ratio, between }: typeof rate) => ({
        what,
        service: Math.round(percentile(column(ours, name), 50)),
        bare: Math.round(percentile(column(theirs, name), 50)),
        'times better': ratio,
        'least and most': between,
        goal: `≥ ${goal}`,
      });
      const table = [
        row('requests a second', 'perSecond', rate),
        row('processor µs a request', 'perRequest', time),
      ];
      const figures = { table, rate, time, pages: paths.length, longest, load: loadavg()[0] };
      return { table, figures };
    } finally {
      await stop();
    }
  },
};

async function ask(side: Side, paths: readonly string[], seconds: number): Promise<Round> {
  const before = await side.used();
  const { requests, non2xx, errors, duration } = await autocannon({
    url: side.origin,
    connections,
    duration: seconds,
    requests: paths.map((path) => ({ path, headers: { 'accept-encoding': 'br' } })),
  });
  if (non2xx > 0 || errors > 0) throw new Error(`${non2xx} were refused, ${errors} broke`);
  return {
    perSecond: requests.total / duration,
    perRequest: ((await side.used()) - before) / requests.total,
  };
}
