// robots.txt and the sitemap: one file while all fits in it, else an index of parts.
import { Router } from 'express';
import type { Request, Response } from 'express';
import { landingPaths } from '../landing/landing.view.ts';
import { helpPages } from '../help/help.view.ts';
import { missing } from '../platform/refused.ts';
import type { Services } from '../services.ts';
import { partSize, robots, sitemap, sitemapIndex } from './sitemap.ts';
import type { PublicPage } from './sitemap.ts';

const texts = [
  ...[
    '/',
    '/assignments',
    '/guide',
    '/order',
    '/about',
    '/privacy',
    '/accessibility',
    '/contact',
    '/report',
    '/help',
  ],
  ...helpPages.map((name) => `/help/${name}`),
];

export function sitemapRoutes({ assignments, organisations, search, config }: Services): Router {
  const { baseUrl, secure } = config;
  const router = Router();
  router.get('/robots.txt', (_request, response) => {
    send(response, 'text', robots(baseUrl, secure));
  });
  router.get('/sitemap.xml', first);
  router.get('/sitemap/:part', part);
  return router;

  async function first(_request: Request, response: Response): Promise<void> {
    const parts = await countParts();
    if (parts > 1) send(response, 'xml', sitemapIndex(baseUrl, parts));
    else send(response, 'xml', sitemap(baseUrl, [...fixed(search), ...(await ofPart(0))]));
  }

  async function part(request: Request, response: Response): Promise<void> {
    const number = /^\d{1,4}$/.test(String(request.params['part'])) ? Number(request.params['part']) : NaN;
    if (!(number < (await countParts()))) throw missing();
    send(
      response,
      'xml',
      sitemap(baseUrl, [...(number === 0 ? fixed(search) : []), ...(await ofPart(number))]),
    );
  }

  async function countParts(): Promise<number> {
    const counts = [search.figures().entries, await organisations.countApproved()];
    return Math.max(1, ...counts.map((count) => Math.ceil(count / partSize)));
  }

  async function ofPart(number: number): Promise<PublicPage[]> {
    const [ofAssignments, ofOrganisations] = await Promise.all([
      assignments.newestPublished(number * partSize, partSize),
      organisations.approved(number * partSize, partSize),
    ]);
    return [
      ...ofAssignments.map(({ _id, publishedAt }) => ({
        path: `/assignments/${String(_id)}`,
        changedAt: publishedAt,
      })),
      ...ofOrganisations.map(({ _id, submittedAt }) => ({
        path: `/organisations/${String(_id)}`,
        changedAt: submittedAt,
      })),
    ];
  }
}

function fixed(search: Services['search']): PublicPage[] {
  return [...texts, ...landingPaths(search)].map((path) => ({ path }));
}

function send(response: Response, type: 'text' | 'xml', text: string): void {
  response.removeHeader('Content-Language');
  response.set('Cache-Control', 'public, max-age=3600').type(type).send(text);
}
