// A page of somebody signed in, in a real browser, that hears what happens.
import type { Browser, Page } from 'playwright-core';
import { password } from './people.ts';
import type { TestPerson } from './people.ts';

/** Resolves once its socket is open: then a page looks at itself anew and asks what it missed. */
export async function openLivePage(
  browser: Browser,
  url: string,
  person: TestPerson,
  path: string,
): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  page.setDefaultTimeout(30_000);
  await page.goto(`${url}/sign-in?next=${encodeURIComponent(path)}`);
  await page.locator('#f-email').fill(person.email);
  await page.locator('#f-password').fill(password);
  await Promise.all([
    page.waitForResponse((response) => response.url().includes('/notifications/since')),
    page.locator('main form button[type=submit]').first().click(),
  ]);
  return page;
}
