// Why something is shown, in the words of the page's language. Pure.
import { facts } from '../platform/i18n/languages.ts';
import type { Language } from '../platform/i18n/languages.ts';
import type { SlotCode } from '../search/engine/entry.ts';
import type { Day, DayPart } from '../taxonomies/taxonomies.ts';
import { mostOnCard } from './fit.reasons.ts';
import type { Reason, Reasons } from './fit.reasons.ts';

/** One line for what fits and one for what does not; empty where there is nothing to say. */
export function whyView({ fits, fitsNot }: Reasons, lang: Language): { why: string; whyNot: string } {
  return {
    why: line(fits.slice(0, mostOnCard.fits), lang),
    whyNot: line(fitsNot.slice(0, mostOnCard.fitsNot), lang),
  };
}

export function say(reason: Reason, lang: Language): string {
  const { t } = facts[lang];
  switch (reason.kind) {
    case 'access':
      return inSentence(t(`taxonomies.fact.${reason.fact}`), lang);
    case 'askAccess':
      return t('fit.not.askAccess', { fact: inSentence(t(`taxonomies.fact.${reason.fact}`), lang) });
    case 'distance':
    case 'far': {
      const values = {
        km: Math.max(reason.isAbout ? 1 : 0, reason.km),
        about: reason.isAbout ? 'yes' : 'no',
      };
      return reason.kind === 'far' ? t('fit.not.far', values) : t('fit.why.distance', values);
    }
    case 'slot':
      return t('fit.why.slot', { slot: slotText(reason.slot, lang) });
    case 'swedish':
      return reason.needed === 'none' ? t('fit.why.swedish.none') : t('fit.why.swedish.enough');
    case 'moreSwedish':
      return reason.needed === 'none' ? '' : t(`fit.not.swedish.${reason.needed}`);
    case 'speaks':
      return t('fit.why.speaks', {
        language: inSentence(t(`taxonomies.language.${reason.language}`), lang),
      });
    case 'cause':
      return t('fit.why.chosen', { name: inSentence(t(`taxonomies.cause.${reason.cause}`), lang) });
    case 'activity':
      return t('fit.why.chosen', { name: inSentence(t(`taxonomies.activity.${reason.activity}`), lang) });
    case 'young':
      return t('fit.not.young', { age: reason.age });
    case 'otherTimes':
      return t('fit.not.otherTimes');
    default:
      return t(`fit.why.${reason.kind}`);
  }
}

/** "tisdag kväll". */
export function slotText(slot: SlotCode, lang: Language): string {
  const { t } = facts[lang];
  const [day, part] = slot.split('-') as [`${Day}`, DayPart];
  return t('fit.slot', { day: t(`taxonomies.day.${day}`), part: t(`fit.part.${part}`) });
}

function line(reasons: readonly Reason[], lang: Language): string {
  return reasons.map((reason) => say(reason, lang)).join(' · ');
}

/** Swedish writes what a list begins with a capital without one inside a sentence; English keeps that of names. */
function inSentence(text: string, lang: Language): string {
  return facts[lang].tag === 'sv' ? text.charAt(0).toLocaleLowerCase('sv') + text.slice(1) : text;
}
