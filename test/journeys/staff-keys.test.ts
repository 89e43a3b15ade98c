// Staff's queue by its short-cuts in a real browser: from item to item, open, to the choice and back; nothing is decided by a key, and they can be off.
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { openBrowser } from '../support/browser.ts';
import { signedIn } from '../support/http.ts';
import { aCoordinator, aDraft, aModerator } from '../support/people.ts';
import { startService } from '../support/service.ts';
import type { TestService } from '../support/service.ts';

let browser: Browser;
let service: TestService;

test('a moderator goes through the queue by keys, decides by hand, and turns them off', async () => {
  browser = await openBrowser();
  service = await startService();
  const { services } = service;
  const coordinator = await aCoordinator(services);
  const ids = [await aDraft(services, coordinator), await aDraft(services, coordinator)];
  for (const id of ids) await services.assignments.submit(coordinator, id);
  const staff = await aModerator(services, { name: 'Johan' });
  const page = await atHome(staff.email);
  await page.goto(`${service.url}/staff`);
  const hrefs = await page
    .locator('#queue a')
    .evaluateAll((all) => all.map((one) => one.getAttribute('href')));
  expect(hrefs.map((href) => href?.split('/').at(-1))).toEqual(ids);

  await page.keyboard.press('j');
  expect(await focusedHref(page)).toBe(hrefs[0]);
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  expect(await focusedHref(page)).toBe(hrefs[1]);
  await page.keyboard.press('k');
  expect(await focusedHref(page)).toBe(hrefs[0]);
  await page.keyboard.press('Control+j');
  expect(await focusedHref(page)).toBe(hrefs[0]);
  await page.keyboard.press('o');
  await page.waitForURL(`**${hrefs[0] ?? ''}`);

  await page.keyboard.press('r');
  expect(await focusedChoice(page)).toEqual(['return', false]);
  // A field has the focus now: the next letter is not a short-cut.
  await page.keyboard.press('a');
  expect(await focusedChoice(page)).toEqual(['return', false]);
  await page.locator('h1').click();
  await page.keyboard.press('a');
  expect(await focusedChoice(page)).toEqual(['approve', false]);
  await page.locator('textarea[name="text"]').focus();
  await page.keyboard.type('gqj?');
  expect(await page.locator('textarea[name="text"]').inputValue()).toBe('gqj?');
  expect(new URL(page.url()).pathname).toBe(hrefs[0]);
  await page.locator('h1').click();
  await page.keyboard.press('q');
  await page.keyboard.press('g');
  await page.keyboard.press('q');
  await page.waitForURL('**/staff');
  expect((await services.assignments.find(ids[0] ?? '')).status).toBe('pending');

  const dialog = page.getByRole('dialog', { name: 'Kortkommandon' });
  await page.keyboard.press('?');
  await dialog.waitFor();
  await page.keyboard.press('j');
  expect(await focusedHref(page)).toBeNull();
  await dialog.getByRole('checkbox').click();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  await page.reload();
  await page.locator('h1').click();
  await page.keyboard.press('j');
  await page.keyboard.press('?');
  expect(await focusedHref(page)).toBeNull();
  expect(await dialog.isVisible()).toBe(false);

  await page.getByRole('button', { name: 'Kortkommandon (?)' }).click();
  await dialog.getByRole('checkbox').click();
  await dialog.getByRole('button', { name: 'Stäng' }).click();
  await page.locator('h1').click();
  await page.keyboard.press('j');
  expect(await focusedHref(page)).toBe(hrefs[0]);
}, 120_000);

test('without JavaScript there is no word of short-cuts', async () => {
  browser = await openBrowser();
  service = await startService();
  const staff = await aModerator(service.services);
  const page = await atHome(staff.email, { javaScriptEnabled: false });
  await page.goto(`${service.url}/staff`);
  expect(await page.getByText('Kortkommandon').filter({ visible: true }).count()).toBe(0);
}, 60_000);

function focusedHref(page: Page): Promise<string | null> {
  return page.evaluate(() => document.activeElement?.getAttribute('href') ?? null);
}

function focusedChoice(page: Page): Promise<unknown> {
  return page.evaluate(() => {
    const at = document.activeElement;
    return at instanceof HTMLInputElement ? [at.value, at.checked] : null;
  });
}

/** Somebody of the staff at the start, both steps of signing in behind them. */
async function atHome(email: string, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext(options);
  const [name = '', value = ''] = (await signedIn(service, email)).cookie().split('=');
  await context.addCookies([{ name, value, url: service.url }]);
  const page = await context.newPage();
  await page.goto(`${service.url}/home`);
  return page;
}
