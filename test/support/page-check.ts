// Looks at one page in a real browser as it is at a desk and on a small telephone in the dark, and lists all that is wrong with it.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import type axe from 'axe-core';
import type { Page, Response } from 'playwright-core';
import type { Form } from './http.ts';
import { expectValidHtml } from './html.ts';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa'];
const SOURCE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const DESK = { width: 1280, height: 900 };
const SMALL = { width: 320, height: 640 };

declare global {
  // What axe-core leaves in a page.
  var axe: { run(context: Document, options: axe.RunOptions): Promise<axe.AxeResults> };
}

export interface Watched {
  page: Page;
  /** What the page asked for and complained of since the last look. */
  heard: { requests: string[]; complaints: { text: string; at: string }[] };
}

export function watch(page: Page): Watched {
  const heard = { requests: [] as string[], complaints: [] as { text: string; at: string }[] };
  page.on('request', (request) => heard.requests.push(request.url()));
  page.on('pageerror', (error) => heard.complaints.push({ text: String(error), at: '' }));
  page.on('console', (message) => {
    if (message.type() === 'error')
      heard.complaints.push({ text: message.text(), at: message.location().url });
  });
  return { page, heard };
}

/** Goes to an address, or sends a form to it from a page of ours. What was heard of another page before is forgotten. */
export async function open({ page, heard }: Watched, url: string, form?: Form): Promise<Response> {
  await page.setViewportSize(DESK);
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  heard.requests.length = 0;
  heard.complaints.length = 0;
  if (form === undefined) {
    const response = await page.goto(url);
    if (response === null) throw new Error(`${url} gave no answer`);
    return response;
  }
  await page.goto(new URL('/contact', url).href);
  const answered = page.waitForResponse((one) => one.request().method() === 'POST' && one.url() === url);
  const fields = Object.entries(form).flatMap(([name, value]) =>
    (typeof value === 'string' ? [value] : value).map((one): [string, string] => [name, one]),
  );
  await page.evaluate(
    ([action, all]) => {
      document.documentElement.dataset['before'] = 'yes';
      const sent = Object.assign(document.createElement('form'), { method: 'post', action });
      for (const [name, value] of all) {
        const field = document.createElement('textarea');
        Object.assign(field, { name, value });
        sent.append(field);
      }
      document.body.append(sent);
      sent.submit();
    },
    [url, fields] as const,
  );
  const response = await answered;
  await page.waitForFunction(
    // Between two pages there is no element at all.
    () =>
      (document.documentElement as HTMLElement | null)?.dataset['before'] === undefined &&
      document.readyState === 'complete',
  );
  return response;
}

/** `known`: the page has been looked at in another language and in another state, so that its markup need not be asked again. */
export async function faultsOf(
  watched: Watched,
  response: Response,
  expected: { lang: string; status: number; known: boolean },
): Promise<string[]> {
  const { page, heard } = watched;
  const faults: string[] = [];
  if (response.status() !== expected.status)
    faults.push(`status ${response.status()}, not ${expected.status}`);
  await expectValidHtml(await response.text()).catch((error: unknown) => faults.push(String(error)));
  faults.push(...(await page.evaluate(looksWrong, { lang: expected.lang, status: expected.status })));
  // The same templates in another language have the same roles and colours.
  if (!expected.known) faults.push(...(await accessFaults(page)));
  await page.setViewportSize(SMALL);
  faults.push(...(await page.evaluate(overflows, SMALL.width)));
  const { origin } = new URL(page.url());
  const abroad = heard.requests.filter(
    (url) => !url.startsWith(`${origin}/`) && !/^(?:data|blob|ws):/.test(url),
  );
  // A page with an error status is told of by the browser, too, at times before it stands at the page's address; what broke a list of notices breaks
  // the question for new ones as well.
  const isAnswer = (at: string): boolean =>
    at === page.url() || (expected.status === 500 && /\/notifications\/since\?/.test(at));
  const complaints = heard.complaints.filter(
    ({ text, at }) => !text.startsWith('Failed to load resource') || !isAnswer(at),
  );
  faults.push(
    ...abroad.map((url) => `asks ${url}`),
    ...complaints.map(({ text, at }) => `console: ${text} ${at}`),
  );
  return faults;
}

