// What is typed in a step and not saved: kept for the one who types, never public, and no tab overwrites another.
import fc from 'fast-check';
import { fieldsIn, isLatest, shownText, withShown, withText } from '../../src/assignments/unsaved.texts.ts';
import type { UnsavedText } from '../../src/assignments/unsaved.texts.ts';
import { visitor, signedIn } from '../support/http.ts';
import type { Answer, Client, Form } from '../support/http.ts';
import { aCoordinator, aDraft, anAssignment } from '../support/people.ts';
import { startService } from '../support/service.ts';
import type { TestService } from '../support/service.ts';

const words = { title: 'Läs läxor med mellanstadiebarn', description: 'Vi läser', causes: ['children'] };

test('what is typed comes back on the page, without being saved, and goes when it is saved', async () => {
  const { karin, assignment, service } = await begin();
  const kept = await send(karin, assignment, { ...words, description: 'En halv men' });
  expect(kept.status).toBe(200);
  expect(JSON.parse(kept.text)).toMatchObject({ saved: 'Sparat 10:00, syns bara för dig' });
  expect((await service.services.assignments.find(assignment)).description).toContain('På tisdagar');

  const page = await karin.get(step(assignment));
  expect(page.text).toContain('En halv men</textarea>');
  expect(page.text).toContain('Här står text som inte är sparad');
  const held = heldBy(page);
  const saved = await karin.post(step(assignment), { ...words, ...held });
  expect(saved.status).toBe(303);
  expect((await karin.get(step(assignment))).text).not.toContain('inte är sparad');
  expect(await rows(service)).toBe(0);
});

test('new words for something published stay out of sight until the step is saved', async () => {
  const { karin, coordinator, service } = await begin();
  const assignment = await anAssignment(service.services, coordinator);
  await send(karin, assignment, { ...words, description: 'Hemliga nya ord' });
  const stored = await service.services.assignments.find(assignment);
  expect([stored.revision, stored.proposed]).toEqual([2, undefined]);
  expect((await visitor(service).get(`/assignments/${assignment}`)).text).not.toContain('Hemliga');
  expect((await karin.get(step(assignment))).text).toContain('Hemliga nya ord');
});

test('the second of two tabs is told, and whichever text it goes on with, the other one is kept', async () => {
  const { karin, assignment, service } = await begin();
  const [one, two] = [heldBy(await karin.get(step(assignment))), heldBy(await karin.get(step(assignment)))];
  await post(karin, assignment, { ...words, ...one, description: 'I den ena fliken' });
  const late = await post(karin, assignment, { ...words, ...two, description: 'I den andra fliken' });
  expect([late.status, JSON.parse(late.text)]).toEqual([409, { error: 'assignments.unsaved.changed' }]);

  const other = { ...words, ...two, description: 'I den andra fliken', keep: 'other' };
  expect((await post(karin, assignment, other)).status).toBe(200);
  let page = await karin.get(step(assignment));
  expect(page.text).toContain('I den ena fliken</textarea>');
  expect(page.text).toContain('<blockquote class="as-typed" dir="auto">I den andra fliken</blockquote>');

  const mine = { ...words, ...two, description: 'I den tredje fliken', keep: 'mine' };
  expect((await post(karin, assignment, mine)).status).toBe(200);
  page = await karin.get(step(assignment));
  expect(page.text).toContain('I den tredje fliken</textarea>');
  for (const text of ['I den ena fliken', 'I den andra fliken'])
    expect(page.text).toContain(`<blockquote class="as-typed" dir="auto">${text}</blockquote>`);

  const [version = ''] = /(?<=aria-labelledby="t-)[^"]+/.exec(page.text) ?? [];
  await karin.post(`${step(assignment)}/unsaved/choose`, { version, choice: 'show' });
  expect((await karin.get(step(assignment))).text).toContain('I den ena fliken</textarea>');
  await karin.post(`${step(assignment)}/unsaved/choose`, { version, choice: 'discard' });
  page = await karin.get(step(assignment));
  expect(page.text).not.toContain('I den ena fliken');
  expect(page.text).toContain('På tisdagar läser vi läxor');
  expect(page.text).toContain('I den andra fliken');
  expect(await rows(service)).toBe(1);
});

test('two tabs at the same moment do not both win', async () => {
  const { karin, assignment } = await begin();
  const held = heldBy(await karin.get(step(assignment)));
  const all = Array.from({ length: 6 }, (_, n) =>
    post(karin, assignment, { ...words, ...held, description: `Flik ${n}` }),
  );
  const statuses = (await Promise.all(all)).map(({ status }) => status);
  expect(statuses.sort()).toEqual([200, 409, 409, 409, 409, 409]);
});

test('a step that was saved meanwhile is not overwritten by one that was opened before, unless it is sent again', async () => {
  const { karin, assignment, service } = await begin();
  const old = heldBy(await karin.get(step(assignment)));
  await karin.post(step(assignment), { ...words, ...old, description: 'Sparat först' });
  expect((await post(karin, assignment, { ...words, ...old })).status).toBe(409);

  const late = await karin.post(step(assignment), { ...words, ...old, description: 'Sparat sedan' });
  expect(late.status).toBe(409);
  expect(late.text).toContain('Sparat sedan</textarea>');
  expect(late.text).toContain('Steget har sparats på annat håll');
  expect((await service.services.assignments.find(assignment)).description).toBe('Sparat först');
  const again = { ...words, ...heldBy(late), description: 'Sparat sedan' };
  expect((await karin.post(step(assignment), again)).status).toBe(303);
});

