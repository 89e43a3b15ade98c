// What a value of a facet is called, in the reader's language. Pure.
import { facts } from '../platform/i18n/languages.ts';
import type { Language } from '../platform/i18n/languages.ts';
import { county, municipality, place } from '../places/places.ts';
import type { Day, DayPart } from '../taxonomies/taxonomies.ts';
import type { CODES } from './engine/values.ts';
import type { FacetName } from './engine/facets.ts';

type Known = typeof CODES;
type Codes = { [Name in keyof Known]: Known[Name][number] };

/** `organisation` names one by its id: only what is in the index is known. */
export function labelOf(
  name: FacetName,
  value: string,
  lang: Language,
  organisation: (id: string) => string | undefined,
): string {
  const { t, locale } = facts[lang];
  switch (name) {
    case 'region':
      return (value.length === 2 ? county(value) : municipality(value))?.name ?? value;
    case 'cause':
      return t(`taxonomies.cause.${value as Codes['cause']}`);
    case 'group':
      return t(`taxonomies.targetGroup.${value as Codes['group']}`);
    case 'activity':
      return t(`taxonomies.activity.${value as Codes['activity']}`);
    case 'slot': {
      const [day, part] = value.split('-') as [`${Day}`, DayPart];
      return t('search.slot', {
        day: t(`taxonomies.day.${day}`),
        part: t(`taxonomies.dayPart.${part}`).toLocaleLowerCase(locale),
      });
    }
    case 'timing':
      return t(`taxonomies.timing.${value as Codes['timing']}`);
    case 'where':
      return t(`search.where.${value as Codes['where']}`);
    case 'swedish':
      return t(`taxonomies.swedishNeeded.${value as Codes['swedish']}`);
    case 'spoken':
      return t(`taxonomies.language.${value as Codes['spoken']}`);
    case 'practice':
      return t('search.practice.yes');
    case 'access':
      return t(`taxonomies.fact.${value as Codes['access']}`);
    case 'groups':
      return t('search.groups.yes');
    case 'admission':
      return t(`search.admission.${value as Codes['admission']}`);
    case 'organisation':
      return organisation(value) ?? t('search.organisation');
  }
}

/** Where `near` is, as a sentence names it. */
export function nearLabel(near: string, lang: Language): string {
  return place(near)?.name ?? facts[lang].t('search.near.here');
}