async function accessFaults(page: Page): Promise<string[]> {
  await page.evaluate(SOURCE);
  const light = await check(page, { runOnly: { type: 'tag', values: TAGS } });
  await page.setViewportSize(SMALL);
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  const dark = await check(page, { runOnly: { type: 'rule', values: ['color-contrast', 'target-size'] } });
  return [...light, ...dark.map((fault) => `small and dark: ${fault}`)];
}

async function check(page: Page, options: axe.RunOptions): Promise<string[]> {
  const { violations } = await page.evaluate((given) => globalThis.axe.run(document, given), {
    ...options,
    resultTypes: ['violations'],
  } as axe.RunOptions);
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(
      ({ target, failureSummary }) =>
        `${id}: ${target.join(' ')} ${(failureSummary ?? '').replace(/\s+/g, ' ')}`,
    ),
  );
}

/** Runs in the page. What axe does not ask, or only of a whole site. */
function looksWrong({ lang, status }: { lang: string; status: number }): string[] {
  const faults: string[] = [];
  const count = (selector: string): number => document.querySelectorAll(selector).length;
  const want = (is: boolean, fault: string): void => {
    if (!is) faults.push(fault);
  };
  want(document.documentElement.lang === lang, `the language is ${document.documentElement.lang}`);
  want(/\S.* · Handslag$/.test(document.title), `the title is "${document.title}"`);
  want(!document.body.innerText.includes('[object '), 'something is shown that is no text');
  want(count('h1') === 1, `${count('h1')} h1`);
  want((document.querySelector('h1')?.textContent ?? '').trim() !== '', 'an empty h1');
  want(count('main') === 1, `${count('main')} main`);
  want(count('body > header') === 1, `${count('body > header')} header`);
  want(count('body > footer') === 1, `${count('body > footer')} footer`);
  want(count('nav') > 0, 'no nav');
  want(count('nav:not([aria-label], [aria-labelledby])') === 0, 'a nav without a name');
  const levels = [
    ...document.querySelectorAll(':not([data-error-summary]) > :is(h1, h2, h3, h4, h5, h6)'),
  ].map(({ tagName }) => Number(tagName[1]));
  const jump = levels.findIndex((level, index) => level > (levels[index - 1] ?? 0) + 1);
  want(jump === -1, `the headings jump at number ${jump + 1}: ${levels.join(' ')}`);
  const skip = document.querySelector<HTMLAnchorElement>('body > a');
  want(skip?.hash === '#main', 'the first link does not lead to the content');
  if (status === 422) {
    const summary = document.querySelector('[data-error-summary]');
    want(summary !== null, 'no summary of what is wrong');
    want(summary === null || document.activeElement === summary, 'the summary has not got the focus');
    for (const link of summary?.querySelectorAll<HTMLAnchorElement>('a') ?? [])
      want(
        document.getElementById(decodeURIComponent(link.hash.slice(1))) !== null,
        `the summary leads to ${link.hash}, which is not there`,
      );
    const wrong = count('[aria-invalid=true], fieldset[aria-describedby*="-error"]');
    want(wrong > 0 || count('[data-error-summary] a') === 0, 'no field says that it is wrong');
  }
  return faults;
}

/** Runs in the page: nobody should have to scroll sideways to read. */
function overflows(width: number): string[] {
  const { scrollWidth } = document.documentElement;
  if (scrollWidth <= width) return [];
  const wide = [...document.querySelectorAll('body *')].filter(
    (element) => element.getBoundingClientRect().right > width + 1,
  );
  const names = wide
    .slice(-3)
    .map(
      (element) =>
        `${element.tagName.toLowerCase()}.${(element.getAttribute('class') ?? '').replaceAll(' ', '.')}`,
    );
  return [`is ${scrollWidth} px wide on a screen of ${width}: ${names.join(', ')}`];
}
