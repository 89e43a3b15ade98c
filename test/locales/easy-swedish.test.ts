// Holds that easy Swedish stays easy: short sentences in every message, few of them in one, and the difficult words only where they are explained.
import { isLiteralElement, isPoundElement, parse } from '@formatjs/icu-messageformat-parser';
import type { MessageFormatElement } from '@formatjs/icu-messageformat-parser';
import { messagesOf } from '../support/messages.ts';

/** In words. A sentence of law, or a list of what is kept, may need a few more than twelve. */
const EASY = 12;
const LONGEST = 15;
/** Words of an office, each with one that everybody knows. Stems: every form of the word begins so. */
const OFFICIAL = [
  ...['förutsatt', 'erforderlig', 'vederbörande', 'avseende', 'beträffande', 'föreligg', 'tillhandahåll'],
  ...['företräd', 'intresseanmäl', 'engagemang', 'distans', 'arvode', 'ersätt', 'återkommande', 'behörighet'],
  ...['befintlig', 'samtliga', 'gällande', 'härmed', 'därutöver', 'huruvida', 'angiv', 'erbjud', 'avslå'],
];

const sentences = [...messagesOf('latt')].flatMap(([key, message]) =>
  textsOf(parse(message, { ignoreTag: true })).flatMap((text) =>
    text
      .split(/(?<=[.?!:])\s+/)
      .map((sentence) => ({ key, sentence, words: wordsIn(sentence) }))
      .filter(({ words }) => words > 0),
  ),
);

test('no sentence is long', () => {
  const long = sentences.filter(({ words }) => words > LONGEST);
  expect(long.map(({ key, sentence, words }) => `${words} ${key}: ${sentence}`)).toEqual([]);
});

test('nearly all sentences have at most twelve words', () => {
  // A label is no sentence, and would make the rest look shorter than it is.
  const whole = sentences.filter(({ sentence }) => /[.?]$/.test(sentence));
  const over = whole.filter(({ words }) => words > EASY);
  const mean = whole.reduce((sum, { words }) => sum + words, 0) / whole.length;
  expect(whole.length).toBeGreaterThan(1_000);
  expect(over.length / whole.length).toBeLessThan(0.01);
  expect(mean).toBeLessThan(6.5);
});

test('no message speaks like an office', () => {
  const faults = sentences.flatMap(({ key, sentence }) =>
    OFFICIAL.filter((word) => new RegExp(`(?<!\\p{L})${word}`, 'iu').test(sentence)).map(
      (word) => `${key}: ${word}`,
    ),
  );
  expect(faults).toEqual([]);
});

test('no word is shortened', () => {
  const faults = sentences.filter(({ sentence }) =>
    /(?<!\p{L})(?:t\.?ex|bl\.?a|m\.?m|d\.?v\.?s|o\.?s\.?v|e\.?d|s\.?k|ev|resp|kl|ca|inkl|exkl|tel|nr|st|tim)(?!\p{L})/iu.test(
      sentence,
    ),
  );
  expect(faults.map(({ key, sentence }) => `${key}: ${sentence}`)).toEqual([]);
});

/** Every way a message can be read: each of its alternatives in its place, and one word for what is filled in. */
function textsOf(elements: readonly MessageFormatElement[]): string[] {
  let texts = [''];
  for (const element of elements) {
    let parts = ['ett'];
    if (isLiteralElement(element)) parts = [element.value];
    else if (!isPoundElement(element) && 'options' in element)
      parts = Object.values(element.options).flatMap(({ value }) => textsOf(value));
    texts = texts.flatMap((text) => parts.map((part) => text + part));
  }
  return texts;
}

function wordsIn(text: string): number {
  return text.split(/\s+/).filter((word) => /[\p{L}\d]/u.test(word)).length;
}
