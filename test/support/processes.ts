// Real processes of the service, as an operator starts them. What a test leaves running is killed at its end.
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { ROOT } from './sources.ts';

export interface Running {
  child: ChildProcess;
  /** What it has written so far, to standard output and to standard error. */
  out(): string;
  err(): string;
  /** Resolves when it has written something that fits; fails when it ends or after `withinMs`. */
  says(pattern: RegExp, withinMs?: number): Promise<RegExpExecArray>;
  /** Its exit status, or the name of the signal that ended it. */
  ended(withinMs?: number): Promise<number | string>;
  signal(name: NodeJS.Signals): void;
}

const left = new Set<ChildProcess>();
const patience = 30_000;

/** Starts `node src/<file>` with these settings and no others. */
export function run(
  file: string,
  words: readonly string[] = [],
  settings: Record<string, string> = {},
): Running {
  return start(process.execPath, [join(ROOT, 'src', file), ...words], settings);
}

/** A program in a process group of its own, as a terminal starts it: `signal` reaches the whole group. */
export function start(program: string, words: readonly string[], settings: Record<string, string>): Running {
  const child = spawn(program, words, { cwd: ROOT, env: { ...surroundings(), ...settings }, detached: true });
  left.add(child);
  let out = '';
  let err = '';
  let end: number | string | undefined;
  child.stdout.on('data', (data: Buffer) => (out += data.toString()));
  child.stderr.on('data', (data: Buffer) => (err += data.toString()));
  child.on('close', (code, signal) => {
    end = code ?? signal ?? 'gone';
    left.delete(child);
  });

  async function until<T>(look: () => T | undefined, withinMs: number, what: string): Promise<T> {
    const last = Date.now() + withinMs;
    for (;;) {
      const found = look();
      if (found !== undefined) return found;
      const over = Date.now() > last;
      if (over || (end !== undefined && what !== 'its end'))
        throw new Error(
          `Waited for ${what} of ${words.join(' ')} ${over ? `${withinMs} ms` : `in vain, it ended with ${end}`}.\n${out}\n${err}`,
        );
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  return {
    child,
    out: () => out,
    err: () => err,
    says: (pattern, withinMs = patience) =>
      until(() => pattern.exec(out) ?? pattern.exec(err) ?? undefined, withinMs, String(pattern)),
    ended: (withinMs = patience) => until(() => end, withinMs, 'its end'),
    signal: (name) => {
      if (child.pid !== undefined && end === undefined) process.kill(-child.pid, name);
    },
  };
}

/** Where programs are found and temporary files go; nothing that Jest or this shell has set for itself. */
function surroundings(): Record<string, string> {
  const kept = ['PATH', 'HOME', 'TMPDIR', 'XDG_CACHE_HOME', 'LANG', 'MONGOMS_SYSTEM_BINARY'];
  return Object.fromEntries(
    kept.flatMap((name) => {
      const value = process.env[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

afterEach(() => {
  for (const { pid } of left) {
    try {
      if (pid !== undefined) process.kill(-pid, 'SIGKILL');
    } catch {
      // It ended just now.
    }
  }
});
