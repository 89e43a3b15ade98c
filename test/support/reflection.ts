// Judges an answer to hostile input by what a browser would make of it: the parsed document, not the text.
import { brotliDecompressSync } from 'node:zlib';
import { parseDocument } from 'htmlparser2';
import { EVIL, HEADER, MARK, RUN } from './hostile.ts';
import type { Answer } from './http.ts';
import { textFiles } from './sources.ts';

type Node = ReturnType<typeof parseDocument>['children'][number];

const LINKS = ['href', 'src', 'action', 'formaction', 'data', 'poster', 'srcset', 'xlink:href'];
const NEVER = ['iframe', 'object', 'embed', 'base', 'applet', 'frame', 'math'];
/** Other sites that our own templates lead to. */
const ABROAD = new Set(
  textFiles('views/**/*.hbs').flatMap(({ text }) =>
    [...text.matchAll(/href="(https?:[^"{]+)"/g)].map(([, href]) => href),
  ),
);
/** What a mail looks like stands in its own templates: there is no other place for it. */
const OWN_STYLES = new Set(
  textFiles('views/**/mail*.hbs', 'views/mail/*.hbs').flatMap(({ text }) =>
    [...text.matchAll(/style="([^"]+)"/g)].map(([, style]) => style),
  ),
);
const STACK =
  /\bat [^\n]{0,120}[(/][^\n]{0,120}\.(?:ts|js|mjs):\d+|node_modules\/|(?:Mongo|Mongoose|Cast|Zod|Type|Range|Reference)\w*Error\b/;

/** What is wrong with the answer; nothing, if it gave the attacker nothing. */
export function faultsOf(answer: Answer, origin: string): string[] {
  const faults: string[] = [];
  const { status, headers } = answer;
  const text = textOf(answer);
  if (status >= 500) faults.push(`status ${status}`);
  if (STACK.test(text)) faults.push(`it shows its insides: ${STACK.exec(text)?.[0]}`);
  if (HEADER in headers) faults.push('a header came from outside');
  const { location } = headers;
  if (
    location !== undefined &&
    !(URL.canParse(location, origin) && new URL(location, origin).origin === origin)
  )
    faults.push(`it leads to ${location}`);
  if (headers['content-type']?.startsWith('text/html') === true && status !== 303)
    faults.push(...faultsIn(text, origin));
  else if (headers['x-content-type-options'] !== 'nosniff') faults.push('its kind may be guessed');
  return faults;
}

export function textOf({ headers, text, bytes }: Answer): string {
  return headers['content-encoding'] === 'br' ? brotliDecompressSync(bytes).toString('utf8') : text;
}

/** The same for a finished page or mail. A page without a trace of the attack need not be parsed. */
export function faultsIn(html: string, origin: string): string[] {
  if (html.includes(RUN)) return ['a template from outside was run'];
  const faults: string[] = [];
  if (!html.includes(MARK) && !html.includes(EVIL)) return faults;
  const visit = (node: Node): void => {
    if ('attribs' in node) {
      const { name, attribs } = node;
      if (name.includes(MARK) || NEVER.includes(name)) faults.push(`there is a <${name}>`);
      if (name === 'script' && !isOwnScript(attribs, node.children)) faults.push('a script of its own');
      if (name === 'style') faults.push('a style of its own');
      for (const [attribute, value] of Object.entries(attribs)) {
        if (attribute.startsWith('on') || attribute.includes(MARK) || attribute === 'srcdoc')
          faults.push(`<${name} ${attribute}>`);
        if (attribute === 'style' && !OWN_STYLES.has(value)) faults.push(`<${name} style=${value}>`);
        if (attribute === 'http-equiv') faults.push(`<${name} http-equiv=${value}>`);
        if (LINKS.includes(attribute) && !isHarmless(name, value, attribs['rel'] ?? '', origin))
          faults.push(`<${name} ${attribute}=${value}>`);
      }
    }
    if ('children' in node) for (const child of node.children) visit(child);
  };
  for (const node of parseDocument(html).children) visit(node);
  return [...new Set(faults)];
}

/** Our own pages, mail and telephone; and, for a person to follow knowingly, the web page that an organisation gave. */
function isHarmless(name: string, value: string, rel: string, origin: string): boolean {
  // A browser leaves these out before it reads an address.
  const address = value.replace(/[\t\n\r]|^[\0-\x20]+/g, '');
  if (ABROAD.has(value) || !URL.canParse(address, origin)) return true;
  const url = new URL(address, origin);
  if (url.origin === origin || url.protocol === 'mailto:' || url.protocol === 'tel:') return true;
  // What an authenticator app opens.
  if (url.href.startsWith('otpauth://totp/Handslag:')) return true;
  return name === 'a' && /^https?:$/.test(url.protocol) && /\b(?:nofollow|noopener|external)\b/.test(rel);
}

/** A file of ours, or data for search engines that no browser runs and that cannot end its element. */
function isOwnScript(attribs: Record<string, string>, children: readonly Node[]): boolean {
  const [text, ...more] = children;
  if (attribs['type'] !== 'application/ld+json' || text === undefined)
    return attribs['src']?.startsWith('/') === true && children.length === 0;
  if (!('data' in text) || more.length > 0 || text.data.includes('<')) return false;
  return Array.isArray(JSON.parse(text.data));
}
