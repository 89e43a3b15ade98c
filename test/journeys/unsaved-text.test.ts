// Nothing that a coordinator types is lost: the connection goes, another tab is open, the session ends, there is no JavaScript.
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { openBrowser } from '../support/browser.ts';
import { signedIn } from '../support/http.ts';
import { aCoordinator, aDraft, password } from '../support/people.ts';
import type { TestPerson } from '../support/people.ts';
import { startService } from '../support/service.ts';
import type { TestService } from '../support/service.ts';

let browser: Browser;
let service: TestService;
let karin: TestPerson;
let path: string;

beforeAll(async () => {
  browser = await openBrowser();
});

beforeEach(async () => {
  service = await startService();
  const coordinator = await aCoordinator(service.services, { name: 'Karin' });
  karin = coordinator;
  path = `/assignments/${await aDraft(service.services, coordinator)}/edit/1`;
});

const description = '#f-description';

test('what is typed while the connection is gone is kept, sent when it is back, and there after a reload', async () => {
  const context = await contextOf();
  const page = await open(context);
  await page.locator(description).fill('Innan tunneln.');
  await page.getByText(/^Sparat \d\d:\d\d/).waitFor();

  await context.setOffline(true);
  await page.locator(description).fill('Innan tunneln. I tunneln.');
  await page.getByText('Ingen anslutning.').waitFor();
  await page.locator('.buttons button[type=submit]').first().click();
  expect(await page.locator(description).inputValue()).toBe('Innan tunneln. I tunneln.');
  await context.setOffline(false);
  await page.getByText(/^Sparat \d\d:\d\d/).waitFor();

  await page.reload();
  expect(await page.locator(description).inputValue()).toBe('Innan tunneln. I tunneln.');
  await page.getByText('Här står text som inte är sparad').waitFor();

  const plain = await open(await contextOf({ javaScriptEnabled: false }));
  expect(await plain.locator(description).inputValue()).toBe('Innan tunneln. I tunneln.');
  await plain.getByRole('button', { name: 'Ta bort den och visa det sparade' }).click();
  expect(await plain.locator(description).inputValue()).toContain('På tisdagar läser vi läxor');
  expect(await plain.getByText('inte är sparad').count()).toBe(0);
}, 120_000);

test('a tab that was closed without connection finds its text again in the same tab', async () => {
  const context = await contextOf();
  const page = await open(context);
  // Only the keeping is out of reach: a page cannot be loaded without a connection.
  await page.route('**/unsaved', (route) => route.abort());
  await page.locator(description).fill('Bara i den här fliken.');
  await page.getByText('Ingen anslutning.').waitFor();
  await page.unroute('**/unsaved');
  await page.reload();
  await page.getByText(/^Sparat \d\d:\d\d/).waitFor();
  expect(await page.locator(description).inputValue()).toBe('Bara i den här fliken.');
}, 120_000);

test('of two tabs the second is asked which text to go on with, and the other one is kept', async () => {
  const context = await contextOf();
  const one = await open(context);
  const two = await open(context);
  await one.locator(description).fill('Texten i den ena fliken.');
  await one.getByText(/^Sparat/).waitFor();
  await two.locator(description).fill('Texten i den andra fliken.');
  await two.getByRole('button', { name: 'Visa den andra texten' }).click();
  await two.getByText('En text till som inte är sparad').waitFor();
  expect(await two.locator(description).inputValue()).toBe('Texten i den ena fliken.');
  await two.getByText('Texten i den andra fliken.').waitFor();

  await one.locator(description).fill('Texten i den ena fliken, längre.');
  await one.waitForFunction(() => document.querySelector('[data-state=saved]:not([hidden])') !== null);
  await two.locator(description).fill('Texten i den andra fliken igen.');
  await two.getByRole('button', { name: 'Fortsätt med texten här' }).click();
  await two.getByText(/^Sparat/).waitFor();
  await two.reload();
  expect(await two.locator(description).inputValue()).toBe('Texten i den andra fliken igen.');
  await two.getByText('Texten i den ena fliken, längre.').waitFor();
}, 120_000);

test('whoever is signed out meanwhile is told, and comes back to the text by signing in', async () => {
  const page = await open(await contextOf());
  await service.services.connection.collection('sessions').deleteMany({});
  await page.locator(description).fill('Skrivet efter utloggningen.');
  await page.getByRole('link', { name: 'Logga in och fortsätt' }).click();
  await page.locator('#f-email').fill(karin.email);
  await page.locator('#f-password').fill(password);
  await page.getByRole('button', { name: 'Logga in', exact: true }).click();
  await page.waitForURL(new RegExp(`${path}$`));
  await page.getByText(/^Sparat/).waitFor();
  expect(await page.locator(description).inputValue()).toBe('Skrivet efter utloggningen.');
}, 120_000);

test('a step that is saved leaves nothing behind, and the help beside the form follows what one writes', async () => {
  const page = await open(await contextOf());
  const gets = page.locator('[data-fact=gets] [data-when=done]');
  expect(await gets.isVisible()).toBe(false);
  await page.locator('#f-gets').fill('Fika och en introduktion.');
  await gets.waitFor();
  await page.getByText(/^Sparat/).waitFor();
  await page.locator('#f-gets').fill('Fika, och en introduktion.');
  await page.locator('form[data-step] .buttons button').first().click();
  await page.waitForURL(/\/edit\/2$/);
  await page.goto(service.url + path);
  expect(await page.locator('#f-gets').inputValue()).toBe('Fika, och en introduktion.');
  expect(await page.getByText('inte är sparad').count()).toBe(0);
  expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
}, 120_000);

async function contextOf(options: { javaScriptEnabled?: boolean } = {}): Promise<BrowserContext> {
  const context = await browser.newContext(options);
  const [name = '', value = ''] = (await signedIn(service, karin.email)).cookie().split('=');
  await context.addCookies([{ name, value, url: service.url }]);
  return context;
}

async function open(context: BrowserContext): Promise<Page> {
  const page = await context.newPage();
  await page.goto(service.url + path);
  return page;
}
