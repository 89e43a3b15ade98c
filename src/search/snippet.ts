// A piece of a long text around the first word in it that answers what was asked. Pure.
import type { Segment } from './engine/marks.ts';

/** So many letters of a long text are shown. */
const length = 160;

export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** Of a marked text on one line; nothing where no word of it answers. */
export function snippet(segments: readonly Segment[]): Segment[] | undefined {
  const first = segments.findIndex(({ isMarked }) => isMarked);
  if (first === -1) return undefined;
  const text = segments.map((segment) => segment.text).join('');
  const index = segments.slice(0, first).reduce((sum, segment) => sum + segment.text.length, 0);
  const from = Math.min(index, wordStart(text, Math.max(0, index - length / 3)));
  const to = wordEnd(text, Math.min(text.length, from + length));
  let at = 0;
  const inside = segments.flatMap(({ text: own, isMarked }) => {
    const part = own.slice(Math.max(0, from - at), Math.max(0, to - at));
    at += own.length;
    return part === '' ? [] : [{ text: part, isMarked }];
  });
  return [
    ...(from > 0 ? [{ text: '… ', isMarked: false }] : []),
    ...inside,
    ...(to < text.length ? [{ text: ' …', isMarked: false }] : []),
  ];
}

function wordStart(text: string, at: number): number {
  return at === 0 ? 0 : text.indexOf(' ', Math.floor(at) - 1) + 1;
}

function wordEnd(text: string, at: number): number {
  if (at >= text.length) return text.length;
  const before = text.lastIndexOf(' ', at);
  return before === -1 ? at : before;
}
