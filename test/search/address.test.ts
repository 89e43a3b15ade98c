// A search and its address are the same thing, whatever somebody writes there.
import { parse } from 'node:querystring';
import fc from 'fast-check';
import { counties, municipalities, places } from '../../src/places/places.ts';
import { FACET_NAMES } from '../../src/search/engine/facets.ts';
import type { Criteria } from '../../src/search/engine/query.ts';
import { SORTS } from '../../src/search/engine/query.ts';
import { narrowed, parametersOf, searchHref } from '../../src/search/search.address.ts';
import type { Asked } from '../../src/search/search.address.ts';
import { CODES } from '../../src/search/engine/values.ts';
import { PARAMETERS, readSearch } from '../../src/search/search.schema.ts';

const regions = [...municipalities(), ...counties()].map(({ code }) => code);
const date = fc
  .date({ min: new Date('2026-01-01'), max: new Date('2030-01-01'), noInvalidDate: true })
  .map((day) => day.toISOString().slice(0, 10));
const some = (values: readonly string[]) =>
  fc
    .subarray([...values], { minLength: 1, maxLength: Math.min(4, values.length) })
    .map((list) => list.toSorted((a, b) => values.indexOf(a) - values.indexOf(b)));
const chosen = fc.record(
  {
    region: some(regions).map((list) => list.toSorted()),
    ...Object.fromEntries(Object.entries(CODES).map(([name, codes]) => [name, some(codes)])),
    organisation: fc.constant(['0123456789abcdef01234567', 'ffffffffffffffffffffffff']),
  },
  { requiredKeys: [] },
);
const point = fc.oneof(
  fc.constantFrom(...places()).map(({ id, lat, lon }) => ({ name: id, lat, lon })),
  fc
    .tuple(fc.integer({ min: -9_000, max: 9_000 }), fc.integer({ min: -18_000, max: 18_000 }))
    .map(([a, b]) => {
      const [lat, lon] = [a / 100, b / 100];
      return { name: `${lat},${lon}`, lat, lon };
    }),
);
const bounds = fc.constant({ south: 59.1, west: 16.25, north: 59.75, east: 16.9999 });
const asked: fc.Arbitrary<Asked> = fc
  .record({
    text: fc.string({ unit: 'grapheme', maxLength: 30 }).map((text) =>
      text
        .replace(/[\p{C}\uFFFD\s]+/gu, ' ')
        .trim()
        .normalize('NFC'),
    ),
    chosen,
    point: fc.option(point),
    km: fc.option(fc.integer({ min: 1, max: 300 })),
    bounds: fc.option(bounds),
    days: fc.tuple(fc.option(date), fc.option(date)),
    age: fc.option(fc.integer({ min: 1, max: 120 })),
    places: fc.option(fc.integer({ min: 2, max: 999 })),
    sort: fc.option(fc.constantFrom(...SORTS)),
    page: fc.integer({ min: 1, max: 60 }),
  })
  .map(({ text, point: at, km, days, sort, page, ...rest }) => {
    const [from, to] = days[0] !== null && days[1] !== null ? days.toSorted() : days;
    const criteria = Object.fromEntries(
      Object.entries({
        text,
        chosen: rest.chosen,
        near: at === null ? null : { lat: at.lat, lon: at.lon, ...(km === null ? {} : { km }) },
        bounds: rest.bounds,
        from,
        to,
        age: rest.age,
        places: rest.places,
      }).filter(([, value]) => value !== null),
    ) as unknown as Criteria;
    const near = at === null ? {} : { near: at.name };
    return {
      ...narrowed({ criteria, ...near, ...(sort === null ? {} : { sort }), page: 1 }, criteria),
      page,
    };
  });

const read = (href: string) => readSearch(parse(href.split('?')[1] ?? ''));

test('every search has an address that leads back to it, and is the only one it has', () => {
  fc.assert(
    fc.property(asked, (one) => {
      const back = read(searchHref(one));
      expect(back.asked).toEqual(one);
      expect(back).toMatchObject({ unread: [], isTidy: true });
    }),
    { numRuns: 500 },
  );
});

