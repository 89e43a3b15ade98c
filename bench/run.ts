// The benchmarks: npm run bench -- NAME [options]. Each ends by itself, prints a small table and writes its figures to bench/results/.
import { mkdir, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { apply } from './apply.ts';
import type { Benchmark } from './benchmark.ts';
import { browse } from './browse.ts';
import { live } from './live.ts';
import { load } from './load.ts';
import { mutation } from './mutation.ts';
import { page } from './page.ts';
import { places } from './places.ts';
import { quality } from './quality.ts';
import { r15 } from './r15.ts';
import { reverse } from './reverse.ts';
import { search } from './search.ts';
import { signedIn } from './signed-in.ts';
import { soak } from './soak.ts';
import { start } from './start.ts';

const benchmarks: Record<string, Benchmark> = {
  apply,
  browse,
  'browse-signed-in': signedIn,
  live,
  load,
  mutation,
  page,
  places,
  quality,
  r15,
  reverse,
  search,
  soak,
  start,
};

const [name = '--help', ...options] = process.argv.slice(2);
const benchmark = benchmarks[name];
if (benchmark === undefined) {
  console.log('npm run bench -- NAME [options]\n');
  for (const [known, { about, usage }] of Object.entries(benchmarks))
    console.log(`  ${known.padEnd(16)} ${about}\n                   ${usage}\n`);
  process.exit(name === '--help' ? 0 : 1);
}

try {
  const began = new Date();
  const { table, figures } = await benchmark.run(options);
  console.table(table);
  const machine = { node: process.version, cores: availableParallelism() };
  const seconds = Math.round((Date.now() - began.getTime()) / 1000);
  const folder = join(import.meta.dirname, 'results');
  const file = join(folder, `${name}-${began.toISOString().replaceAll(':', '-')}.json`);
  await mkdir(folder, { recursive: true });
  await writeFile(
    file,
    `${JSON.stringify({ name, began, seconds, options, machine, figures }, undefined, 2)}\n`,
  );
  console.log(`${seconds} s; figures in ${file}`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
