// The reader's own language is pointed out where the page is in it, and one is led nowhere by it.
import { openBrowser } from '../support/browser.ts';
import { startService } from '../support/service.ts';

test.each([
  ['en-US', '/about', 'Read in English', '/en/about'],
  ['sv-SE', '/en/about', 'Läs på svenska', '/about'],
  ['sv-SE', '/about', 'English', '/en/about'],
  ['fi-FI', '/about', 'English', '/en/about'],
])('a browser that speaks %s reads at %s: %s', async (locale, path, words, href) => {
  const { url } = await startService();
  const context = await (await openBrowser()).newContext({ locale });
  const page = await context.newPage();
  await page.goto(url + path);
  const link = page.locator(`nav.languages a[href="${href}"]`);
  await link.filter({ hasText: words }).waitFor();
  expect(await page.evaluate(() => location.pathname)).toBe(path);
  await link.click();
  expect(await page.evaluate(() => location.pathname)).toBe(href);
  await context.close();
});
