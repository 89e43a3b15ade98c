// What other sites and search engines read of us, and what somebody meets who came to an address that leads nowhere.
import { ownLanguages } from '../../src/platform/i18n/languages.ts';
import { meant } from '../../src/pages/meant.ts';
import { partSize, robots, sitemap, sitemapIndex } from '../../src/pages/sitemap.ts';
import { visitor } from '../support/http.ts';
import { aCoordinator, aDraft, anAssignment } from '../support/people.ts';
import { startService } from '../support/service.ts';

test('the sitemap has every public page in every language of its own, and nothing that is not public', async () => {
  const service = await startService();
  const { services, url } = service;
  const karin = await aCoordinator(services);
  const olle = await aCoordinator(services, { approved: false });
  const published = await anAssignment(services, karin);
  const closed = await anAssignment(services, karin);
  await services.assignments.close(karin, closed, 'over');
  const draft = await aDraft(services, karin);
  const { text, headers } = await visitor(service).get('/sitemap.xml');
  expect(headers['content-type']).toContain('xml');
  for (const path of [`/assignments/${published}`, `/organisations/${karin.organisation}`, '/about'])
    for (const prefix of ['', '/en']) expect(text).toContain(`<loc>${url}${prefix}${path}</loc>`);
  for (const id of [closed, draft, olle.organisation]) expect(text).not.toContain(id);
  const found = [...text.matchAll(/<loc>([^<]*)<\/loc>/g)].map(([, one = '']) => one);
  for (const address of found)
    expect((await visitor(service).get(address.slice(url.length) || '/')).status).toBe(200);
  expect(text).toContain('<lastmod>2026-11-24T09:00:00.000Z</lastmod>');
});

test('a sitemap of more than fits in one file is an index of parts, each within what a reader takes', () => {
  const pages = Array.from({ length: 2 * partSize }, (_, n) => ({ path: `/assignments/${n}` }));
  const part = sitemap('https://handslag.example', pages);
  expect(part.match(/<url>/g)?.length).toBe(2 * partSize * ownLanguages.length);
  expect(2 * partSize * ownLanguages.length).toBeLessThan(50_000);
  expect(Buffer.byteLength(part)).toBeLessThan(50 * 1_048_576);
  expect(sitemapIndex('https://handslag.example', 3)).toContain(
    '<loc>https://handslag.example/sitemap/2</loc>',
  );
});

test('only a service on https is to be found, and of that no page of one person', () => {
  expect(robots('http://localhost:3000', false)).toContain('Disallow: /\n');
  const real = robots('https://handslag.example', true).split('\n');
  expect(real).toEqual(expect.arrayContaining(['Disallow: /home', 'Disallow: /en/staff']));
  expect(real).not.toContain('Disallow: /');
  expect(real).toContain('Sitemap: https://handslag.example/sitemap.xml');
});

test('a page names its one address, its languages and what another site may show of it', async () => {
  const service = await startService();
  const id = await anAssignment(service.services, await aCoordinator(service.services));
  const { text } = await visitor(service).get(`/en/assignments/${id}?x=1`);
  const own = `${service.url}/en/assignments/${id}`;
  expect(text).toContain(`<link rel="canonical" href="${own}">`);
  expect(text).toContain(`hreflang="sv" href="${service.url}/assignments/${id}"`);
  expect(text).toContain(`hreflang="en" href="${own}"`);
  for (const [name, value] of [
    ['og:title', 'Läs läxor med mellanstadiebarn'],
    ['og:url', own],
    ['og:locale', 'en_GB'],
    ['og:image', `${service.url}/assignments/${id}/share.png`],
  ])
    expect(text).toContain(`<meta property="${name}" content="${value}">`);
  expect(text).toContain(`mailto:?subject&#x3D;`);
  const list = (await visitor(service).get('/assignments?cause=children&x=1')).text;
  expect(list).toContain(`<link rel="canonical" href="${service.url}/assignments?cause&#x3D;children">`);
});

test('an address that leads nowhere gives the search, and the page that was meant', async () => {
  const service = await startService();
  const { status, text } = await visitor(service).get('/uppdragg');
  expect(status).toBe(404);
  expect(text).toMatch(/Menade du: <a href="\/assignments">/);
  expect(text).toMatch(/<form[^>]* action="\/assignments"[\s\S]* name="q"/);
  expect((await visitor(service).get('/register/worthless')).text).toContain(
    '<title>Länken gäller inte längre',
  );
});

test.each([
  ['/uppdrag', '/assignments'],
  ['/logga-in', '/sign-in'],
  ['/Loggain', '/sign-in'],
  ['/assignmets', '/assignments'],
  ['/f%C3%B6reningar', '/organisations/new'],
  ['/kontakt.html', '/contact'],
  ['/om', '/about'],
])('somebody who typed %s meant %s', (path, href) => {
  expect(meant(path).map((one) => one.href)).toEqual([href]);
});

test.each(['/', '/xyzzy', '/%E0%A4%A', '/assignments/65', `/${'a'.repeat(5_000)}`])(
  'nobody knows what %s was to be',
  (path) => {
    expect(meant(path)).toEqual([]);
  },
);

test('who comes to an assignment that has closed is told so, and shown what is open, of the same cause first', async () => {
  const service = await startService();
  const { services } = service;
  const karin = await aCoordinator(services);
  const closed = await anAssignment(services, karin);
  const open = await anAssignment(services, karin);
  const other = await anAssignment(services, karin, { causes: ['sport'] });
  await services.assignments.close(karin, closed, 'filled');
  const { status, text } = await visitor(service).get(`/assignments/${closed}`);
  expect(status).toBe(200);
  expect(text).toContain(`/assignments/${open}`);
  const at = (id: string): number => text.indexOf(`/assignments/${id}"`);
  expect(at(other) === -1 || at(open) < at(other)).toBe(true);
});
