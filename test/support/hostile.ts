// What somebody with bad intentions would send: values, keys, addresses, headers and bodies that have broken other services.
import fc from 'fast-check';
import type { Form } from './http.ts';

/** Stands in everything that must never come back as markup. */
export const MARK = 'q7x';
/** What a template would print if it ran a template that came from outside. */
export const RUN = 'q7ran';
/** A header that must never be set from outside. */
export const HEADER = 'x-q7x';
/** Where nothing must lead. */
export const EVIL = 'evil.example';

const MARKUP = [
  `<${MARK} on${MARK}=1>`,
  `<script>${MARK}()</script>`,
  `"><img src=x onerror=${MARK}()>`,
  `' onmouseover='${MARK}()' x='`,
  `" autofocus onfocus="${MARK}()`,
  `\` onclick=${MARK}() x=\``,
  `</textarea><script>${MARK}()</script>`,
  `</title></option></select><svg/onload=${MARK}()>`,
  `--><script src=//${EVIL}/${MARK}></script><!--`,
  `<a href="javascript:${MARK}()">x</a>`,
  `<iframe srcdoc="<script>${MARK}()</script>">`,
  `<meta http-equiv=refresh content="0;url=//${EVIL}">`,
  `<base href="//${EVIL}/"><form action="//${EVIL}">`,
  `<style>@import '//${EVIL}/${MARK}'</style>`,
  `&lt;${MARK}&gt;&#60;${MARK}&#x3e;`,
  `]]><${MARK}/>`,
  `<math><mtext></form><${MARK}><mglyph>`,
];
const TEMPLATES = [
  '{{concat "q7" "ran"}}',
  '{{{concat "q7" "ran"}}}',
  '{{#with "s" as |s|}}{{lookup this "constructor"}}{{/with}}',
  '{{> layout/header}}{{t "errors.500.title"}}',
  '${"q7"+"ran"}<%= "q7"+"ran" %>#{"q7"+"ran"}',
  '{n, plural, one {#} other {q7}}',
  "{organisation} {'' {{ } '{",
  '{__proto__} {constructor}',
];
const ADDRESSES = [
  `//${EVIL}`,
  `/\\${EVIL}`,
  `\\\\${EVIL}`,
  `/\t/${EVIL}`,
  `/..//${EVIL}`,
  `/.//${EVIL}/%2f..`,
  `/%0a/${EVIL}`,
  `https://${EVIL}/`,
  `https:${EVIL}`,
  `http://localhost@${EVIL}/`,
  `javascript:${MARK}()`,
  `\u0001javascript:${MARK}()`,
  `JaVaScRiPt&colon;${MARK}()`,
  `java\tscript:${MARK}()`,
  `data:text/html,<script>${MARK}()</script>`,
  `vbscript:${MARK}`,
  `/home\r\n${HEADER}: 1`,
  '/assignments?next=//' + EVIL,
  `@${EVIL}`,
  '/',
  '?',
  '#',
];
const STRANGE = [
  '',
  ' ',
  '\0',
  '%00',
  '%',
  '%E0%A4%A',
  `\r\n${HEADER}: 1\r\n\r\n<${MARK}>`,
  `%0d%0a${HEADER}:%201`,
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'length',
  'undefined',
  'null',
  'true',
  'NaN',
  '-1',
  '0',
  '1e309',
  '0x10',
  '٣',
  '1.5',
  '99999999999999999999',
  '9007199254740993',
  '2026-02-30',
  '0000-00-00',
  '9999-12-31',
  '25:61',
  '24:00',
  '{"$gt":""}',
  '{"$where":"sleep(1000)"}',
  '[object Object]',
  "'; return true; var a='",
  '../../../../etc/passwd',
  '..\\..\\windows\\win.ini',
  'file:///etc/passwd',
  '\u202Etxt.exe',
  'a\u0301'.repeat(400),
  '👩‍👩‍👧‍👦'.repeat(50),
  '\uD800',
  'x\uDFFFy\uD83D',
  '\uFEFF\u200B\u2066',
  'ﷺ'.repeat(300),
  'İıŞß',
  'a'.repeat(20_000),
  '('.repeat(5_000),
  `${'a'.repeat(5_000)}!`,
  '070 '.repeat(2_000),
  'a@'.repeat(3_000),
  'www.'.repeat(3_000),
  'x '.repeat(8_000),
  '\n'.repeat(10_000),
  '802000-1234',
  '19121212-1212',
  'ffffffffffffffffffffffff',
];

