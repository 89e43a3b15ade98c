// A real browser for the journeys. It is never skipped: without one the test fails and says how to get one.
import { chromium } from 'playwright-core';
import type { Browser } from 'playwright-core';
import { findBrowser } from './chromium.ts';

const ARGUMENTS = ['--no-sandbox', '--no-zygote', '--disable-gpu', '--font-render-hinting=none'];

const open = new Set<Browser>();

/** Starts a browser of its own; it is closed at the end of the test file, if the test has not closed it. */
export async function openBrowser(): Promise<Browser> {
  const { executablePath, env } = await findBrowser();
  const browser = await chromium.launch({
    executablePath,
    env: { ...environment(), ...env },
    args: ARGUMENTS,
  });
  open.add(browser);
  browser.once('disconnected', () => open.delete(browser));
  return browser;
}

function environment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

// A script outside Jest may take pictures with the same browser; it closes it itself.
if (typeof afterAll === 'function') {
  afterAll(async () => {
    await Promise.all([...open].map((browser) => browser.close()));
  });
}
