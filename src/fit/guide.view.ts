// What the pages of the guide show: one question each, and the way on, back and past it. Pure.
import { municipalities, municipality } from '../places/places.ts';
import { facts } from '../platform/i18n/languages.ts';
import type { Language } from '../platform/i18n/languages.ts';
import type { MessageKey } from '../platform/i18n/translate.ts';
import { ACTIVITIES, CAUSES, FACTS, SWEDISH_NEEDED } from '../taxonomies/taxonomies.ts';
import type { Activity, Cause } from '../taxonomies/taxonomies.ts';
import { GUIDE_AGES, KMS, OTHER_LANGUAGES, WHENS, guideSteps, pairsOf, slotsOfWhen } from './guide.schema.ts';
import type { Answers, GuideStep, When } from './guide.schema.ts';
import { usualKm } from './wish.ts';

const pictures: Record<Cause | `do-${Activity}` | When, string> = {
  children: 'baby',
  elderly: 'heart-handshake',
  integration: 'languages',
  environment: 'leaf',
  sport: 'trophy',
  culture: 'palette',
  health: 'heart-pulse',
  animals: 'paw-print',
  disability: 'accessibility',
  social: 'hand-heart',
  international: 'globe',
  rights: 'scale',
  education: 'graduation-cap',
  community: 'house',
  'do-companionship': 'coffee',
  'do-teaching': 'book-open',
  'do-coaching': 'medal',
  'do-events': 'party-popper',
  'do-driving': 'car',
  'do-cooking': 'utensils',
  'do-craft': 'hammer',
  'do-it': 'laptop',
  'do-communication': 'camera',
  'do-administration': 'calculator',
  'do-board': 'presentation',
  'do-outdoors': 'tree-pine',
  'do-animals': 'dog',
  'do-fundraising': 'piggy-bank',
  'do-language': 'languages',
  days: 'sun',
  evenings: 'moon',
  weekends: 'calendar-days',
};

const longer: Partial<Record<GuideStep, 'cause' | 'speaks' | 'access'>> = {
  what: 'cause',
  language: 'speaks',
  matters: 'access',
};

/** The path of a question, or of what it all leads to. */
export function guidePath(step: GuideStep | 'fit'): string {
  return step === 'what' ? '/guide' : `/guide/${step}`;
}

export function guideHref(step: GuideStep | 'fit', answers: Answers, except?: GuideStep): string {
  const query = new URLSearchParams(
    pairsOf(answers, except).map(({ name, value }): [string, string] => [name, value]),
  );
  return query.size === 0 ? guidePath(step) : `${guidePath(step)}?${query.toString()}`;
}

/** Whoever changes one answer afterwards goes straight back to what fits. */
export function changeHref(step: GuideStep, answers: Answers): string {
  const href = guideHref(step, answers);
  return `${href}${href.includes('?') ? '&' : '?'}change=yes`;
}

export function stepView(step: GuideStep, answers: Answers, isChange: boolean) {
  const at = guideSteps.indexOf(step);
  const before = guideSteps[at - 1];
  const next = isChange ? 'fit' : (guideSteps[at + 1] ?? 'fit');
  return {
    step: { [step]: true },
    heading: `guide.${step}.heading` as const,
    lead: `guide.${step}.lead` as const,
    n: at + 1,
    of: guideSteps.length,
    action: guidePath(next),
    kept: pairsOf(answers, step),
    isLast: next === 'fit',
    /** The longer part of a question stands open where something in it is chosen. */
    hasMore: longer[step] !== undefined && answers[longer[step]].length > 0,
    skipHref: guideHref(next, answers, step),
    backHref: isChange ? guideHref('fit', answers) : before && guideHref(before, answers),
    fitHref: at > 0 && next !== 'fit' ? guideHref('fit', answers) : undefined,
    ...optionsOf(step),
  };
}

