// B8: what the first view of a page weighs, as it is sent to a browser that has nothing yet: HTML, style and scripts; and what it is like to wait for
// on a telephone. With `--lighthouse COMMAND` also what Lighthouse says of the pages of those who are not signed in.
import { execFile } from 'node:child_process';
import { loadavg } from 'node:os';
import { parseArgs, promisify } from 'node:util';
import type { Browser, BrowserContext } from 'playwright-core';
import { seedDemo } from '../src/demo/seed.ts';
import { languages, pathIn } from '../src/platform/i18n/languages.ts';
import type { Language } from '../src/platform/i18n/languages.ts';
import { createLog } from '../src/platform/log.ts';
import { openBrowser } from '../test/support/browser.ts';
import { findBrowser } from '../test/support/chromium.ts';
import { aPerson, password } from '../test/support/people.ts';
import type { Benchmark } from './benchmark.ts';
import { closeConnections, post } from './requests.ts';
import { startInstances } from './stage.ts';

interface Weighed extends Record<string, string | number> {
  page: string;
  lang: Language;
  reader: string;
  HTML: number;
  CSS: number;
  JS: number;
  'kB of all': number;
  'LCP ms': number;
  CLS: number;
  'blocked ms': number;
}

interface Judged {
  categories: Record<string, { score: number | null; auditRefs: { id: string; weight: number }[] }>;
  audits: Record<string, { score: number | null }>;
}

const goal = 20;
/** As Lighthouse has it for a telephone in the middle. */
const telephone = { slower: 4, viewport: { width: 412, height: 823 }, latency: 150, throughput: 1.6e6 / 8 };
const categories = ['performance', 'accessibility', 'best-practices', 'seo'] as const;

export const page: Benchmark = {
  about: 'B8: bytes of the first view, and how it comes on a slow telephone',
  usage: '--languages sv,en,ar,latt --lighthouse COMMAND (none)',
  async run(args) {
    const text = { type: 'string' } as const;
    const { values } = parseArgs({ args, options: { languages: text, lighthouse: text } });
    const wanted = languages.filter((lang) =>
      (values.languages ?? languages.join(',')).split(',').includes(lang),
    );
    const { connection, instances, stop } = await startInstances(1);
    const [{ services, url }] = instances;
    const browser = await openBrowser();
    try {
      const { config } = services;
      await seedDemo({
        config,
        connection,
        log: createLog('silent'),
        now: new Date(),
        progress: () => undefined,
      });
      await services.search.caughtUp();
      const [hit] = services.search.ask({ text: '', chosen: {}, sort: 'newest', skip: 0, take: 1 }).hits;
      const pages = { start: '/', list: '/assignments', assignment: `/assignments/${hit?.id ?? ''}` };
      const person = await aPerson(services);
      const signedIn = await post(url, '/sign-in', '', { email: person.email, password });
      const table: Weighed[] = [];
      for (const [name, path] of Object.entries(pages))
        for (const lang of wanted)
          for (const cookie of ['', signedIn.cookie ?? '']) {
            const reader = cookie === '' ? 'nobody' : 'signed in';
            const weighed = await weigh(browser, url, pathIn(lang, path), cookie);
            table.push({ page: name, lang, reader, ...weighed });
          }
      const most = Math.max(...table.map((row) => row['kB of all']));
      if (table.length > 0) console.log(`the heaviest is ${most} kB; goal ≤ ${goal} kB`);
      const lighthouse =
        values.lighthouse === undefined
          ? []
          : await judged(
              values.lighthouse,
              Object.values(pages).map((path) => url + path),
            );
      if (lighthouse.length > 0) console.table(lighthouse);
      return { table, figures: { table, most, lighthouse, load: loadavg()[0] } };
    } finally {
      await browser.close();
      closeConnections();
      await stop();
    }
  },
};

