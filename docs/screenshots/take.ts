// Takes the pictures of the pages of help, in every language: npm run screenshots. The demo is filled anew, on a clock that stands still, so that
// a picture changes only when its page does. They are kept in public/img/help. Those in Arabic need a font with its letters on the machine that takes them.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import { readConfig } from '../../src/config.ts';
import { demoAuthenticator } from '../../src/demo/authenticator.ts';
import { demoPassword, seedDemo } from '../../src/demo/seed.ts';
import { pictureFolders, pictureSize } from '../../src/help/help.view.ts';
import { migrate } from '../../src/migrations/migrations.ts';
import { movableClock } from '../../src/platform/clock.ts';
import { connectDatabase } from '../../src/platform/database.ts';
import { startEmbeddedDatabase } from '../../src/platform/embedded-database.ts';
import { facts, languages } from '../../src/platform/i18n/languages.ts';
import { createLifecycle } from '../../src/platform/lifecycle.ts';
import { createLog } from '../../src/platform/log.ts';
import { startServices, startWeb } from '../../src/start.ts';
import { freePort } from '../../bench/requests.ts';
import { openBrowser } from '../../test/support/browser.ts';
import { demoIds } from './demo-ids.ts';
import { shots } from './shots.ts';
import type { Shot } from './shots.ts';

/** A Tuesday, ten in the morning in Sweden. */
const now = new Date('2026-11-24T09:00:00Z');
/** The pictures are taken later that day: something is late by then, as it is in life. */
const later = new Date('2026-11-24T12:00:00Z');
const folder = join(import.meta.dirname, '..', '..', 'public', 'img', 'help');
/** What a telephone shows, and a little air above what the picture is of. */
const air = 12;
/** A language that shows the pictures of another has none of its own. */
const taken = languages.filter((lang) => pictureFolders[lang] === lang);

const log = createLog('silent');
const lifecycle = createLifecycle(log);
try {
  const database = await startEmbeddedDatabase();
  lifecycle.onStop('database', () => database.stop());
  const connection = await connectDatabase(database.uri, { dbName: 'screenshots' });
  lifecycle.onStop('connection', () => connection.close());
  const config = readConfig({
    MONGODB_URI: database.uri,
    PORT: String(await freePort()),
    LIMITS: 'false',
    LOG_LEVEL: 'warn',
  });
  await migrate(connection, log);
  await seedDemo({ config, connection, log, now, progress: (text) => console.log(text) });
  const clock = movableClock(later);
  const mailer = { send: () => Promise.resolve(), close: () => undefined };
  const services = await startServices({
    config,
    log,
    lifecycle,
    connection,
    mailer,
    clock,
  });
  await startWeb({ config, lifecycle }, services, (app) => app.use(demoAuthenticator(connection, clock)));
  const ids = await demoIds(services);
  const browser = await openBrowser();
  lifecycle.onStop('browser', () => browser.close());

  let bytes = 0;
  for (const who of new Set(shots.map((shot) => shot.who))) {
    const page = await openedBy(browser, config.baseUrl, who);
    for (const lang of taken)
      for (const shot of shots.filter((one) => one.who === who))
        bytes += await take(
          page,
          config.baseUrl + facts[lang].prefix + shot.path(ids),
          shot,
          join(folder, pictureFolders[lang]),
        );
  }
  console.log(`${shots.length} pictures in ${taken.length} languages, ${Math.round(bytes / 1024)} kB`);
} finally {
  await lifecycle.stop();
}

async function openedBy(browser: Browser, url: string, who: Shot['who']): Promise<Page> {
  const context = await browser.newContext({
    viewport: pictureSize,
    deviceScaleFactor: 2,
    colorScheme: 'light',
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  if (who === undefined) return page;
  await page.goto(`${url}/sign-in`);
  await page.locator('#f-email').fill(`${who}@example.org`);
  await page.locator('#f-password').fill(demoPassword);
  await page.locator('form[action="/sign-in"] [type=submit]').click();
  await page.waitForURL(/\/(?:home|sign-in\/second)$/);
  if (page.url().endsWith('/second')) await secondStep(page, url);
  return page;
}

/** Staff sign in in two steps; the code stands on a page of the demo. */
async function secondStep(page: Page, url: string): Promise<void> {
  const code = /\b\d{3} ?\d{3}\b/.exec(await (await fetch(`${url}/demo/code`)).text())?.[0] ?? '';
  await page.locator('#f-code').fill(code);
  await page.locator('form[action="/sign-in/second"] [type=submit]').click();
  await page.waitForURL(/\/home$/);
}

/** Returns how many bytes the two files have. */
async function take(page: Page, url: string, { name, at, opened }: Shot, into: string): Promise<number> {
  const answer = await page.goto(url);
  if (answer?.status() !== 200) throw new Error(`${url} was answered with ${String(answer?.status())}`);
  if (opened !== undefined) {
    await page.locator(opened.press).click();
    await page.locator(opened.until).first().waitFor();
  }
  await page
    .locator(at)
    .first()
    .evaluate((element, above) => {
      window.scrollTo(0, element.getBoundingClientRect().top + window.scrollY - above);
    }, air);
  await page.waitForLoadState('networkidle');
  await page.evaluate(async () => {
    await document.fonts.ready;
  });
  const taken = await page.screenshot();
  await mkdir(into, { recursive: true });
  let bytes = 0;
  for (const times of [1, 2]) {
    const file = await sharp(taken)
      .resize({ width: times * pictureSize.width })
      .webp({ quality: times === 1 ? 55 : 36, effort: 6 })
      .toBuffer();
    await writeFile(join(into, `${name}-${times}x.webp`), file);
    bytes += file.length;
  }
  return bytes;
}
