// Shows where a text has the words that were asked for: the text in pieces, and a piece of a long text around the first of them. Pure.

export interface Piece {
  text: string;
  /** A word that was asked for. */
  hit: boolean;
}

/** So many letters of a long text are shown. */
const snippetLength = 160;

/** `isHit` says whether a word answers what was asked. */
export function marked(text: string, isHit: (word: string) => boolean): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const match of text.matchAll(/[\p{L}\p{M}\p{N}]+/gu)) {
    if (!isHit(match[0])) continue;
    if (match.index > from) pieces.push({ text: text.slice(from, match.index), hit: false });
    pieces.push({ text: match[0], hit: true });
    from = match.index + match[0].length;
  }
  if (from < text.length) pieces.push({ text: text.slice(from), hit: false });
  return pieces;
}

/** Nothing where no word of it was asked for. */
export function snippet(text: string, isHit: (word: string) => boolean): Piece[] | undefined {
  const plain = text.replace(/\s+/g, ' ').trim();
  const first = [...plain.matchAll(/[\p{L}\p{M}\p{N}]+/gu)].find(([word]) => isHit(word));
  if (first === undefined) return undefined;
  const from = Math.min(first.index, wordStart(plain, Math.max(0, first.index - snippetLength / 3)));
  const to = wordEnd(plain, Math.min(plain.length, from + snippetLength));
  const part = `${from > 0 ? '… ' : ''}${plain.slice(from, to)}${to < plain.length ? ' …' : ''}`;
  return marked(part, isHit);
}

function wordStart(text: string, at: number): number {
  return at === 0 ? 0 : text.indexOf(' ', Math.floor(at) - 1) + 1;
}

function wordEnd(text: string, at: number): number {
  if (at >= text.length) return text.length;
  const before = text.lastIndexOf(' ', at);
  return before === -1 ? at : before;
}
