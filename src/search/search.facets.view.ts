// What there is to choose, each with how many it gives. What would give nothing is not offered, unless it is chosen. Pure.
import { formatNumber } from '../platform/i18n/languages.ts';
import type { Language } from '../platform/i18n/languages.ts';
import { counties, place, placesOf, seatOf } from '../places/places.ts';
import { DAY_PARTS, DAYS } from '../taxonomies/taxonomies.ts';
import type { FacetName } from './engine/facets.ts';
import { AGES, PLACES_LEFT, RADII } from './engine/query.ts';
import type { Answer } from './engine/query.ts';
import { labelOf } from './search.labels.ts';
import type { Asked } from './search.address.ts';
import { CODES } from './engine/values.ts';

export interface Option {
  /** The parameter of the address. */
  name: string;
  value: string;
  text: string;
  n: number;
  shown: string;
  checked: boolean;
}

/** A facet of which the first are seen at once and the others when they are asked for. */
export interface Choice {
  first: Option[];
  more: Option[];
}

const nobody = (): undefined => undefined;

export function facetsView(asked: Asked, answer: Answer, lang: Language) {
  const { criteria } = asked;
  const { chosen } = criteria;
  const option = (facet: FacetName, value: string, name: string = facet): Option => {
    const n = answer.facets[facet].get(value) ?? 0;
    return {
      name,
      value,
      text: labelOf(facet, value, lang, nobody),
      n,
      shown: formatNumber(lang, n),
      checked: chosen[facet]?.includes(value) === true,
    };
  };
  /** The most common and the chosen first, in the order that they always have. */
  const choice = (facet: keyof typeof CODES, most = Infinity): Choice => {
    const worth = CODES[facet].map((value) => option(facet, value)).filter(isWorth);
    const top = new Set(worth.toSorted(byCount).slice(0, most));
    // One alone is no less to read than the button that hides it.
    const isFirst = (one: Option): boolean => one.checked || top.has(one) || worth.length <= most + 1;
    return { first: worth.filter(isFirst), more: worth.filter((one) => !isFirst(one)) };
  };
  const isAny = (...names: FacetName[]) => names.some((name) => (chosen[name] ?? []).length > 0);
  const isAnywhere = (...names: FacetName[]) =>
    isAny(...names) || names.some((name) => answer.facets[name].size > 0);
  const { near, age, places } = criteria;
  return {
    cause: choice('cause', 6),
    group: choice('group', 5),
    activity: choice('activity', 5),
    timing: choice('timing'),
    where: choice('where'),
    swedish: choice('swedish'),
    spoken: choice('spoken', 5),
    practice: choice('practice'),
    access: choice('access'),
    groups: choice('groups'),
    admission: choice('admission'),
    region: regions([...new Set([...answer.facets.region.keys(), ...(chosen.region ?? [])])], option),
    week: DAYS.map((day) => ({
      dayKey: `taxonomies.day.${day}` as const,
      cells: DAY_PARTS.map((part) => option('slot', `${day}-${part}`)),
    })),
    radii: steps(RADII, answer.km, near === undefined ? 10 : near.km),
    ages: steps(AGES, answer.ages, age),
    placesLeft: steps(PLACES_LEFT, answer.places, places),
    nearValue: asked.near === undefined ? '' : (place(asked.near)?.name ?? asked.near),
    placeNames: placeNames(answer),
    from: criteria.from ?? '',
    to: criteria.to ?? '',
    /** What no field of the form shows and yet must go along with it. */
    kept: [
      ...(chosen.organisation ?? []).map((value) => ({ name: 'organisation', value })),
      ...(criteria.bounds === undefined
        ? []
        : [
            {
              name: 'bounds',
              value: [
                criteria.bounds.south,
                criteria.bounds.west,
                criteria.bounds.north,
                criteria.bounds.east,
              ].join(),
            },
          ]),
      ...(asked.sort === undefined ? [] : [{ name: 'sort', value: asked.sort }]),
    ],
    has: {
      language: isAnywhere('swedish', 'spoken', 'practice'),
      what: isAnywhere('activity', 'group'),
    },
    open: {
      language: isAny('swedish', 'spoken', 'practice'),
      when: isAny('slot', 'timing') || criteria.from !== undefined || criteria.to !== undefined,
      what: isAny('activity', 'group'),
      access: isAny('access'),
      rest: isAny('groups', 'admission') || age !== undefined || places !== undefined,
    },
  };
}

/** The municipalities that have most as boxes, and all others and the counties in one list. */
function regions(codes: readonly string[], option: (facet: 'region', value: string, name: string) => Option) {
  const areas = codes
    .filter((code) => code.length === 4)
    .map((code) => option('region', code, 'municipality'))
    .sort(byCount);
  const top = new Set(areas.slice(0, 6));
  const isFirst = (one: Option): boolean => one.checked || top.has(one);
  const wholes = codes.filter((code) => code.length === 2).map((code) => option('region', code, 'county'));
  const later = Map.groupBy(
    areas.filter((one) => !isFirst(one)),
    ({ value }) => value.slice(0, 2),
  );
  return {
    first: [...wholes.filter(({ checked }) => checked), ...areas.filter(isFirst)],
    more: counties()
      .map(({ code, name }) => ({
        name,
        whole: wholes.find(({ value, checked }) => value === code && !checked),
        within: later.get(code) ?? [],
      }))
      .filter(({ whole, within }) => whole !== undefined || within.length > 0),
  };
}

/** What is often looked for: parts of the towns that have most, and the seats of the others. */
function placeNames(answer: Answer): string[] {
  const areas = [...answer.facets.region]
    .filter(([code]) => code.length === 4)
    // The same in every process, whatever order its index was built in.
    .sort(([one, n], [other, m]) => m - n || (one < other ? -1 : 1));
  const near = areas.slice(0, 4).flatMap(([code]) => placesOf(code));
  const seats = areas.slice(4).flatMap(([code]) => seatOf(code) ?? []);
  return [...near, ...seats].slice(0, 100).map(({ name }) => name);
}

/** The steps that a threshold is offered in, with the one that an address has chosen beside them. */
function steps(known: readonly number[], counts: ReadonlyMap<number, number>, chosen: number | undefined) {
  const all =
    chosen === undefined || known.includes(chosen) ? known : [...known, chosen].sort((a, b) => a - b);
  return all.map((value) => ({
    value,
    n: counts.get(value) ?? 0,
    counted: counts.has(value),
    selected: value === chosen,
  }));
}

function isWorth({ n, checked }: Option): boolean {
  return n > 0 || checked;
}

function byCount(one: Option, other: Option): number {
  return other.n - one.n || (one.value < other.value ? -1 : 1);
}
