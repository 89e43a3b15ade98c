// How often each thing has changed, as numbers that only rise: whoever keeps what was made of a thing asks here whether it is still right. Pure.
// There is a fixed number of them: two things may share one, and then a change of one counts for the other, too, which is harmless.

/** Enough for few to share one, and little memory. */
const counters = 65_536;

export interface Stamps {
  of: (id: string) => number;
  raise: (id: string) => void;
  /** Anything may have changed. */
  raiseAll: () => void;
}

export function createStamps(): Stamps {
  const counts = new Uint32Array(counters);
  let all = 0;
  // What is made one after the other differs at the end.
  const place = (id: string): number => Number.parseInt(id.slice(-4), 16) % counters;
  return {
    of: (id) => all + (counts[place(id)] ?? 0),
    raise(id) {
      counts[place(id)] = (counts[place(id)] ?? 0) + 1;
    },
    raiseAll() {
      all += 1;
    },
  };
}
