// What an open page does when something happens: it renews itself, leaves alone what somebody types, and catches up after the network was away.
import type { Browser, Page, WebSocketRoute } from 'playwright-core';
import { openBrowser } from '../support/browser.ts';
import { aCoordinator, anAssignment, aPerson, applicationText, password } from '../support/people.ts';
import type { TestPerson } from '../support/people.ts';
import { startService } from '../support/service.ts';
import type { TestService } from '../support/service.ts';

let browser: Browser;

beforeAll(async () => {
  browser = await openBrowser();
});

async function anApplication() {
  const service = await startService({ jobs: true, realClock: true });
  const { services } = service;
  const coordinator = await aCoordinator(services, { name: 'Karin', organisation: 'Läxhyllan' });
  const volunteer = await aPerson(services, { name: 'Amina' });
  const assignment = await anAssignment(services, coordinator);
  const application = await services.applications.apply(volunteer, assignment, applicationText());
  return { service, services, coordinator, volunteer, address: `/applications/${application}`, application };
}

test('words that somebody types stay, and the page says that it has changed', async () => {
  const { service, services, coordinator, volunteer, application, address } = await anApplication();
  const karin = await open(service, coordinator, address);
  await karin.getByText('Tacka nej till Amina').click();
  await karin.locator('#f-text').fill('Tack för att du hörde av dig');

  await services.applications.moveOwn(volunteer, application, 'withdraw');

  const status = karin.getByRole('status');
  await status.getByText('Sidan har ändrats').waitFor();
  expect(await karin.locator('#f-text').inputValue()).toBe('Tack för att du hörde av dig');
  expect(await karin.evaluate(() => document.activeElement?.id)).toBe('f-text');
  await status.getByRole('link', { name: 'Ladda om' }).click();
  await karin.getByText('Amina har dragit tillbaka').first().waitFor();
});

test('a page without typed words is renewed where it stands, with its focus', async () => {
  const { service, services, coordinator, volunteer, application, address } = await anApplication();
  const amina = await open(service, volunteer, address);
  const place = amina.locator('#application a[href^="/assignments/"]').first();
  await place.focus();

  await services.applications.offer(coordinator, application);

  await amina.getByRole('button', { name: 'Ja, jag kommer' }).waitFor();
  expect(await amina.evaluate(() => document.activeElement?.getAttribute('href'))).toMatch(
    /^\/assignments\//,
  );
  expect(await amina.locator('[data-bell]').textContent()).toBe('0');
});

test('a form that was refused stays while its page is compared', async () => {
  const { service, coordinator, address } = await anApplication();
  const karin = await open(service, coordinator, address);
  await karin.getByText('Tacka nej till Amina').click();
  await karin.locator('#f-text').fill('Tack');
  await Promise.all([
    lookedAround(karin, `${address}/decline`),
    karin.locator('form[action$="/decline"] button').click(),
  ]);
  await karin.locator('[data-error-summary]').waitFor();

  expect(await karin.locator('#f-text').inputValue()).toBe('Tack');
  expect(await karin.locator('[data-notices] > *').count()).toBe(0);
});

test('a tab that lost its connection shows what it missed, once', async () => {
  const { service, services, coordinator, volunteer, application, address } = await anApplication();
  const cut = { away: false, routes: new Set<WebSocketRoute>() };
  const amina = await open(service, volunteer, address, async (page) => {
    await page.routeWebSocket(/socket\.io/, (route) => {
      if (cut.away) void route.close();
      else {
        route.connectToServer();
        cut.routes.add(route);
      }
    });
  });
  cut.away = true;
  for (const route of cut.routes) await route.close();
  service.clock.moveBy(5_000);

  await services.applications.offer(coordinator, application);
  await services.outbox.drain();
  expect(await amina.locator('[data-notices] > *').count()).toBe(0);
  cut.away = false;

  await amina.getByRole('button', { name: 'Ja, jag kommer' }).waitFor();
  const notice = amina.getByRole('status').getByText('Läxhyllan erbjuder dig en plats');
  await notice.waitFor();
  await Promise.all([
    lookedAround(amina, address),
    amina.evaluate(() => document.dispatchEvent(new Event('visibilitychange'))),
  ]);
  expect(await notice.count()).toBe(1);
});

test('after a sign-out in another tab the page asks for nothing more', async () => {
  const { service, volunteer, address } = await anApplication();
  const amina = await open(service, volunteer, address);
  const other = await amina.context().newPage();
  await other.goto(`${service.url}/home`);
  const asked: string[] = [];
  amina.on('request', (request) => asked.push(request.url()));
  await other.getByRole('button', { name: 'Logga ut' }).click();
  await other.waitForURL((url) => url.pathname === '/');
  await amina.waitForTimeout(3_000);
  expect(asked).toEqual([]);
  expect(new URL(amina.url()).pathname).toBe(address);
});

async function open(
  service: TestService,
  person: TestPerson,
  address: string,
  before: (page: Page) => Promise<void> = async () => undefined,
): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  page.setDefaultTimeout(15_000);
  await before(page);
  await page.goto(`${service.url}/sign-in`);
  await page.locator('#f-email').fill(person.email);
  await page.locator('#f-password').fill(password);
  await page.locator('main form button[type=submit]').first().click();
  await page.waitForURL(/\/home/);
  await Promise.all([lookedAround(page, address), page.goto(service.url + address)]);
  return page;
}

/** Once connected, a page looks at itself anew and then asks what it missed. */
async function lookedAround(page: Page, address: string): Promise<void> {
  await page.waitForResponse(
    (response) =>
      response.url().includes('/notifications/since') &&
      response.request().headers()['referer']?.endsWith(address) === true,
  );
}
