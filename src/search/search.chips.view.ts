// Everything that a search has chosen, each with the address of the search without it. Pure.
import { facts, formatDate } from '../platform/i18n/languages.ts';
import type { Language } from '../platform/i18n/languages.ts';
import { atStockholm } from '../platform/stockholm.ts';
import { FACET_NAMES } from './engine/facets.ts';
import { labelOf, nearLabel } from './search.labels.ts';
import { narrowed, searchHref, without, withoutThe } from './search.address.ts';
import type { Asked } from './search.address.ts';
import type { Criteria } from './engine/query.ts';

export interface Chip {
  text: string;
  href: string;
}

export function chipsOf(
  asked: Asked,
  lang: Language,
  organisation: (id: string) => string | undefined,
): Chip[] {
  const { criteria, near } = asked;
  const { text, chosen, from, to, age, places, bounds } = criteria;
  const { t } = facts[lang];
  const chip = (label: string, left: Criteria): Chip => ({
    text: label,
    href: searchHref(narrowed(asked, left)),
  });
  const day = (date: string) => formatDate(lang, atStockholm(date, '12:00'), 'day');
  const km = criteria.near?.km;
  const here = near === undefined ? '' : nearLabel(near, lang);
  return [
    ...(text === '' ? [] : [chip(t('search.chip.text', { text }), { ...criteria, text: '' })]),
    ...(criteria.near === undefined
      ? []
      : [
          chip(
            km === undefined
              ? t('search.chip.near', { place: here })
              : t('search.chip.within', { km, place: here }),
            withoutThe(criteria, 'near'),
          ),
        ]),
    ...(bounds === undefined ? [] : [chip(t('search.chip.bounds'), withoutThe(criteria, 'bounds'))]),
    ...FACET_NAMES.flatMap((name) =>
      (chosen[name] ?? []).map((value) =>
        chip(labelOf(name, value, lang, organisation), without(criteria, name, value)),
      ),
    ),
    ...(from === undefined
      ? []
      : [chip(t('search.chip.from', { day: day(from) }), withoutThe(criteria, 'from'))]),
    ...(to === undefined ? [] : [chip(t('search.chip.to', { day: day(to) }), withoutThe(criteria, 'to'))]),
    ...(age === undefined ? [] : [chip(t('search.chip.age', { age }), withoutThe(criteria, 'age'))]),
    ...(places === undefined
      ? []
      : [chip(t('search.chip.places', { n: places }), withoutThe(criteria, 'places'))]),
  ];
}
