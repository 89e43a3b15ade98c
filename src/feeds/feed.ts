// A list of assignments as a feed: Atom (RFC 4287) and JSON Feed 1.1 (https://jsonfeed.org/version/1.1). Pure.

export interface FeedItem {
  /** Its page; also its id, which never changes. */
  url: string;
  title: string;
  /** BCP 47, of title and text. */
  lang: string;
  text: string;
  author: string;
  publishedAt: Date;
  tags: readonly string[];
}

export interface Feed {
  title: string;
  lang: string;
  /** The page that shows the same, and the feed's own address. */
  page: string;
  self: string;
  items: readonly FeedItem[];
  /** When there is nothing in it. */
  madeAt: Date;
}

export function atom(feed: Feed): string {
  const { title, lang, page, self, items } = feed;
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${xml(lang)}">`,
    `<title>${xml(title)}</title>`,
    `<id>${xml(self)}</id>`,
    `<updated>${changedAt(feed).toISOString()}</updated>`,
    `<link rel="self" type="application/atom+xml" href="${xml(self)}"/>`,
    `<link rel="alternate" type="text/html" href="${xml(page)}"/>`,
    '<generator>Handslag</generator>',
    ...items.map(atomEntry),
    '</feed>',
    '',
  ].join('\n');
}

function atomEntry({ url, title, lang, text, author, publishedAt, tags }: FeedItem): string {
  const at = publishedAt.toISOString();
  return [
    `<entry xml:lang="${xml(lang)}">`,
    `<title>${xml(title)}</title>`,
    `<id>${xml(url)}</id>`,
    `<link rel="alternate" type="text/html" href="${xml(url)}"/>`,
    `<published>${at}</published>`,
    `<updated>${at}</updated>`,
    `<author><name>${xml(author)}</name></author>`,
    ...tags.map((tag) => `<category term="${xml(tag)}"/>`),
    `<summary>${xml(text)}</summary>`,
    '</entry>',
  ].join('\n');
}

export function jsonFeed(feed: Feed): string {
  const { title, lang, page, self, items } = feed;
  return JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title,
    language: lang,
    home_page_url: page,
    feed_url: self,
    items: items.map((item) => ({
      id: item.url,
      url: item.url,
      title: item.title,
      language: item.lang,
      content_text: item.text,
      date_published: item.publishedAt.toISOString(),
      authors: [{ name: item.author }],
      tags: item.tags,
    })),
  });
}

/** When the newest thing in it came out. */
export function changedAt({ items, madeAt }: Pick<Feed, 'items' | 'madeAt'>): Date {
  const times = items.map(({ publishedAt }) => publishedAt.getTime());
  return times.length === 0 ? madeAt : new Date(Math.max(...times));
}

const named: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** XML 1.0: some control characters and unpaired surrogates cannot stand in it in any way. */
export function xml(text: string): string {
  return text
    .toWellFormed()
    .replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '')
    .replace(/[&<>"']/g, (sign) => named[sign] ?? '');
}
