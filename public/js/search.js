// The list follows what one chooses and types: the same address is fetched and only what has changed is put in its place. The address of the page is
// the search, so that back, forward and a shared link are right. Without this a button does it.
import { put } from './in-place.js';

/** What an answer puts in its place. */
const parts = ['facets', 'hits'];
const rest = 350;

const form = document.getElementById('search');
const heard = document.querySelector('[data-search-heard]');
/** @type {AbortController | undefined} */
let asking;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let pause;
/** Of which search the page shows what there is. */
let shown = location.search;
/** The last step of the history is still being typed. */
let isTyping = false;

if (form instanceof HTMLFormElement) {
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    form.querySelector('details')?.removeAttribute('open');
    void chosen(form).then(() => document.getElementById('found')?.focus());
  });
  document.addEventListener('change', ({ target }) => {
    if (isOf(form, target) && !isWords(target)) void chosen(form);
  });
  document.addEventListener('input', ({ target }) => {
    if (!isOf(form, target) || !isWords(target)) return;
    clearTimeout(pause);
    pause = setTimeout(() => void show(addressOf(form), isTyping ? 'replace' : 'push', true), rest);
  });
  document.getElementById('main')?.addEventListener('click', follow);
  window.addEventListener('popstate', () => {
    // A link within the page is a step of the history, too.
    if (location.search !== shown) void show(location.href, 'stay');
  });
  offerNearMe();
}

/** @param {HTMLFormElement} form */
function chosen(form) {
  clearTimeout(pause);
  return show(addressOf(form), 'push');
}

/** A link to another search of this page, as a person opens it here. @param {MouseEvent} event */
function follow(event) {
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  const isPlain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
  if (link === null || !isPlain || link.pathname !== location.pathname || link.hash !== '') return;
  // To another page of the list one goes as to any page: from its top.
  if (link.closest('.pager') !== null) return;
  event.preventDefault();
  void show(link.href, 'push').then(() => {
    if (document.activeElement === document.body)
      document.getElementById('found')?.focus({ preventScroll: true });
  });
}

/** @param {string} address @param {'push' | 'replace' | 'stay'} how what becomes of the history @param {boolean} [typing] */
async function show(address, how, typing = false) {
  asking?.abort();
  const own = (asking = new AbortController());
  const before = form instanceof HTMLFormElement ? addressOf(form) : '';
  try {
    const response = await fetch(address, { headers: { accept: 'text/html' }, signal: own.signal });
    if (!response.ok) throw new Error(`${response.status}`);
    const fresh = new DOMParser().parseFromString(await response.text(), 'text/html');
    if (own.signal.aborted) return;
    // Something else has been chosen meanwhile, and is asked for on its own.
    if (how !== 'stay' && form instanceof HTMLFormElement && addressOf(form) !== before) return;
    if (how === 'push' && response.url !== location.href) window.history.pushState(null, '', response.url);
    if (how === 'replace') window.history.replaceState(null, '', response.url);
    isTyping = typing;
    place(fresh, how === 'stay');
  } catch {
    if (own.signal.aborted) return;
    // No network, or the service is away: the browser says it better.
    if (how === 'stay') location.reload();
    else location.assign(address);
  }
}

/** @param {Document} fresh @param {boolean} whole the words, too, though somebody may be writing them */
function place(fresh, whole) {
  for (const id of parts) {
    const [old, next] = [document.getElementById(id), fresh.getElementById(id)];
    if (old !== null && next !== null) put(old, next);
  }
  const words = document.getElementById('q');
  const wanted = fresh.getElementById('q');
  if (words instanceof HTMLInputElement && wanted instanceof HTMLInputElement)
    if (whole || words !== document.activeElement) words.value = wanted.value;
  // The other languages lead to the same search, in words that may have become a suggestion.
  for (const link of document.querySelectorAll('.languages a'))
    if (link instanceof HTMLAnchorElement) link.search = location.search;
  shown = location.search;
  document.title = fresh.title;
  window.dispatchEvent(new Event('search:changed'));
  if (heard !== null) heard.textContent = document.getElementById('found')?.textContent ?? '';
  offerNearMe();
}

/** The address that the form would lead to, without what is empty. @param {HTMLFormElement} form */
function addressOf(form) {
  const asked = new URLSearchParams();
  for (const [name, value] of new FormData(form))
    if (typeof value === 'string' && value.trim() !== '') asked.append(name, value.trim());
  if (!asked.has('near')) asked.delete('km');
  const address = new URL(form.action);
  address.search = asked.toString();
  return address.href;
}

/** @param {HTMLFormElement} form @param {EventTarget | null} target */
function isOf(form, target) {
  return (target instanceof HTMLInputElement || target instanceof HTMLSelectElement) && target.form === form;
}

/** @param {EventTarget | null} target */
function isWords(target) {
  return target instanceof Element && target.id === 'q';
}

/** Only when it is asked for, rounded, and kept nowhere but in the address. */
function offerNearMe() {
  const offer = document.querySelector('[data-near-me]');
  const button = offer?.querySelector('button');
  const field = document.getElementById('near');
  if (!(offer instanceof HTMLElement) || button == null || !(field instanceof HTMLInputElement)) return;
  if (!('geolocation' in navigator) || !window.isSecureContext) return;
  offer.hidden = false;
  button.addEventListener('click', () => {
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        field.value = `${coords.latitude.toFixed(2)},${coords.longitude.toFixed(2)}`;
        if (form instanceof HTMLFormElement) void chosen(form);
      },
      () => {
        const said = offer.querySelector('[role="status"]');
        if (said !== null) said.textContent = offer.dataset['failed'] ?? '';
      },
      { timeout: 10_000, maximumAge: 600_000 },
    );
  });
}
