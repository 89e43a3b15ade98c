// The first match, by people in browsers: an association registers and posts, staff reviews, a resident applies, both say yes, and it appears live.
import type { Browser, Page } from 'playwright-core';
import { expectAccessible } from '../support/axe.ts';
import { openBrowser } from '../support/browser.ts';
import { signedIn } from '../support/http.ts';
import { startMailbox } from '../support/mailbox.ts';
import type { Mailbox } from '../support/mailbox.ts';
import { aModerator, numberOf, password } from '../support/people.ts';
import { startService } from '../support/service.ts';
import type { TestService } from '../support/service.ts';

let browser: Browser;
let mailbox: Mailbox;
let service: TestService;

test('an association posts, staff reviews, a resident applies, both say yes, and it appears live', async () => {
  browser = await openBrowser();
  mailbox = await startMailbox();
  service = await startService({ smtpUrl: mailbox.url, jobs: true, realClock: true });
  const moderator = await aModerator(service.services, { name: 'Johan' });

  const karin = await register('Karin', 'karin@example.org');
  await karin.goto(`${service.url}/organisations/new`);
  await karin.locator('#f-name').fill('Läxhyllan');
  await karin.getByLabel('Ideell förening').check();
  await karin.locator('#f-number').fill(numberOf(1));
  await karin.locator('#f-municipality').selectOption({ label: 'Västerås' });
  await karin
    .locator('#f-about')
    .fill('Vi läser läxor med barn på biblioteket varje tisdag, och fikar tillsammans efteråt.');
  await karin.locator('[name=capacity][value=board]').check();
  await karin.locator('#f-values').check();
  await expectAccessible(karin);
  await karin.locator('main form button[type=submit]').first().click();
  await karin.waitForURL(/\/organisations\/[0-9a-f]{24}/);
  const organisation = /organisations\/([0-9a-f]{24})/.exec(karin.url())?.[1] ?? '';
  await karin.locator(`form[action$="/organisations/${organisation}/submit"] button`).click();

  await karin.goto(`${service.url}/assignments/new?organisation=${organisation}`);
  await karin.locator('#f-title').fill('Läs läxor med mellanstadiebarn');
  await karin.locator('main form button[type=submit]').first().click();
  await karin.waitForURL(/\/edit\/1/);
  const assignment = /assignments\/([0-9a-f]{24})/.exec(karin.url())?.[1] ?? '';
  await karin
    .locator('#f-description')
    .fill('På tisdagar läser vi läxor tillsammans. Du sitter med två eller tre barn i taget.');
  await karin.locator('input[name=causes][value=children]').check();
  await next(karin, 2);
  await karin.locator('input[name=timing][value=weekly]').check();
  await karin.locator('[name="slots.0.day"]').selectOption('2');
  await karin.locator('[name="slots.0.from"]').fill('15:00');
  await karin.locator('[name="slots.0.to"]').fill('17:00');
  await karin.locator('input[name=where][value=onsite]').check();
  await karin.locator('#f-municipality').selectOption({ label: 'Västerås' });
  await next(karin, 3);
  await karin.locator('#f-places').fill('1');
  await next(karin, 4);
  await karin.getByRole('button', { name: 'Spara och fortsätt' }).click();
  await karin.waitForURL(/\/preview/);
  await expectAccessible(karin);
  await karin.locator(`form[action$="/assignments/${assignment}/submit"] button`).click();
  await karin.waitForURL(/\/manage/);

  const johan = await signIn(moderator.email);
  await johan.goto(`${service.url}/staff`);
  await expectAccessible(johan);
  await johan.goto(`${service.url}/staff/organisations/${organisation}`);
  await johan.locator('#f-shown').fill('Protokoll från årsmötet.');
  await decide(johan);
  await johan.goto(`${service.url}/staff/assignments/${assignment}`);
  await decide(johan);

  const amina = await register('Amina', 'amina@example.org');
  await amina.goto(`${service.url}/en/assignments/${assignment}`);
  await expectAccessible(amina);
  await amina.locator(`a[href$="/assignments/${assignment}/apply"]`).first().click();
  await amina.locator('main form button[type=submit]').first().click();
  await amina.waitForSelector('[data-error-summary]');
  expect(await amina.evaluate(() => document.activeElement?.hasAttribute('data-error-summary'))).toBe(true);
  await expectAccessible(amina);
  await amina.locator('#f-message').fill('I love mathematics and I am free on Tuesdays.');
  await amina.locator('#f-adult').check();

  await karin.goto(`${service.url}/home`);
  await amina.locator('main form button[type=submit]').first().click();
  await amina.waitForURL(/\/en\/applications\/[0-9a-f]{24}/);
  const application = /applications\/([0-9a-f]{24})/.exec(amina.url())?.[1] ?? '';
  await karin.getByRole('status').getByText('Amina').waitFor({ timeout: 2_000 });

  await karin.goto(`${service.url}/applications/${application}`);
  expect(await karin.content()).not.toContain('amina@example.org');
  await karin.locator(`form[action$="/applications/${application}/offer"] button`).click();
  await amina
    .locator(`form[action$="/applications/${application}/confirm"] button`)
    .waitFor({ timeout: 2_000 });
  expect(await amina.content()).not.toContain('karin@example.org');
  await expectAccessible(amina);

  const otherTab = await amina.context().newPage();
  await otherTab.goto(`${service.url}/en/applications/${application}`);
  await amina.locator(`form[action$="/applications/${application}/confirm"] button`).click();
  await Promise.all([
    karin.getByText('amina@example.org').waitFor({ timeout: 2_000 }),
    karin.getByRole('status').filter({ hasText: 'Amina' }).first().waitFor({ timeout: 2_000 }),
    otherTab.getByText('karin@example.org').waitFor({ timeout: 2_000 }),
    amina.getByText('karin@example.org').waitFor({ timeout: 2_000 }),
  ]);
  await expectAccessible(karin);
  await expectAccessible(otherTab);
  await mailbox.waitFor(
    (mail) => mail.to.includes('karin@example.org') && mail.text.includes('amina@example.org'),
    15_000,
  );
  await mailbox.waitFor(
    (mail) => mail.to.includes('amina@example.org') && mail.text.includes('karin@example.org'),
    15_000,
  );
}, 120_000);

