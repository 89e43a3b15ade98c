// A newcomer who reads English or Arabic: five questions by keyboard alone or without JavaScript, without an account, in under a minute.
import type { Page } from 'playwright-core';
import { expectAccessible } from '../support/axe.ts';
import { openBrowser } from '../support/browser.ts';
import { aCoordinator, aPerson, anAssignment, password } from '../support/people.ts';
import { startService } from '../support/service.ts';

test('a newcomer is led from five questions to a form to apply with', async () => {
  const service = await startService();
  const { services } = service;
  const coordinator = await aCoordinator(services);
  const wanted = await anAssignment(services, coordinator, {
    title: 'Språkkafé på biblioteket',
    activities: ['language'],
    swedishNeeded: 'none',
    practice: true,
    spoken: ['ar'],
  });
  await anAssignment(services, coordinator, { title: 'Sitt med i styrelsen', swedishNeeded: 'fluent' });
  await services.search.caughtUp();
  const newcomer = await aPerson(services, { name: 'Amina' });
  const browser = await openBrowser();
  const context = await browser.newContext({ viewport: { width: 360, height: 780 }, locale: 'en' });
  const page = await context.newPage();

  await page.goto(`${service.url}/en`);
  const began = Date.now();
  await follow(page, 'a[href="/en/guide"]');
  await choose(page, 'activity', 'language');
  await send(page, '/en/guide/when');
  await choose(page, 'when', 'days');
  await send(page, '/en/guide/where');
  await to(page, 'select[name="municipality"]');
  // No key of the test's own keyboard has an ä on it.
  await page.keyboard.type('V');
  while ((await page.locator('select[name="municipality"]').inputValue()) !== '1980')
    await page.keyboard.press('ArrowDown');
  await send(page, '/en/guide/language');
  await choose(page, 'swedish', 'none');
  await send(page, '/en/guide/matters');
  await choose(page, 'practice', 'yes');
  await send(page, '/en/guide/fit');
  const took = Date.now() - began;

  const card = page.locator('.card').first();
  expect(await card.locator('h3').innerText()).toBe('Språkkafé på biblioteket');
  expect(await card.innerText()).toContain(
    'in your municipality · Tuesday afternoon suits you · no Swedish needed',
  );
  await expectAccessible(page);
  // Back is the question before, with what was chosen; forward is what it led to.
  await page.goBack();
  expect(await page.locator('[name="practice"]').isChecked()).toBe(true);
  await page.goForward();

  await follow(page, `a[href="/en/assignments/${wanted}"]`);
  await follow(page, `a[href$="/assignments/${wanted}/apply"]`);
  await page.fill('#f-email', newcomer.email);
  await page.fill('#f-password', password);
  await page.keyboard.press('Enter');
  await page.waitForURL(`**/en/assignments/${wanted}/apply`);
  expect(await page.locator('[name="message"]').count()).toBe(1);
  expect(took).toBeLessThan(60_000);
}, 90_000);

test('a newcomer who reads Arabic comes as far without JavaScript, in under a minute', async () => {
  const service = await startService();
  const { services } = service;
  const coordinator = await aCoordinator(services);
  await anAssignment(services, coordinator, {
    title: 'Språkkafé på biblioteket',
    activities: ['language'],
    swedishNeeded: 'none',
  });
  await services.search.caughtUp();
  const browser = await openBrowser();
  const viewport = { width: 360, height: 780 };
  const page = await (await browser.newContext({ viewport, javaScriptEnabled: false })).newPage();
  await page.goto(service.url);
  const began = Date.now();
  await page.getByRole('link', { name: 'العربية' }).click();
  await page.locator('main a[href="/ar/guide"]').click();
  await page.locator('label[for="f-activity-language"]').click();
  await pressed(page, '/ar/guide/when');
  await page.locator('label[for="f-when-days"]').click();
  await pressed(page, '/ar/guide/where');
  await page.locator('select[name="municipality"]').selectOption('1980');
  await pressed(page, '/ar/guide/language');
  await page.locator('label[for="f-swedish-none"]').click();
  await pressed(page, '/ar/guide/matters');
  await pressed(page, '/ar/guide/fit');
  expect(Date.now() - began).toBeLessThan(60_000);
  const card = page.locator('.card').first();
  expect(await card.innerText()).toContain('لا حاجة إلى السويدية');
  expect(await card.locator('h3 a').getAttribute('lang')).toBe('sv');

  // The same pages with JavaScript, which axe is written in.
  const seen = await (await browser.newContext({ viewport })).newPage();
  for (const address of [`${service.url}/ar/guide/matters`, page.url()]) {
    await seen.goto(address);
    expect(await seen.locator('html').getAttribute('dir')).toBe('rtl');
    expect(
      await seen.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth),
    ).toBe(true);
    await expectAccessible(seen);
  }
}, 90_000);

async function pressed(page: Page, path: string): Promise<void> {
  await page.locator('main button[type="submit"]').click();
  expect(new URL(page.url()).pathname).toBe(path);
}

/** Tabs until it has the focus. */
async function to(page: Page, selector: string): Promise<void> {
  for (let stops = 0; stops < 120; stops += 1) {
    await page.keyboard.press('Tab');
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) === true, selector)) return;
  }
  throw new Error(`${selector} was not reached by Tab at ${page.url()}`);
}

async function follow(page: Page, selector: string): Promise<void> {
  await to(page, selector);
  const before = page.url();
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => url.href !== before);
}

async function choose(page: Page, name: string, value: string): Promise<void> {
  const kind = `input[name="${name}"]`;
  await to(
    page,
    (await page.locator(kind).first().getAttribute('type')) === 'radio' ? kind : `${kind}[value="${value}"]`,
  );
  await page.keyboard.press('Space');
  expect(await page.locator(`${kind}[value="${value}"]`).isChecked()).toBe(true);
}

/** Enter on the button, as one sends a form. */
async function send(page: Page, path: string): Promise<void> {
  await to(page, 'main button[type="submit"]');
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => url.pathname === path);
}
