// Visits everything that a person can reach by following links, as they would, and keeps what it read.
import { parseDocument } from 'htmlparser2';
import { facts, languages } from '../../src/platform/i18n/languages.ts';
import type { Client } from './http.ts';
import { throughout } from './throughout.ts';

type Node = ReturnType<typeof parseDocument>['children'][number];

export interface Read {
  path: string;
  text: string;
}

const MOST = 400;

/** Follows every link of our own from these addresses on, in the languages in which everything is looked at; each address once. */
export async function crawl(client: Client, from: readonly string[]): Promise<Read[]> {
  const seen = new Set(from);
  const shapes = new Set<string>();
  const read: Read[] = [];
  const find = (link: string): void => {
    const path = plain(link);
    const shape = shapeOf(path);
    if (seen.has(path) || (shape !== undefined && shapes.has(shape))) return;
    if (shape !== undefined) shapes.add(shape);
    seen.add(path);
  };
  for (const path of seen) {
    const answer = await client.get(path);
    const location = answer.headers.location;
    if (location !== undefined) find(location);
    // What a header says is read by somebody, too.
    read.push({ path, text: `${JSON.stringify(answer.headers)}\n${answer.text}` });
    if (answer.headers['content-type']?.startsWith('text/html') === true) linksIn(answer.text).forEach(find);
    if (seen.size > MOST) throw new Error(`The links do not end: ${[...seen].slice(-20).join(' ')}`);
  }
  return read;
}

/** Searches without end: those with the same parameters differ only in which assignments are left out. */
function shapeOf(path: string): string | undefined {
  const [address = '', query] = path.split('?');
  // Words alone, and very many of them.
  if (/^(?:\/en)?\/staff\/synonyms\/[0-9a-f]{24}$/.test(address)) return address.replace(/[0-9a-f]{24}$/, '');
  if (query === undefined || !/^(?:\/en)?\/(?:assignments|feeds|guide|watches)\b/.test(address))
    return undefined;
  return `${address}?${[...new Set(new URLSearchParams(query).keys())].join('&')}`;
}

function plain(link: string): string {
  return link.split('#')[0] ?? '';
}

function isElsewhere(href: string): boolean {
  const first = `/${href.split(/[/?#]/)[1] ?? ''}`;
  return languages.some((lang) => facts[lang].prefix === first && !throughout.includes(lang));
}

function linksIn(html: string): string[] {
  const links: string[] = [];
  const visit = (node: Node): void => {
    if ('attribs' in node && node.name === 'a') {
      const href = node.attribs['href'] ?? '';
      if (/^\/(?!\/)/.test(href) && !isElsewhere(href)) links.push(href);
    }
    if ('children' in node) node.children.forEach(visit);
  };
  parseDocument(html).children.forEach(visit);
  return links;
}
