// The fixed codes that forms, filters and documents share. A code never changes meaning once published;
// its words are in locales/*/taxonomies.json under `cause.children`, `activity.it` and so on.

export const CAUSES = [
  'children',
  'elderly',
  'integration',
  'environment',
  'sport',
  'culture',
  'health',
  'animals',
  'disability',
  'social',
  'international',
  'rights',
  'education',
  'community',
] as const;
export type Cause = (typeof CAUSES)[number];

export const TARGET_GROUPS = [
  'children',
  'young',
  'adults',
  'elderly',
  'newcomers',
  'disability',
  'families',
  'everyone',
] as const;
export type TargetGroup = (typeof TARGET_GROUPS)[number];

export const ACTIVITIES = [
  'companionship',
  'teaching',
  'coaching',
  'events',
  'driving',
  'cooking',
  'craft',
  'it',
  'communication',
  'administration',
  'board',
  'outdoors',
  'animals',
  'fundraising',
  'language',
] as const;
export type Activity = (typeof ACTIVITIES)[number];

/** ISO 639 codes; `ssp` is Swedish sign language. Swedish first, then the order in which they are offered. */
export const LANGUAGES = [
  'sv',
  'en',
  'ar',
  'so',
  'ti',
  'fa',
  'prs',
  'uk',
  'ru',
  'es',
  'fr',
  'de',
  'fi',
  'pl',
  'ku',
  'tr',
  'bs',
  'sr',
  'hr',
  'th',
  'vi',
  'zh',
  'ssp',
] as const;
export type LanguageCode = (typeof LANGUAGES)[number];

/** How well a person knows a language, weakest first. */
export const LEVELS = ['basic', 'good', 'fluent'] as const;
export type Level = (typeof LEVELS)[number];

/** How much Swedish an assignment needs, least first. */
export const SWEDISH_NEEDED = ['none', 'basic', 'good', 'fluent'] as const;
export type SwedishNeeded = (typeof SWEDISH_NEEDED)[number];

export const FACTS = [
  'stepFree',
  'accessibleToilet',
  'assistanceDog',
  'allergyAware',
  'publicTransport',
  'hearingLoop',
  'quietPlace',
  'signLanguage',
  'supportPerson',
] as const;
export type Fact = (typeof FACTS)[number];

export const FACT_VALUES = ['yes', 'no', 'unknown'] as const;
export type FactValue = (typeof FACT_VALUES)[number];

export const ACCEPTED_LEGAL_FORMS = ['association', 'foundation', 'faith', 'faithPart'] as const;
export type AcceptedLegalForm = (typeof ACCEPTED_LEGAL_FORMS)[number];

/** Offered in the form all the same, so that whoever has one is told why instead of choosing wrongly. */
export const REFUSED_LEGAL_FORMS = ['party', 'company', 'economic', 'publicBody', 'otherCompany'] as const;
export type RefusedLegalForm = (typeof REFUSED_LEGAL_FORMS)[number];

export const LEGAL_FORMS = [...ACCEPTED_LEGAL_FORMS, ...REFUSED_LEGAL_FORMS] as const;
export type LegalForm = (typeof LEGAL_FORMS)[number];

/** In what capacity somebody speaks for an organisation. */
export const CAPACITIES = ['board', 'employee', 'tasked'] as const;
export type Capacity = (typeof CAPACITIES)[number];

export const REST_KINDS = ['summer', 'holidays', 'other'] as const;
export type RestKind = (typeof REST_KINDS)[number];

export const DAY_PARTS = ['morning', 'afternoon', 'evening'] as const;
export type DayPart = (typeof DAY_PARTS)[number];

/** ISO weekdays: 1 is Monday, 7 is Sunday. */
export const DAYS = [1, 2, 3, 4, 5, 6, 7] as const;
export type Day = (typeof DAYS)[number];

/** When something is each week, as '2-evening', in the order of a calendar. */
export const SLOTS = DAYS.flatMap((day) => DAY_PARTS.map((part) => `${day}-${part}` as const));

export const TIMINGS = ['dates', 'weekly', 'flexible'] as const;
export type Timing = (typeof TIMINGS)[number];

export const WHERES = ['onsite', 'remote', 'both'] as const;
export type Where = (typeof WHERES)[number];

/** To whom the address is shown: everybody, those who have a match, or nobody, as of a sheltered place. */
export const ADDRESS_SHOWN = ['all', 'match', 'never'] as const;
export type AddressShown = (typeof ADDRESS_SHOWN)[number];

export const ADMISSIONS = ['review', 'direct'] as const;
export type Admission = (typeof ADMISSIONS)[number];

export const REIMBURSED = ['travel', 'meals'] as const;
export type Reimbursed = (typeof REIMBURSED)[number];

export const DECLINE_REASONS = [
  'full',
  'profile',
  'timing',
  'language',
  'distance',
  'unreachable',
  'other',
] as const;
export type DeclineReason = (typeof DECLINE_REASONS)[number];

export const CLOSE_REASONS = ['filled', 'over', 'cancelled', 'suspended'] as const;
export type CloseReason = (typeof CLOSE_REASONS)[number];

/** What a coordinator may choose; `suspended` is set only when staff suspends the organisation. */
export const COORDINATOR_CLOSE_REASONS = ['filled', 'over', 'cancelled'] as const;
export type CoordinatorCloseReason = (typeof COORDINATOR_CLOSE_REASONS)[number];

export const CANCEL_REASONS = ['unable', 'time', 'changed', 'other'] as const;
export type CancelReason = (typeof CANCEL_REASONS)[number];

/** Why somebody of the staff looks at a person's page. */
export const LOOK_REASONS = ['asked', 'report', 'review', 'safety', 'other'] as const;
export type LookReason = (typeof LOOK_REASONS)[number];

/** Staff's ready sentences about an assignment, about an organisation, or about any text. */
export const ASSIGNMENT_RETURN_REASONS = [
  'contact',
  'unclear',
  'payment',
  'language',
  'place',
  'time',
  'duplicate',
  'notVoluntary',
] as const;
export const ORGANISATION_RETURN_REASONS = ['contact', 'language', 'purpose', 'number'] as const;
export const RETURN_REASONS = [...ASSIGNMENT_RETURN_REASONS, 'purpose', 'number'] as const;
export type ReturnReason = (typeof RETURN_REASONS)[number];

/** True when the form may register; the others are refused with `taxonomies.legalForm.<code>.refused`. */
export function isAcceptedLegalForm(form: string): form is AcceptedLegalForm {
  return (ACCEPTED_LEGAL_FORMS as readonly string[]).includes(form);
}
