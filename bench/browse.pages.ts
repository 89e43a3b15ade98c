// Pages of the list with all kinds of filters, and the two servers that show them: the service, and the bare one with their content in a file.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Connection } from 'mongoose';
import { readConfig } from '../src/config.ts';
import { systemClock } from '../src/platform/clock.ts';
import { pageModel } from '../src/platform/http/page.ts';
import { createLog } from '../src/platform/log.ts';
import { searchHref } from '../src/search/search.address.ts';
import { readSearch } from '../src/search/search.schema.ts';
import type { Read } from '../src/search/search.schema.ts';
import { searchPage } from '../src/search/search.view.ts';
import { createServices } from '../src/services.ts';
import { startFilled } from './filled.ts';
import frozen from './search.queries.json' with { type: 'json' };
import { closeSides, fetchPage, site, startSide } from './sides.ts';
import type { Side } from './sides.ts';
import { noMailer } from './stage.ts';
import type { Criteria } from '../src/search/engine/query.ts';

export interface Pages {
  /** Paths with their queries, all different. */
  paths: string[];
  service: Side;
  bare: Side;
  uri: string;
  /** Bytes of HTML of the longest page. */
  longest: number;
  stop: () => Promise<void>;
}

/** Both are warm, and were seen to show the same. */
export async function startPages(
  number: number,
  many: number,
  settings: Record<string, string> = {},
): Promise<Pages> {
  const { connection, uri, stop } = await startFilled(number);
  const sides: Side[] = [];
  const close = async () => {
    closeSides(sides);
    await stop();
  };
  try {
    const paths = pathsOf(many);
    const folder = await mkdtemp(join(tmpdir(), 'handslag-bench-'));
    const file = join(folder, 'pages.json');
    await writePages(file, connection, uri, paths);
    const service = await startSide('browse.server.ts', ['service', uri], settings);
    sides.push(service);
    const bare = await startSide('browse.bare.ts', [file]);
    sides.push(bare);
    await rm(folder, { recursive: true });
    return { paths, service, bare, uri, longest: await expectSame(service, bare, paths), stop: close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** What residents ask for: everything, a municipality, a cause, words, each alone and together. */
export function pathsOf(many: number): string[] {
  const kinds: ((asked: Criteria) => Criteria)[] = [
    ({ chosen: { cause = [] } }) => ({ text: '', chosen: { cause } }),
    ({ chosen: { region = [] } }) => ({ text: '', chosen: { region } }),
    ({ text }) => ({ text, chosen: {} }),
    ({ chosen: { region = [], cause = [] } }) => ({ text: '', chosen: { region, cause } }),
    (asked) => asked,
  ];
  const paths = new Set(['/assignments']);
  (frozen as Criteria[]).forEach((asked, n) => {
    const criteria = (kinds[n % kinds.length] ?? ((same) => same))(asked);
    if (paths.size < many) paths.add(searchHref({ criteria, page: 1 }));
  });
  return [...paths];
}

/** All that a template needs for each of the pages. */
export async function writePages(
  file: string,
  connection: Connection,
  uri: string,
  paths: readonly string[],
): Promise<void> {
  const config = readConfig({ MONGODB_URI: uri });
  const parts = { config, connection, clock: systemClock, mailer: noMailer, log: createLog('silent') };
  const { search, clock } = createServices(parts);
  await search.start();
  const now = clock.now();
  const models = paths.map((path) => {
    const locals = { lang: 'sv', path, baseUrl: site, person: null, unread: 0, now } as const;
    const model = searchPage(search, readPath(path), { lang: 'sv', now });
    return [path, pageModel({ locals } as Parameters<typeof pageModel>[0], model)] as const;
  });
  await search.stop();
  await writeFile(file, JSON.stringify(Object.fromEntries(models)));
}

function readPath(path: string): Read {
  const { searchParams } = new URL(path, site);
  const names = [...new Set(searchParams.keys())];
  const valueOf = (name: string) => {
    const all = searchParams.getAll(name);
    return all.length > 1 ? all : all[0];
  };
  return readSearch(Object.fromEntries(names.map((name) => [name, valueOf(name)])));
}

async function expectSame(service: Side, bare: Side, paths: readonly string[]): Promise<number> {
  let longest = 0;
  for (const path of paths) {
    const ours = await fetchPage(service.origin + path);
    const theirs = await fetchPage(bare.origin + path);
    const [html, other] = [ours.html, theirs.html];
    if (ours.status !== 200 || html !== other || !html.includes('id="found"')) {
      const at = [...html].findIndex((letter, n) => letter !== other[n]);
      const first = `${html.slice(at, at + 80)} ≠ ${other.slice(at, at + 80)}`;
      throw new Error(`${ours.status}: the two do not show the same at ${path}: ${first}`);
    }
    longest = Math.max(longest, theirs.body.length);
  }
  return longest;
}
