// Keeps an open page of a signed-in person right: listens to what happens, shows it once, and renews the pieces of the page it concerns.
// A tab that slept or lost the network asks for what it missed when it is back.
import './hearts.js';
import { regionsAbout, swap } from './live-regions.js';
import { showChanged, showNotice, showUnread } from './live-notices.js';

/** @typedef {import('./live-notices.js').Notice} Notice */

const client = '/js/vendor/socket.io.esm.min.js';
const pause = 50;
const patience = 5;
/** A row may carry a time just before the page's own and still reach us after it. */
const slack = 2_000;

/** What the page showed from the start: rows up to then are in it. */
const servedAt = document.body.dataset['now'] ?? new Date().toISOString();
const page = pageAddress();
const since = `${document.querySelector('[data-bell]')?.closest('a')?.pathname ?? '/notifications'}/since`;

/** @type {Set<string>} */
const shown = new Set();
/** @type {Set<string>} */
const waiting = new Set();
let lastSeen = servedAt;
let renewing = false;
let failures = 0;
let hiddenAt = 0;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;
/** @type {import('socket.io-client').Socket | undefined} */
let socket;
let ended = false;

void import(client).then(listen);

/** @param {typeof import('socket.io-client')} client */
function listen({ io }) {
  const open = io({ transports: ['websocket'], auth: { lang: document.body.dataset['language'] } });
  socket = open;
  open.on('connect', () => renewSoon('*'));
  open.on('notice', (/** @type {Notice} */ notice) => {
    if (Date.parse(notice.at) > Date.parse(servedAt) - slack) showOnce(notice);
    renewSoon(notice.thing);
  });
  open.on('changed', (/** @type {{ thing: string }} */ { thing }) => renewSoon(thing));
  open.on('connect_error', ({ message }) => {
    if (message === 'signed out') end();
    else if (!open.active) connectAgain(open);
  });
  open.on('disconnect', (reason) => {
    if (reason === 'io server disconnect') connectAgain(open);
  });
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') hiddenAt = Date.now();
    else if (Date.now() - hiddenAt > pause * 20) renewSoon('*');
  });
  window.addEventListener('pageshow', ({ persisted }) => {
    if (persisted) renewSoon('*');
  });
}

/** The server closed the socket: if the session has ended it will say so. @param {import('socket.io-client').Socket} open */
function connectAgain(open) {
  setTimeout(() => {
    if (!ended) open.connect();
  }, 2_000);
}

/** Signed out, here or in another tab. The page stays as it is; the next click leads to the sign-in. */
function end() {
  ended = true;
  clearTimeout(timer);
  socket?.disconnect();
}

/** Several events in a short time become one look at the page. @param {string} thing `application:ID`, or `*` for all @param {number} [delay] */
function renewSoon(thing, delay = pause) {
  waiting.add(thing);
  if (!renewing && !ended) timer ??= setTimeout(() => void renew(), delay);
}

async function renew() {
  timer = undefined;
  renewing = true;
  const things = new Set(waiting);
  waiting.clear();
  let delay = pause;
  try {
    await renewRegions(things);
    await askForMissed();
    failures = 0;
  } catch {
    // Without network the socket notices too, and connecting again renews everything.
    failures += 1;
    delay = 1_000 * 2 ** failures;
    if (failures < patience) for (const thing of things) waiting.add(thing);
  }
  renewing = false;
  const [next] = waiting;
  if (next !== undefined) renewSoon(next, delay);
}

/** @param {ReadonlySet<string>} things */
async function renewRegions(things) {
  const regions = regionsAbout(things);
  if (regions.length === 0) return;
  const response = await fetched(page, 'text/html');
  if (!response?.ok) return;
  const fresh = new DOMParser().parseFromString(await response.text(), 'text/html');
  // It begins with the state. A refused form keeps what it says of itself.
  if (document.querySelector('[data-error-summary]') === null) document.title = fresh.title;
  if (
    !swap(
      regions.filter((region) => region.isConnected),
      fresh,
    )
  )
    showChanged(page);
}

async function askForMissed() {
  const response = await fetched(`${since}?at=${encodeURIComponent(lastSeen)}`, 'application/json');
  if (!response?.ok) return;
  await response.json().then(takeIn);
}

/** @param {{ unread: number, rows: Notice[] }} missed */
function takeIn({ unread, rows }) {
  for (const row of rows) if (row.at > servedAt) showOnce(row);
  showUnread(unread);
}

/** Nothing if the session has ended; throws if it is worth trying again. @param {string} address @param {string} accept */
async function fetched(address, accept) {
  const behind = document.visibilityState === 'hidden';
  const response = await fetch(address, { headers: { accept, ...(behind ? { 'x-tab': 'hidden' } : {}) } });
  if (response.status === 401 || (response.redirected && response.url.includes('/sign-in'))) {
    end();
    return undefined;
  }
  if (response.status >= 500 || response.status === 429) throw new Error(`${response.status}`);
  return response;
}

/** @param {Notice} notice */
function showOnce(notice) {
  if (notice.at > lastSeen) lastSeen = notice.at;
  if (shown.has(notice.id)) return;
  shown.add(notice.id);
  showNotice(notice);
}

/** A refused form is shown at the address it was sent to; what its page is called stands in its head. */
function pageAddress() {
  const canonical = document.querySelector('link[rel="canonical"]');
  const { pathname, search } = new URL(canonical instanceof HTMLLinkElement ? canonical.href : location.href);
  return pathname + search;
}