test('every facet has its place in the address', () => {
  const all = Object.fromEntries(FACET_NAMES.map((name) => [name, ['x']]));
  const parameters = parametersOf({ criteria: { text: '', chosen: all }, page: 1 });
  expect(parameters.length).toBe(FACET_NAMES.length - 1);
  expect(searchHref({ criteria: { text: '', chosen: {} }, page: 1 })).toBe('/assignments');
});

test.each([
  ['q=+l%C3%A4xor+&municipality=&cause=&near=&km=10&from=', '?q=l%C3%A4xor'],
  ['near=V%C3%A4ster%C3%A5s&km=10', '?near=1980-vasteras&km=10'],
  ['near=vasteras', '?near=1980-vasteras'],
  ['near=59.61234%2C16.5449', '?near=59.61,16.54'],
  ['region=19&municipality=1980&county=19&region=', '?municipality=1980&county=19'],
  ['from=2026-12-24&to=2026-12-01', '?from=2026-12-01&to=2026-12-24'],
  ['km=99999&near=1980-vasteras&sort=nearest&page=1&places=1', '?near=1980-vasteras&km=300'],
])('%s has the address %s', (given, tidy) => {
  const { asked: found, isTidy, unread } = readSearch(parse(given));
  expect([searchHref(found), isTidy, unread]).toEqual([`/assignments${tidy}`, false, []]);
});

test.each([
  ['near=Xyz', ['near']],
  ['km=NaN&age=Infinity&places=-1&page=1e9', ['km', 'age', 'places', 'page']],
  ['bounds=1,2,3&sort=__proto__&from=2026-02-30', ['from', 'bounds', 'sort']],
  ['bounds=60,16,59,17', ['bounds']],
  ['near=91,200', ['near']],
  ['cause=sport&cause=nothing&organisation=x', ['cause', 'organisation']],
  ['q=%00%EF%BF%BD', ['q']],
  ['page[$gt]=1&__proto__[x]=1', []],
])('of %s what says nothing is left out and told of', (given, lost) => {
  const found = readSearch(parse(given));
  expect(found.unread.toSorted()).toEqual(lost.toSorted());
  expect(found.isTidy).toBe(true);
  expect(read(searchHref(found.asked)).asked).toEqual(found.asked);
});

test('whatever is sent is read in a moment, and never more than a search can hold', () => {
  const many = Array.from({ length: 10_000 }, (_, n) => `value${n}`);
  const worst: Record<string, unknown>[] = [
    { q: 'läx '.repeat(25_000) },
    { q: 'a\u0301'.repeat(50_000), near: '('.repeat(50_000) },
    { q: '\uD800'.repeat(50_000), bounds: '1,'.repeat(30_000) },
    Object.fromEntries(PARAMETERS.map((name) => [name, many])),
    { municipality: many, organisation: many.map((_, n) => n.toString(16).padStart(24, '0')) },
    { from: '2026-01-01'.repeat(9_000), age: '9'.repeat(90_000), page: { toString: 'x' } },
  ];
  for (const given of worst) {
    const began = performance.now();
    const { asked: found } = readSearch(given);
    expect(searchHref(found).length).toBeLessThan(3_000);
    expect(performance.now() - began).toBeLessThan(50);
    expect([...found.criteria.text].length).toBeLessThanOrEqual(200);
    expect(found.criteria.chosen.organisation?.length ?? 0).toBeLessThanOrEqual(20);
  }
});

test('anything at all is read, and reading its address gives the same', () => {
  const value = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(fc.string()),
    fc.constantFrom('1', '', '59,16', 'yes'),
    fc.object(),
  );
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...PARAMETERS, '__proto__', 'x'), value), (given) => {
      const found = readSearch(given).asked;
      const again = read(searchHref(found));
      expect(again).toMatchObject({ asked: found, unread: [], isTidy: true });
    }),
    { numRuns: 500 },
  );
});
