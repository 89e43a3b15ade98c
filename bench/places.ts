// R7: nobody is overbooked, lost or doubled when everybody wants the same places at once.
import { parseArgs } from 'node:util';
import type { Benchmark } from './benchmark.ts';
import { closingRound, httpRound } from './places.http.ts';
import { contenders, serviceRound } from './places.service.ts';
import { emptyTally, isClean } from './places.tally.ts';
import type { Tally } from './places.tally.ts';
import { closeConnections } from './requests.ts';
import { aStage, startInstances } from './stage.ts';

/** So many places in turn. */
const placesInTurn = [1, 2, 5, 20];

export const places: Benchmark = {
  about: 'R7: races for places over HTTP and at the services; overbooked, lost and doubled must be 0',
  usage: '--rounds 200 --applicants 500 --service-rounds 10000 --processes 1',
  async run(args) {
    const text = { type: 'string' } as const;
    const options = { rounds: text, applicants: text, 'service-rounds': text, processes: text };
    const { values } = parseArgs({ args, options });
    const rounds = wholeNumber(values.rounds, 200);
    const applicants = wholeNumber(values.applicants, 500);
    const serviceRounds = wholeNumber(values['service-rounds'], 10_000);
    const { connection, instances, stop } = await startInstances(wholeNumber(values.processes, 1));
    try {
      console.log(`Signing in ${applicants} volunteers …`);
      const stage = await aStage(connection, instances, Math.max(applicants, contenders));
      const tallies = {
        'HTTP, review': await timed(rounds, (tally, n) => httpRound(stage, tally, 'review', placesOf(n))),
        'HTTP, direct': await timed(rounds, (tally, n) => httpRound(stage, tally, 'direct', placesOf(n))),
        'HTTP, closing': await timed(Math.ceil(rounds / 5), (tally, n) =>
          closingRound(stage, tally, n % 2 === 0 ? 'review' : 'direct', placesOf(n)),
        ),
        'services × 8': await timed(serviceRounds, (tally, n) => serviceRound(stage, tally, n)),
      };
      const table = Object.entries(tallies).map(([name, tally]) => row(name, tally));
      for (const [name, { answers, faults }] of Object.entries(tallies)) {
        console.log(name, JSON.stringify(answers));
        for (const fault of faults) console.log(`  ${fault}`);
      }
      if (!Object.values(tallies).every(isClean)) process.exitCode = 1;
      return { table, figures: tallies };
    } finally {
      closeConnections();
      await stop();
    }
  },
};

async function timed(
  rounds: number,
  round: (tally: Tally, n: number) => Promise<void>,
): Promise<Tally & { seconds: number }> {
  const tally = emptyTally();
  const began = Date.now();
  for (let n = 0; n < rounds; n += 1) {
    await round(tally, n);
    if (process.stdout.isTTY) process.stdout.write(`\r${n + 1} of ${rounds} `);
  }
  return { ...tally, seconds: Math.round((Date.now() - began) / 100) / 10 };
}

function row(name: string, tally: Tally & { seconds: number }): Record<string, string | number> {
  return {
    race: name,
    rounds: tally.rounds,
    overbooked: tally.overbooked,
    lost: tally.lost,
    doubled: tally.doubled,
    'wrong winners': tally.wrongWinners,
    unsound: tally.unsound,
    'left waiting': tally.leftWaiting,
    'swept (closed, promoted)': `${tally.sweptClosed}, ${tally.sweptPromoted}`,
    seconds: tally.seconds,
  };
}

function placesOf(n: number): number {
  return placesInTurn[n % placesInTurn.length] ?? 1;
}

function wholeNumber(given: string | undefined, otherwise: number): number {
  if (given === undefined) return otherwise;
  if (!/^\d+$/.test(given)) throw new Error(`"${given}" is not a whole number`);
  return Number(given);
}
