// The servers that a benchmark holds against each other, each in a process of its own, so that its processor time and memory are told apart.
import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { Agent, get } from 'node:http';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { percentile } from './benchmark.ts';

/** Both say the same address on their pages, whichever port they got. */
export const site = 'http://localhost:3000';

export interface Side {
  process: ChildProcess;
  origin: string;
  /** Microseconds of processor time since its start. */
  used(): Promise<number>;
  stop(): void;
}

export interface Fetched {
  status: number;
  cookie: string | undefined;
  body: Buffer;
  html: string;
}

const agent = new Agent({ keepAlive: true, maxSockets: Infinity });

/** Such a program says its port when it listens, and its processor time when it is asked. */
export async function startSide(
  program: string,
  args: readonly string[],
  settings: Record<string, string> = {},
  options: readonly string[] = [],
): Promise<Side> {
  const child = fork(join(import.meta.dirname, program), args, {
    env: { ...process.env, ...settings },
    execArgv: [...options],
  });
  const port = await asked<number>(child);
  return {
    process: child,
    origin: `http://localhost:${port}`,
    async used() {
      child.send('used');
      const { user, system } = await asked<NodeJS.CpuUsage>(child);
      return user + system;
    },
    stop: () => child.kill(),
  };
}

/** What it says next; fails if it ends instead. */
export async function asked<T>(child: ChildProcess): Promise<T> {
  const over = new AbortController();
  const { signal } = over;
  const ended = once(child, 'exit', { signal }).then(([code]) => {
    throw new Error(`A server ended with ${String(code)}`);
  });
  try {
    const [said] = (await Promise.race([once(child, 'message', { signal }), ended])) as [T];
    return said;
  } finally {
    ended.catch(() => undefined);
    over.abort();
  }
}

/** As a browser asks for it: compressed, on a connection that is kept. */
export function fetchPage(url: string, cookie = ''): Promise<Fetched> {
  return new Promise((resolve, reject) => {
    const headers = { 'accept-encoding': 'br', ...(cookie === '' ? {} : { cookie }) };
    get(url, { agent, headers }, (answer) => {
      const parts: Buffer[] = [];
      answer.on('data', (part: Buffer) => parts.push(part));
      answer.on('error', reject);
      answer.on('end', () => {
        const body = Buffer.concat(parts);
        const isPacked = answer.headers['content-encoding'] === 'br';
        resolve({
          status: answer.statusCode ?? 0,
          cookie: answer.headers['set-cookie']?.[0]?.split(';')[0],
          body,
          get html() {
            return (isPacked ? brotliDecompressSync(body) : body).toString();
          },
        });
      });
    }).on('error', reject);
  });
}

export function closeSides(sides: readonly Side[]): void {
  for (const side of sides) side.stop();
  agent.destroy();
}

/** Round by round, one held against the other: the median, and what it was least and most. */
export function ratioOf(
  ones: readonly number[],
  others: readonly number[],
): { ratio: number; between: string; ratios: number[] } {
  const ratios = ones.map((one, n) => one / (others[n] ?? NaN));
  return {
    ratio: rounded(percentile(ratios, 50)),
    between: `${rounded(Math.min(...ratios))}–${rounded(Math.max(...ratios))}`,
    ratios,
  };
}

export function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
