// What comes out of a printer: an assignment for a notice board, and the list of people that a coordinator takes along.
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from '../support/browser.ts';
import { details } from '../support/assignment-details.ts';
import { signedIn } from '../support/http.ts';
import { aCoordinator, aPerson, anAssignment, applicationText } from '../support/people.ts';
import type { TestPerson } from '../support/people.ts';
import { startService } from '../support/service.ts';
import type { TestService } from '../support/service.ts';

/** In points of 1/72 inch, as a PDF counts. */
const A4 = { width: 595, height: 842 };

let browser: Browser;
let service: TestService;

beforeEach(async () => {
  browser = await openBrowser();
  service = await startService();
});

test('an assignment with all there is to say is one sheet of A4, with its address and nothing to press', async () => {
  const { services, url } = service;
  const karin = await aCoordinator(services, { organisation: 'Kaffe och Verb' });
  const id = await anAssignment(services, karin, details);
  const page = await opened(`/assignments/${id}`);
  const { sheets, size } = await printed(page);
  expect(sheets).toBe(1);
  expect(size.width).toBeCloseTo(A4.width, -0.5);
  expect(size.height).toBeCloseTo(A4.height, -0.5);
  const text = await onPaper(page);
  for (const said of ['Läs läxor med mellanstadiebarn', 'Kaffe och Verb', `${url}/assignments/${id}`, '2026'])
    expect(text).toContain(said);
  for (const pressed of [
    'Logga in',
    'Uppdrag\n',
    'Dela',
    'Skriv ut',
    'Skicka en intresseanmälan',
    'Anmäl ett problem',
  ])
    expect(text).not.toContain(pressed);
  expect(await page.locator('nav:visible, button:visible, form:visible').count()).toBe(0);
});

test('the list of people has contact details of matches alone, none of who is reached through the service, and room to write', async () => {
  const { services } = service;
  const karin = await aCoordinator(services);
  const id = await anAssignment(services, karin, { places: 3 });
  const [amina, petra, omar, mei] = await Promise.all([
    aPerson(services, { name: 'Amina', email: 'amina@example.org', phone: '+46701740605' }),
    aPerson(services, { name: 'Petra', email: 'petra@example.org', phone: '+46701740606' }),
    aPerson(services, { name: 'Omar', email: 'omar@example.org' }),
    aPerson(services, { name: 'Mei', email: 'mei@example.org' }),
  ]);
  await services.accounts.saveProfile(petra.id, {
    name: 'Petra',
    fullName: 'Petra Testsson',
    phone: '+46701740606',
    isProtected: true,
    municipality: undefined,
    languages: [],
    causes: [],
    about: '',
    language: 'sv',
  });
  await match(karin, amina, id);
  service.clock.moveBy(60_000);
  await match(karin, petra, id);
  await services.applications.apply(omar, id, applicationText());
  const no = await services.applications.apply(mei, id, applicationText());
  await services.applications.decline(karin, no, { reason: 'full' });

  const page = await opened(`/assignments/${id}/people`, karin);
  expect((await printed(page)).sheets).toBe(1);
  const rows = await page
    .locator('tbody tr')
    .evaluateAll((all) => all.map((row) => (row as HTMLElement).innerText.replace(/\s+/g, ' ').trim()));
  expect(rows).toEqual([
    'Amina Testsson Match amina@example.org +46 70-174 06 05',
    'Petra Match Petra har valt kontakt genom Handslag.',
    'Omar Väntar på svar Visas vid en match',
  ]);
  expect(await page.content()).not.toMatch(/petra@|Petra Testsson|1740606|omar@|Mei/);
  const room = await page.locator('tbody tr:first-child td:last-child').boundingBox();
  expect(room?.width).toBeGreaterThan(150);
  expect(room?.height).toBeGreaterThan(40);
  expect(await onPaper(page)).toContain('Anteckningar');
  await page.emulateMedia({ media: 'screen' });
  expect(await page.getByText('Anteckningar').isVisible()).toBe(false);
});

test('a list that fills more than a sheet breaks between people, and each sheet names its columns', async () => {
  const { services } = service;
  const karin = await aCoordinator(services);
  const id = await anAssignment(services, karin, { places: 40 });
  for (let n = 0; n < 30; n += 1)
    await services.applications.apply(await aPerson(services), id, applicationText());
  const page = await opened(`/assignments/${id}/people`, karin);
  expect((await printed(page)).sheets).toBe(2);
  const breaks = await page
    .locator('tbody tr')
    .evaluateAll((all) => all.map((row) => getComputedStyle(row).breakInside));
  expect(new Set(breaks)).toEqual(new Set(['avoid']));
  expect(await page.locator('thead').evaluate((head) => getComputedStyle(head).display)).toBe(
    'table-header-group',
  );
});

test('the button asks the browser to print', async () => {
  const { services } = service;
  const id = await anAssignment(services, await aCoordinator(services));
  const page = await opened(`/assignments/${id}`);
  await page.evaluate(() => {
    window.print = () => (document.title = 'printed');
  });
  await page.getByRole('button', { name: 'Skriv ut' }).click();
  expect(await page.title()).toBe('printed');
});

async function opened(path: string, reader?: TestPerson): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 700, height: 1000 }, colorScheme: 'dark' });
  if (reader !== undefined) {
    const [name = '', value = ''] = (await signedIn(service, reader.email)).cookie().split('=');
    await context.addCookies([{ name, value, url: service.url }]);
  }
  const page = await context.newPage();
  await page.goto(service.url + path);
  return page;
}

/** How many sheets, and how large, in the PDF that the browser makes. */
async function printed(page: Page): Promise<{ sheets: number; size: { width: number; height: number } }> {
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
  const [, width = '', height = ''] = /\/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]/.exec(pdf) ?? [];
  await page.emulateMedia({ media: 'print' });
  return {
    sheets: pdf.match(/\/Type\s*\/Page\b/g)?.length ?? 0,
    size: { width: Number(width), height: Number(height) },
  };
}

/** What is to be read on the sheet. */
function onPaper(page: Page): Promise<string> {
  return page.evaluate(() => document.body.innerText);
}

async function match(coordinator: TestPerson, person: TestPerson, assignment: string): Promise<void> {
  const { applications } = service.services;
  const id = await applications.apply(person, assignment, applicationText());
  await applications.offer(coordinator, id);
  await applications.moveOwn(person, id, 'confirm');
}
