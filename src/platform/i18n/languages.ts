// The languages of the interface: how each is named, written and reached. One more is a folder of messages, a name in `languages` and a line in `facts`.
import { ar } from '../../locales/ar/index.ts';
import { en } from '../../locales/en/index.ts';
import { latt } from '../../locales/latt/index.ts';
import { sv } from '../../locales/sv/index.ts';
import { createTranslate } from './translate.ts';
import type { Translate } from './translate.ts';

/** In the order in which they are offered. */
export const languages = ['sv', 'latt', 'en', 'ar'] as const;
export type Language = (typeof languages)[number];

interface LanguageFacts {
  /** In itself. */
  readonly name: string;
  /** What a browser, a screen reader and a search engine know it by (BCP 47): easy Swedish is Swedish to them. */
  readonly tag: string;
  /** How `Intl` writes dates and numbers in it. */
  readonly locale: string;
  readonly dir: 'ltr' | 'rtl';
  /** What stands before the path of every page in this language. */
  readonly prefix: string;
  readonly t: Translate;
}

/** The digits, the calendar and the clock of everything else that its reader meets in Sweden. */
const arabic = 'ar-u-ca-gregory-hc-h23-nu-latn';

export const facts: Readonly<Record<Language, LanguageFacts>> = {
  sv: {
    name: 'Svenska',
    tag: 'sv',
    locale: 'sv-SE',
    dir: 'ltr',
    prefix: '',
    t: createTranslate('sv-SE', sv),
  },
  latt: {
    name: 'Lätt svenska',
    tag: 'sv',
    locale: 'sv-SE',
    dir: 'ltr',
    prefix: '/latt',
    t: createTranslate('sv-SE', latt),
  },
  en: {
    name: 'English',
    tag: 'en',
    locale: 'en-GB',
    dir: 'ltr',
    prefix: '/en',
    t: createTranslate('en-GB', en),
  },
  ar: {
    name: 'العربية',
    tag: 'ar',
    locale: arabic,
    dir: 'rtl',
    prefix: '/ar',
    t: createTranslate(arabic, ar, 'rtl'),
  },
};

/** Without those that are another way to write one of the others: no search engine tells the two apart. */
export const ownLanguages: readonly Language[] = languages.filter((one) => facts[one].tag === one);

/** The language of somebody's words, where it is not the one of the page: a screen reader then reads them as what they are (WCAG 3.1.2). */
export function otherLanguage(textLang: string, lang: Language): string | undefined {
  return textLang === facts[lang].tag ? undefined : textLang;
}

export function isLanguage(value: unknown): value is Language {
  return languages.some((language) => language === value);
}

/** `path` starts with a slash and has no language in front. */
export function pathIn(language: Language, path: string): string {
  const { prefix } = facts[language];
  return path === '/' && prefix !== '' ? prefix : prefix + path;
}

/** What is put beside words of this language in plain text: a telephone number is not read backwards there. */
export function isolated(language: Language, text: string): string {
  return facts[language].dir === 'rtl' ? `\u2068${text}\u2069` : text;
}

const zone = 'Europe/Stockholm';
const shapes = {
  short: { day: 'numeric', month: 'short' },
  long: { weekday: 'long', day: 'numeric', month: 'long' },
  full: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
  time: { hour: '2-digit', minute: '2-digit' },
  day: { weekday: 'short', day: 'numeric', month: 'short' },
  datetime: { day: 'numeric', month: 'long', hour: '2-digit', minute: '2-digit' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;
export type DateShape = keyof typeof shapes;

const dateFormats = new Map<string, Intl.DateTimeFormat>();

/** A date in words, in Swedish time whatever machine this runs on. */
export function formatDate(language: Language, value: Date, shape: DateShape): string {
  const name = `${language} ${shape}`;
  let format = dateFormats.get(name);
  if (format === undefined) {
    format = new Intl.DateTimeFormat(facts[language].locale, { ...shapes[shape], timeZone: zone });
    dateFormats.set(name, format);
  }
  return format.format(value);
}

export function formatNumber(language: Language, value: number): string {
  return value.toLocaleString(facts[language].locale);
}
