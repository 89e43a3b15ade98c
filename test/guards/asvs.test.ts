// Holds docs/asvs.json and the tests together: what is claimed is shown somewhere, and what is open is said once and honestly.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { asvsTable, provingFiles, requirements, standings } from '../../src/platform/asvs.ts';
import { ROOT, textFiles } from '../support/sources.ts';

const all = requirements();
const tests = provingFiles();

test('each requirement that a test must prove has one with its number, or says why not yet', () => {
  const faults = [...all]
    .filter(([, { evidence }]) => evidence === 'T' || evidence === 'U')
    .filter(([number, { notYet }]) => !tests.has(number) && notYet === undefined)
    .map(([number, { label }]) => `${number} (${label}) has neither a test with its number nor a "notYet".`);
  expect(faults).toEqual([]);
});

test('nothing is both proved and not yet', () => {
  const faults = [...all]
    .filter(
      ([number, { notYet, where }]) => notYet !== undefined && (tests.has(number) || where !== undefined),
    )
    .map(([number]) => `${number} is shown: take its "notYet" out of docs/asvs.json.`);
  expect(faults).toEqual([]);
});

test('a title carries only numbers of requirements that apply', () => {
  const faults = [...tests.keys()]
    .filter((number) => (all.get(number)?.evidence ?? 'N') === 'N')
    .map(
      (number) => `${number} (${tests.get(number)?.join(', ')}) is not in docs/asvs.json, or does not apply.`,
    );
  expect(faults).toEqual([]);
});

test('every number stands at the beginning of a title, where it is read', () => {
  const faults = textFiles('test/**/*.ts')
    .filter(({ file }) => file !== 'test/guards/asvs.test.ts')
    .filter(({ text }) => {
      const read = text.match(/\(\s*['"`]\[ASVS \d+\.\d+\.\d+(?:, \d+\.\d+\.\d+)*\] /g) ?? [];
      return read.length !== (text.match(/\[ASVS/g) ?? []).length;
    })
    .map(({ file }) => file);
  expect(faults).toEqual([]);
});

test('what a document or the source shows is there to be read', () => {
  const faults = [...all].flatMap(([number, { evidence, where, notYet }]) => {
    if (evidence === 'N' || notYet !== undefined) return [];
    if (where === undefined) return tests.has(number) ? [] : [`${number} says nowhere how it is met.`];
    const [file = '', heading] = where.split('#');
    if (!existsSync(join(ROOT, file))) return [`${number} names ${file}, which is not there.`];
    const isThere = heading === undefined || headingsOf(file).includes(heading);
    return isThere ? [] : [`${number} names ${where}: ${file} has no such heading.`];
  });
  expect(faults).toEqual([]);
});

test('the table has a line for each, and counts them', () => {
  const lines = asvsTable().split('\n');
  expect(lines.filter((line) => /^\d+\.\d+\.\d+ +L[12] /.test(line))).toHaveLength(all.size);
  const met = standings().filter(({ standing }) => standing === 'met').length;
  expect(met).toBeGreaterThan(150);
  expect(lines.some((line) => line.trimStart().startsWith(`${met} met `))).toBe(true);
});

/** As they stand in an address. */
function headingsOf(file: string): string[] {
  return [...readFileSync(join(ROOT, file), 'utf8').matchAll(/^#+ (.*)$/gm)].map(([, words = '']) =>
    words
      .toLowerCase()
      .replace(/[^\p{L}\p{N} -]/gu, '')
      .replaceAll(' ', '-'),
  );
}
