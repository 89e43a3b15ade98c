// Believable assignments in any number: words as often as words are (Zipf), real places, few big organisations and many small ones. The
// same seed gives the same ones.
import type { Entry, SlotCode } from '../src/search/engine/entry.ts';
import { county, municipalities, municipality, placesOf } from '../src/places/places.ts';
import {
  ACTIVITIES,
  CAUSES,
  DAY_PARTS,
  FACTS,
  SWEDISH_NEEDED,
  TARGET_GROUPS,
} from '../src/taxonomies/taxonomies.ts';
import partData from '../src/search/engine/parts.json' with { type: 'json' };
import demo from '../src/demo/assignments.json' with { type: 'json' };
import { facts as languages } from '../src/platform/i18n/languages.ts';
import { wordsOf } from '../src/search/engine/text.ts';

export const now = Date.UTC(2026, 4, 1, 10);
const day = 86_400_000;

/** mulberry32 */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Place n is drawn in proportion to 1 / (n + 2.7) (Zipf and Mandelbrot), by halving over the sums. */
function zipf(size: number): (random: number) => number {
  const sums = new Float64Array(size);
  let sum = 0;
  for (let i = 0; i < size; i += 1) sums[i] = sum += 1 / (i + 2.7);
  return (random) => {
    const wanted = random * sum;
    let [low, high] = [0, size - 1];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((sums[middle] as number) < wanted) low = middle + 1;
      else high = middle;
    }
    return low;
  };
}

/** The words of the demo's texts by how often they come, then words joined from parts, with endings, as rare words mostly are. */
export function vocabulary(size: number): string[] {
  const counts = new Map<string, number>();
  for (const { title, description, easySummary } of demo as {
    title: string;
    description: string;
    easySummary?: string;
  }[])
    for (const word of wordsOf(`${title} ${description} ${easySummary ?? ''}`))
      counts.set(word, (counts.get(word) ?? 0) + 1);
  const known = [...counts].toSorted(([, a], [, b]) => b - a).map(([word]) => word);
  const random = randomFrom(7);
  const all = new Set(known);
  const endings = ['', 'en', 'er', 'erna', 'ar', 'arna', 'et', 's', 'ens'];
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  while (all.size < size)
    all.add(pick(partData.words) + (random() < 0.3 ? 's' : '') + pick(partData.words) + pick(endings));
  return [...all];
}

export function corpus(seed = 1, vocabularySize = 60_000) {
  const random = randomFrom(seed);
  const words = vocabulary(vocabularySize);
  const common = zipf(words.length);
  const word = () => words[common(random())] as string;
  const someWords = (least: number, most: number) =>
    Array.from({ length: least + Math.floor(random() * (most - least + 1)) }, word).join(' ');
  const some = <T>(list: readonly T[], most: number): T[] => [
    ...new Set(
      Array.from(
        { length: 1 + Math.floor(random() * most) },
        () => list[Math.floor(random() ** 1.5 * list.length)] as T,
      ),
    ),
  ];
  // Big municipalities first, as their seats come: Stockholm has many, the last ones few.
  const areas = municipalities().toSorted((a, b) => placesOf(b.code).length - placesOf(a.code).length);
  const area = zipf(areas.length);
  const terms = (kind: 'cause' | 'activity' | 'targetGroup', codes: readonly string[]) =>
    codes
      .flatMap((code) =>
        (['sv', 'en'] as const).map((language) =>
          languages[language].t(`taxonomies.${kind}.${code}` as never),
        ),
      )
      .join(' ');

  return function entry(n: number): Entry {
    const code = (areas[area(random())] as { code: string }).code;
    const places = placesOf(code);
    const place = places[Math.floor(random() ** 2 * places.length)] as (typeof places)[number];
    const own = municipality(code);
    const [causes, activities, groups] = [some(CAUSES, 2), some(ACTIVITIES, 2), some(TARGET_GROUPS, 2)];
    const kind = random();
    const timing = kind < 0.4 ? 'weekly' : kind < 0.8 ? 'dates' : 'flexible';
    const occasions =
      timing === 'dates'
        ? Array.from(
            { length: 1 + Math.floor(random() * 3) },
            (_, i) => now + Math.floor((i * 7 + random() * 90) * day),
          ).sort((a, b) => a - b)
        : [];
    const organisation = Math.floor(random() ** 2 * Math.max(50, 20_000));
    const description = someWords(60, 120);
    return {
      id: `6${(n + 1).toString(16).padStart(23, '0')}`,
      organisation: `a${organisation.toString(16).padStart(23, '0')}`,
      words: {
        title: someWords(3, 8),
        organisation: `${words[organisation % 3000] as string} förening ${place.name}`,
        place: `${place.name} ${own?.name ?? ''} ${county(own?.county ?? '')?.name ?? ''}`,
        terms: [terms('cause', causes), terms('activity', activities), terms('targetGroup', groups)].join(
          ' ',
        ),
        easySummary: random() < 0.5 ? someWords(10, 25) : '',
        description,
      },
      textLang: random() < 0.9 ? 'sv' : 'en',
      causes,
      groups,
      activities,
      timing,
      occasions,
      days: occasions.map((instant) => new Date(instant).toISOString().slice(0, 10)),
      slots:
        timing === 'weekly'
          ? some(
              [1, 2, 3, 4, 5, 6, 7].flatMap((one) => DAY_PARTS.map((part) => `${one}-${part}` as SlotCode)),
              3,
            )
          : [],
      onsite: random() < 0.9,
      remote: random() < 0.15,
      municipality: code,
      point: { lat: place.lat, lon: place.lon },
      isArea: random() < 0.3,
      swedish: some(SWEDISH_NEEDED, 1)[0] as (typeof SWEDISH_NEEDED)[number],
      practice: random() < 0.3,
      spoken: some(['sv', 'en', 'ar', 'so', 'ti', 'fa'] as const, 2),
      access: some(FACTS, 3),
      lowestAge: [0, 13, 15, 16, 18][Math.floor(random() * 5)] as number,
      welcomesGroups: random() < 0.3,
      admission: random() < 0.7 ? 'review' : 'direct',
      places: 5,
      free: 1 + Math.floor(random() * 10),
      waiting: Math.floor(random() * 5),
      publishedAt: now - Math.floor(random() * 400 * day),
      organisationSince: now - Math.floor(random() * 2000 * day),
      ...(timing === 'dates' ? { until: (occasions.at(-1) ?? now) + 3_600_000 } : {}),
    };
  };
}
