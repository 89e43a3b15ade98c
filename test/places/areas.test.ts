// The borders that the map draws, held against the places: a point tells its municipality.
import { distanceToMunicipality, municipalityAt } from '../../src/places/areas.ts';
import { municipalities, municipality, places, seatOf } from '../../src/places/places.ts';

test('every municipality has an area, and its seat lies in it or within three kilometres', () => {
  const away = municipalities().filter(({ code }) => {
    const seat = seatOf(code);
    return seat === undefined || distanceToMunicipality(code, seat) > 3;
  });
  expect(away).toEqual([]);
});

test('every place lies in its own municipality, but for islands that the generalised borders leave out', () => {
  const elsewhere = places().filter((place) => distanceToMunicipality(place.municipality, place) > 3);
  expect(elsewhere.map(({ name }) => name)).toEqual(['Donsö', 'Hasslö', 'Rindö', 'Styrsö']);
  expect(elsewhere.filter((place) => municipalityAt(place) !== undefined)).toEqual([]);
});

test.each([
  ['Djäkneberget', 59.6127, 16.5342, 'Västerås'],
  ['Visby', 57.6348, 18.2948, 'Gotland'],
  ['Kiruna', 67.8557, 20.2253, 'Kiruna'],
  ['the middle of Vänern', 58.9, 13.3, undefined],
  ['the Baltic', 58.0, 20.0, undefined],
  ['Oslo', 59.913, 10.752, undefined],
])('%s', (_name, lat, lon, expected) => {
  const code = municipalityAt({ lat, lon });
  expect(code === undefined ? undefined : municipality(code)?.name).toBe(expected);
});

test('a point outside is as far away as the nearest border', () => {
  // Köping, some 33 km west of Västerås, with Hallstahammar in between.
  const koping = { lat: 59.514, lon: 15.9926 };
  const far = distanceToMunicipality('1980', koping);
  expect(far).toBeGreaterThan(10);
  expect(far).toBeLessThan(20);
  expect(distanceToMunicipality('1983', koping)).toBe(0);
});
