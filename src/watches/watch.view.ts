// What the pages of watches show. Pure.
import type { Language } from '../platform/i18n/languages.ts';
import { day } from '../platform/clock.ts';
import { NEW_PACES, WATCH_PACES } from './watch.schema.ts';
import type { WatchPace } from './watch.schema.ts';
import { searchWords } from './watch.search.ts';

interface Shown {
  _id: unknown;
  search: string;
  pace: WatchPace;
  endsAt: Date;
}

interface Page {
  lang: Language;
  now: Date;
  names: (organisation: string) => string | undefined;
  /** The path that its form is sent to, with the watch's id after it. */
  base: string;
}

/** So long before it ends it can be renewed. */
const renewedWithin = 60 * day;

export const newPaces = NEW_PACES.map((value) => ({ value, key: `watches.pace.${value}` as const }));

export { searchWords as wordsIn };

export function watchRow({ _id, search, pace, endsAt }: Shown, { lang, now, names, base }: Page) {
  return {
    id: String(_id),
    action: `${base}/${String(_id)}`,
    words: searchWords(search, lang, names),
    href: search === '' ? '/assignments' : `/assignments?${search}`,
    isPaused: pace === 'never',
    endsAt,
    mayRenew: pace !== 'never' && endsAt.getTime() - now.getTime() < renewedWithin,
    paces: WATCH_PACES.map((value) => ({
      value,
      key: `watches.pace.${value}` as const,
      isChosen: value === pace,
    })),
  };
}