/** All markup and templates in one text, for what is stored and shown again. */
export const everything = [...MARKUP, ...TEMPLATES, ...ADDRESSES].join(' ');

const value = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...MARKUP) },
  { weight: 2, arbitrary: fc.constantFrom(...TEMPLATES) },
  { weight: 2, arbitrary: fc.constantFrom(...ADDRESSES) },
  { weight: 4, arbitrary: fc.constantFrom(...STRANGE) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 200 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 60 }) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom(...MARKUP), fc.constantFrom(...STRANGE))
      .map((parts) => parts.join('')),
  },
);

/** Names that fit no form, and names that have made objects into something else. */
const wildNames = [
  '__proto__',
  'constructor',
  'toString',
  'status',
  'isModerator',
  'revision',
  'person',
  '_id',
  '$where',
  '',
];
/** What is hung onto a name to make an operator or a list of it, where a body is read too cleverly. */
const wildEnds = [
  '',
  '[]',
  '[0]',
  '[$gt]',
  '[$ne]',
  '[$regex]',
  '[$where]',
  '.$gt',
  '[__proto__][x]',
  '[constructor][prototype][x]',
];
const headerNames = [
  'accept-language',
  'accept',
  'accept-encoding',
  'user-agent',
  'referer',
  'x-forwarded-for',
  'x-forwarded-proto',
  'x-forwarded-host',
  'x-original-url',
  'x-http-method-override',
  'if-none-match',
  'if-modified-since',
  'range',
  'authorization',
  'x-requested-with',
  'sec-fetch-mode',
  'te',
];
/** These are refused before a handler, as they should be, and so come seldom. */
const refusedHeaders = ['origin', 'sec-fetch-site', 'content-type', 'content-encoding', 'cookie'];
const bodies = [
  '{"email":{"$gt":""}}',
  '[[[[',
  '%',
  '%E0%A4%A=1',
  'a=1&'.repeat(600),
  '&&==&=',
  '\xff\xfe\xfd=\xff',
  '--x\r\nContent-Disposition: form-data; name="q7x"\r\n\r\n',
];

export type Bend =
  | { kind: 'field'; name: string; value: string }
  | { kind: 'again'; name: string; values: string[] }
  | { kind: 'less'; name: string }
  | { kind: 'query'; name: string; value: string }
  | { kind: 'param'; value: string; raw: boolean }
  | { kind: 'header'; name: string; value: string }
  | { kind: 'body'; text: string }
  | { kind: 'language' };

export interface Attack {
  bends: Bend[];
  /** Who asks, as a number that the test makes a role of. */
  who: number;
}

