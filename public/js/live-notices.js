// Live messages in the corner of the page, and the number at the bell. They are read aloud by themselves and never take the focus.

/** @typedef {{ id: string, text: string, href: string, thing: string, at: string, isMatch?: boolean }} Notice a row of the notification centre */

const most = 3;
const found = document.querySelector('[data-notices]');
const place = found instanceof HTMLElement ? found : document.createElement('div');
const bell = document.querySelector('[data-bell]');

/** Where the focus was before it came here: it goes back there when a message is closed. @type {Element | null} */
let cameFrom = null;
place.addEventListener('focusin', ({ relatedTarget }) => {
  if (relatedTarget instanceof Element && !place.contains(relatedTarget)) cameFrom = relatedTarget;
});

/** What is newer about the same thing takes the place of what was said before. @param {Notice} notice */
export function showNotice({ text, href, thing, isMatch = false }) {
  const isHere = new URL(href, location.href).pathname === location.pathname;
  for (const earlier of place.querySelectorAll(`[data-about="${CSS.escape(thing)}"]`)) earlier.remove();
  const message = add(isHere ? text : link(href, text));
  message.dataset['about'] = thing;
  message.classList.toggle('is-match', isMatch);
}

/** What changed stands in a form that somebody is filling in: they choose when. @param {string} page the address of the page */
export function showChanged(page) {
  if (place.querySelector('[data-changed]') !== null) return;
  add(`${words('changed')} `, link(page, words('reload'))).dataset['changed'] = '';
}

/** @param {number} unread */
export function showUnread(unread) {
  if (!(bell instanceof HTMLElement)) return;
  bell.textContent = String(unread);
  bell.hidden = unread === 0;
}

/** @param {...(string | Node)} content */
function add(...content) {
  const message = document.createElement('div');
  message.className = 'notice';
  const sentence = document.createElement('p');
  sentence.append(...content);
  const close = document.createElement('button');
  close.type = 'button';
  close.className = 'button button-quiet button-small';
  close.textContent = words('close');
  close.addEventListener('click', () => remove(message));
  message.append(sentence, close);
  place.append(message);
  while (place.children.length > most) place.firstElementChild?.remove();
  keepFocusInSight();
  return message;
}

/** @param {HTMLElement} message */
function remove(message) {
  message.remove();
  keepFocusInSight();
  if (cameFrom instanceof HTMLElement && cameFrom.isConnected) cameFrom.focus({ preventScroll: true });
}

/** What gets the focus by keyboard is scrolled to above the messages. */
function keepFocusInSight() {
  const height = place.children.length > 0 ? place.offsetHeight : 0;
  document.documentElement.style.scrollPaddingBlockEnd = `${height}px`;
}

/** @param {string} href @param {string} text */
function link(href, text) {
  const anchor = document.createElement('a');
  anchor.href = href;
  anchor.textContent = text;
  return anchor;
}

/** The words come with the page, in its language. @param {'changed' | 'close' | 'reload'} name */
function words(name) {
  return place.dataset[name] ?? '';
}
