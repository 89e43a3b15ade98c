// What OWASP ASVS 5.0 asks of pages in a real browser, and no other test shows.
import type { Browser } from 'playwright-core';
import { openBrowser } from '../support/browser.ts';
import { openLivePage } from '../support/live-page.ts';
import { aCoordinator, anAssignment, aPerson, applicationText } from '../support/people.ts';
import { startService } from '../support/service.ts';

let browser: Browser;

beforeAll(async () => {
  browser = await openBrowser();
});

test('[ASVS 3.2.2, 14.3.3] a live message is text, whatever stands in it, and nothing of it stays in the browser', async () => {
  const { services, url } = await startService({ jobs: true, realClock: true });
  const hostile = '<img src=x onerror="document.title=1"><b>fet</b>';
  const karin = await aCoordinator(services);
  await services.connection.collection('organisations').updateMany({}, { $set: { name: hostile } });
  const assignment = await anAssignment(services, karin);
  const amina = await aPerson(services, { phone: '070-174 06 05' });
  const application = await services.applications.apply(amina, assignment, applicationText());
  const page = await openLivePage(browser, url, amina, '/account');
  const title = await page.title();

  await services.applications.offer(karin, application);

  const message = page.getByRole('status').getByText('erbjuder dig en plats');
  await message.waitFor();
  expect(await message.textContent()).toContain(hostile);
  expect(await page.locator('[data-notices] :is(img, b)').count()).toBe(0);
  expect(await page.title()).toBe(title);
  for (const path of ['/home', `/applications/${application}`, '/notifications']) await page.goto(url + path);
  const kept = await page.evaluate(async () => ({
    local: localStorage.length,
    session: sessionStorage.length,
    databases: (await indexedDB.databases()).length,
    caches: (await caches.keys()).length,
    workers: (await navigator.serviceWorker.getRegistrations()).length,
    cookies: document.cookie,
  }));
  expect(kept).toEqual({ local: 0, session: 0, databases: 0, caches: 0, workers: 0, cookies: '' });
});
