// The main job by keyboard alone: every step is reached by Tab, made by Enter or Space, and the focus is always to be seen.
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from '../support/browser.ts';
import { aCoordinator, aPerson, anAssignment, password } from '../support/people.ts';
import { startService } from '../support/service.ts';
import type { TestService } from '../support/service.ts';

let browser: Browser;
let service: TestService;

test('by keyboard a resident finds, applies and says yes, and a coordinator offers', async () => {
  browser = await openBrowser();
  service = await startService();
  const coordinator = await aCoordinator(service.services, { name: 'Karin' });
  const volunteer = await aPerson(service.services, { name: 'Amina' });
  const assignment = await anAssignment(service.services, coordinator, { places: 1 });

  const amina = await signIn(volunteer.email);
  await service.services.search.caughtUp();
  await amina.goto(`${service.url}/assignments`);
  await amina.keyboard.press('Tab');
  expect(await focused(amina)).toMatchObject({ href: '#main' });
  await press(amina, (at) => at.href.endsWith(`/assignments/${assignment}`), 'Enter');
  await press(amina, (at) => at.href.endsWith('/apply'), 'Enter');
  await press(amina, (at) => at.name === 'message', 'Space');
  await amina.keyboard.type('Jag vill gärna läsa läxor på tisdagar.');
  await press(amina, isMainButton, 'Enter');
  expect(await amina.evaluate(() => document.activeElement?.hasAttribute('data-error-summary'))).toBe(true);
  await press(amina, (at) => at.href === '#f-adult', 'Enter');
  expect(await amina.evaluate(() => document.activeElement?.id)).toBe('f-adult');
  await amina.keyboard.press('Space');
  await press(amina, isMainButton, 'Enter');
  await amina.waitForURL(/\/applications\/[0-9a-f]{24}/);
  const path = new URL(amina.url()).pathname;

  const karin = await signIn(coordinator.email);
  await press(karin, (at) => at.href.endsWith(path), 'Enter');
  await press(karin, (at) => at.action.endsWith('/offer'), 'Enter');
  await press(amina, (at) => at.action.endsWith('/confirm'), 'Enter');
  await amina.getByText(coordinator.email).waitFor();
}, 90_000);

interface At {
  href: string;
  name: string;
  action: string;
  isButton: boolean;
  isSeen: boolean;
  inMain: boolean;
}

function isMainButton(at: At): boolean {
  return at.isButton && at.inMain;
}

/** Tabs until the wanted element has the focus, then presses the key; every stop on the way must be visible. */
async function press(page: Page, wanted: (at: At) => boolean, key: 'Enter' | 'Space'): Promise<void> {
  for (let stops = 0; stops < 120; stops += 1) {
    await page.keyboard.press('Tab');
    const at = await focused(page);
    if (at.href !== '' || at.isButton) expect(at.isSeen).toBe(true);
    if (!wanted(at)) continue;
    await page.keyboard.press(key);
    await page.waitForLoadState();
    await page.waitForTimeout(300);
    return;
  }
  throw new Error(`Nothing of the kind was reached by Tab at ${page.url()}`);
}

function focused(page: Page): Promise<At> {
  return page.evaluate(() => {
    const at = document.activeElement;
    // The frame stands around the element itself, what it draws behind its text, or the note that it is the link of.
    const frames = [at, at?.closest('.card') ?? null].flatMap((one) =>
      one === null ? [] : [getComputedStyle(one), getComputedStyle(one, '::after')],
    );
    const isSeen = frames.some(
      ({ outlineStyle, outlineWidth }) => outlineStyle !== 'none' && outlineWidth !== '0px',
    );
    return {
      href: at?.getAttribute('href') ?? '',
      name: at?.getAttribute('name') ?? '',
      action: at?.closest('form')?.getAttribute('action') ?? '',
      isButton: at instanceof HTMLButtonElement && at.type === 'submit',
      isSeen,
      inMain: at?.closest('main') != null,
    };
  });
}

async function signIn(email: string): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  await page.goto(`${service.url}/sign-in`);
  await press(page, (at) => at.name === 'email', 'Space');
  await page.locator('#f-email').fill('');
  await page.keyboard.type(email);
  await page.keyboard.press('Tab');
  await page.keyboard.type(password);
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/home/);
  return page;
}
