// Best fit for whoever is signed in: from what they have told in the profile, and never from what they have done.
import { importsOf, sourceFiles } from '../support/sources.ts';
import { signedIn } from '../support/http.ts';
import type { Client } from '../support/http.ts';
import { aCoordinator, aPerson, anAssignment } from '../support/people.ts';
import type { TestPerson } from '../support/people.ts';
import { startService } from '../support/service.ts';
import type { TestService } from '../support/service.ts';

let service: TestService;
let person: TestPerson;
let client: Client;
let suits = '';
let other = '';

const least = { name: 'Amina', fullName: 'Amina Testsson', language: 'sv' };
const told = {
  ...least,
  municipality: '1980',
  km: '10',
  ageAtLeast: '16',
  slots: ['2-afternoon'],
  activities: ['teaching'],
  causes: ['children'],
  'languages.0.code': 'sv',
  'languages.0.level': 'basic',
};

beforeAll(async () => {
  service = await startService({ lasting: true });
  const { services } = service;
  const coordinator = await aCoordinator(services);
  suits = await anAssignment(services, coordinator, { activities: ['teaching'], swedishNeeded: 'basic' });
  other = await anAssignment(services, coordinator, { title: 'Sitt med i styrelsen', causes: ['culture'] });
  await anAssignment(services, coordinator, { title: 'Långt borta i Malmö', municipality: '1280' });
  await services.search.caughtUp();
  person = await aPerson(services);
  client = await signedIn(service, person.email);
});

test('the home asks for what would suit until it is told', async () => {
  const { text } = await client.get('/home');
  expect(text).toContain('href="/account#suits"');
  expect((await client.get('/assignments')).text).not.toContain('sort&#x3D;fit');
});

test('what is told is kept, and shown in the profile again', async () => {
  expect((await client.post('/account', told)).status).toBe(303);
  const text = (await client.get('/account')).text;
  expect(text).toMatch(/value="2-afternoon" checked/);
  expect(text).toMatch(/<option value="16" selected/);
  expect(text).toMatch(/<option value="10" selected/);
  expect(await service.services.accounts.find(person.id)).toMatchObject({ km: 10, ageAtLeast: 16 });
});

test('a place must be in the municipality, and goes with it', async () => {
  await client.post('/account', { ...told, place: '1980-backby' });
  expect(await service.services.accounts.find(person.id)).toMatchObject({ place: '1980-backby' });
  await client.post('/account', { ...told, municipality: '1280', place: '1980-backby' });
  expect(await service.services.accounts.find(person.id)).not.toHaveProperty('place');
  await client.post('/account', told);
});

test('then the home shows what suits and why, and nothing out of reach', async () => {
  const { text } = await client.get('/home');
  expect(text).toContain(
    'i din kommun · tisdag eftermiddag passar · din svenska räcker · du valde barn och unga',
  );
  expect(text.indexOf(suits)).toBeLessThan(text.indexOf(other));
  expect(text).not.toContain('Långt borta');
});

test('the list can be put in that order, says why, and has what is out of reach last', async () => {
  const { text } = await client.get('/assignments?sort=fit');
  const at = [suits, other].map((id) => text.indexOf(id));
  expect(at.every((one) => one > 0)).toBe(true);
  expect(Number(at[0])).toBeLessThan(Number(at[1]));
  expect(text.indexOf('Långt borta')).toBeGreaterThan(Number(at[1]));
  expect(text).toMatch(/km bort, längre än du valde/);
});

test('applying changes nothing of what suits somebody', async () => {
  const { accounts, applications, fit, search } = service.services;
  const twin = await aPerson(service.services);
  const twinClient = await signedIn(service, twin.email);
  await twinClient.post('/account', told);
  const wishes = async () =>
    Promise.all([person, twin].map(async ({ id }) => fit.wishOf(await accounts.get(id))));
  const before = await wishes();
  await applications.apply(person, other, { message: 'Jag vill gärna hjälpa till.', adult: true } as never);
  await search.caughtUp();
  expect(await wishes()).toEqual(before);
  const [mine, theirs] = await wishes();
  expect(mine).toEqual(theirs);
  expect(mine && fit.best(mine, 9)).toEqual(theirs && fit.best(theirs, 9));
});

test('the home does not show what one has applied to as something new', async () => {
  const { text } = await client.get('/home');
  const fitting = text.slice(text.indexOf('id="fitting"'));
  expect(fitting).toContain(`href="/assignments/${suits}"`);
  expect(fitting).not.toContain(`href="/assignments/${other}"`);
});

test('what the guide finds can be saved, and the search be watched', async () => {
  const { text } = await client.get('/guide/fit?municipality=1980&cause=culture');
  expect(text).toContain(`action="/assignments/${suits}/saved"`);
  expect(text).toMatch(/href="\/watches\/new\?[^"]*cause&#x3D;culture/);
});

test('best fit reads neither applications nor what is saved: it cannot', () => {
  const used = sourceFiles()
    // Routes put hearts beside what was found, and hand nothing back.
    .filter((file) => file.startsWith('fit/') && !file.endsWith('.routes.ts'))
    .flatMap((file) => importsOf(file).map(({ file: other }) => other ?? ''));
  expect(used.length).toBeGreaterThan(20);
  expect(
    used.filter((file) => /^(?:applications|saved|watching|notifications|moderation)\//.test(file)),
  ).toEqual([]);
});