function optionsOf(step: GuideStep) {
  const option = <T extends string>(value: T, key: MessageKey, picture?: string) => ({ value, key, picture });
  switch (step) {
    case 'what':
      return {
        activityOptions: ACTIVITIES.map((code) =>
          option(code, `taxonomies.activity.${code}`, pictures[`do-${code}`]),
        ),
        causeOptions: CAUSES.map((code) => option(code, `taxonomies.cause.${code}`, pictures[code])),
      };
    case 'when':
      return { whenOptions: WHENS.map((code) => option(code, `guide.when.${code}`, pictures[code])) };
    case 'where':
      return {
        municipalityOptions: municipalities().map(({ code, name }) => ({ value: code, text: name })),
        kmOptions: KMS.map((km) => ({ value: String(km), key: { key: 'guide.where.km', values: { km } } })),
      };
    case 'language':
      return {
        swedishOptions: SWEDISH_NEEDED.map((code) => option(code, `guide.swedish.${code}`)),
        speaksOptions: OTHER_LANGUAGES.map((code) => option(code, `taxonomies.language.${code}`)),
      };
    case 'matters':
      return {
        ageOptions: GUIDE_AGES.map((age) => ({
          value: String(age),
          key: { key: 'guide.age.option', values: { age } },
        })),
        accessOptions: FACTS.map((code) => option(code, `taxonomies.fact.${code}`)),
      };
  }
}

/** What was answered to each question, in words, with the way to change it. */
export function answeredView(answers: Answers, lang: Language) {
  return guideSteps.map((step) => ({
    question: `guide.${step}.heading` as const,
    answer: saidOf(step, answers, lang).join(', '),
    href: changeHref(step, answers),
  }));
}

function saidOf(step: GuideStep, answers: Answers, lang: Language): string[] {
  const { t } = facts[lang];
  const { activity, cause, when, km, home, swedish, speaks, practice, groups, age, access } = answers;
  switch (step) {
    case 'what':
      return [
        ...activity.map((code) => t(`taxonomies.activity.${code}`)),
        ...cause.map((code) => t(`taxonomies.cause.${code}`)),
      ];
    case 'when':
      return when.map((code) => t(`guide.when.${code}`));
    case 'where': {
      const name = answers.municipality === undefined ? undefined : municipality(answers.municipality)?.name;
      if (home) return [t('guide.where.home')];
      return name === undefined ? [] : [name, t('guide.where.km', { km: km ?? usualKm })];
    }
    case 'language':
      return [
        ...(swedish === undefined ? [] : [t(`guide.swedish.${swedish}`)]),
        ...speaks.map((code) => t(`taxonomies.language.${code}`)),
      ];
    case 'matters':
      return [
        ...(practice ? [t('guide.practice')] : []),
        ...(groups ? [t('guide.groups')] : []),
        ...(age === undefined ? [] : [t('guide.age.option', { age })]),
        ...access.map((code) => t(`taxonomies.fact.${code}`)),
      ];
  }
}

/** The ordinary search with the same wishes as filters. */
export function searchHrefOf({
  activity,
  cause,
  when,
  municipality: code,
  km,
  home,
  age,
  access,
}: Answers): string {
  const seat = code === undefined || home ? undefined : municipality(code)?.seat;
  const query = new URLSearchParams([
    ...(seat === undefined
      ? []
      : [
          ['near', seat],
          ['km', String(km ?? usualKm)],
        ]),
    ...cause.map((one) => ['cause', one]),
    ...activity.map((one) => ['activity', one]),
    ...slotsOfWhen(when).map((one) => ['slot', one]),
    ...(home ? [['where', 'remote']] : []),
    ...access.map((one) => ['access', one]),
    ...(age === undefined ? [] : [['age', String(age)]]),
  ]);
  return query.size === 0 ? '/assignments' : `/assignments?${query.toString()}`;
}

/** The same answers with a gate moved or taken away, nearest first, for whoever finds little. */
export function widerAnswers(
  answers: Answers,
): { name: 'out' | 'km' | 'anywhere'; km: number; answers: Answers }[] {
  const { municipality: code, home } = answers;
  const present = answers.km ?? usualKm;
  const farther = code === undefined || home ? [] : KMS.filter((km) => km > present);
  return [
    ...(home ? [{ name: 'out' as const, km: present, answers: { ...answers, home: false } }] : []),
    ...farther.map((km) => ({ name: 'km' as const, km, answers: { ...answers, km } })),
    ...(code === undefined
      ? []
      : [
          {
            name: 'anywhere' as const,
            km: present,
            answers: { ...answers, municipality: undefined, km: undefined, home: false },
          },
        ]),
  ];
}
