// From text to the words that it is found by. Pure.

/** Lower case, in order; letters with their marks stay what they are. */
export function wordsOf(text: string): string[] {
  return (
    text
      .normalize('NFC')
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
  );
}
