// Holds the sentences together: every key that is used exists in every language, none is left over, and each is told what it wants to know.
import ts from 'typescript';
import Handlebars from 'handlebars';
import { Parser } from 'htmlparser2';
import { languages } from '../../src/platform/i18n/languages.ts';
import { messagesOf, nameOf, placeholdersOf, usesInSource, usesInViews } from '../support/messages.ts';
import { textFiles } from '../support/sources.ts';

/** Names of rate limits, which look like keys. */
const NOT_KEYS = ['mail.account', 'mail.address'];
/** Where Swedish words are data: the demo's content, the places of Sweden, the names of languages and the words that a telephone number is known by. */
const SWEDISH =
  /^src\/(?:demo\/|demo\.ts|places\/|platform\/i18n\/languages\.ts)|^public\/js\/text-check\.js$/;
/** The mailbox of the demo, which no visitor sees. */
const NOT_PUBLIC = /^views\/demo\//;
/** The name, and what every language writes the same way. */
const SAME_EVERYWHERE = /Handslag/g;
/** A partial may hold nothing but attributes. */
const ATTRIBUTES = /[\w-]+="[^"]*"/g;

const messages = new Map(languages.map((language) => [language, messagesOf(language)]));
const swedish = messages.get('sv') ?? new Map<string, string>();
const domains = [...new Set([...swedish.keys()].map((key) => key.split('.')[0] ?? ''))];
const inViews = usesInViews(domains);
const uses = [...usesInSource(domains), ...inViews.uses].filter(({ key }) => !NOT_KEYS.includes(String(key)));

test.each(languages)(
  'every message of %s is well-formed, and there are no more and no fewer than in Swedish',
  (language) => {
    const own = messages.get(language) ?? new Map<string, string>();
    const faults = [...own].flatMap(([key, text]) => {
      if (text.trim() === '') return [`${key} is empty.`];
      try {
        placeholdersOf(text);
        return [];
      } catch (error) {
        return [`${key} is not ICU MessageFormat: ${String(error)}`];
      }
    });
    expect(faults).toEqual([]);
    expect([...own.keys()].filter((key) => !swedish.has(key))).toEqual([]);
    expect([...swedish.keys()].filter((key) => !own.has(key))).toEqual([]);
  },
);

test('a message wants to know the same in every language', () => {
  const names = (text: string | undefined): string => [...placeholdersOf(text ?? '')].sort().join(', ');
  const faults = [...swedish].flatMap(([key, text]) =>
    languages
      .filter((language) => names(messages.get(language)?.get(key)) !== names(text))
      .map(
        (language) =>
          `${key}: ${language} takes (${names(messages.get(language)?.get(key))}), sv (${names(text)})`,
      ),
  );
  expect(faults).toEqual([]);
});

test('every key that is used exists', () => {
  const faults = uses
    .filter(({ key }) =>
      typeof key === 'string' ? !swedish.has(key) : ![...swedish.keys()].some((one) => key.test(one)),
    )
    .map(({ place, key }) => `${place} ${nameOf(key)}`);
  expect([...new Set(faults)]).toEqual([]);
});

test('no message is left unused', () => {
  const literal = new Set(uses.map(({ key }) => key));
  const patterns = uses.map(({ key }) => key).filter((key) => key instanceof RegExp);
  const unused = [...swedish.keys()].filter(
    (key) => !literal.has(key) && !patterns.some((one) => one.test(key)),
  );
  expect(unused).toEqual([]);
});

test('whoever names a message hands it what it wants to know', () => {
  const faults = uses.flatMap(({ place, key, values }) => {
    const text = typeof key === 'string' ? swedish.get(key) : undefined;
    if (values === undefined || text === undefined) return [];
    const lacking = [...placeholdersOf(text)].filter((name) => !values.includes(name));
    return lacking.length === 0 ? [] : [`${place} ${nameOf(key)} is not told ${lacking.join(', ')}`];
  });
  expect(faults).toEqual([]);
});

test('[ASVS 1.3.10] templates name a key or print one that is handed in, and never put one together', () => {
  expect(inViews.assembled).toEqual([]);
});

test('no sentence stands in the source', () => {
  const faults = textFiles('{src,public/js}/**/*.{ts,js}')
    .filter(({ file }) => !SWEDISH.test(file))
    .flatMap(({ file, text }) => {
      const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
      const found: string[] = [];
      const visit = (node: ts.Node): void => {
        const isText =
          ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node);
        if (isText && /[åäö]/i.test(node.text)) {
          const { line } = source.getLineAndCharacterOfPosition(node.getStart());
          found.push(`${file}:${line + 1} ${node.text}`);
        }
        ts.forEachChild(node, visit);
      };
      visit(source);
      return found;
    });
  expect(faults).toEqual([]);
});

test('no sentence stands in a template', () => {
  const faults = textFiles('views/**/*.hbs')
    .filter(({ file }) => !NOT_PUBLIC.test(file))
    .flatMap(({ file, text }) => wordsIn(text).map((words) => `${file} ${words}`));
  expect(faults).toEqual([]);
});

/** Everything that a reader would read or hear and that does not come from a message. */
function wordsIn(template: string): string[] {
  let markup = '';
  class Content extends Handlebars.Visitor {
    override ContentStatement(node: hbs.AST.ContentStatement): void {
      markup += node.value;
    }
    override MustacheStatement(): void {
      markup += '\u0001';
    }
    override PartialStatement(): void {
      markup += '\u0001';
    }
  }
  new Content().accept(Handlebars.parse(template));
  const found: string[] = [];
  const look = (text: string): void => {
    if (/\p{L}{2}/u.test(text.replace(SAME_EVERYWHERE, '').replace(ATTRIBUTES, '')))
      found.push(text.replaceAll('\u0001', '…').trim());
  };
  let silent = 0;
  const parser = new Parser({
    onopentag: (name, attributes) => {
      if (name === 'script' || name === 'style') silent += 1;
      for (const read of ['alt', 'title', 'placeholder', 'aria-label', 'label']) look(attributes[read] ?? '');
    },
    onclosetag: (name) => {
      if (name === 'script' || name === 'style') silent -= 1;
    },
    ontext: (text) => {
      if (silent === 0) look(text);
    },
  });
  parser.end(markup);
  return found;
}
