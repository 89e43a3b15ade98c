// The names of places on a map: the more, the closer one looks, and never one over another. For the eye alone; what can be done is in the buttons.

/** From which zoom on names of each rank are shown: seats of counties, seats of municipalities, towns, parts of towns. */
const from = [0, 8, 9, 11];
const most = 60;
/** About what a name takes, in pixels. */
const letter = 8;
const height = 20;

/** @param {typeof import('leaflet')} L @param {import('leaflet').Map} map @param {import('./map-base.js').PlaceName[]} names */
export function keepNames(L, map, names) {
  const pane = map.createPane('names');
  pane.setAttribute('aria-hidden', 'true');
  const layer = L.layerGroup().addTo(map);
  const show = () => {
    layer.clearLayers();
    for (const [, name, lat, lon] of chosen(map, names))
      L.marker([lat, lon], {
        pane: 'names',
        interactive: false,
        keyboard: false,
        icon: L.divIcon({ className: 'map-name', html: text(name), iconSize: [0, 0] }),
      }).addTo(layer);
  };
  map.on('moveend', show);
  show();
}

/** Those first that are seen from farthest away; they come in that order. @param {import('leaflet').Map} map @param {import('./map-base.js').PlaceName[]} names */
function chosen(map, names) {
  const zoom = map.getZoom();
  const view = map.getBounds().pad(0.05);
  /** @type {{ x: number, y: number, width: number }[]} */
  const taken = [];
  return names.filter(([, name, lat, lon, rank]) => {
    if (zoom < (from[rank] ?? 0) || taken.length >= most || !view.contains([lat, lon])) return false;
    const { x, y } = map.latLngToContainerPoint([lat, lon]);
    const width = name.length * letter;
    const isFree = taken.every(
      (other) => Math.abs(other.y - y) > height || Math.abs(other.x - x) > (other.width + width) / 2,
    );
    if (isFree) taken.push({ x, y, width });
    return isFree;
  });
}

/**
 * A name under a point cannot be read: it is written above or below it, and left out where another name is already.
 * @param {HTMLElement} frame
 */
export function stepAside(frame) {
  const points = [...frame.querySelectorAll('.map-point')].map((point) => point.getBoundingClientRect());
  /** @type {DOMRect[]} */
  const taken = [];
  for (const name of frame.querySelectorAll('.map-name span')) {
    if (!(name instanceof HTMLElement)) continue;
    name.hidden = false;
    name.style.translate = '';
    const own = name.getBoundingClientRect();
    const over = points.find((point) => meet(point, own));
    if (over !== undefined) {
      const isAbove = own.top + own.bottom < over.top + over.bottom - 1;
      const down = isAbove ? over.top - own.bottom : over.bottom - own.top;
      name.style.translate = `0 ${down}px`;
    }
    const now = name.getBoundingClientRect();
    name.hidden = [...points, ...taken].some((other) => meet(other, now));
    if (!name.hidden) taken.push(now);
  }
}

/** @param {DOMRect} one @param {DOMRect} other */
function meet(one, other) {
  return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
}

/** @param {string} name */
function text(name) {
  const made = document.createElement('span');
  made.textContent = name;
  return made;
}
