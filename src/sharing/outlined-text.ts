// Text as outlines, so that a picture looks the same on a machine without any font. The letters are those of Figtree SemiBold (SIL Open Font
// License 1.1, © The Figtree Project Authors), Latin and Latin Extended; docs/decisions/0115-share-pictures.md says how they were taken. Pure.
import data from './letters.json' with { type: 'json' };

const { em, letters } = data as unknown as {
  em: number;
  letters: Record<string, [width: number, path: string]>;
};

/** True if every sign of the text can be drawn. */
export function canDraw(text: string): boolean {
  return [...text.normalize('NFC')].every((letter) => letter in letters);
}

/** Pixels at a size in pixels. */
export function widthOf(text: string, size: number): number {
  return [...text].reduce((sum, letter) => sum + (letters[letter]?.[0] ?? 0), 0) * (size / em);
}

/** One line as an SVG group; `x` and `y` are where its baseline begins. */
export function outline(text: string, at: { x: number; y: number; size: number; fill: string }): string {
  let along = 0;
  let paths = '';
  for (const letter of text.normalize('NFC')) {
    const [width, path] = letters[letter] ?? [0, ''];
    if (path !== '') paths += `<path transform="translate(${along})" d="${path}"/>`;
    along += width;
  }
  const scale = at.size / em;
  return `<g fill="${at.fill}" transform="translate(${at.x} ${at.y}) scale(${scale} ${-scale})">${paths}</g>`;
}

/** Broken between words; what is too much for `most` lines ends in an ellipsis. */
export function linesOf(text: string, size: number, width: number, most: number): string[] {
  const lines: string[] = [];
  for (const word of text.normalize('NFC').split(/\s+/)) {
    const last = lines.at(-1);
    const joined = last === undefined ? word : `${last} ${word}`;
    if (last !== undefined && widthOf(joined, size) <= width) lines[lines.length - 1] = joined;
    else lines.push(word);
  }
  const kept = lines.slice(0, most).map((line) => fitted(line, size, width));
  if (lines.length > most)
    kept[most - 1] = fitted(`${kept[most - 1] ?? ''} …`, size, width).replace(/\s*…+$/, '…');
  return kept;
}

function fitted(line: string, size: number, width: number): string {
  if (widthOf(line, size) <= width) return line;
  const signs = [...line];
  while (signs.length > 0 && widthOf(`${signs.join('')}…`, size) > width) signs.pop();
  return `${signs.join('')}…`;
}
