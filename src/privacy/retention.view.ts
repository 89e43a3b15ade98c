// The public table of what is kept and how long, made from the table that the jobs work from. Pure.
import { facts } from '../platform/i18n/languages.ts';
import type { Language } from '../platform/i18n/languages.ts';
import { kept } from './collections.ts';
import type { Erasure, Kept } from './collections.ts';

/** What is told first, where a row could be erased in more than one way. */
const ways = ['removed', 'emptied', 'replaced'] as const satisfies readonly Exclude<Erasure, 'mentions'>[];

export function retentionTable(lang: Language) {
  return kept.map(([, what]) => ({
    title: what.title,
    holds: what.holds,
    facts: [
      ...keptFacts(what, lang),
      { label: 'privacy.retention.exported' as const, key: `privacy.exported.${what.exported}` as const },
      {
        label: 'privacy.retention.erased' as const,
        key: `privacy.erased.${wayOf(what.people)}` as const,
      },
    ],
  }));
}

/** How long it is kept, and why. */
export function keptFacts({ keep, basis }: Kept, lang: Language) {
  return [
    {
      label: 'privacy.retention.kept' as const,
      key: keep.words,
      values: 'days' in keep ? { time: duration(keep.days, lang) } : {},
    },
    { label: 'privacy.retention.basis' as const, key: `privacy.basis.${basis}` as const, values: {} },
  ];
}

function wayOf(people: Kept['people']): (typeof ways)[number] | 'byItself' {
  const present = Object.values(people);
  return ways.find((way) => present.includes(way)) ?? 'byItself';
}

/** In years or months where it is that many, else in days. */
function duration(days: number, lang: Language): string {
  const { t } = facts[lang];
  if (days % 365 === 0) return t('privacy.time.years', { n: days / 365 });
  return days === 183 ? t('privacy.time.months', { n: 6 }) : t('privacy.time.days', { n: days });
}
