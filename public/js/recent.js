// The open assignments that were looked at last on this device. They are kept in its browser alone, and go when one forgets them, signs out, or after 30 days.

const stored = 'seen';
const most = 10;
const keptFor = 30 * 86_400_000;

/** @typedef {{ id: string, title: string, place: string, lang: string, at: number }} Seen */

const here = document.querySelector('[data-seen]');
const list = document.querySelector('[data-recent]');
if (here instanceof HTMLElement) remember(here);
if (list instanceof HTMLElement) show(list);

/** @param {HTMLElement} page */
function remember({ dataset }) {
  const id = dataset['seen'] ?? '';
  const lang = dataset['lang'] || document.documentElement.lang;
  const one = { id, title: dataset['title'] ?? '', place: dataset['place'] ?? '', lang, at: Date.now() };
  keep([one, ...read().filter((other) => other.id !== id)].slice(0, most));
}

/** @param {HTMLElement} section */
function show(section) {
  const seen = read();
  const [rows] = section.getElementsByTagName('ul');
  const [button] = section.getElementsByTagName('button');
  if (seen.length === 0 || rows === undefined || button === undefined) return;
  rows.replaceChildren(...seen.map((one) => row(one, section.dataset)));
  section.hidden = false;
  button.addEventListener('click', () => {
    forget();
    rows.remove();
    const said = section.querySelector('[role="status"]');
    if (said !== null) said.textContent = section.dataset['forgotten'] ?? '';
    section.querySelector('h2')?.focus();
    button.remove();
  });
}

/** Everything as text, whatever stands in it. @param {Seen} seen @param {DOMStringMap} words */
function row({ id, title, place, lang }, words) {
  const link = document.createElement('a');
  link.href = `${words['recent'] ?? ''}/${id}`;
  link.textContent = title;
  link.lang = lang;
  link.dir = 'auto';
  const where = document.createElement('bdi');
  where.textContent = place === '' ? (words['remote'] ?? '') : place;
  const [first, second] = [document.createElement('p'), document.createElement('p')];
  first.className = 'row-title';
  first.append(link);
  second.className = 'row-more';
  second.append(where);
  const item = document.createElement('li');
  item.append(first, second);
  return item;
}

/** What an earlier version or somebody else has put there is left out. @returns {Seen[]} */
function read() {
  try {
    const found = /** @type {unknown} */ (JSON.parse(localStorage.getItem(stored) ?? '[]'));
    return Array.isArray(found) ? found.filter(isSeen) : [];
  } catch {
    return [];
  }
}

/** @param {unknown} one @returns {one is Seen} */
function isSeen(one) {
  if (typeof one !== 'object' || one === null) return false;
  const { id, title, place, lang, at } = /** @type {Record<string, unknown>} */ (one);
  const areTexts = [title, place, lang].every((text) => typeof text === 'string');
  return areTexts && /^[0-9a-f]{24}$/.test(String(id)) && Number(at) > Date.now() - keptFor;
}

/** @param {Seen[]} seen */
function keep(seen) {
  try {
    localStorage.setItem(stored, JSON.stringify(seen));
  } catch {
    // The browser keeps nothing: then there is no list.
  }
}

function forget() {
  try {
    localStorage.removeItem(stored);
  } catch {
    // It was not kept.
  }
}
