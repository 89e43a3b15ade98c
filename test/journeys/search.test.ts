// A resident searches: by choosing and typing, into an assignment and back, and the same without JavaScript.
import type { Browser, Page } from 'playwright-core';
import { expectAccessible } from '../support/axe.ts';
import { openBrowser } from '../support/browser.ts';
import { aCoordinator, anAssignment } from '../support/people.ts';
import { startService } from '../support/service.ts';
import type { TestService } from '../support/service.ts';

let browser: Browser;
let service: TestService;

beforeAll(async () => {
  browser = await openBrowser();
  service = await startService({ lasting: true });
  const { services } = service;
  const karin = await aCoordinator(services, { name: 'Karin' });
  for (const title of ['Läs läxor i Råby', 'Läs läxor i Hammarby'])
    await anAssignment(services, karin, { title, place: '1980-vasteras' });
  await anAssignment(services, karin, {
    title: 'Språkkafé på kvällen',
    description: 'Vi fikar och pratar svenska.',
    causes: ['integration'],
    slots: [{ day: 4, part: 'evening', from: '18:00', to: '20:00', every: 1 }],
    place: '1980-vasteras',
  });
  await anAssignment(services, karin, {
    title: 'Svara på mejl',
    description: 'Du svarar på frågor hemifrån.',
    where: 'remote',
    causes: ['elderly'],
  });
  await services.search.caughtUp();
});

const titles = (page: Page) => page.locator('#hits h3 a').allTextContents();
const box = (page: Page, name: string, value: string) =>
  page.locator(`input[name="${name}"][value="${value}"]`);
const heading = (page: Page, text: string) => page.locator('#found', { hasText: text }).waitFor();

test('a resident searches with filters, goes into one, back, and changes the search', async () => {
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage();
  await page.goto(`${service.url}/assignments`);
  await heading(page, '4 öppna uppdrag');

  await page.locator('#q').pressSequentially('läx');
  await heading(page, '2 uppdrag passar');
  expect(new URL(page.url()).search).toBe('?q=l%C3%A4x');
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('q');
  expect(await page.getByRole('status').allTextContents()).toContain('2 uppdrag passar');
  expect(await page.title()).toBe('Uppdrag: läx · Handslag');
  expect(await page.locator('.languages a[hreflang=en]').getAttribute('href')).toBe(
    `${service.url}/en/assignments?q=l%C3%A4x`,
  );
  await page.goBack();
  await heading(page, '4 öppna uppdrag');
  expect(await page.locator('#q').inputValue()).toBe('');

  await box(page, 'cause', 'integration').check();
  await heading(page, '1 uppdrag passar');
  expect(await titles(page)).toEqual(['Språkkafé på kvällen']);
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('f-cause-integration');
  await box(page, 'cause', 'children').check();
  await heading(page, '3 uppdrag passar');
  await page.locator('#near').fill('vasteras');
  await page.locator('#near').press('Tab');
  await page.getByText('Ungefär 1 km bort').first().waitFor();
  expect(new URL(page.url()).search).toBe('?near=1980-vasteras&km=10&cause=children&cause=integration');
  await expectAccessible(page);

  await page.locator('#hits h3 a').first().click();
  await page.waitForURL(/\/assignments\/[0-9a-f]{24}$/);
  await page.goBack();
  await heading(page, '3 uppdrag passar');
  expect(await box(page, 'cause', 'integration').isChecked()).toBe(true);
  expect(await page.locator('#near').inputValue()).toBe('Västerås');

  await page.goBack();
  await page.waitForURL((url) => !url.searchParams.has('near'));
  await heading(page, '3 uppdrag passar');
  await page.goBack();
  await heading(page, '1 uppdrag passar');
  expect(await box(page, 'cause', 'children').isChecked()).toBe(false);
  expect(await page.locator('#near').inputValue()).toBe('');
  await page.goForward();
  await heading(page, '3 uppdrag passar');
}, 60_000);

test('without JavaScript the same search is made by a button', async () => {
  const page = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
  await page.goto(`${service.url}/en/assignments`);
  await box(page, 'cause', 'integration').check();
  await page.locator('#near').fill('Västerås');
  await page.getByRole('button', { name: 'Show assignments' }).click();
  expect(new URL(page.url()).pathname + new URL(page.url()).search).toBe(
    '/en/assignments?near=1980-vasteras&km=10&cause=integration',
  );
  expect(await titles(page)).toEqual(['Språkkafé på kvällen']);
  await page.getByRole('link', { name: 'Remove: Integration' }).click();
  expect(await titles(page)).toHaveLength(3);
  expect(await page.getByRole('button', { name: 'Near me' }).isVisible()).toBe(false);
}, 30_000);

test('a dead end that is none: from nothing to something by one link', async () => {
  const page = await (await browser.newContext({ viewport: { width: 360, height: 740 } })).newPage();
  await page.goto(`${service.url}/assignments?cause=integration&slot=2-afternoon`);
  await heading(page, 'Inget uppdrag passar');
  await expectAccessible(page);
  await page.getByRole('link', { name: '1 uppdrag om det får vara andra tider' }).click();
  await heading(page, '1 uppdrag passar');
  expect(await titles(page)).toEqual(['Språkkafé på kvällen']);
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('found');
  await page.goto(`${service.url}/en/assignments?q=xyzzy&where=remote`);
  await page.getByRole('link', { name: '1 assignment without the words you wrote' }).click();
  await heading(page, '1 assignment fits');
  await expectAccessible(page);
}, 30_000);
