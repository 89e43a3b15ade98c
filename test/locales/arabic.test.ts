// The sentences in Arabic: in Arabic letters, with every form that Arabic counts in, and so marked that what is put into them keeps its order.
import { isLiteralElement, parse } from '@formatjs/icu-messageformat-parser';
import type { MessageFormatElement } from '@formatjs/icu-messageformat-parser';
import { facts, formatDate, formatNumber } from '../../src/platform/i18n/languages.ts';
import { messagesOf } from '../support/messages.ts';

const { t } = facts.ar;
const messages = [...messagesOf('ar')];
const swedish = messagesOf('sv');

/** What is written in Latin letters in every language: names, and the Swedish word beside the Arabic one, in brackets. */
const LATIN = new RegExp(
  [
    'Handslag|Volontärbyrån|JavaScript|GeoNames|CC BY 4\\.0|WCAG|Digg|axe|ar_AR|AA',
    'JPEG|PNG|WebP|AVIF|Atom|JSON Feed|Natural Earth|SCB|Enter',
    '\\((?:kommun|personnummer|organisationsnummer|registerutdrag|god man|kaka|hemförsäkring|SCB|IMY|Digg)\\)',
    '\\((?:Polisen|Skatteverket|Integritetsskyddsmyndigheten)\\)',
    '\\((?:ideell förening|stiftelse|aktiebolag|ekonomisk förening)\\)',
  ].join('|'),
  'g',
);
/** What keeps its own order from left to right: an example of a number, an address, a sentence in Swedish. */
const ISOLATED = /\u2066[^\u2066\u2069]+\u2069/g;
const forms = ['zero', 'one', 'two', 'few', 'many', 'other'];

test('every message is in Arabic, and has nothing Swedish left', () => {
  const faults = messages.flatMap(([key, text]) => {
    const words = literalsOf(parse(text, { ignoreTag: true })).join(' ');
    const plain = words.replace(ISOLATED, '').replace(LATIN, '');
    if (/\p{Script=Latin}/u.test(plain)) return [`${key}: ${text}`];
    const isNameAlone = !/\p{L}/u.test((swedish.get(key) ?? '').replace(/\{\w+\}/g, '').replace(LATIN, ''));
    return isNameAlone || /\p{Script=Arabic}/u.test(words) || key === 'layout.og.locale'
      ? []
      : [`${key}: ${text}`];
  });
  expect(faults).toEqual([]);
});

test('what is counted has every form that Arabic counts in', () => {
  const faults = messages.flatMap(([key, text]) =>
    pluralsOf(parse(text, { ignoreTag: true }))
      .filter((options) => forms.some((form) => !options.includes(form)))
      .map((options) => `${key} has ${options.join(', ')}`),
  );
  expect(faults).toEqual([]);
  expect([0, 1, 2, 3, 11, 100].map((n) => t('layout.left.days', { n }))).toEqual([
    '0 يوم',
    'يوم واحد',
    'يومين',
    '3 أيام',
    '11 يوماً',
    '100 يوم',
  ]);
});

test('numbers of several parts, and addresses, keep their order', () => {
  const faults = messages.flatMap(([key, text]) => {
    const bare = text.replace(ISOLATED, '').replace(LATIN, '');
    return /\d[-–:., ]\d|[@/+]\w|\w@/.test(bare) || /[\u2066-\u2069]/.test(bare) ? [`${key}: ${text}`] : [];
  });
  expect(faults).toEqual([]);
});

test('a sentence keeps its order whatever is put into it', () => {
  expect(t('mail.match.subject', { title: 'Läs läxor (åk 4)' })).toBe(
    'تمّ التوافق: \u2068Läs läxor (åk 4)\u2069',
  );
  expect(t('secondFactor.on')).not.toMatch(/[\u2066-\u2069]/);
  // Also within what is chosen or counted, and never what the choice is made by.
  expect(t('applications.explain.volunteer.cancelled', { by: 'closing', organisation: 'X' })).toBe(
    'أُلغيت المهمة، وبذلك أُلغي مكانك.',
  );
  expect(
    t('applications.explain.volunteer.cancelled', { by: 'organisation', organisation: 'Röda korset' }),
  ).toBe('ألغت \u2068Röda korset\u2069 مكانك.');
});

test('an address that is made a link of is left as it is', () => {
  expect(t('applications.calendar.text', { url: 'https://handslag.example/a' })).toMatch(
    / https:\/\/handslag\.example\/a$/,
  );
});

test('dates and numbers are those of everything else in Sweden', () => {
  const moment = new Date('2026-11-29T16:30:00Z');
  expect(formatDate('ar', moment, 'full')).toBe('الأحد، 29 نوفمبر 2026');
  expect(formatDate('ar', moment, 'time')).toBe('17:30');
  expect(formatNumber('ar', 12_345)).toBe('12,345');
});

function literalsOf(elements: readonly MessageFormatElement[]): string[] {
  return elements.flatMap((element) => {
    if ('options' in element) return Object.values(element.options).flatMap(({ value }) => literalsOf(value));
    return isLiteralElement(element) ? [element.value] : [];
  });
}

function pluralsOf(elements: readonly MessageFormatElement[]): string[][] {
  return elements.flatMap((element) => {
    if (!('options' in element)) return [];
    const own = 'pluralType' in element ? [Object.keys(element.options)] : [];
    return [...own, ...Object.values(element.options).flatMap(({ value }) => pluralsOf(value))];
  });
}
