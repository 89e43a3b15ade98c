// The answers of the guide, which stand in the address and nowhere else. What is no answer is left out, so that every address leads to a page. Pure.
import { z } from 'zod';
import { isMunicipality, seatOf } from '../places/places.ts';
import type { SlotCode } from '../search/engine/entry.ts';
import { ACTIVITIES, CAUSES, FACTS, LANGUAGES, SWEDISH_NEEDED } from '../taxonomies/taxonomies.ts';
import { SLOTS } from '../taxonomies/taxonomies.ts';
import { noWish, usualKm } from './wish.ts';
import type { Home, Wish } from './wish.ts';

export const guideSteps = ['what', 'when', 'where', 'language', 'matters'] as const;
export type GuideStep = (typeof guideSteps)[number];

/** Times in words that everybody uses; each is several of the 21 of a week. */
export const WHENS = ['days', 'evenings', 'weekends'] as const;
export type When = (typeof WHENS)[number];
export const KMS = [5, 10, 25, 50] as const;
export const GUIDE_AGES = [13, 15, 16, 18] as const;
export const OTHER_LANGUAGES = LANGUAGES.filter((code) => code !== 'sv');

const asText = (value: unknown): unknown => (Array.isArray(value) ? value[0] : value);
const codes = <const T extends readonly string[]>(known: T) =>
  z
    .preprocess((value) => (Array.isArray(value) ? (value as unknown[]) : [value]), z.array(z.unknown()))
    .transform((given) => known.filter((code) => given.includes(code)) as T[number][]);
const one = <const T extends readonly string[]>(known: T) =>
  z
    .preprocess(asText, z.enum(known as unknown as [string, ...string[]]))
    .transform((value) => value as T[number])
    .optional()
    .catch(undefined);
const number = <const T extends readonly number[]>(known: T) =>
  one(known.map(String)).transform((value) =>
    value === undefined ? undefined : (Number(value) as T[number]),
  );
const yes = one(['yes']).transform((value) => value === 'yes');

const answers = z.object({
  activity: codes(ACTIVITIES),
  cause: codes(CAUSES),
  when: codes(WHENS),
  municipality: z.preprocess(asText, z.string().refine(isMunicipality)).optional().catch(undefined),
  km: number(KMS),
  home: yes,
  swedish: one(SWEDISH_NEEDED),
  speaks: codes(OTHER_LANGUAGES),
  practice: yes,
  groups: yes,
  access: codes(FACTS),
  age: number(GUIDE_AGES),
});
export type Answers = z.output<typeof answers>;
export type AnswerName = keyof Answers;

/** Which answers each question asks for. */
export const asks = {
  what: ['activity', 'cause'],
  when: ['when'],
  where: ['municipality', 'km', 'home'],
  language: ['swedish', 'speaks'],
  matters: ['practice', 'groups', 'age', 'access'],
} as const satisfies Record<GuideStep, readonly AnswerName[]>;

export function readAnswers(query: Readonly<Record<string, unknown>>): Answers {
  return answers.parse(query);
}

/** Names and values as they stand in an address, without those of `except`. */
export function pairsOf(given: Answers, except?: GuideStep): { name: string; value: string }[] {
  const left = except === undefined ? [] : (asks[except] as readonly string[]);
  return Object.entries(given).flatMap(([name, value]) => {
    if (left.includes(name) || value === undefined || value === false) return [];
    const values = Array.isArray(value) ? value : [value === true ? 'yes' : value];
    return values.map((text) => ({ name, value: String(text) }));
  });
}

/** What each name holds, as a form shows it. */
export function valuesOf(given: Answers): Record<string, string | string[]> {
  const values: Record<string, string | string[]> = {};
  for (const [name, value] of Object.entries(given)) {
    if (Array.isArray(value)) values[name] = value;
    else if (value !== undefined && value !== false) values[name] = value === true ? 'yes' : String(value);
  }
  return values;
}

export function slotsOfWhen(whens: readonly When[]): SlotCode[] {
  return SLOTS.filter((slot) => {
    const [day, part] = slot.split('-');
    const isWeekend = Number(day) >= 6;
    return whens.includes(isWeekend ? 'weekends' : part === 'evening' ? 'evenings' : 'days');
  });
}

export function wishOfAnswers(given: Answers): Wish {
  const { activity, cause, when, home, swedish, speaks, practice, groups, access, age } = given;
  const where = homeOf(given.municipality, given.km ?? usualKm);
  return {
    ...noWish,
    activities: activity,
    causes: cause,
    slots: slotsOfWhen(when),
    fromHome: home,
    speaks,
    practice,
    access,
    together: groups,
    ...(where === undefined ? {} : { home: where }),
    ...(swedish === undefined ? {} : { swedish }),
    ...(age === undefined ? {} : { age }),
  };
}

/** The centre of a municipality, which stands for all of it. */
export function homeOf(municipality: string | undefined, km: number): Home | undefined {
  const seat = municipality === undefined ? undefined : seatOf(municipality);
  if (municipality === undefined || seat === undefined) return undefined;
  return { lat: seat.lat, lon: seat.lon, municipality, km, isWhole: true };
}
