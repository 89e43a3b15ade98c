// Keeps what is typed in a step of the form on the server while one writes, and in the tab while the server is out of reach. A tab that holds an
// older text than another asks which of them to go on with; neither is lost. Without it a step is kept when it is saved.
import { fieldsOf, fill, holdTheSame } from './assignment-fields.js';

/** @typedef {import('./assignment-fields.js').Fields} Fields */
/** @typedef {{ fields: Fields, isSent: boolean }} Remembered `isSent` once the step itself was on its way to be saved */
/** @typedef {{ error?: string, version?: string, basis?: string, saved?: string }} Answer */
/** @typedef {'saved' | 'back' | 'offline' | 'waiting' | 'signedOut' | 'ended' | 'tooLong' | 'changed'} State */

/** After the hands rest, and while they do not. */
const rest = 2_000;
const longest = 20_000;
/** Between tries, doubled each time. */
const again = 4_000;
const againMost = 60_000;

const form = document.querySelector('form[data-unsaved]');
const place = document.querySelector('[data-unsaved-state]');
if (form instanceof HTMLFormElement && place instanceof HTMLElement) keep(form, place);

/** @param {HTMLFormElement} form @param {HTMLElement} place */
function keep(form, place) {
  const address = form.dataset['unsaved'] ?? '';
  const name = `unsaved ${form.dataset['person'] ?? ''} ${address}`;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  /** Since when something waits to be kept; 0 where nothing does. */
  let since = 0;
  let failures = 0;
  let isBusy = false;
  let isOver = false;
  /** Which text to go on with, once somebody has chosen. */
  let choice = '';

  form.addEventListener('input', typed);
  form.addEventListener('change', typed);
  form.addEventListener('submit', submitted);
  for (const button of place.querySelectorAll('[data-keep]'))
    if (button instanceof HTMLElement) button.addEventListener('click', () => choose(button));
  window.addEventListener('online', () => sendIfAny());
  window.addEventListener('pagehide', () => sendIfAny());
  // Another tab may be where one signs in again.
  document.addEventListener('visibilitychange', () => sendIfAny());
  // As the page was served: a browser that fills in a page again that was loaded anew may bring back older ones.
  for (const held of ['version', 'basis']) put(held, form.dataset[held] ?? '');
  takeUp();

  /** What this tab could not send before it was loaded again. */
  function takeUp() {
    const kept = remembered();
    if (kept === undefined) return;
    const now = fieldsOf(form);
    const wasSaved = kept.isSent && kept.fields['basis']?.[0] !== now['basis']?.[0];
    if (
      wasSaved ||
      holdTheSame({ ...kept.fields, version: [], basis: [] }, { ...now, version: [], basis: [] })
    ) {
      forget();
      return;
    }
    fill(form, kept.fields);
    show('back');
    void send();
  }

  function typed() {
    since ||= Date.now();
    if (isOver) remember(false);
    else later(Math.min(rest, Math.max(0, since + longest - Date.now())));
  }

  /** @param {SubmitEvent} event */
  function submitted(event) {
    clearTimeout(timer);
    if (navigator.onLine) {
      isOver = true;
      remember(true);
      return;
    }
    event.preventDefault();
    since ||= Date.now();
    void send();
  }

  /** @param {HTMLElement} button */
  function choose(button) {
    choice = button.dataset['keep'] ?? '';
    isOver = false;
    since ||= Date.now();
    void send();
  }

  function sendIfAny() {
    if (since > 0 && !isOver) void send();
  }

  /** @param {number} delay */
  function later(delay) {
    clearTimeout(timer);
    timer = setTimeout(() => void send(), delay);
  }

  async function send() {
    clearTimeout(timer);
    if (isBusy) {
      remember(false);
      return;
    }
    isBusy = true;
    const began = since;
    since = 0;
    remember(false);
    /** @type {State} */
    let state = 'offline';
    try {
      state = await outcomeOf(await post());
    } catch {
      // No connection: told below, and tried again.
    }
    isBusy = false;
    if (state === 'saved' || state === 'back') {
      failures = 0;
      choice = '';
      if (since > 0) later(rest);
      else forget();
      return;
    }
    since ||= began || Date.now();
    show(state);
    isOver = state === 'changed' || state === 'ended';
    if (state !== 'offline' && state !== 'waiting') return;
    failures += 1;
    later(Math.min(againMost, again * 2 ** (failures - 1)));
  }

  function post() {
    const body = new URLSearchParams();
    for (const [name, values] of Object.entries(fieldsOf(form)))
      for (const value of values) body.append(name, value);
    if (choice !== '') body.append('keep', choice);
    return fetch(address, {
      method: 'POST',
      headers: { accept: 'application/json' },
      body,
      keepalive: document.visibilityState === 'hidden',
    });
  }

  /** @param {Response} response @returns {Promise<State>} */
  async function outcomeOf(response) {
    const { status } = response;
    if (status === 403) return 'signedOut';
    if (status === 413 || status === 422) return 'tooLong';
    if (status === 429 || status >= 500) return 'waiting';
    return response.json().then(taken);
  }

  /** @param {Answer} answer @returns {State} */
  function taken({ error, version, basis, saved }) {
    if (version === undefined) return error === 'assignments.unsaved.changed' ? 'changed' : 'ended';
    if (choice === 'other') {
      isOver = true;
      location.assign(form.action);
      return 'saved';
    }
    put('version', version);
    put('basis', basis ?? '');
    show('saved', saved);
    return 'saved';
  }

  /** @param {string} field @param {string} value */
  function put(field, value) {
    const input = form.elements.namedItem(field);
    if (input instanceof HTMLInputElement) input.value = value;
  }

  /** Seen, and read aloud only where something is to be done. @param {State} state @param {string} [text] */
  function show(state, text) {
    for (const one of place.querySelectorAll('[data-state]'))
      if (one instanceof HTMLElement) {
        one.hidden = one.dataset['state'] !== state;
        if (text !== undefined && !one.hidden) one.textContent = text;
      }
  }

  /** @returns {Remembered | undefined} */
  function remembered() {
    try {
      const text = sessionStorage.getItem(name);
      return text === null ? undefined : /** @type {Remembered} */ (JSON.parse(text));
    } catch {
      return undefined;
    }
  }

  /** @param {boolean} isSent */
  function remember(isSent) {
    try {
      sessionStorage.setItem(name, JSON.stringify({ fields: fieldsOf(form), isSent }));
    } catch {
      // A browser that keeps nothing still has the page itself.
    }
  }

  function forget() {
    try {
      sessionStorage.removeItem(name);
    } catch {
      // Nothing was kept there.
    }
  }
}
