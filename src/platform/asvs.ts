// How the service stands against OWASP ASVS 5.0, levels 1 and 2: docs/asvs.json says what is required and by what evidence, the titles of the
// tests say which of them prove it, and docs/security.md and docs/operations.md hold what is decided in words.
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Requirement {
  level: '1' | '2';
  /** T a test, U a test since files are uploaded, S the source itself, D a document, O how it is run, N does not apply. */
  evidence: 'T' | 'U' | 'S' | 'D' | 'O' | 'N';
  /** What it comes to here; of what does not apply, why. */
  label: string;
  /** A file of the repository, with a heading of it behind #, where no test stands for it. */
  where?: string;
  /** Why it is not met. */
  notYet?: string;
}

export type Standing = 'met' | 'not yet' | 'not applicable';

export interface Row extends Requirement {
  number: string;
  standing: Standing;
  /** Where it is shown, or why not. */
  by: string;
}

const ROOT = join(import.meta.dirname, '../..');
/** `test('[ASVS 1.2.3, 1.2.4] what it proves'`: the numbers stand first in the title, so that nothing else is taken for one. */
const NUMBERED = /\(\s*['"`]\[ASVS ([^\]]*)\] /g;

export function requirements(): Map<string, Requirement> {
  const list = JSON.parse(readFileSync(join(ROOT, 'docs/asvs.json'), 'utf8')) as Record<string, Requirement>;
  return new Map(Object.entries(list));
}

/** The files whose tests carry each number; empty where the tests are not installed. */
export function provingFiles(): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const file of globSync('test/**/*.test.ts', { cwd: ROOT }).toSorted())
    for (const [, numbers = ''] of readFileSync(join(ROOT, file), 'utf8').matchAll(NUMBERED))
      for (const number of numbers.split(', ')) {
        const files = found.get(number) ?? [];
        if (!files.includes(file)) found.set(number, [...files, file]);
      }
  return found;
}

export function standings(): Row[] {
  const tests = provingFiles();
  return [...requirements()].map(([number, one]) => {
    if (one.evidence === 'N') return { number, ...one, standing: 'not applicable', by: one.label };
    if (one.notYet !== undefined) return { number, ...one, standing: 'not yet', by: one.notYet };
    const by = [...(tests.get(number) ?? []), ...(one.where === undefined ? [] : [one.where])];
    return by.length > 0
      ? { number, ...one, standing: 'met', by: by.join(', ') }
      : { number, ...one, standing: 'not yet', by: 'no test carries its number' };
  });
}

/** The table as text, and how many of each level stand where. */
export function asvsTable(): string {
  const rows = standings();
  const lines = rows.map(
    ({ number, level, standing, label, by }) =>
      `${number.padEnd(8)} L${level}  ${standing.padEnd(14)}  ${label}${by === label ? '' : `: ${by}`}`,
  );
  const counts = (['met', 'not yet', 'not applicable'] as const).map((standing) => {
    const of = rows.filter((row) => row.standing === standing);
    const first = of.filter(({ level }) => level === '1').length;
    return `${String(of.length).padStart(4)} ${standing} (level 1: ${first}, level 2: ${of.length - first})`;
  });
  return [...lines, '', `${rows.length} requirements of OWASP ASVS 5.0:`, ...counts].join('\n');
}
