// How many letters one word is from another: one put in, left out, changed, or two neighbours exchanged (optimal string alignment). Pure.

/** The distance if it is at most `most` (0 to 2), else `most` + 1. */
export function lettersBetween(one: string, other: string, most: number): number {
  const over = most + 1;
  if (Math.abs(one.length - other.length) > most) return over;
  let [before, row, next] = rowsFor(other.length + 1);
  for (let place = 0; place <= other.length; place += 1) row[place] = Math.min(place, over);
  for (let i = 1; i <= one.length; i += 1) {
    const from = Math.max(1, i - most);
    const to = Math.min(other.length, i + most);
    next.fill(over, 0, other.length + 1);
    if (i <= most) next[0] = i;
    let least = next[0] as number;
    const letter = one.charCodeAt(i - 1);
    for (let j = from; j <= to; j += 1) {
      const beside = other.charCodeAt(j - 1);
      let cost = Math.min(
        (row[j - 1] as number) + (letter === beside ? 0 : 1),
        (row[j] as number) + 1,
        (next[j - 1] as number) + 1,
      );
      if (i > 1 && j > 1 && letter === other.charCodeAt(j - 2) && one.charCodeAt(i - 2) === beside)
        cost = Math.min(cost, (before[j - 2] as number) + 1);
      next[j] = Math.min(cost, over);
      if (cost < least) least = cost;
    }
    if (least > most) {
      // Two rows back could still be reached by an exchange.
      if (i === one.length || leastOf(row, other.length) > most) return over;
    }
    [before, row, next] = [row, next, before];
  }
  return row[other.length] as number;
}

/** Working memory that every comparison uses again. */
let rows: [Uint8Array, Uint8Array, Uint8Array] = [new Uint8Array(0), new Uint8Array(0), new Uint8Array(0)];

function rowsFor(length: number): typeof rows {
  if (rows[0].length < length) rows = [0, 1, 2].map(() => new Uint8Array(length * 2)) as typeof rows;
  return rows;
}

function leastOf(row: Uint8Array, last: number): number {
  let least = 255;
  for (let place = 0; place <= last; place += 1) least = Math.min(least, row[place] as number);
  return least;
}
