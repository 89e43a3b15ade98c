// Never a dead end: the searches nearest to one that gives little or nothing, each with its true number. Pure over `count`.
import type { Message } from '../platform/i18n/translate.ts';
import { FACET_NAMES } from './engine/facets.ts';
import type { FacetName } from './engine/facets.ts';
import { RADII } from './engine/query.ts';
import type { Criteria } from './engine/query.ts';
import { wordsOf } from './engine/text.ts';
import { narrowed, without, withoutThe } from './search.address.ts';
import type { Asked } from './search.address.ts';

export interface Relaxation {
  asked: Asked;
  n: number;
  message: Message;
}

/** With fewer than so many hits the ways on are shown. */
export const few = 5;
const most = 5;

interface Way {
  criteria: Criteria;
  /** How much of what was asked for is given up; the least comes first. */
  cost: number;
  message: (n: number) => Message;
}

/** What is given up with a facet: where one lives weighs more than a day of the week. */
const costs: Partial<Record<FacetName, number>> = {
  region: 3,
  cause: 3,
  where: 3,
  organisation: 2,
  spoken: 3,
  access: 4,
};

type Label = (name: FacetName, value: string) => string;

/** `count` says how many a search gives, `label` what a value is called. */
export function relaxations(
  asked: Asked,
  total: number,
  count: (criteria: Criteria) => number,
  label: Label,
): Relaxation[] {
  const { criteria } = asked;
  const ways = [
    ...widerRadius(criteria, total, count),
    ...atDistance(criteria),
    ...otherTimes(criteria),
    ...otherNumbers(criteria),
    ...fewerWords(criteria),
    ...otherFacets(criteria),
    ...otherArea(criteria),
  ];
  const better = worth(ways, total, count);
  // Where no single thing helps: each that was asked for alone.
  const found = better.length > 0 || total > 0 ? better : worth(alone(criteria, label), total, count);
  return found.slice(0, most).map(({ way, n }) => ({
    asked: narrowed(asked, way.criteria),
    n,
    message: way.message(n),
  }));
}

function worth(ways: readonly Way[], total: number, count: (criteria: Criteria) => number) {
  return ways
    .map((way) => ({ way, n: count(way.criteria) }))
    .filter(({ n }) => n > total)
    .sort((a, b) => a.way.cost - b.way.cost || b.n - a.n);
}

/** The smallest circle that holds more. */
function widerRadius(criteria: Criteria, total: number, count: (criteria: Criteria) => number): Way[] {
  const { near } = criteria;
  if (near?.km === undefined) return [];
  const own = near.km;
  const wider = RADII.filter((km) => km > own).map((km) => ({
    km,
    criteria: { ...criteria, near: { ...near, km } },
  }));
  const first = wider.find((one) => count(one.criteria) > total);
  const { lat, lon } = near;
  return [
    ...(first === undefined
      ? []
      : [
          {
            criteria: first.criteria,
            cost: 1,
            message: (n: number): Message => ({ key: 'search.relax.km', values: { n, km: first.km } }),
          },
        ]),
    {
      criteria: { ...criteria, near: { lat, lon } },
      cost: 5,
      message: (n) => ({ key: 'search.relax.anywhere', values: { n } }),
    },
  ];
}

/** The same, but done from wherever one is. */
function atDistance(criteria: Criteria): Way[] {
  const isBound =
    criteria.near?.km !== undefined || criteria.chosen.region !== undefined || criteria.bounds !== undefined;
  if (!isBound || criteria.chosen.where?.includes('remote') === true) return [];
  const free = withoutThe(without(criteria, 'region'), 'near', 'bounds');
  return [
    {
      criteria: { ...free, chosen: { ...free.chosen, where: ['remote'] } },
      cost: 2,
      message: (n) => ({ key: 'search.relax.remote', values: { n } }),
    },
  ];
}

function otherTimes(criteria: Criteria): Way[] {
  if (criteria.from === undefined && criteria.to === undefined) return [];
  return [
    {
      criteria: withoutThe(criteria, 'from', 'to'),
      cost: 2,
      message: (n) => ({ key: 'search.relax.days', values: { n } }),
    },
  ];
}

function otherNumbers(criteria: Criteria): Way[] {
  return (['age', 'places'] as const)
    .filter((name) => criteria[name] !== undefined)
    .map((name) => ({
      criteria: withoutThe(criteria, name),
      cost: name === 'places' ? 2 : 4,
      message: (n) => ({ key: `search.relax.${name}`, values: { n } }),
    }));
}

function fewerWords(criteria: Criteria): Way[] {
  const words = [...new Set(wordsOf(criteria.text))].slice(0, 8);
  const less =
    words.length < 2
      ? []
      : words.map((word) => ({ word, left: words.filter((one) => one !== word).join(' ') }));
  return [
    ...less.map(({ word, left }) => ({
      criteria: { ...criteria, text: left },
      cost: 3,
      message: (n: number): Message => ({ key: 'search.relax.word', values: { n, word } }),
    })),
    ...(words.length === 0
      ? []
      : [
          {
            criteria: { ...criteria, text: '' },
            cost: 5,
            message: (n: number): Message => ({ key: 'search.relax.text', values: { n } }),
          },
        ]),
  ];
}

function otherFacets({ chosen, ...rest }: Criteria): Way[] {
  return FACET_NAMES.filter((name) => chosen[name] !== undefined).map((name) => ({
    criteria: without({ chosen, ...rest }, name),
    cost: costs[name] ?? 2,
    message: (n) => ({ key: `search.relax.${name}`, values: { n } }),
  }));
}

function otherArea(criteria: Criteria): Way[] {
  if (criteria.bounds === undefined) return [];
  return [
    {
      criteria: withoutThe(criteria, 'bounds'),
      cost: 1,
      message: (n) => ({ key: 'search.relax.bounds', values: { n } }),
    },
  ];
}

function alone({ text, chosen, near }: Criteria, label: Label): Way[] {
  const of = (criteria: Criteria, what: string): Way => ({
    criteria,
    cost: 1,
    message: (n) => ({ key: 'search.relax.only', values: { n, what } }),
  });
  return [
    ...(text === '' ? [] : [of({ text, chosen: {} }, text)]),
    ...FACET_NAMES.flatMap((name) => {
      const values = chosen[name];
      if (values === undefined) return [];
      const what = values.map((value) => label(name, value)).join(', ');
      return [of({ text: '', chosen: { [name]: values } }, what)];
    }),
    ...(near === undefined ? [] : [{ ...of({ text: '', chosen: {}, near }, ''), message: nearOnly }]),
    { ...of({ text: '', chosen: {} }, ''), cost: 9, message: all },
  ];
}

const nearOnly = (n: number): Message => ({ key: 'search.relax.near', values: { n } });
const all = (n: number): Message => ({ key: 'search.relax.all', values: { n } });
