// Pages of municipalities and causes: only where there is something, and each says what a search would.
import { municipalities } from '../../src/places/places.ts';
import { landingHref, municipalityOf } from '../../src/landing/landing.slugs.ts';
import { landingPaths } from '../../src/landing/landing.view.ts';
import { visitor } from '../support/http.ts';
import { aCoordinator, anAssignment } from '../support/people.ts';
import { startService } from '../support/service.ts';

test('every municipality has an address of its own, in letters that everybody can type', () => {
  const hrefs = municipalities().map(({ code }) => landingHref(code));
  expect(new Set(hrefs).size).toBe(290);
  expect(hrefs.filter((href) => !/^\/in\/[a-z0-9-]+$/.test(href))).toEqual([]);
  for (const { code } of municipalities())
    expect(municipalityOf(landingHref(code).slice('/in/'.length))?.code).toBe(code);
  expect(landingHref('1980')).toBe('/in/vasteras');
  expect([landingHref('0643'), landingHref('0305')]).toEqual(['/in/habo', '/in/habo-uppsala']);
});

test('there are pages where something is open, and none besides', async () => {
  const service = await startService();
  const { services } = service;
  const coordinator = await aCoordinator(services);
  const id = await anAssignment(services, coordinator, { municipality: '1980', causes: ['children'] });
  await services.search.caughtUp();
  expect(landingPaths(services.search)).toEqual(['/in', '/in/vasteras', '/in/vasteras/children']);
  const client = visitor(service);
  const page = await client.get('/en/in/vasteras/children');
  expect(page.text).toContain(`href="/en/assignments/${id}"`);
  expect(page.text).toContain('"@type":"ItemList"');
  expect((await client.get('/in')).text).toContain('href="/in/vasteras"');
  expect((await client.get('/sitemap.xml')).text).toContain(`<loc>${service.url}/in/vasteras/children</loc>`);
  // The search knows the ways on.
  expect(await client.get('/en/in/arboga')).toMatchObject({
    status: 302,
    headers: { location: '/en/assignments?municipality=1984' },
  });
  expect((await client.get('/in/atlantis')).status).toBe(404);
  expect((await client.get('/in/vasteras/nothing')).status).toBe(404);
  await services.assignments.close(coordinator, id, 'filled');
  await services.search.caughtUp();
  expect(landingPaths(services.search)).toEqual([]);
});
