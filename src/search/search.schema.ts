// What an address asks for: plain strings in, a question that the engine can answer out. What says nothing here is left out and told of, never refused. Pure.
import { z } from 'zod';
import { counties, municipalities, place, placeNamed } from '../places/places.ts';
import { optionalDate } from '../platform/http/fields.ts';
import { asItself, isPossible, parametersOf } from './search.address.ts';
import type { Asked } from './search.address.ts';
import type { Point } from './engine/entry.ts';
import { SORTS } from './engine/query.ts';
import { CODES } from './engine/values.ts';
import type { Bounds, Criteria } from './engine/query.ts';

/** The most that is looked up of one parameter; more than any of them has values. */
const mostValues = 400;
const longestText = 200;
const farthest = 300;

const asText = (value: unknown): unknown => (Array.isArray(value) ? value[0] : value);
const asList = (value: unknown): string[] =>
  (Array.isArray(value) ? value : [value]).slice(0, mostValues).filter((one) => typeof one === 'string');

const lenient = <T extends z.ZodType>(schema: T) => schema.optional().catch(undefined);
const single = <T extends z.ZodType>(schema: T) => lenient(z.preprocess(asText, schema));
const codes = (known: readonly string[]) =>
  z.preprocess(asList, z.array(z.string())).transform((given) => {
    const asked = new Set(given);
    return asked.size === 0 ? [] : known.filter((code) => asked.has(code));
  });
const count = (limits: { min: number; max: number; most: number }) =>
  single(
    z
      .string()
      .regex(/^\d{1,6}$/)
      .transform(Number)
      .refine((n) => n >= limits.min && n <= limits.max)
      .transform((n) => Math.min(n, limits.most)),
  );
const degrees = z
  .string()
  .regex(/^-?\d{1,3}(?:\.\d{1,12})?$/)
  .transform(Number);

const query = z.object({
  q: single(z.string().transform(cleaned)),
  municipality: codes(municipalities().map(({ code }) => code)),
  county: codes(counties().map(({ code }) => code)),
  /** One of either: the form's one list for the regions that have no box. No address has it. */
  region: codes([...municipalities(), ...counties()].map(({ code }) => code)),
  near: single(z.string().trim().max(80)),
  km: count({ min: 1, max: 999_999, most: farthest }),
  cause: codes(CODES.cause),
  group: codes(CODES.group),
  activity: codes(CODES.activity),
  slot: codes(CODES.slot),
  timing: codes(CODES.timing),
  where: codes(CODES.where),
  swedish: codes(CODES.swedish),
  spoken: codes(CODES.spoken),
  practice: codes(CODES.practice),
  access: codes(CODES.access),
  groups: codes(CODES.groups),
  admission: codes(CODES.admission),
  organisation: z
    .preprocess(asList, z.array(z.string()))
    .transform((given) => [...new Set(given.filter((id) => /^[0-9a-f]{24}$/.test(id)))].sort().slice(0, 20)),
  from: single(optionalDate),
  to: single(optionalDate),
  age: count({ min: 1, max: 120, most: 120 }),
  places: count({ min: 1, max: 999, most: 999 }),
  bounds: single(
    z
      .string()
      .transform((text) => text.split(','))
      .pipe(z.tuple([degrees, degrees, degrees, degrees])),
  ),
  sort: single(z.enum(SORTS)),
  page: count({ min: 1, max: 999_999, most: 999_999 }),
});

export type Parameter = keyof typeof query.shape;
export const PARAMETERS = Object.keys(query.shape) as Parameter[];

export interface Read {
  asked: Asked;
  /** The parameters of which something said nothing, and the place that nobody knows. */
  unread: Parameter[];
  unknownPlace?: string;
  /** False where the same search has a tidier address: a form sends what was left empty, and a place by its name. */
  isTidy: boolean;
}

