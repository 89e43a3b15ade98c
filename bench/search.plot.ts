// Three small charts of how something grows with the number of assignments, both axes logarithmic, as one SVG. Pure.

interface Row {
  number: number;
  p99: number;
  megabytes: number;
  seconds: number;
}

const width = 300;
const height = 220;
const margin = { left: 56, right: 20, top: 34, bottom: 36 };
const charts = [
  { name: 'p99', title: 'p99, milliseconds' },
  { name: 'megabytes', title: 'memory, MB' },
  { name: 'seconds', title: 'build, seconds of work' },
] as const;

export function plotted(rows: readonly Row[]): string {
  const parts = charts.map(({ name, title }, place) => {
    const values = rows.map((row): [number, number] => [row.number, row[name]]);
    return `<g transform="translate(${place * width} 0)">${chart(values, title)}</g>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width * charts.length} ${height}" font-family="sans-serif" font-size="11">${parts.join('')}</svg>\n`;
}

function chart(values: readonly (readonly [number, number])[], title: string): string {
  const x = scale(
    values.map(([n]) => n),
    margin.left,
    width - margin.right,
  );
  const y = scale(
    values.map(([, value]) => value),
    height - margin.bottom,
    margin.top,
  );
  const points = values.map(([n, value]) => `${x(n)},${y(value)}`);
  const labels = values.map(
    ([n, value]) =>
      `<circle cx="${x(n)}" cy="${y(value)}" r="3"/><text x="${x(n)}" y="${Number(y(value)) - 8}" text-anchor="middle">${String(value)}</text><text x="${x(n)}" y="${height - 14}" text-anchor="middle">${n.toLocaleString('en')}</text>`,
  );
  return `<text x="${margin.left}" y="16" font-weight="bold">${title}</text><polyline fill="none" stroke="#0a6" stroke-width="2" points="${points.join(' ')}"/>${labels.join('')}`;
}

function scale(values: readonly number[], from: number, to: number): (value: number) => string {
  const logs = values.map(Math.log10);
  const [low, high] = [Math.min(...logs), Math.max(...logs)];
  return (value) =>
    (from + ((Math.log10(value) - low) / Math.max(1e-9, high - low)) * (to - from)).toFixed(1);
}
