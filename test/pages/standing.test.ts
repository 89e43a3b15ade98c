// What a row of tabs and a page say of how things stand: the state first in the window's title, and the time that is left in words.
import { timeLeft } from '../../src/platform/i18n/time-left.ts';
import { signedIn, visitor } from '../support/http.ts';
import { aCoordinator, aPerson, anAssignment, applicationText } from '../support/people.ts';
import { startService } from '../support/service.ts';

const titleOf = (html: string): string | undefined => /<title>([^<]*)/.exec(html)?.[1];

test('the title of an application begins with its state, for both sides, and the page says how long is left', async () => {
  const service = await startService();
  const { applications } = service.services;
  const karin = await aCoordinator(service.services);
  const amina = await aPerson(service.services);
  const id = await anAssignment(service.services, karin);
  const application = await applications.apply(amina, id, applicationText());
  const [hers, theirs] = await Promise.all([signedIn(service, amina.email), signedIn(service, karin.email)]);
  const waiting = (await hers.get(`/applications/${application}`)).text;
  expect(titleOf(waiting)).toBe('Väntar på svar: Anmälan till Läs läxor med mellanstadiebarn · Handslag');
  expect(waiting).toContain('Du får svar inom 7 dagar');
  expect((await hers.get('/home')).text).toContain('ska svara inom 7 dagar');
  expect((await theirs.get('/home')).text).toContain('Svara inom 7 dagar');
  await applications.offer(karin, application);
  for (const reader of [hers, theirs])
    expect(titleOf((await reader.get(`/en/applications/${application}`)).text)).toMatch(/^Offered a place: /);
  expect((await hers.get('/en/home')).text).toContain('keeps a place for 5 days more');
});

test('the title of an assignment says where it is not open; what other sites show of it does not', async () => {
  const service = await startService();
  const { assignments } = service.services;
  const karin = await aCoordinator(service.services);
  const id = await anAssignment(service.services, karin, { applyBy: '2026-11-26', places: 1 });
  const page = async (): Promise<string> => (await visitor(service).get(`/assignments/${id}`)).text;
  const open = await page();
  expect(titleOf(open)).toBe('Läs läxor med mellanstadiebarn · Handslag');
  expect(open).toMatch(/Sök senast torsdag 26 november, 2 dagar kvar/);
  const { applications } = service.services;
  const amina = await aPerson(service.services);
  await applications.offer(karin, await applications.apply(amina, id, applicationText()));
  expect(titleOf(await page())).toMatch(/^Fullt: /);
  await assignments.pause(karin, id);
  const paused = await page();
  expect(titleOf(paused)).toMatch(/^Pausat: /);
  expect(paused).toContain('<meta property="og:title" content="Läs läxor med mellanstadiebarn">');
  await assignments.resume(karin, id);
  service.clock.moveTo(new Date('2026-11-27T09:00:00Z'));
  const late = await page();
  expect(titleOf(late)).toMatch(/^Sista dagen har varit: /);
  expect(late).toMatch(/Sista dagen att söka var torsdag 26 november/);
});

test.each([
  ['2026-11-29T09:00:00Z', 'days', 5],
  ['2026-11-26T08:00:00Z', 'hours', 47],
  ['2026-11-24T10:29:00Z', 'hours', 1],
  ['2026-11-24T09:59:00Z', 'minutes', 59],
  ['2026-11-24T08:00:00Z', 'minutes', 1],
])('until %s there are so many %s left: %s', (until, unit, n) => {
  expect(timeLeft(new Date(until), new Date('2026-11-24T09:00:00Z'))).toEqual({
    key: `layout.left.${unit}`,
    values: { n },
  });
});
