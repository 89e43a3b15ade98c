// Two steps by people in browsers: a passkey made and used with Chromium’s own authenticator, and an app and recovery codes without JavaScript.
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { expectAccessible } from '../support/axe.ts';
import { codeOf } from '../support/authenticator.ts';
import { openBrowser } from '../support/browser.ts';
import { aPerson, password } from '../support/people.ts';
import { startService } from '../support/service.ts';
import type { TestService } from '../support/service.ts';

let browser: Browser;
let service: TestService;

beforeAll(async () => {
  browser = await openBrowser();
  service = await startService({ lasting: true, realClock: true });
});

test('a passkey is made, signs in beside the password and by itself, and staff comes to the review with it', async () => {
  const { email } = await aPerson(service.services, { name: 'Johan' });
  await service.services.accounts.makeModerator(email);
  const page = await newPage();
  await addAuthenticator(page);
  await signIn(page, email);
  await page.waitForURL(/\/home/);
  await page.goto(`${service.url}/staff`);
  await page.waitForURL(/\/account\/two-factor/);
  await expectAccessible(page);

  await page.getByLabel('Namn på passnyckeln').fill('Min telefon');
  await page.getByRole('button', { name: 'Lägg till en passnyckel' }).click();
  await page.getByRole('heading', { name: 'Dina reservkoder' }).waitFor();
  await expectAccessible(page);
  expect(await page.locator('main code').count()).toBe(10);
  await page.getByRole('link', { name: 'Jag har sparat koderna' }).click();
  await page.getByText('Min telefon').first().waitFor();
  await page.goto(`${service.url}/staff`);
  await page.waitForURL(/\/staff$/);

  await signOut(page);
  await signIn(page, email);
  await page.waitForURL(/\/sign-in\/second/);
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Använd passnyckel' }).click();
  await page.waitForURL(/\/home/);

  await signOut(page);
  await page.goto(`${service.url}/sign-in?next=/staff`);
  await page.getByRole('button', { name: 'Logga in med passnyckel' }).click();
  await page.waitForURL(/\/staff$/);
}, 90_000);

test('a browser without the passkey is told so, and nothing is sent', async () => {
  const page = await newPage();
  await addAuthenticator(page);
  await page.goto(`${service.url}/sign-in`);
  await page.getByRole('button', { name: 'Logga in med passnyckel' }).click();
  await page.getByRole('alert').filter({ hasText: 'Det blev ingen passnyckel' }).waitFor();
  expect(new URL(page.url()).pathname).toBe('/sign-in');
}, 60_000);

test('without JavaScript an app and a recovery code do it all, and the page says what passkeys need', async () => {
  const { email } = await aPerson(service.services);
  const page = await newPage({ javaScriptEnabled: false });
  await signIn(page, email);
  await page.goto(`${service.url}/account/two-factor`);
  await page.getByText('Passnycklar behöver en webbläsare med JavaScript').waitFor();
  expect(await page.getByRole('button', { name: 'Lägg till en passnyckel' }).isVisible()).toBe(false);
  await page.getByRole('button', { name: 'Lägg till en app' }).click();
  await page.getByRole('img', { name: 'Ruta att läsa in med appen' }).waitFor();
  const secret = (await page.locator('main code').textContent())?.replaceAll(' ', '') ?? '';
  await page.getByLabel('Kod från appen').fill(codeOf(secret, service.clock.now()));
  await page.getByRole('button', { name: 'Lägg till appen' }).click();
  const codes = await page.locator('main ol code').allTextContents();
  expect(codes).toHaveLength(10);
  await signOut(page);
  await signIn(page, email);
  await page.getByLabel('Kod från appen, eller en reservkod').fill(codes[0] ?? '');
  await page.locator('main').getByRole('button', { name: 'Logga in' }).click();
  await page.waitForURL(/\/home/);
}, 60_000);

async function newPage(options: BrowserContextOptions = {}): Promise<Page> {
  const page = await (await browser.newContext(options)).newPage();
  page.setDefaultTimeout(10_000);
  return page;
}

/** A telephone's authenticator: it keeps passkeys and unlocks them with a finger that is always right. */
async function addAuthenticator(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('WebAuthn.enable');
  await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
}

async function signIn(page: Page, email: string): Promise<void> {
  await page.goto(`${service.url}/sign-in`);
  await page.locator('#f-email').fill(email);
  await page.locator('#f-password').fill(password);
  await page.locator('main form[action="/sign-in"] button[type=submit]').click();
}

async function signOut(page: Page): Promise<void> {
  await page.goto(`${service.url}/account`);
  await page.getByRole('button', { name: 'Logga ut' }).click();
  await page.waitForURL(/signed-out/);
}
