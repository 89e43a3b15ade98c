// The map in a browser: nothing of it is fetched before it is opened, all of it is done by keyboard, and it asks nobody but us.
import type { Browser } from 'playwright-core';
import { expectAccessible } from '../support/axe.ts';
import { openBrowser } from '../support/browser.ts';
import { openLivePage } from '../support/live-page.ts';
import { aCoordinator, anAssignment } from '../support/people.ts';
import { startService } from '../support/service.ts';

let browser: Browser;

beforeAll(async () => {
  browser = await openBrowser();
});

test('a coordinator sets a point by keyboard, and whoever opens the assignment’s map sees it', async () => {
  const service = await startService();
  const karin = await aCoordinator(service.services, { name: 'Karin' });
  const id = await anAssignment(service.services, karin, { addressShown: 'all', place: '1980-backby' });
  const page = await openLivePage(browser, service.url, karin, `/assignments/${id}/edit/2`);
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));

  const point = page.locator('input[name="point"]');
  await page.locator('#map > summary').press('Enter');
  const map = page.getByRole('application', { name: 'Karta att välja en punkt på' });
  await map.press('ArrowUp');
  expect(asked.sort()).toEqual(expect.arrayContaining(['/js/vendor/leaflet.js', '/map.json']));
  await map.press('Enter');
  await page.getByText('Punkten är satt.').waitFor();
  const set = await point.inputValue();
  expect(set).toMatch(/^59\.\d{5}, 16\.\d{5}$/);
  await map.press('ArrowRight');
  await map.press('Enter');
  const [lat, lon] = (await point.inputValue()).split(', ').map(Number);
  expect(lat).toBeCloseTo(Number(set.split(', ')[0]), 4);
  expect(lon).toBeGreaterThan(Number(set.split(', ')[1]));
  await expectAccessible(page);
  await page.locator('.buttons button[type=submit]').first().click();
  await page.waitForURL('**/edit/3');

  const visitor = await (await browser.newContext({ viewport: { width: 320, height: 640 } })).newPage();
  const heard: string[] = [];
  visitor.on('request', (request) => heard.push(request.url()));
  await visitor.goto(`${service.url}/assignments/${id}`);
  expect(heard.filter((url) => /map\.json|leaflet|sweden/.test(url))).toEqual([]);
  await visitor.getByText('Visa på karta').click();
  await visitor.locator('.map-dot').waitFor();
  expect(await visitor.locator('#map').getAttribute('data-at')).toBe(`${lat},${lon}`);
  expect(heard.filter((url) => !url.startsWith(service.url) && !url.startsWith('data:'))).toEqual([]);
  expect(
    await visitor.evaluate(
      () => document.documentElement.scrollWidth <= document.documentElement.clientWidth,
    ),
  ).toBe(true);
  await expectAccessible(visitor);
}, 90_000);

test('a resident opens the map of a search, looks closer, is told by name, and searches in the area', async () => {
  const service = await startService();
  const { services } = service;
  const karin = await aCoordinator(services, { name: 'Karin' });
  for (const title of ['Läs läxor', 'Laga cyklar'])
    await anAssignment(services, karin, { title, municipality: '1980', place: '1980-backby' });
  await anAssignment(services, karin, { title: 'Gå ut med hundar', municipality: '1983' });
  await services.search.caughtUp();
  const page = await (await browser.newContext({ viewport: { width: 320, height: 640 } })).newPage();
  const heard: string[] = [];
  page.on('request', (request) => heard.push(request.url()));
  await page.goto(`${service.url}/assignments`);
  expect(heard.filter((url) => /points|map\.json|leaflet|sweden/.test(url))).toEqual([]);

  await page.locator('#map > summary').press('Enter');
  await page.getByText('3 uppdrag i den här delen av kartan').waitFor();
  const there = page.getByRole('button', { name: '2 uppdrag i Bäckby, Västerås' });
  await there.press('Enter');
  const heading = page.getByRole('heading', { name: '2 uppdrag i Bäckby, Västerås' });
  await heading.waitFor();
  expect(await heading.evaluate((own) => own === document.activeElement)).toBe(true);
  expect(await page.locator('[data-map-told] a').allTextContents()).toEqual(['Laga cyklar', 'Läs läxor']);
  await expectAccessible(page);

  // Moving the map alone searches nothing.
  const map = page.getByRole('application', { name: 'Karta med uppdrag' });
  for (let step = 0; step < 6; step += 1) await map.press('ArrowRight');
  await map.press('+');
  await page.getByText('2 uppdrag i den här delen av kartan').waitFor();
  expect(new URL(page.url()).search).toBe('');
  await page.getByRole('link', { name: 'Sök i det här området' }).press('Enter');
  await page.waitForURL('**/assignments?bounds=*');
  await page.getByRole('heading', { name: '2 uppdrag passar' }).waitFor();
  expect(await page.locator('#map').getAttribute('open')).not.toBeNull();

  // The map follows the list, and the list stays in the area.
  await page.locator('#q').fill('cyklar');
  await page.getByRole('heading', { name: '1 uppdrag passar' }).waitFor();
  await page.getByRole('button', { name: '1 uppdrag i Bäckby, Västerås' }).waitFor();
  expect(new URL(page.url()).searchParams.has('bounds')).toBe(true);
  expect(await page.locator('#hits h3 a').allTextContents()).toEqual(['Laga cyklar']);
  expect(heard.filter((url) => !url.startsWith(service.url) && !url.startsWith('data:'))).toEqual([]);
}, 90_000);
