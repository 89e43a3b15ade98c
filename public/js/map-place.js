// One place on a map: a mark where it is exact, a wide ring where it is somewhere around there. What the place is called stands beside the map.

/** About a thumb: what is inside is not told. */
const around = 44;

/** @param {import('./map-base.js').OpenMap} open */
export function showPlace({ L, map, part }) {
  const [lat = NaN, lon = NaN] = (part.dataset['at'] ?? '').split(',').map(Number);
  const isArea = part.dataset['area'] !== undefined;
  map.setView([lat, lon], isArea ? 9 : 12, { animate: false });
  L.circleMarker([lat, lon], {
    radius: isArea ? around : 9,
    interactive: false,
    className: isArea ? 'map-ring' : 'map-dot',
    renderer: L.svg(),
  }).addTo(map);
}
