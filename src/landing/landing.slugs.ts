// The names of municipalities as an address has them: "vasteras", "ostersund", "habo" and "habo-uppsala". Pure.
import { county, municipalities } from '../places/places.ts';
import type { Municipality } from '../places/places.ts';

const plain = (name: string): string =>
  name
    .toLocaleLowerCase('sv')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');

/** Two that would be written alike are told apart by their county, but for the first in the alphabet. */
const bySlug = new Map<string, Municipality>();
for (const one of municipalities()) {
  const short = plain(one.name);
  const area = plain(county(one.county)?.name.replace(/s? län$/, '') ?? one.county);
  bySlug.set(bySlug.has(short) ? `${short}-${area}` : short, one);
}
const byCode = new Map([...bySlug].map(([slug, { code }]) => [code, slug]));

export function municipalityOf(slug: string): Municipality | undefined {
  return bySlug.get(slug);
}

/** The path of a municipality's page, or of one cause in it. */
export function landingHref(code: string, cause?: string): string {
  const slug = byCode.get(code) ?? code;
  return cause === undefined ? `/in/${slug}` : `/in/${slug}/${cause}`;
}
