// The picture beside a link to an assignment: its title, who and where, drawn on the server in the colours of the service.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { canDraw, linesOf, outline } from './outlined-text.ts';

/** What other sites expect beside a link, pixels. */
const WIDTH = 1200;
const HEIGHT = 630;
const MARGIN = 80;
const SIZES = [84, 72, 62, 54];
const MOST_LINES = 3;
/** The paper, ink, pine and amber of the light page: public/css/00-tokens.css. */
const COLOURS = { paper: '#faf6ee', ink: '#22302b', soft: '#55625c', pine: '#1b5a45', onPine: '#fffdf9' };

export interface SharedThing {
  title: string;
  organisation: string;
  /** Place names; empty where it is remote. */
  where: string;
  /** The name of a drawing under img/causes. */
  drawing: string;
}

/** A PNG. Letters that cannot be drawn (of other scripts) are left out, line by line; the drawing and the name of the service remain. */
export async function drawShared(thing: SharedThing, publicFolder: string): Promise<Buffer> {
  const drawing = readFileSync(join(publicFolder, 'img', 'causes', `${thing.drawing}.svg`), 'utf8');
  return sharp(Buffer.from(sharedSvg(thing, drawing)))
    .png({ compressionLevel: 9, palette: true })
    .toBuffer();
}

/** `drawing` is one of our own, light and dark; the light one is placed. Pure. */
export function sharedSvg(thing: SharedThing, drawing: string): string {
  const width = WIDTH - 2 * MARGIN;
  const lines = titleLines(thing.title, width);
  const below = [thing.organisation, thing.where]
    .filter((text) => text !== '' && canDraw(text))
    .map((text) => linesOf(text, 36, width, 1)[0] ?? '');
  const first = 300;
  const top = lines.rows.map((line, index) =>
    outline(line, { x: MARGIN, y: first + index * lines.size * 1.12, size: lines.size, fill: COLOURS.ink }),
  );
  const underTitle = first + (lines.rows.length - 1) * lines.size * 1.12 + 72;
  const rest = below.map((text, index) =>
    outline(text, { x: MARGIN, y: underTitle + index * 48, size: 36, fill: COLOURS.soft }),
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}">`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="${COLOURS.paper}"/>`,
    `<g transform="translate(${WIDTH - MARGIN - 400} 50)">${placed(drawing)}</g>`,
    outline('Handslag', { x: MARGIN, y: 120, size: 44, fill: COLOURS.pine }),
    ...top,
    ...rest,
    `<rect y="${HEIGHT - 16}" width="${WIDTH}" height="16" fill="${COLOURS.pine}"/>`,
    '</svg>',
  ].join('');
}

/** The largest size at which the whole title has room. */
function titleLines(title: string, width: number): { size: number; rows: string[] } {
  const smallest = SIZES.at(-1) ?? 54;
  if (!canDraw(title)) return { size: smallest, rows: [] };
  for (const size of SIZES) {
    const rows = linesOf(title, size, width, MOST_LINES + 1);
    if (rows.length <= MOST_LINES && !rows.some((row) => row.endsWith('…'))) return { size, rows };
  }
  return { size: smallest, rows: linesOf(title, smallest, width, MOST_LINES) };
}

function placed(drawing: string): string {
  return drawing
    .replace(/@media[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}/g, '')
    .replace('<svg ', '<svg width="400" height="150" ');
}
