// Waits for what happens in other processes.

/** The first value that is neither undefined nor false; fails after `withinMs`. */
export async function until<T>(
  look: () => Promise<T | undefined | false> | T | undefined | false,
  withinMs: number,
): Promise<T> {
  const last = Date.now() + withinMs;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    if (Date.now() > last) throw new Error(`Not within ${withinMs} ms`);
    await pause(20);
  }
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
