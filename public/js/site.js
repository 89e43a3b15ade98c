// What makes every page quicker with a mouse or a keyboard: show a password, count characters, go to what must be mended, warn about contact
// details while one writes, point out one's own language. The pages do their whole work without it.

import { suggestLanguage } from './languages.js';

suggestLanguage();
if (hasSeen()) void import('./recent.js');

const summary = document.querySelector('[data-error-summary]');
if (summary instanceof HTMLElement) summary.focus();

help(document);
// live.js has put a fresh piece of the page in its place.
document.addEventListener('live:swapped', ({ target }) => {
  if (target instanceof Element) help(target);
});

/** Something to remember on this page, or to show from earlier ones. */
function hasSeen() {
  if (document.querySelector('[data-seen]') !== null) return true;
  try {
    return document.querySelector('[data-recent]') !== null && localStorage.getItem('seen') !== null;
  } catch {
    return false;
  }
}

/** @param {Document | Element} part */
function help(part) {
  for (const button of part.querySelectorAll('[data-show-password]'))
    if (button instanceof HTMLButtonElement) letShow(button);
  for (const counter of part.querySelectorAll('[data-count-for]'))
    if (counter instanceof HTMLElement) count(counter);
  for (const button of part.querySelectorAll('[data-copy]'))
    if (button instanceof HTMLButtonElement) letCopy(button);
  for (const button of part.querySelectorAll('[data-print]'))
    if (button instanceof HTMLButtonElement) letPrint(button);
  const checked = part.querySelectorAll('[data-check-text]');
  if (checked.length > 0) void checkTexts(checked);
}

/** @param {HTMLButtonElement} button */
function letShow(button) {
  const field = document.getElementById(button.dataset['showPassword'] ?? '');
  if (!(field instanceof HTMLInputElement)) return;
  button.hidden = false;
  const hide = () => {
    field.type = 'password';
    button.textContent = button.dataset['show'] ?? '';
  };
  button.addEventListener('click', () => {
    if (field.type === 'text') {
      hide();
      return;
    }
    field.type = 'text';
    button.textContent = button.dataset['hide'] ?? '';
  });
  // Sent as a password, so that the browser never keeps it among what was typed.
  field.form?.addEventListener('submit', hide);
}

/** @param {HTMLButtonElement} button */
function letCopy(button) {
  // Only where the page came over https or from this machine.
  if (!('clipboard' in navigator)) return;
  button.hidden = false;
  button.addEventListener('click', () => {
    void navigator.clipboard.writeText(button.dataset['copy'] ?? '').then(() => {
      const done = button.dataset['done'] ?? '';
      const [words] = button.getElementsByTagName('span');
      if (words !== undefined) words.textContent = done;
      const heard = button.closest('section')?.querySelector('[role="status"]');
      if (heard != null) heard.textContent = done;
    });
  });
}

/** @param {HTMLButtonElement} button */
function letPrint(button) {
  button.hidden = false;
  button.addEventListener('click', () => {
    window.print();
  });
}

/** @param {HTMLElement} counter */
function count(counter) {
  const field = document.getElementById(counter.dataset['countFor'] ?? '');
  const [seen, heard] = counter.children;
  if (!(field instanceof HTMLTextAreaElement) || seen === undefined || heard === undefined) return;
  const max = Number(field.dataset['max']);
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let pause;
  const show = () => {
    const length = [...field.value].length;
    const text = (counter.dataset['text'] ?? '').replace('{n}', String(length));
    seen.textContent = text;
    counter.classList.toggle('is-over', length > max);
    clearTimeout(pause);
    // Read aloud only near the end, and when the hands rest.
    pause = setTimeout(() => (heard.textContent = length > max * 0.9 ? text : ''), 1200);
  };
  counter.hidden = false;
  field.addEventListener('input', show);
  show();
}

/** @param {NodeListOf<Element>} fields */
async function checkTexts(fields) {
  const { checkText } = await import('./text-check.js');
  for (const field of fields) {
    if (!(field instanceof HTMLTextAreaElement || field instanceof HTMLInputElement)) continue;
    const place = document.querySelector(`[data-check-for="${CSS.escape(field.id)}"]`);
    if (!(place instanceof HTMLElement)) continue;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let pause;
    let shown = '';
    const check = () => {
      const { refused, warned } = checkText(field.value);
      const isRefused = new Set(refused.map(({ kind }) => kind));
      const kinds = [...new Set([...refused, ...warned].map(({ kind }) => kind))];
      if (kinds.join() === shown) return;
      shown = kinds.join();
      place.replaceChildren(...kinds.map((kind) => sentence(words(place, kind), isRefused.has(kind))));
    };
    field.addEventListener('input', () => {
      clearTimeout(pause);
      pause = setTimeout(check, 400);
    });
    check();
  }
}

/** @param {HTMLElement} place @param {string} kind */
function words(place, kind) {
  return place.dataset[`text${kind.charAt(0).toUpperCase()}${kind.slice(1)}`] ?? '';
}

/** @param {string} text @param {boolean} refused */
function sentence(text, refused) {
  const line = document.createElement('p');
  line.textContent = text;
  line.className = refused ? 'is-refused' : 'is-warning';
  return line;
}
