// Lets pieces of work with the same name run one after the other within this process. Moves that take or free a place
// write one document; taken one at a time they do not fight over it (measured: 60 s of retries against 2 s for 500).

export type InTurn = <T>(name: string, work: () => Promise<T>) => Promise<T>;

export function oneAtATime(): InTurn {
  const last = new Map<string, Promise<unknown>>();
  return async function run<T>(name: string, work: () => Promise<T>): Promise<T> {
    const before = last.get(name) ?? Promise.resolve();
    const mine = before.then(work, work);
    const settled = mine.catch(() => undefined);
    last.set(name, settled);
    try {
      return await mine;
    } finally {
      if (last.get(name) === settled) last.delete(name);
    }
  };
}
