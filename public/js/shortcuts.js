// Keys for whoever works through staff's queue: to the next thing and back, and to the choice that decides; no key decides anything. They rest while
// a field has the focus or another key is held, and can be turned off (WCAG 2.1.4). The page does its whole work without them.

const stored = 'handslag.keys';
/** Within this time `q` belongs to the `g` before it. */
const patience = 1_500;

const dialog = document.querySelector('[data-keys]');
const hint = document.querySelector('[data-keys-hint]');
if (dialog instanceof HTMLDialogElement && hint instanceof HTMLElement) offer(dialog, hint);

/** @param {HTMLDialogElement} dialog @param {HTMLElement} hint */
function offer(dialog, hint) {
  const box = dialog.querySelector('input');
  if (box === null) return;
  box.checked = read() !== 'off';
  box.addEventListener('change', () => keep(box.checked ? 'on' : 'off'));
  hint.hidden = false;
  hint.querySelector('button')?.addEventListener('click', () => dialog.showModal());
  let began = 0;
  document.addEventListener('keydown', (event) => {
    if (!box.checked || dialog.open || rests(event)) return;
    const isSecond = Date.now() - began < patience;
    began = event.key === 'g' ? Date.now() : 0;
    if (event.key === '?') dialog.showModal();
    else if (event.key === 'j') step(1);
    else if (event.key === 'k') step(-1);
    else if (event.key === 'o') opened()?.click();
    else if (event.key === 'a') choose('approve');
    else if (event.key === 'r') choose('return', 'reject');
    else if (event.key === 'q' && isSecond) location.assign(dialog.dataset['queue'] ?? '/staff');
    else return;
    event.preventDefault();
  });
}

/** @param {KeyboardEvent} event */
function rests({ target, ctrlKey, metaKey, altKey, isComposing, repeat, key }) {
  if (ctrlKey || metaKey || altKey || isComposing || (repeat && key !== 'j' && key !== 'k')) return true;
  return (
    target instanceof Element && target.closest('input, select, textarea, [contenteditable], dialog') !== null
  );
}

function links() {
  return [...document.querySelectorAll('#queue a')].filter((one) => one instanceof HTMLAnchorElement);
}

/** From the link that has the focus, or from the beginning. @param {1 | -1} by */
function step(by) {
  const all = links();
  const here = all.findIndex((one) => one === document.activeElement);
  all.at(here < 0 ? 0 : Math.min(Math.max(here + by, 0), all.length - 1))?.focus();
}

function opened() {
  return links().find((one) => one === document.activeElement);
}

/** The focus goes to the first of these choices that there is; whether it is made is left to the hand. @param {string[]} decisions */
function choose(...decisions) {
  for (const value of decisions) {
    const choice = document.querySelector(`input[name="decision"][value="${value}"]`);
    if (!(choice instanceof HTMLInputElement)) continue;
    choice.focus();
    return;
  }
}

/** Where the browser keeps nothing, the keys are on. */
function read() {
  try {
    return localStorage.getItem(stored);
  } catch {
    return null;
  }
}

/** @param {'on' | 'off'} value */
function keep(value) {
  try {
    localStorage.setItem(stored, value);
  } catch {
    // Then it holds for this page.
  }
}