async function weigh(browser: Browser, url: string, path: string, cookie: string) {
  const context = await browser.newContext({ viewport: telephone.viewport });
  try {
    if (cookie !== '') await signIn(context, url, cookie);
    const tab = await context.newPage();
    const cdp = await context.newCDPSession(tab);
    await cdp.send('Emulation.setCPUThrottlingRate', { rate: telephone.slower });
    await cdp.send('Network.enable');
    await cdp.send('Network.emulateNetworkConditions', {
      ...{ offline: false, latency: telephone.latency },
      ...{ downloadThroughput: telephone.throughput, uploadThroughput: telephone.throughput },
    });
    await tab.goto(url + path, { waitUntil: 'load' });
    // What a script fetches when the page is there belongs to the first view.
    await tab.waitForTimeout(1_500);
    const seen = await tab.evaluate(inPage);
    const kilo = (bytes: number) => Math.round(bytes / 100) / 10;
    return {
      ...{ HTML: seen.html, CSS: seen.css, JS: seen.js, 'kB of all': kilo(seen.html + seen.css + seen.js) },
      ...{ 'LCP ms': Math.round(seen.largest), CLS: Math.round(seen.shift * 1000) / 1000 },
      'blocked ms': Math.round(seen.blocked),
    };
  } finally {
    await context.close();
  }
}

async function signIn(context: BrowserContext, url: string, cookie: string): Promise<void> {
  const [name = '', value = ''] = cookie.split('=');
  await context.addCookies([{ name, value, url }]);
}

/** Runs in the page: what came over the wire without its headers, and what the browser noted of how it came. */
async function inPage() {
  const noted = (type: string) =>
    new Promise<PerformanceEntry[]>((resolve) => {
      new PerformanceObserver((list, observer) => {
        observer.disconnect();
        resolve(list.getEntries());
      }).observe({ type, buffered: true });
      setTimeout(() => {
        resolve([]);
      }, 300);
    });
  const files = performance.getEntriesByType('resource') as PerformanceResourceTiming[];
  const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  const of = (ending: RegExp) =>
    files
      .filter(({ name }) => ending.test(name))
      .reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0);
  const largest = await noted('largest-contentful-paint');
  const shifts = (await noted('layout-shift')) as (PerformanceEntry & { value: number })[];
  const long = await noted('longtask');
  return {
    html: navigation?.encodedBodySize ?? 0,
    css: of(/\.css(\?|$)/),
    js: of(/\.js(\?|$)/),
    largest: largest.at(-1)?.startTime ?? NaN,
    shift: shifts.reduce((sum, { value }) => sum + value, 0),
    blocked: long.reduce((sum, { duration }) => sum + Math.max(0, duration - 50), 0),
  };
}

/** It calls nothing crawlable that is not reached by https, since robots.txt keeps search engines out of what is no real service. `lighthouse` is no dependency: `npm install --prefix FOLDER lighthouse`, and FOLDER/node_modules/.bin/lighthouse is the command. */
async function judged(command: string, urls: readonly string[]) {
  const { executablePath } = await findBrowser();
  const rows: Record<string, string | number>[] = [];
  for (const url of urls) {
    const flags = '--chrome-flags=--headless=new --no-sandbox --no-zygote --disable-gpu';
    const { stdout } = await promisify(execFile)(command, [url, '--output=json', '--quiet', flags], {
      env: { ...process.env, CHROME_PATH: executablePath },
      maxBuffer: 1e8,
    });
    const said = JSON.parse(stdout) as Judged;
    const score = (name: string) => Math.round((said.categories[name]?.score ?? NaN) * 100);
    const refs = Object.values(said.categories).flatMap(({ auditRefs }) => auditRefs);
    const fails = refs.filter(({ id, weight }) => weight > 0 && (said.audits[id]?.score ?? 1) < 0.9);
    rows.push({
      url,
      ...Object.fromEntries(categories.map((name) => [name, score(name)])),
      fails: fails.map(({ id }) => id).join(' '),
    });
  }
  return rows;
}