test('what one coordinator types is not shown to another, nor to staff, and a stranger finds nothing to keep it in', async () => {
  const { karin, coordinator, assignment, service } = await begin();
  const { services } = service;
  const stranger = await aCoordinator(services);
  const olle = await signedIn(service, stranger.email);
  expect((await send(olle, assignment, words, false)).status).toBe(404);
  expect((await visitor(service).post(`${step(assignment)}/unsaved`, words)).status).toBe(403);
  await send(karin, assignment, { ...words, description: 'Bara Karins' });
  const { organisations } = services;
  await organisations.invite(coordinator, coordinator.organisation, stranger.email, 'sv');
  const link = await services.connection.collection('links').findOne({ email: stranger.email });
  await olle.post(`/invitations/${services.links.token(String(link?._id))}`);
  const page = await olle.get(step(assignment));
  expect(page.status).toBe(200);
  expect(page.text).not.toContain('Bara Karins');
});

test('of a sheltered place no address is kept, and of too much text nothing', async () => {
  const { karin, assignment, service } = await begin();
  const times = { timing: 'flexible', where: 'onsite', municipality: '1980', addressShown: 'never' };
  await send(karin, assignment, { ...times, address: 'Hemliga gatan 4', place: 'x' }, true, 2);
  const kept = await service.services.connection.collection('unsavedSteps').findOne({ step: 2 });
  expect(JSON.stringify(kept)).toContain('1980');
  expect(JSON.stringify(kept)).not.toContain('Hemliga');
  const long = await send(karin, assignment, { ...words, description: 'a'.repeat(20_000) });
  expect([long.status, JSON.parse(long.text)]).toEqual([413, { error: 'assignments.unsaved.tooLong' }]);
});

test('something that has ended keeps no more text', async () => {
  const { karin, coordinator, service } = await begin();
  const assignment = await anAssignment(service.services, coordinator);
  const held = heldBy(await karin.get(step(assignment)));
  await service.services.assignments.close(coordinator, assignment, 'over');
  const late = await post(karin, assignment, { ...words, ...held });
  expect([late.status, JSON.parse(late.text)]).toEqual([409, { error: 'assignments.refused.ended' }]);
});

const aText = fc.record({
  version: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
  basis: fc.constantFrom('now', 'before', ''),
});

test('whatever tabs hold, a text that another tab has kept is still there afterwards', () => {
  const texts = fc.uniqueArray(aText, { selector: ({ version }) => version, maxLength: 4 });
  const held = fc.record({
    version: fc.constantFrom('', 'a', 'b', 'z'),
    basis: fc.constantFrom('now', 'before'),
  });
  fc.assert(
    fc.property(texts, held, fc.constantFrom(undefined, 'mine', 'other'), (known, given, choice) => {
      const all: UnsavedText[] = known.map((one) => ({ ...one, fields: [], at: new Date() }));
      const text: UnsavedText = { version: 'new', basis: 'now', fields: [], at: new Date() };
      if (choice === undefined && !isLatest(all, given, 'now')) return;
      const after = withText(all, text, given, choice ?? 'mine');
      const versions = after.map(({ version }) => version);
      expect(new Set(versions).size).toBe(versions.length);
      for (const { version } of all)
        expect(version === given.version || versions.includes(version)).toBe(true);
      expect(versions).toContain('new');
      const shown = shownText(after, 'now')?.version;
      if (choice === 'other') expect(shown).not.toBe('new');
      else expect(shown).toBe('new');
      expect(shownText(withShown(after, 'new', 'now'), 'now')?.version).toBe('new');
    }),
  );
});

test('the fields of a step are its own, and hold something', () => {
  const values = { title: '  Hej ', causes: ['children', ''], places: '3', 'slots.0.every': '1', __x: 'y' };
  expect(fieldsIn(1, values)).toEqual([
    { name: 'title', values: ['Hej'] },
    { name: 'causes', values: ['children'] },
  ]);
  expect(fieldsIn(2, values)).toEqual([]);
  expect(fieldsIn(2, { ...values, 'slots.0.from': '10:00' })).toHaveLength(2);
});

async function begin() {
  const service = await startService();
  const coordinator = await aCoordinator(service.services, { name: 'Karin' });
  const assignment = await aDraft(service.services, coordinator);
  return { service, coordinator, assignment, karin: await signedIn(service, coordinator.email) };
}

function step(assignment: string, n = 1): string {
  return `/assignments/${assignment}/edit/${n}`;
}

/** As a tab sends it that has just opened the step. */
async function send(client: Client, assignment: string, form: Form, opens = true, n = 1): Promise<Answer> {
  const held = opens ? heldBy(await client.get(step(assignment, n))) : {};
  return post(client, assignment, { ...form, ...held }, n);
}

function post(client: Client, assignment: string, form: Form, n = 1): Promise<Answer> {
  return client.post(`${step(assignment, n)}/unsaved`, form, { accept: 'application/json' });
}

function heldBy({ text }: Answer): { version: string; basis: string } {
  const valueOf = (name: string): string =>
    new RegExp(`name="${name}" value="([^"]*)"`).exec(text)?.[1] ?? '';
  const form = text.slice(text.indexOf('data-unsaved='));
  return { version: /name="version" value="([^"]*)"/.exec(form)?.[1] ?? '', basis: valueOf('basis') };
}

function rows({ services }: TestService): Promise<number> {
  return services.connection.collection('unsavedSteps').countDocuments();
}
