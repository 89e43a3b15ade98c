// The map itself: fetches what it is made of, draws the land of our own or the tiles of whoever runs the service, and puts words under it.
// Arrow keys move it, + and − zoom; it never takes the wheel from somebody who scrolls the page.
import { drawLand } from './map-land.js';
import { keepNames } from './map-names.js';

/** @typedef {typeof import('leaflet')} Leaflet */
/** @typedef {[[number, number], [number, number]]} Corners South-west and north-east, latitude first. */
/** @typedef {[id: string, name: string, lat: number, lon: number, rank: number]} PlaceName */
/**
 * @typedef {object} About
 * @property {[number, number]} zooms
 * @property {Corners} bounds
 * @property {{ url: string, credit: string }} [tiles]
 * @property {Record<'zoomIn' | 'zoomOut' | 'credit', string>} words
 * @property {PlaceName[]} names
 */
/**
 * @typedef {object} OpenMap
 * @property {Leaflet} L
 * @property {import('leaflet').Map} map
 * @property {About} about
 * @property {HTMLDetailsElement} part
 * @property {HTMLElement} frame
 * @property {HTMLElement} status
 */

/** How much closer one may look at tiles than at our own land. */
const closerWithTiles = 4;

/** @param {HTMLDetailsElement} part @param {HTMLElement} status @returns {Promise<OpenMap>} */
export async function openMap(part, status) {
  const {
    leaflet = '',
    styles = '',
    about: aboutAddress = '',
    land = '',
    label = '',
    keys = '',
  } = part.dataset;
  const [about, shapes] = await Promise.all([
    /** @type {Promise<About>} */ (fetched(aboutAddress)),
    /** @type {Promise<import('./map-land.js').Topology>} */ (fetched(land)),
    import(leaflet),
    ...styles.split(' ').map(styled),
  ]);
  /** @type {Leaflet} */
  const L = Reflect.get(globalThis, 'L');
  const frame = element('div', 'map-frame');
  const hint = element('p', 'hint', `${keys} ${about.tiles?.credit ?? about.words.credit}`);
  hint.id = `${part.id}-keys`;
  // Longitude grows to the right on every page.
  frame.dir = 'ltr';
  frame.setAttribute('role', 'application');
  frame.setAttribute('aria-label', label);
  frame.setAttribute('aria-describedby', hint.id);
  part.querySelector('summary')?.after(frame);
  part.append(hint);
  const map = leafletMap(L, frame, about);
  if (about.tiles === undefined) {
    drawLand(L, map, shapes, frame);
    keepNames(L, map, about.names);
  } else L.tileLayer(about.tiles.url, { maxZoom: about.zooms[1] + closerWithTiles }).addTo(map);
  return { L, map, about, part, frame, status };
}

/** @param {Leaflet} L @param {HTMLElement} frame @param {About} about */
function leafletMap(L, frame, { zooms, bounds, tiles, words: { zoomIn, zoomOut } }) {
  const moves = !matchMedia('(prefers-reduced-motion: reduce)').matches;
  const map = L.map(frame, {
    attributionControl: false,
    zoomControl: false,
    scrollWheelZoom: false,
    renderer: L.canvas({ padding: 0.5 }),
    minZoom: zooms[0],
    maxZoom: zooms[1] + (tiles === undefined ? 0 : closerWithTiles),
    maxBounds: L.latLngBounds(bounds).pad(0.3),
    ...{ zoomAnimation: moves, fadeAnimation: moves, markerZoomAnimation: moves, inertia: moves },
  });
  L.control.zoom({ zoomInTitle: zoomIn, zoomOutTitle: zoomOut }).addTo(map);
  L.control.scale({ imperial: false }).addTo(map);
  map.fitBounds(bounds);
  if (!moves) jump(L, map);
  // Whoever is on the map means the map.
  frame.addEventListener('focusin', () => map.scrollWheelZoom.enable());
  frame.addEventListener('focusout', () => map.scrollWheelZoom.disable());
  return map;
}

/** Arrow keys and fingers move the map at once, without gliding. @param {Leaflet} L @param {import('leaflet').Map} map */
export function jump(L, map) {
  map.panBy = (offset, options) => L.Map.prototype.panBy.call(map, offset, { ...options, animate: false });
}

/** @param {string} name @param {string} [className] @param {string} [text] */
export function element(name, className = '', text = '') {
  const made = document.createElement(name);
  if (className !== '') made.className = className;
  made.textContent = text;
  return made;
}

/** @param {string} address @returns {Promise<unknown>} */
export async function fetched(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer.json();
}

/** @param {string} address */
function styled(address) {
  const link = document.createElement('link');
  link.rel = 'stylesheet';
  link.href = address;
  return new Promise((resolve, reject) => {
    link.addEventListener('load', resolve);
    link.addEventListener('error', reject);
    document.head.append(link);
  });
}
