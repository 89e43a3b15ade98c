// How many letters one word is from another: one put in, left out, changed, or two neighbours exchanged (optimal string alignment). Pure.

/** The distance if it is at most `most` (0 to 2), else `most` + 1. */
export function lettersBetween(one: string, other: string, most: number): number {
  const over = most + 1;
  if (Math.abs(one.length - other.length) > most) return over;
  let [before, row, next] = [
    new Uint8Array(other.length + 1),
    new Uint8Array(other.length + 1).map((_, place) => Math.min(place, over)),
    new Uint8Array(other.length + 1),
  ];
  for (let i = 1; i <= one.length; i += 1) {
    const from = Math.max(1, i - most);
    const to = Math.min(other.length, i + most);
    next.fill(over);
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
      if (i === one.length || Math.min(...row) > most) return over;
    }
    [before, row, next] = [row, next, before];
  }
  return row[other.length] as number;
}