/** `given` is the query as Express hands it over. */
export function readSearch(given: Readonly<Record<string, unknown>>): Read {
  const read = query.parse(given);
  const near = read.near === undefined || read.near === '' ? undefined : nearOf(read.near);
  const bounds = read.bounds && boundsOf(read.bounds);
  const [from, to] = inOrder(read.from, read.to);
  const facets = Object.fromEntries(
    (Object.keys(CODES) as (keyof typeof CODES)[]).map((name) => [name, read[name]]),
  );
  const regions = [...read.municipality, ...read.county, ...read.region].filter(
    (code, at, all) => all.indexOf(code) === at,
  );
  const criteria: Criteria = {
    text: read.q ?? '',
    chosen: filled({ region: regions.sort(), ...facets, organisation: read.organisation }),
    ...(near === undefined
      ? {}
      : { near: { ...near.point, ...(read.km === undefined ? {} : { km: read.km }) } }),
    ...(bounds === undefined ? {} : { bounds }),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(read.age === undefined ? {} : { age: read.age }),
    // Whatever is found has one.
    ...(read.places === undefined || read.places === 1 ? {} : { places: read.places }),
  };
  const sort = read.sort !== undefined && isPossible(read.sort, criteria) ? read.sort : undefined;
  const asked: Asked = {
    criteria,
    ...(near === undefined ? {} : { near: near.name }),
    ...(sort === undefined || sort === asItself(criteria) ? {} : { sort }),
    page: read.page ?? 1,
  };
  const values = { ...read, near: near?.name, bounds };
  const unread = PARAMETERS.filter((name) => isLost(given[name], values[name]));
  return {
    asked,
    unread,
    ...(read.near !== undefined && read.near !== '' && near === undefined ? { unknownPlace: read.near } : {}),
    isTidy: unread.length > 0 || isSame(given, parametersOf(asked)),
  };
}

/** In whatever order. */
function isSame(
  given: Readonly<Record<string, unknown>>,
  tidy: readonly (readonly [string, string])[],
): boolean {
  const pairs = PARAMETERS.flatMap((name) =>
    given[name] === undefined ? [] : asList(given[name]).map((value) => `${name}=${value}`),
  );
  return (
    pairs.sort().join('\n') ===
    tidy
      .map((pair) => pair.join('='))
      .sort()
      .join('\n')
  );
}

/** One form of each letter, one line, nothing that is not seen. */
function cleaned(text: string): string {
  return [
    ...text
      .slice(0, 10 * longestText)
      .normalize('NFC')
      .replace(/[\p{C}\uFFFD\s]+/gu, ' ')
      .trim(),
  ]
    .slice(0, longestText)
    .join('')
    .trim();
}

/** A place by its id or as a person writes it, or a point, rounded so that nobody's door stands in an address. */
function nearOf(text: string): { name: string; point: Point } | undefined {
  const found = place(text) ?? placeNamed(text);
  if (found !== undefined) return { name: found.id, point: { lat: found.lat, lon: found.lon } };
  const [lat = NaN, lon = NaN] = z.tuple([degrees, degrees]).safeParse(text.split(',')).data ?? [];
  if (!(Math.abs(lat) <= 90 && Math.abs(lon) <= 180)) return undefined;
  const point = { lat: rounded(lat, 2), lon: rounded(lon, 2) };
  return { name: `${point.lat},${point.lon}`, point };
}

function boundsOf([south, west, north, east]: readonly [number, number, number, number]): Bounds | undefined {
  const isArea = south < north && west < east && south >= -90 && north <= 90 && west >= -180 && east <= 180;
  const [s, w, n, e] = [south, west, north, east].map((one) => rounded(one, 4)) as [
    number,
    number,
    number,
    number,
  ];
  return isArea ? { south: s, west: w, north: n, east: e } : undefined;
}

/** Never `-0`, which an address would not give back. */
function rounded(value: number, decimals: number): number {
  return Number(value.toFixed(decimals)) + 0;
}

function inOrder(from: string | undefined, to: string | undefined): [string | undefined, string | undefined] {
  return from !== undefined && to !== undefined && from > to ? [to, from] : [from, to];
}

function filled(chosen: Record<string, readonly string[]>): Criteria['chosen'] {
  return Object.fromEntries(Object.entries(chosen).filter(([, values]) => values.length > 0));
}

/** True if something was said of which nothing is left. */
function isLost(given: unknown, read: unknown): boolean {
  const said = new Set(asList(given).filter((one) => one.trim() !== ''));
  if (said.size === 0) return false;
  return Array.isArray(read) ? read.length < said.size : read === undefined || read === '';
}
