// What was looked at last on this device, as text, whoever wrote it: shown on the next pages, forgotten by a button and by signing out, and never sent.
import type { Browser, Page } from 'playwright-core';
import { expectAccessible } from '../support/axe.ts';
import { openBrowser } from '../support/browser.ts';
import { aCoordinator, anAssignment, aPerson, password } from '../support/people.ts';
import { startService } from '../support/service.ts';
import type { TestService } from '../support/service.ts';

const hostile = 'Läs läxor <img src=x onerror="document.title=1">';
let browser: Browser;
let service: TestService;
let open: string;
let remote: string;

beforeAll(async () => {
  browser = await openBrowser();
  service = await startService({ lasting: true });
  const karin = await aCoordinator(service.services);
  open = await anAssignment(service.services, karin, { title: hostile, place: '1980-vasteras' });
  remote = await anAssignment(service.services, karin, { title: 'Answer letters', where: 'remote' });
  await aPerson(service.services, { email: 'vera@example.org' });
  await service.services.search.caughtUp();
});

const titles = (page: Page) => page.locator('[data-recent] a').allTextContents();
const heading = (page: Page) => page.locator('#recent');
const kept = (page: Page) => page.evaluate(() => localStorage.getItem('seen'));

async function look(page: Page, id: string): Promise<void> {
  await page.goto(`${service.url}/assignments/${id}`);
  await page.waitForFunction((seen) => localStorage.getItem('seen')?.includes(seen), id);
}

test('what one has looked at stands below the list, newest first, in each language and on a narrow screen, until it is forgotten', async () => {
  const page = await (await browser.newContext({ viewport: { width: 320, height: 700 } })).newPage();
  await page.goto(`${service.url}/assignments`);
  expect(await heading(page).isVisible()).toBe(false);
  await look(page, open);
  await look(page, remote);
  await look(page, open);
  for (const [path, where] of [
    ['/assignments', 'På distans'],
    ['/', 'På distans'],
    ['/ar/assignments', undefined],
  ] as const) {
    await page.goto(service.url + path);
    await heading(page).waitFor();
    expect(await titles(page)).toEqual([hostile, 'Answer letters']);
    expect(await page.locator('[data-recent] img').count()).toBe(0);
    const places = await page.locator('[data-recent] bdi').allTextContents();
    expect(places[0]).toContain('Västerås');
    if (where !== undefined) expect(places[1]).toBe(where);
    expect(await page.locator('[data-recent] a').first().getAttribute('lang')).toBe('sv');
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
    await expectAccessible(page);
  }
  await page.locator('[data-recent] a').first().click();
  await page.waitForURL(`${service.url}/ar/assignments/${open}`);
  await page.goto(`${service.url}/en/assignments`);
  await page.getByRole('button', { name: 'Forget the list' }).click();
  expect(await page.getByText('The list is gone.').isVisible()).toBe(true);
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('recent');
  await page.goto(`${service.url}/en/assignments`);
  expect([await kept(page), await heading(page).isVisible()]).toEqual([null, false]);
}, 60_000);

test('what has been kept in another shape, or for too long, is not shown', async () => {
  const page = await (await browser.newContext()).newPage();
  await page.goto(`${service.url}/about`);
  await page.evaluate(
    ([id]) => {
      const old = { id, title: 'x', place: '', lang: 'sv', at: Date.now() - 31 * 86_400_000 };
      localStorage.setItem('seen', JSON.stringify([old, { ...old, id: '../x', at: Date.now() }, null, 7]));
    },
    [open],
  );
  const loaded = page.waitForResponse(/recent[.\w-]*\.js/);
  await page.goto(`${service.url}/assignments`);
  await loaded;
  expect(await titles(page)).toEqual([]);
  expect(await heading(page).isVisible()).toBe(false);
}, 30_000);

test('who signs out leaves nothing behind for whoever sits down next', async () => {
  const page = await (await browser.newContext()).newPage();
  await page.goto(`${service.url}/sign-in?next=/saved`);
  await page.locator('input[name=email]').fill('vera@example.org');
  await page.locator('input[name=password]').fill(password);
  await page.getByRole('button', { name: 'Logga in', exact: true }).click();
  await page.waitForURL(/\/saved/);
  await look(page, open);
  await page.goto(`${service.url}/saved`);
  await heading(page).waitFor();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Logga ut' }).click();
  await page.waitForURL(/signed-out/);
  expect(await kept(page)).toBeNull();
  expect(await heading(page).isVisible()).toBe(false);
}, 60_000);
