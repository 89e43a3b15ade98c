// Whether the time of an answer tells that an address has an account: sign-in, forgotten password and registration, with and without one,
// asked in turns so that whatever else the machine does falls on both alike.
import { parseArgs } from 'node:util';
import { percentile } from './benchmark.ts';
import type { Benchmark } from './benchmark.ts';
import { closeConnections, post } from './requests.ts';
import { startInstances } from './stage.ts';
import type { Instance } from './stage.ts';
import { aPerson } from '../test/support/people.ts';

interface Question {
  what: string;
  path: string;
  form: (email: string) => Record<string, string>;
  status: number;
}

const questions: readonly Question[] = [
  { what: 'sign-in', path: '/sign-in', form: (email) => ({ email, password: 'fel lösenord' }), status: 422 },
  { what: 'forgotten password', path: '/password/forgotten', form: (email) => ({ email }), status: 200 },
  { what: 'registration', path: '/register', form: (email) => ({ email }), status: 200 },
];
/** Not counted: the first requests make connections, plans and machine code. */
const warmUp = 20;
const within = 0.03;

export const r15: Benchmark = {
  about: 'whether time tells that an address has an account',
  usage: '--rounds 300',
  async run(args) {
    const { values } = parseArgs({ args, options: { rounds: { type: 'string', default: '300' } } });
    const { instances, stop } = await startInstances(1);
    const [instance] = instances;
    try {
      const { email: known } = await aPerson(instance.services, { email: 'konto1@example.org' });
      const figures = [];
      for (const question of questions)
        figures.push(await ask(instance, question, known, 'konto2@example.org', Number(values.rounds)));
      return { table: figures, figures };
    } finally {
      closeConnections();
      await stop();
    }
  },
};

async function ask(
  { url, services }: Instance,
  question: Question,
  known: string,
  unknown: string,
  rounds: number,
) {
  const times = { [known]: [] as number[], [unknown]: [] as number[] };
  for (let round = -warmUp; round < rounds; round += 1)
    for (const email of round % 2 === 0 ? [known, unknown] : [unknown, known]) {
      const began = performance.now();
      const { status } = await post(url, question.path, '', question.form(email));
      if (status !== question.status) throw new Error(`${question.path} was answered with ${status}`);
      if (round >= 0) times[email]?.push(performance.now() - began);
      // What follows from one question must not slow the next.
      await services.outbox.drain();
    }
  const [withAccount, without] = [median(times[known]), median(times[unknown])];
  const difference = withAccount / without - 1;
  return {
    what: question.what,
    rounds,
    'with account, p50 ms': Math.round(withAccount * 100) / 100,
    'without, p50 ms': Math.round(without * 100) / 100,
    'difference %': percent(difference),
    // The same question against itself: what the machine does to a median of so many.
    'noise %': percent(median(half(times[known], 0)) / median(half(times[known], 1)) - 1),
    within: Math.abs(difference) <= within ? 'yes' : 'no',
  };
}

function median(times: readonly number[] = []): number {
  return percentile(times, 50);
}

function half(times: readonly number[] = [], which: 0 | 1): number[] {
  return times.filter((_, index) => index % 2 === which);
}

function percent(ratio: number): number {
  return Math.round(ratio * 1000) / 10;
}
