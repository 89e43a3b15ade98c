// How something goes on, as a line in one SVG beside others; both axes begin at nothing. Pure.

export interface Line {
  title: string;
  /** Across and up. */
  values: readonly (readonly [number, number])[];
}

const width = 320;
const height = 200;
const margin = { left: 48, right: 24, top: 34, bottom: 32 };

export function lines(all: readonly Line[]): string {
  const parts = all.map((line, n) => `<g transform="translate(${n * width} 0)">${drawn(line)}</g>`);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width * all.length} ${height}" font-family="sans-serif" font-size="11">${parts.join('')}</svg>\n`;
}

function drawn({ title, values }: Line): string {
  const most = values.reduce(([x, y], [a, b]) => [Math.max(x, a), Math.max(y, b)] as const, [1e-9, 1e-9]);
  const x = (value: number) =>
    (margin.left + (value / most[0]) * (width - margin.left - margin.right)).toFixed(1);
  const y = (value: number) =>
    (height - margin.bottom - (value / most[1]) * (height - margin.top - margin.bottom)).toFixed(1);
  const points = values.map(([a, b]) => `${x(a)},${y(b)}`).join(' ');
  const last = values.at(-1) ?? [0, 0];
  return [
    `<text x="${margin.left}" y="16" font-weight="bold">${title}</text>`,
    `<path fill="none" stroke="#999" d="M${margin.left} ${margin.top}V${height - margin.bottom}H${width - margin.right}"/>`,
    `<text x="${margin.left - 4}" y="${y(most[1])}" text-anchor="end">${most[1].toLocaleString('en')}</text>`,
    `<text x="${x(last[0])}" y="${height - 14}" text-anchor="end">${last[0].toLocaleString('en')}</text>`,
    `<polyline fill="none" stroke="#0a6" stroke-width="2" points="${points}"/>`,
  ].join('');
}
