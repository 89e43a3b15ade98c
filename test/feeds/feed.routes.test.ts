// Any search can be followed, in any language, and what is found there is what the page shows.
import { parseFeed } from 'htmlparser2';
import { visitor } from '../support/http.ts';
import { aCoordinator, anAssignment } from '../support/people.ts';
import { startService } from '../support/service.ts';

test('the page of a search names its feeds, and they hold what it found', async () => {
  const service = await startService();
  const { services } = service;
  const coordinator = await aCoordinator(services);
  const found = await anAssignment(services, coordinator, { municipality: '1980', causes: ['children'] });
  await anAssignment(services, coordinator, { municipality: '1980', causes: ['sport'] });
  await services.search.caughtUp();
  const client = visitor(service);
  const { text } = await client.get('/assignments?municipality=1980&cause=children');
  expect(text.replaceAll('&#x3D;', '=')).toContain(
    'href="/feeds/assignments.atom?municipality=1980&amp;cause=children"',
  );
  const atom = await client.get('/feeds/assignments.atom?municipality=1980&cause=children');
  expect(atom.headers).toMatchObject({
    'content-type': 'application/atom+xml; charset=utf-8',
    'last-modified': 'Tue, 24 Nov 2026 09:00:00 GMT',
  });
  expect(parseFeed(atom.text)).toMatchObject({
    title: 'Nya volontäruppdrag: Västerås · Barn och unga',
    items: [{ id: `${service.url}/assignments/${found}` }],
  });
  const json = JSON.parse((await client.get('/en/feeds/assignments.json?cause=children')).text) as object;
  expect(json).toMatchObject({
    language: 'en',
    home_page_url: `${service.url}/en/assignments?cause=children`,
    items: [{ url: `${service.url}/en/assignments/${found}`, language: 'sv' }],
  });
});

test('a reader of feeds that has the newest is told so', async () => {
  const service = await startService();
  const coordinator = await aCoordinator(service.services);
  await anAssignment(service.services, coordinator);
  await service.services.search.caughtUp();
  const client = visitor(service);
  const { headers } = await client.get('/feeds/assignments.atom');
  const again = await client.get('/feeds/assignments.atom', { 'if-none-match': String(headers.etag) });
  expect(again.status).toBe(304);
});

test('a search that asks for nothing that is there gives an empty feed, and a wild one is answered too', async () => {
  const service = await startService();
  const client = visitor(service);
  expect(parseFeed((await client.get('/feeds/assignments.atom?cause=sport')).text)).toMatchObject({
    type: 'atom',
    title: 'Nya volontäruppdrag: Idrott och friluftsliv',
  });
  expect((await client.get(`/feeds/assignments.json?q=${'a'.repeat(3_000)}&near=NaN,1&km=-3`)).status).toBe(
    200,
  );
});
