// What search engines read: robots.txt and the map of all public pages in each language that they tell apart. Pure.
import { facts, languages, ownLanguages, pathIn } from '../platform/i18n/languages.ts';

/** A page that everybody may open. */
export interface PublicPage {
  path: string;
  changedAt?: Date | undefined;
}

/** Things of one part, of each of its two kinds: with three languages, and the pages of municipalities in the first, below the 50,000 addresses that a part may hold. */
export const partSize = 6_000;

/** What only its own people can open, and what has one link for one person. */
const hidden = [
  ...['/home', '/account', '/notifications', '/applications', '/staff', '/invitations', '/password'],
  ...[
    '/register/',
    '/sign-in',
    '/demo',
    '/organisations/new',
    '/assignments/new',
    '/healthz',
    '/readyz',
    '/metrics',
  ],
];

/** A service on a machine of one's own or without https is not the real one: nobody should find it. */
export function robots(baseUrl: string, isReal: boolean): string {
  const lines = isReal
    ? languages.flatMap((lang) => hidden.map((path) => `Disallow: ${pathIn(lang, path)}`))
    : ['Disallow: /'];
  return ['User-agent: *', ...lines, '', `Sitemap: ${baseUrl}/sitemap.xml`, ''].join('\n');
}

export function sitemap(baseUrl: string, pages: readonly PublicPage[]): string {
  const urls = pages.flatMap(({ path, changedAt }) => {
    const alternatives = ownLanguages
      .map(
        (lang) =>
          `<xhtml:link rel="alternate" hreflang="${facts[lang].tag}" href="${baseUrl}${pathIn(lang, path)}"/>`,
      )
      .join('');
    const changed = changedAt === undefined ? '' : `<lastmod>${changedAt.toISOString()}</lastmod>`;
    return ownLanguages.map(
      (lang) => `<url><loc>${baseUrl}${pathIn(lang, path)}</loc>${changed}${alternatives}</url>`,
    );
  });
  return document('urlset', ' xmlns:xhtml="http://www.w3.org/1999/xhtml"', urls);
}

/** The parts, where all does not fit in one. */
export function sitemapIndex(baseUrl: string, parts: number): string {
  const all = Array.from(
    { length: parts },
    (_, n) => `<sitemap><loc>${baseUrl}/sitemap/${n}</loc></sitemap>`,
  );
  return document('sitemapindex', '', all);
}

function document(name: string, more: string, rows: readonly string[]): string {
  const head = `<?xml version="1.0" encoding="UTF-8"?>\n<${name} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"${more}>`;
  return `${[head, ...rows, `</${name}>`].join('\n')}\n`;
}
