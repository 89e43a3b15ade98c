// Offers a map where a page has a place for one. Nothing of it is fetched before somebody opens it; without a script the page has none.

/** @typedef {import('./map-base.js').OpenMap} OpenMap */

/** What is done with the map, by the name of its kind. @type {Record<string, () => Promise<(open: OpenMap) => void | Promise<void>>>} */
const kinds = {
  points: async () => (await import('./map-points.js')).showPoints,
  place: async () => (await import('./map-place.js')).showPlace,
  choose: async () => (await import('./map-choose.js')).choosePoint,
};

for (const part of document.querySelectorAll('details[data-map]'))
  if (part instanceof HTMLDetailsElement) offer(part);

/** @param {HTMLDetailsElement} part */
function offer(part) {
  part.hidden = false;
  const begin = () => {
    if (!part.open) return;
    part.removeEventListener('toggle', begin);
    void open(part);
  };
  part.addEventListener('toggle', begin);
  begin();
}

/** @param {HTMLDetailsElement} part */
async function open(part) {
  const { map: kind = '', failed = '', loading = '' } = part.dataset;
  const status = part.querySelector('[data-map-status]');
  if (!(status instanceof HTMLElement)) return;
  status.textContent = loading;
  try {
    const [{ openMap }, use] = await Promise.all([import('./map-base.js'), kinds[kind]?.()]);
    const opened = await openMap(part, status);
    status.textContent = '';
    await use?.(opened);
  } catch {
    status.textContent = failed;
  }
}
