// How long a match is on its way: from the volunteer's confirmation to the open pages of both sides, over real HTTP and real sockets.
import { io } from 'socket.io-client';
import type { Socket } from 'socket.io-client';
import { parseArgs } from 'node:util';
import { percentile } from './benchmark.ts';
import type { Benchmark } from './benchmark.ts';
import { closeConnections, post } from './requests.ts';
import { aStage, startInstances } from './stage.ts';
import type { Instance, Stage } from './stage.ts';

interface Timed {
  /** Milliseconds from when the confirmation was sent until both pages had heard. */
  fromSending: number;
  /** From when the match was stored. */
  fromCommit: number;
  /** Until the volunteer had the answer. */
  toAnswer: number;
}

export const live: Benchmark = {
  about: 'a match: from the confirmation to the open pages of both sides',
  usage: '--matches 200',
  async run(args) {
    const { values } = parseArgs({ args, options: { matches: { type: 'string', default: '200' } } });
    const { connection, instances, stop } = await startInstances(1);
    const sockets: Socket[] = [];
    try {
      const stage = await aStage(connection, instances, 1);
      const [instance] = instances;
      const sides = [...stage.volunteers, stage.coordinators[0]];
      for (const { cookie } of sides) sockets.push(await openPage(instance.url, cookie));
      const timed: Timed[] = [];
      for (let n = 0; n < Number(values.matches); n += 1)
        timed.push(await oneMatch(stage, instance, sockets));
      const figures = {
        'confirmation sent → both pages': summary(timed.map(({ fromSending }) => fromSending)),
        'match stored → both pages': summary(timed.map(({ fromCommit }) => fromCommit)),
        'confirmation sent → answer': summary(timed.map(({ toAnswer }) => toAnswer)),
      };
      return { table: Object.entries(figures).map(([what, numbers]) => ({ what, ...numbers })), figures };
    } finally {
      for (const socket of sockets) socket.disconnect();
      closeConnections();
      await stop();
    }
  },
};

async function oneMatch(stage: Stage, { services, url }: Instance, pages: Socket[]): Promise<Timed> {
  const [volunteer] = stage.volunteers;
  const [coordinator] = stage.coordinators;
  if (volunteer === undefined) throw new Error('There is no volunteer');
  const assignment = await stage.anAssignment({ places: 1 });
  const { applications, outbox } = services;
  const text = { message: 'Jag vill gärna hjälpa till på tisdagar.', ticks: [] };
  const id = await applications.apply(volunteer, assignment, text);
  await applications.offer(coordinator, id);
  await outbox.drain();

  // The service asks for delivery right after it has stored a move.
  const nudge = outbox.nudge.bind(outbox);
  let stored = 0;
  outbox.nudge = () => {
    stored ||= performance.now();
    nudge();
  };
  const heard = Promise.all(pages.map((page) => hears(page, `application:${id}`)));
  const sent = performance.now();
  const { status } = await post(url, `/applications/${id}/confirm`, volunteer.cookie);
  const answered = performance.now();
  if (status !== 303) throw new Error(`The confirmation was answered with ${status}`);
  const last = Math.max(...(await heard));
  outbox.nudge = nudge;
  await outbox.drain();
  return { fromSending: last - sent, fromCommit: last - stored, toAnswer: answered - sent };
}

/** Resolves with the time when the page hears of this thing. */
function hears(page: Socket, thing: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error('A page heard nothing for ten seconds')), 10_000);
    const listen = (notice: { thing: string }): void => {
      if (notice.thing !== thing) return;
      const at = performance.now();
      clearTimeout(late);
      page.off('notice', listen);
      resolve(at);
    };
    page.on('notice', listen);
  });
}

function openPage(url: string, cookie: string): Promise<Socket> {
  const socket = io(url, {
    transports: ['websocket'],
    forceNew: true,
    auth: { lang: 'sv' },
    extraHeaders: { cookie, origin: url },
  });
  return new Promise((resolve, reject) => {
    socket.once('connect', () => resolve(socket));
    socket.once('connect_error', reject);
  });
}

function summary(milliseconds: readonly number[]): Record<string, string | number> {
  const round = (value: number): number => Math.round(value * 10) / 10;
  return {
    n: milliseconds.length,
    'p50 ms': round(percentile(milliseconds, 50)),
    'p99 ms': round(percentile(milliseconds, 99)),
    'most ms': round(Math.max(...milliseconds)),
  };
}