async function register(name: string, email: string): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  page.setDefaultTimeout(8_000);
  await page.goto(`${service.url}/register`);
  await page.locator('#f-email').fill(email);
  await page.locator('main form button[type=submit]').first().click();
  const mail = await mailbox.waitFor(
    (one) => one.to.includes(email) && one.links.some((link) => link.includes('/register/')),
    15_000,
  );
  await page.goto(mail.links.find((link) => link.includes('/register/')) ?? '');
  await page.locator('#f-name').fill(name);
  await page.locator('#f-fullName').fill(`${name} Testsson`);
  await page.locator('#f-password').fill(password);
  await page.locator('#f-terms').check();
  await page.locator('main form button[type=submit]').first().click();
  await page.waitForURL(/\/home/);
  return page;
}

/** Staff signs in with a passkey: test/journeys/two-steps.test.ts does so in the browser. */
async function signIn(email: string): Promise<Page> {
  const context = await browser.newContext();
  const [name = '', value = ''] = (await signedIn(service, email)).cookie().split('=');
  await context.addCookies([{ name, value, url: service.url }]);
  const page = await context.newPage();
  page.setDefaultTimeout(8_000);
  return page;
}

async function next(page: Page, step: number): Promise<void> {
  await page.getByRole('button', { name: 'Spara och fortsätt' }).click();
  await page.waitForURL(new RegExp(`/edit/${step}`));
}

async function decide(page: Page): Promise<void> {
  await page.locator('input[name=decision][value=approve]').check();
  await page.locator('form[action$="/decide"] button[type=submit]').first().click();
  await page.waitForURL(/decided=1/);
  await page.getByText('Johan').first().waitFor();
}
