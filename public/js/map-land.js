// Draws Sweden on a map: land, lakes and borders out of the one file that they are kept in, in the colours of the page, light or dark.

/**
 * @typedef {object} Topology
 * @property {{ scale: [number, number], translate: [number, number] }} transform
 * @property {[number, number][][]} arcs
 * @property {Record<'neighbours' | 'land' | 'lakes', { arcs: number[][][] }> & Record<'counties' | 'borders', { arcs: number[][] }>} objects
 */
/** @typedef {[lat: number, lon: number][]} Line */

/** From here on the borders of municipalities are worth their lines. */
const closer = 7;

/** @param {typeof import('leaflet')} L @param {import('leaflet').Map} map @param {Topology} shapes @param {HTMLElement} frame */
export function drawLand(L, map, shapes, frame) {
  const { objects } = shapes;
  const lines = shapes.arcs.map((steps) => lineOf(steps, shapes.transform));
  /** @param {number[]} parts */
  const joined = (parts) => join(parts, lines);
  /** @param {{ arcs: number[][][] }} areas */
  const area = ({ arcs }) =>
    L.polygon(
      arcs.map((rings) => rings.map(joined)),
      { interactive: false, stroke: false, fillOpacity: 1 },
    );
  /** @param {{ arcs: number[][] }} borders @param {number} weight */
  const border = ({ arcs }, weight) =>
    L.polyline(arcs.map(joined), { interactive: false, weight, opacity: 1 });
  const municipalities = border(objects.borders, 0.75);
  const layers = [
    { layer: area(objects.neighbours), colour: '--map-abroad' },
    { layer: area(objects.land), colour: '--map-land' },
    { layer: area(objects.lakes), colour: '--map-water' },
    { layer: municipalities, colour: '--map-border' },
    { layer: border(objects.counties, 1.25), colour: '--map-county' },
  ];
  const paint = () => {
    const style = getComputedStyle(frame);
    for (const { layer, colour } of layers) {
      const value = style.getPropertyValue(colour).trim();
      layer.setStyle({ color: value, fillColor: value });
    }
  };
  const showBorders = () => {
    if (map.getZoom() >= closer) municipalities.addTo(map);
    else municipalities.remove();
  };
  paint();
  for (const { layer } of layers) if (layer !== municipalities) layer.addTo(map);
  map.on('zoomend', showBorders);
  showBorders();
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', paint);
}

/** Each step is told from the one before, in whole parts of the file's scale. @param {[number, number][]} steps @param {Topology['transform']} transform */
function lineOf(steps, { scale, translate }) {
  let [x, y] = [0, 0];
  return steps.map(([dx, dy]) => {
    x += dx;
    y += dy;
    return /** @type {[number, number]} */ ([y * scale[1] + translate[1], x * scale[0] + translate[0]]);
  });
}

/** Lines put end to end; a negative number is a line walked backwards. @param {number[]} parts @param {Line[]} lines @returns {Line} */
function join(parts, lines) {
  return parts.flatMap((part, index) => {
    const line = part < 0 ? (lines[~part] ?? []).toReversed() : (lines[part] ?? []);
    return index === 0 ? line : line.slice(1);
  });
}
