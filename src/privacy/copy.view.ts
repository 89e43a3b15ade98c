// The readable page of a copy: each part under what it is, how long it is kept and why, and each row field by field in the reader's words. Pure.
import { sv } from '../locales/sv/index.ts';
import { slotText } from '../fit/fit.view.ts';
import { municipality, place } from '../places/places.ts';
import type { SlotCode } from '../search/engine/entry.ts';
import { facts, formatDate, formatNumber, isLanguage } from '../platform/i18n/languages.ts';
import type { Language } from '../platform/i18n/languages.ts';
import type { MessageKey } from '../platform/i18n/translate.ts';
import { isPlain } from './row.ts';
import type { CopyPiece } from './copy.archive.ts';
import { keptFacts } from './retention.view.ts';

/** A field as it is read: one text, or rows of fields. `isTyped` is true of what may be in any language. */
interface Shown {
  label: string;
  /** True where nobody has given the field words yet. */
  isCode: boolean;
  text?: string;
  isTyped?: boolean;
  rows?: Shown[][];
}

type FieldKey = Extract<MessageKey, `privacy.field.${string}`>;

const state = (code: string): string => `applications.state.${code}`;
/** Where codes have words. */
const words: Readonly<Record<string, (code: string) => string>> = {
  status: state,
  from: state,
  to: state,
  causes: (code) => `taxonomies.cause.${code}`,
  activities: (code) => `taxonomies.activity.${code}`,
  code: (code) => `taxonomies.language.${code}`,
  level: (code) => `taxonomies.level.${code}`,
};

/** What the bell said, of a row that is stored as a key and what stands in it. */
export type NoticeText = (row: { key: string; values: Record<string, string> }, lang: Language) => string;

export function copyView(pieces: readonly CopyPiece[], lang: Language, now: Date, noticeText: NoticeText) {
  return {
    madeAt: moment(now, lang),
    pieces: pieces.map(({ name, what, rows }) => ({
      name,
      title: what.title,
      holds: what.holds,
      facts: keptFacts(what, lang),
      rows: rows.map((row) => fields(asSentence(row, lang, noticeText), lang)),
    })),
  };
}

function fields(row: Readonly<Record<string, unknown>>, lang: Language): Shown[] {
  return Object.entries(row).flatMap(([name, value]) => {
    const shown = name === '_id' ? undefined : shownValue(name, value, lang);
    return shown === undefined ? [] : [{ ...labelOf(name, lang), ...shown }];
  });
}

function labelOf(name: string, lang: Language): Pick<Shown, 'label' | 'isCode'> {
  const isKnown = Object.hasOwn(sv.privacy, `field.${name}`);
  return isKnown
    ? { label: facts[lang].t(`privacy.field.${name}` as FieldKey), isCode: false }
    : { label: name, isCode: true };
}

/** Undefined where there is nothing to tell. */
function shownValue(
  name: string,
  value: unknown,
  lang: Language,
): Omit<Shown, 'label' | 'isCode'> | undefined {
  if (Array.isArray(value)) {
    if (value.length === 0) return undefined;
    if (value.some((one) => isPlain(one) && nameIn(one, lang) === undefined))
      return { rows: value.filter(isPlain).map((one) => fields(one, lang)) };
    return { text: value.map((one) => shownValue(name, one, lang)?.text ?? '').join(', '), isTyped: true };
  }
  if (isPlain(value)) {
    const text = nameIn(value, lang);
    if (text !== undefined) return { text, isTyped: true };
    const rows = [fields(value, lang)].filter((row) => row.length > 0);
    return rows.length === 0 ? undefined : { rows };
  }
  if (value instanceof Date) return { text: moment(value, lang) };
  if (typeof value === 'boolean')
    return { text: facts[lang].t(value ? 'privacy.copy.yes' : 'privacy.copy.no') };
  if (typeof value === 'number') return { text: formatNumber(lang, value) };
  if (typeof value !== 'string' || value === '') return undefined;
  const known = inWords(name, value, lang);
  return known === undefined ? { text: value, isTyped: true } : { text: known };
}

/** Of somebody, or of something, as the copy has them in their place. */
function nameIn(value: Readonly<Record<string, unknown>>, lang: Language): string | undefined {
  if (value['you'] === true) return facts[lang].t('privacy.copy.you');
  const names = Object.keys(value);
  const isReference = names.length > 0 && names.every((one) => one === 'id' || one === 'name');
  if (!isReference) return undefined;
  return typeof value['name'] === 'string' ? value['name'] : facts[lang].t('privacy.copy.gone');
}

function inWords(name: string, value: string, lang: Language): string | undefined {
  if (name === 'municipality') return municipality(value)?.name;
  if (name === 'place') return place(value)?.name;
  if (name === 'slots') return slotText(value as SlotCode, lang);
  if (name === 'language' && isLanguage(value)) return facts[value].name;
  const key = words[name]?.(value) ?? '';
  const [domain = '', ...rest] = key.split('.');
  const known = (sv as Readonly<Record<string, Readonly<Record<string, string>>>>)[domain];
  return known !== undefined && Object.hasOwn(known, rest.join('.'))
    ? facts[lang].t(key as MessageKey)
    : undefined;
}

function asSentence(
  row: Readonly<Record<string, unknown>>,
  lang: Language,
  noticeText: NoticeText,
): Readonly<Record<string, unknown>> {
  const { key, values, ...rest } = row;
  if (typeof key !== 'string' || !isPlain(values)) return row;
  return { text: noticeText({ key, values: values as Record<string, string> }, lang), ...rest };
}

function moment(value: Date, lang: Language): string {
  return `${formatDate(lang, value, 'full')} ${formatDate(lang, value, 'time')}`;
}
