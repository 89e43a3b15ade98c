// Lets work take turns within this process: one piece at a time by name, or so many pieces at a time altogether. Moves that take or free a
// place write one document; taken one at a time they do not fight over it (measured: 60 s of retries against 2 s for 500).
import { Refused } from './refused.ts';

export type InTurn = <T>(name: string, work: () => Promise<T>) => Promise<T>;

/** Whoever has waited for so long is told that the service is busy: nobody sits before a page for longer, and what hangs grows no queue. */
const patience = 30_000;

/** Runs at most `count` pieces of work at once, in the order in which they came. Refuses (503) what has waited too long. */
export function atMost(count: number): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting = new Set<() => void>();
  let free = count;

  function turn(): Promise<void> {
    return new Promise((resolve, reject) => {
      const go = (): void => {
        clearTimeout(timer);
        waiting.delete(go);
        resolve();
      };
      const timer = setTimeout(() => {
        waiting.delete(go);
        reject(new Refused(503, 'errors.503.text'));
      }, patience);
      waiting.add(go);
    });
  }

  return async function run(work) {
    if (free === 0) await turn();
    else free -= 1;
    try {
      return await work();
    } finally {
      const [next] = waiting;
      if (next === undefined) free += 1;
      else next();
    }
  };
}

/** Pieces of work with the same name run one after the other. */
export function oneAtATime(): InTurn {
  const turns = new Map<string, { run: ReturnType<typeof atMost>; pieces: number }>();
  return async function run(name, work) {
    const turn = turns.get(name) ?? { run: atMost(1), pieces: 0 };
    turns.set(name, turn);
    turn.pieces += 1;
    try {
      return await turn.run(work);
    } finally {
      turn.pieces -= 1;
      if (turn.pieces === 0) turns.delete(name);
    }
  };
}
