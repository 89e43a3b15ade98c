// Turns a key and its values into a sentence of one language (ICU MessageFormat). The compiler knows every key.
import { IntlMessageFormat } from 'intl-messageformat';
import type { sv } from '../../locales/sv/index.ts';

/** Swedish is the source: its files decide which keys exist and every other language must have the same. */
export type Messages = {
  readonly [Domain in keyof typeof sv]: Readonly<Record<keyof (typeof sv)[Domain], string>>;
};

export type MessageKey = {
  [D in keyof typeof sv]: `${D}.${Extract<keyof (typeof sv)[D], string>}`;
}[keyof typeof sv];

export type MessageValues = Readonly<Record<string, string | number | Date | boolean>>;

/** A sentence that is still to be put into the reader's language. */
export interface Message {
  readonly key: MessageKey;
  readonly values?: MessageValues;
}

export type Translate = (key: MessageKey, values?: MessageValues) => string;

/** `locale` is a BCP 47 tag; plurals and numbers follow it, and the direction in which it is read. Throws on a key that does not exist. */
export function createTranslate(locale: string, messages: Messages, dir: 'ltr' | 'rtl' = 'ltr'): Translate {
  const plain = new Map<string, string>();
  for (const [domain, keys] of Object.entries(messages))
    for (const [key, text] of Object.entries(keys)) plain.set(`${domain}.${key}`, text);
  const formats = new Map<string, IntlMessageFormat>();
  return (key, values) => {
    const text = plain.get(key);
    if (text === undefined) throw new Error(`No message with the key ${key}`);
    if (!/[{'<]/.test(text)) return text;
    let format = formats.get(key);
    if (format === undefined) {
      format = read(text, locale);
      if (dir === 'rtl') format = read(isolating(format.getAst()), locale);
      formats.set(key, format);
    }
    return String(format.format(values));
  };
}

type Ast = ReturnType<IntlMessageFormat['getAst']>;

function read(message: string | Ast, locale: string): IntlMessageFormat {
  return new IntlMessageFormat(message, locale, { number: {}, date: {}, time: {} }, { ignoreTag: true });
}

const [before, plain, after] = read('\u2068{value}\u2069', 'ar').getAst() as [Ast[0], Ast[0], Ast[0]];

/**
 * Names, titles, times and codes that are put into a sentence which is read from the right keep their own order, and the sentence its own
 * (Unicode isolates). An address stays as it is, or what makes a link of it would take the mark along.
 */
function isolating(elements: Ast): Ast {
  return elements.flatMap((element) => {
    if ('options' in element) {
      const options = Object.entries(element.options).map(([name, option]) => [
        name,
        { ...option, value: isolating(option.value) },
      ]);
      return [{ ...element, options: Object.fromEntries(options) as typeof element.options }];
    }
    const isPlain = element.type === plain.type && 'value' in element && element.value !== 'url';
    return isPlain ? [before, element, after] : [element];
  });
}
