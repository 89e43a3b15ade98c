// A point chosen on a map: the cross stands in the middle, arrow keys and fingers move the map under it, Enter or a click sets the point. The
// field keeps it as text, and is what is saved.
import { element, jump } from './map-base.js';

/** @typedef {import('./map-base.js').PlaceName} PlaceName */

/** A step of the arrow keys, in pixels: small enough for a door at the closest. */
const step = 16;

/** @param {import('./map-base.js').OpenMap} open */
export function choosePoint({ L, map, about, part, frame, status }) {
  const field = part.querySelector('input[name="point"]');
  if (!(field instanceof HTMLInputElement)) return;
  const { set: setText = '', removed = '' } = part.dataset;
  map.options.keyboardPanDelta = step;
  // What Enter sets is what is under the cross, not what it glides over.
  jump(L, map);
  frame.append(element('span', 'map-cross'));
  const mark = L.circleMarker([0, 0], {
    radius: 9,
    className: 'map-dot',
    interactive: false,
    renderer: L.svg(),
  });

  const show = () => {
    const point = pointOf(field.value);
    if (point === undefined) mark.remove();
    else mark.setLatLng(point).addTo(map);
    return point;
  };
  /** @param {import('leaflet').LatLng} at */
  const set = ({ lat, lng }) => {
    put(field, `${lat.toFixed(5)}, ${lng.toFixed(5)}`);
    show();
    status.textContent = setText;
  };
  map.on('click', ({ latlng }) => {
    set(latlng);
    map.panTo(latlng);
  });
  frame.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.target !== frame) return;
    event.preventDefault();
    set(map.getCenter());
  });
  offer('[data-map-set]', () => set(map.getCenter()));
  offer('[data-map-remove]', () => {
    put(field, '');
    show();
    status.textContent = removed;
  });
  field.addEventListener('change', () => {
    const point = show();
    if (point !== undefined) map.panTo(point);
  });
  /** @param {string} selector @param {() => void} act */
  function offer(selector, act) {
    const button = part.querySelector(selector);
    if (!(button instanceof HTMLButtonElement)) return;
    button.hidden = false;
    button.addEventListener('click', act);
  }

  const begin = show() ?? chosenPlace(part, about.names);
  if (begin !== undefined) map.setView(begin, 13, { animate: false });
}

/** Where what is chosen in the form lies: the place, or the seat of the municipality. @param {HTMLElement} part @param {PlaceName[]} names @returns {[number, number] | undefined} */
function chosenPlace(part, names) {
  const fields = part.closest('form')?.elements;
  const [place, municipality] = ['place', 'municipality'].map((name) => {
    const field = fields?.namedItem(name);
    return field instanceof HTMLSelectElement ? field.value : '';
  });
  // Seats come before the other places of their municipality.
  const found =
    names.find(([id]) => id === place) ??
    names.find(([id]) => municipality !== '' && id.startsWith(`${municipality}-`));
  return found && [found[2], found[3]];
}

/** @param {string} text @returns {[number, number] | undefined} */
function pointOf(text) {
  const [lat = NaN, lon = NaN] = text.split(',').map((part) => (part.trim() === '' ? NaN : Number(part)));
  return Number.isFinite(lat) && Number.isFinite(lon) ? [lat, lon] : undefined;
}

/** @param {HTMLInputElement} field @param {string} value */
function put(field, value) {
  field.value = value;
  field.dispatchEvent(new Event('input', { bubbles: true }));
}
