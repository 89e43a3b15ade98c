// The main job with JavaScript off: apply, offer, say yes. Everything is right after a reload.
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from '../support/browser.ts';
import { aCoordinator, aPerson, anAssignment, password } from '../support/people.ts';
import { startService } from '../support/service.ts';
import type { TestService } from '../support/service.ts';

let browser: Browser;
let service: TestService;

test('without JavaScript a resident applies, the association offers, and both see the match', async () => {
  browser = await openBrowser();
  service = await startService();
  const coordinator = await aCoordinator(service.services, { name: 'Karin' });
  const volunteer = await aPerson(service.services, { name: 'Amina' });
  const assignment = await anAssignment(service.services, coordinator, { places: 1 });

  const amina = await signIn(volunteer.email, `/assignments/${assignment}/apply`);
  await amina.locator('main form button[type=submit]').click();
  expect(await amina.locator('[data-error-summary] a').count()).toBe(2);
  await amina.locator('#f-message').fill('Jag vill gärna läsa läxor på tisdagar.');
  await amina.locator('#f-adult').check();
  await amina.locator('main form button[type=submit]').click();
  await amina.waitForURL(/\/applications\/[0-9a-f]{24}/);
  const path = new URL(amina.url()).pathname;

  const karin = await signIn(coordinator.email, path);
  expect(await karin.content()).not.toContain(volunteer.email);
  await karin.locator('form[action$="/offer"] button').click();
  await karin.waitForURL(new RegExp(`${path}$`));

  await amina.reload();
  expect(await amina.content()).not.toContain(coordinator.email);
  await amina.locator('form[action$="/confirm"] button').click();
  await amina.getByText(coordinator.email).waitFor();
  await karin.reload();
  await karin.getByText(volunteer.email).waitFor();
});

async function signIn(email: string, path: string): Promise<Page> {
  const page = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
  await page.goto(service.url + path);
  await page.locator('#f-email').fill(email);
  await page.locator('#f-password').fill(password);
  await page.getByRole('button', { name: 'Logga in', exact: true }).click();
  await page.waitForURL(new RegExp(path));
  return page;
}