/** One to four things wrong at once with a request that is otherwise right. */
export function attacks(given: {
  fields: readonly string[];
  queries: readonly string[];
  params: boolean;
}): fc.Arbitrary<Attack> {
  const bend = <B extends Bend>(weight: number, arbitrary: fc.Arbitrary<B>) => ({
    weight,
    arbitrary: arbitrary as fc.Arbitrary<Bend>,
  });
  const field = fc.constantFrom(...given.fields, ...wildNames);
  const query = fc.constantFrom(...given.queries, ...wildNames);
  const ended = (name: fc.Arbitrary<string>) =>
    fc.tuple(name, fc.constantFrom(...wildEnds)).map((parts) => parts.join(''));
  const kinds = [
    bend(3, fc.record({ kind: fc.constant('query' as const), name: query, value })),
    bend(1, fc.record({ kind: fc.constant('query' as const), name: ended(query), value })),
    bend(
      3,
      fc.record({ kind: fc.constant('header' as const), name: fc.constantFrom(...headerNames), value }),
    ),
    bend(
      0.3,
      fc.record({ kind: fc.constant('header' as const), name: fc.constantFrom(...refusedHeaders), value }),
    ),
    bend(0.5, fc.constant({ kind: 'language' as const })),
    ...(given.params
      ? [bend(3, fc.record({ kind: fc.constant('param' as const), value, raw: fc.boolean() }))]
      : []),
    ...(given.fields.length === 0
      ? []
      : [
          bend(
            9,
            fc.record({ kind: fc.constant('field' as const), name: fc.constantFrom(...given.fields), value }),
          ),
          bend(2, fc.record({ kind: fc.constant('field' as const), name: ended(field), value })),
          bend(
            2,
            fc.record({
              kind: fc.constant('again' as const),
              name: field,
              values: fc.array(value, { minLength: 2, maxLength: 5 }),
            }),
          ),
          bend(1, fc.record({ kind: fc.constant('less' as const), name: field })),
          bend(0.3, fc.record({ kind: fc.constant('body' as const), text: fc.constantFrom(...bodies) })),
        ]),
  ].map(({ weight, arbitrary }) => ({ weight: Math.round(weight * 10), arbitrary }));
  return fc.record({
    bends: fc.array(fc.oneof(...kinds), { minLength: 1, maxLength: 4 }),
    who: fc.nat(99),
  });
}

export interface Sent {
  path: string;
  headers: Record<string, string>;
  body: string | undefined;
}

/** The request with everything bent that the attack bends. Bodies stay below what the service takes. */
export function bent(
  attack: Attack,
  right: { path: string; params: Readonly<Record<string, string>>; form: Form | undefined },
): Sent {
  const form = new Map(
    Object.entries(right.form ?? {}).map(([name, values]) => [
      name,
      typeof values === 'string' ? [values] : [...values],
    ]),
  );
  const params = { ...right.params };
  const query: string[] = [];
  const headers: Record<string, string> = {};
  let prefix = '';
  let body: string | undefined;
  for (const one of attack.bends) {
    if (one.kind === 'field') form.set(one.name, [one.value]);
    else if (one.kind === 'again') form.set(one.name, one.values);
    else if (one.kind === 'less') form.delete(one.name);
    else if (one.kind === 'query') query.push(`${percent(one.name)}=${percent(one.value.slice(0, 1_500))}`);
    else if (one.kind === 'param')
      for (const name of Object.keys(params))
        params[name] = one.raw ? asPath(one.value) : percent(one.value.slice(0, 600));
    else if (one.kind === 'header') headers[one.name] = asHeader(one.value);
    else if (one.kind === 'language') prefix = '/en';
    else body = one.text;
  }
  const path = right.path.replace(/:(\w+)/g, (_, name: string) => params[name] ?? '');
  const fields = [...form].flatMap(([name, values]) =>
    values.map((text) => `${percent(name)}=${percent(text)}`),
  );
  return {
    path: prefix + path + (query.length === 0 ? '' : `?${query.join('&')}`),
    headers,
    body: right.form === undefined ? undefined : (body ?? bounded(fields)),
  };
}

/** As a form is encoded; but half a surrogate pair is sent as its three bytes, where URLSearchParams would mend it. */
function percent(text: string): string {
  return text.replace(/[^\w.~-]/gu, (letter) => {
    const code = letter.charCodeAt(0);
    const half = letter.length === 1 && code >= 0xd800 && code <= 0xdfff;
    const bytes = half ? [0xed, 0x80 | ((code >> 6) & 0x3f), 0x80 | (code & 0x3f)] : [...Buffer.from(letter)];
    return bytes.map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
  });
}

/** With as little encoded as Node lets through. */
function asPath(text: string): string {
  return text.slice(0, 600).replace(/[^\x21-\x7e]|[?#/]/gu, (letter) => percent(letter));
}

function asHeader(text: string): string {
  return text.slice(0, 2_000).replace(/[^\t\x20-\x7e\x80-\xff]/g, '');
}

function bounded(fields: string[]): string {
  let left = 99_000;
  return fields
    .filter((one) => {
      left -= one.length + 1;
      return left > 0;
    })
    .join('&');
}
