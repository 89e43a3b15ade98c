// R17: does a test notice a fault? Puts faults into states, policies and forms, one at a time, and counts those that the tests of pure files find.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Benchmark } from './benchmark.ts';

interface Report {
  files: Record<string, { mutants: Mutant[] }>;
}

interface Mutant {
  status: string;
  mutatorName: string;
  replacement?: string;
  location: { start: { line: number } };
}

const root = join(import.meta.dirname, '..');
const goal = 90;
const found = ['Killed', 'Timeout'];
const missed = ['Survived', 'NoCoverage'];

export const mutation: Benchmark = {
  about: 'R17: faults in states, policies and forms that a test notices',
  usage: '--files "src/**/*.state.ts,src/**/*.policy.ts,src/**/*.schema.ts"',
  async run(args) {
    const { values } = parseArgs({ args, options: { files: { type: 'string' } } });
    const files = values.files === undefined ? [] : ['--mutate', values.files];
    const options = ['run', 'bench/mutation/stryker.config.js', ...files];
    const stryker = spawn(join(root, 'node_modules/.bin/stryker'), options, { cwd: root, stdio: 'inherit' });
    const [code] = (await once(stryker, 'exit')) as [number | null];
    if (code !== 0) throw new Error(`Stryker ended with ${code ?? 'a signal'}`);
    const report = JSON.parse(await readFile(join(root, 'bench/results/mutation.json'), 'utf8')) as Report;
    const table = Object.entries(report.files).map(([file, { mutants }]) => row(file, mutants));
    table.push(
      row(
        'all',
        Object.values(report.files).flatMap(({ mutants }) => mutants),
      ),
    );
    return { table, figures: { table, survivors: survivors(report) } };
  },
};

function row(file: string, mutants: readonly Mutant[]) {
  const count = (statuses: readonly string[]): number =>
    mutants.filter(({ status }) => statuses.includes(status)).length;
  const [caught, escaped] = [count(found), count(missed)];
  const score = caught + escaped === 0 ? 100 : Math.round((1000 * caught) / (caught + escaped)) / 10;
  return { file, caught, escaped, 'score %': score, goal: `≥ ${goal}` };
}

function survivors({ files }: Report): string[] {
  return Object.entries(files).flatMap(([file, { mutants }]) =>
    mutants
      .filter(({ status }) => missed.includes(status))
      .map(({ location, mutatorName, replacement = '' }) => {
        return `${file}:${location.start.line} ${mutatorName} ${replacement.slice(0, 60)}`;
      }),
  );
}
