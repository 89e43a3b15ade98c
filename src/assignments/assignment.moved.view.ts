// A changed time or place in words, what it was and what it is, for those who come or wait. Pure.
import { facts as languageFacts, formatDate, languages } from '../platform/i18n/languages.ts';
import type { Language } from '../platform/i18n/languages.ts';
import { atStockholm } from '../platform/stockholm.ts';
import type { TimeAndPlace } from './assignment.change.ts';
import { placeName, slotMessage } from './assignment.view.ts';

/** In every language, as a notice stores it. Only who has a match is told the address. */
export function movedWords(
  before: TimeAndPlace,
  after: TimeAndPlace,
  isMatched: boolean,
): Record<Language, string> {
  return Object.fromEntries(
    languages.map((lang) => {
      const { t } = languageFacts[lang];
      const said = (kind: 'time' | 'place', was: string, is: string): string[] =>
        was === is ? [] : [t(`assignments.moved.${kind}`, { was, is })];
      const sentences = [
        ...said('time', timeText(before, lang), timeText(after, lang)),
        ...said('place', placeText(before, lang, isMatched), placeText(after, lang, isMatched)),
      ];
      return [lang, sentences.length === 0 ? t('assignments.moved.address') : sentences.join(' ')];
    }),
  ) as Record<Language, string>;
}

function timeText({ timing, dates, slots, startsOn, endsOn }: TimeAndPlace, lang: Language): string {
  const { t } = languageFacts[lang];
  const day = (date: string, shape: 'day' | 'long'): string =>
    formatDate(lang, atStockholm(date, '12:00'), shape);
  if (timing === 'dates' && dates.length > 0)
    return dates
      .map(({ date, from, to }) => t('assignments.when.occasion', { day: day(date, 'day'), from, to }))
      .join(', ');
  const times = timing === 'weekly' ? slots.map((slot) => slotMessage(slot, lang)) : [];
  return [
    times.length === 0
      ? t('taxonomies.timing.flexible')
      : times.map(({ key, values }) => lowerFirst(t(key, values))).join(', '),
    ...(startsOn === undefined ? [] : [t('assignments.show.starts', { day: day(startsOn, 'long') })]),
    ...(endsOn === undefined ? [] : [t('assignments.show.ends', { day: day(endsOn, 'long') })]),
  ]
    .map(lowerFirst)
    .join(', ');
}

/** What begins a line elsewhere stands within a sentence here. */
function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

function placeText(given: TimeAndPlace, lang: Language, isMatched: boolean): string {
  const { t } = languageFacts[lang];
  if (given.where === 'remote') return lowerFirst(t('taxonomies.where.remote'));
  const place = [isMatched ? given.address : undefined, placeName(given)].filter(Boolean).join(', ');
  return given.where === 'both' ? `${place} ${t('assignments.card.orRemote')}` : place;
}
