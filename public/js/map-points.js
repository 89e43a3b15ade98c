// Where the hits of a search are: the server gathers them, a button stands for each gathering. A button looks closer, or tells what is there by
// name under the map. The list beside has the same, so nothing is on the map alone.
import { element, fetched } from './map-base.js';
import { stepAside } from './map-names.js';

/** @typedef {import('./map-base.js').OpenMap} OpenMap */
/** @typedef {import('./map-base.js').Corners} Corners */
/** @typedef {{ href: string, title: string, lang?: string, where: string }} Told */
/** @typedef {{ at: [number, number], n: number, isArea: boolean, bounds: Corners, label: string, told: Told[], more?: string }} Cell */
/** @typedef {{ status: string, bounds?: Corners, cells: Cell[] }} Points */

/** What an address of the list carries besides the search. */
const notSearch = ['page', 'sort'];
/** Wide enough for what stands at the very edge, in degrees. */
const margin = 0.0005;

/** @param {OpenMap} open */
export async function showPoints({ L, map, part, frame, status }) {
  /** @type {Map<string, import('leaflet').Marker>} */
  const shown = new Map();
  const told = part.querySelector('[data-map-told]');
  const here = part.querySelector('a[data-map-here]');
  let asked = 0;

  const first = await fetched(address(part, map));
  const { bounds } = /** @type {Points} */ (first);
  if (bounds !== undefined) map.fitBounds(bounds, { padding: [48, 48], maxZoom: 11, animate: false });
  map.on('moveend', () => void show());
  // The list has become another search's.
  window.addEventListener('search:changed', () => void show());
  await show();

  async function show() {
    const mine = (asked += 1);
    const points = /** @type {Points} */ (await fetched(address(part, map)));
    if (mine !== asked) return;
    const had = frame.contains(document.activeElement);
    const wanted = new Map(points.cells.map((cell) => [JSON.stringify(cell), cell]));
    for (const [key, marker] of shown)
      if (!wanted.has(key)) {
        marker.remove();
        shown.delete(key);
      }
    for (const [key, cell] of wanted) if (!shown.has(key)) shown.set(key, place(cell));
    stepAside(frame);
    // The button that was pressed may be gone.
    if (had && !frame.contains(document.activeElement)) frame.focus({ preventScroll: true });
    status.textContent = points.status;
    if (here instanceof HTMLAnchorElement) {
      here.href = searchIn(map.getBounds());
      here.hidden = false;
    }
  }

  /** @param {Cell} cell */
  function place(cell) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = `map-point${cell.isArea ? ' is-area' : ''}`;
    button.textContent = String(cell.n);
    button.setAttribute('aria-label', cell.label);
    button.addEventListener('click', () => {
      if (cell.told.length > 0) tell(cell);
      else map.fitBounds(cell.bounds, { padding: [64, 64] });
    });
    L.DomEvent.disableClickPropagation(button);
    const icon = L.divIcon({ className: 'map-spot', html: button, iconSize: [0, 0] });
    return L.marker(cell.at, { icon, interactive: false, keyboard: false }).addTo(map);
  }

  /** @param {Cell} cell */
  function tell({ label, told: items, bounds: around, more }) {
    const heading = element('h3', '', label);
    heading.tabIndex = -1;
    const list = element('ul');
    for (const { href, title, lang, where } of items) {
      const item = element('li');
      const link = element('a', '', title);
      link.setAttribute('href', href);
      if (lang !== undefined) link.lang = lang;
      item.append(link, element('span', 'hint', ` ${where}`));
      list.append(item);
    }
    told?.replaceChildren(heading, list);
    if (more !== undefined) {
      const all = element('a', '', more);
      all.setAttribute('href', searchIn(L.latLngBounds(around)));
      told?.append(all);
    }
    heading.focus();
  }
}

/** @param {HTMLElement} part @param {import('leaflet').Map} map */
function address(part, map) {
  const search = new URLSearchParams(location.search);
  for (const name of notSearch) search.delete(name);
  search.set('view', corners(map.getBounds(), 0));
  search.set('zoom', String(map.getZoom()));
  return `${part.dataset['points'] ?? ''}?${search.toString()}`;
}

/** The same search in a part of the map alone. @param {import('leaflet').LatLngBounds} bounds */
function searchIn(bounds) {
  const search = new URLSearchParams(location.search);
  for (const name of notSearch.filter((one) => one !== 'sort')) search.delete(name);
  search.set('bounds', corners(bounds, margin));
  return `${location.pathname}?${search.toString()}`;
}

/** @param {import('leaflet').LatLngBounds} bounds @param {number} wider */
function corners(bounds, wider) {
  const [south, west, north, east] = [
    bounds.getSouth() - wider,
    bounds.getWest() - wider,
    bounds.getNorth() + wider,
    bounds.getEast() + wider,
  ];
  return [south, west, north, east].map((one) => one.toFixed(4)).join(',');
}
