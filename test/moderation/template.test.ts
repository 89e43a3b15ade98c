// Templates: staff keeps them, every change is in the log, and a coordinator who begins from one replaces what it asks to replace.
import { formOf } from '../support/forms.ts';
import { signedIn } from '../support/http.ts';
import { aCoordinator, aModerator } from '../support/people.ts';
import { startService } from '../support/service.ts';
import { readForm } from '../../src/platform/http/form.ts';
import { templateForm } from '../../src/moderation/template.schema.ts';
import { firstTemplates } from '../../src/moderation/template.first.ts';
import { hasPlaceholder } from '../../public/js/assignment-facts.js';
import templates from '../../src/moderation/templates.json' with { type: 'json' };

const route = 'POST /staff/templates/new';

test.each(templates)('$name, which comes with the service, is one that staff could have written', (one) => {
  const hints = Object.fromEntries(Object.entries(one.hints).map(([field, hint]) => [`hint.${field}`, hint]));
  const form = readForm(templateForm, { ...one, ...one.words, ...hints });
  expect(form.ok ? [] : form.form.summary).toEqual([]);
  expect(hasPlaceholder(one.words.title)).toBe(true);
  expect(Object.values(one.hints).every((hint) => hint.length > 10)).toBe(true);
});

test('each cause that has a template has it in Swedish and in English', () => {
  const causesOf = (lang: string) =>
    templates.filter(({ textLang }) => textLang === lang).map(({ cause }) => cause);
  expect(causesOf('en')).toEqual(causesOf('sv'));
  expect(new Set(templates.map(({ id }) => id)).size).toBe(templates.length);
});

test('what staff has changed is not written over by what comes with the service', async () => {
  const { services, clock } = await startService();
  const moderator = await aModerator(services);
  const [first] = await services.templates.all(moderator);
  if (first === undefined) throw new Error('No template has come with the service');
  const id = String(first._id);
  await services.templates.change(moderator, id, { ...first, name: 'Vår egen', revision: 1 });
  await firstTemplates(services.connection, clock.now());
  expect((await services.templates.find(id)).name).toBe('Vår egen');
  expect(await services.templates.all(moderator)).toHaveLength(templates.length);
});

test('staff writes, changes, withdraws and brings back a template, and the log says who and what', async () => {
  const service = await startService();
  const { services } = service;
  const johan = await aModerator(services, { name: 'Johan' });
  const client = await signedIn(service, johan.email);
  const form = formOf(route, {});
  expect((await client.post('/staff/templates/new', form)).status).toBe(303);
  const made = (await services.templates.all(johan)).find(({ name }) => name === form['name']);
  const path = `/staff/templates/${String(made?._id)}`;
  expect((await client.post(path, { ...form, name: 'Ett nytt namn', revision: '1' })).status).toBe(303);
  await client.post(`${path}/withdraw`);
  expect((await client.post(`${path}/withdraw`)).status).toBe(409);
  await client.post(`${path}/restore`);

  const late = await client.post(path, { ...form, name: 'Skrivet samtidigt', revision: '1' });
  expect(late.status).toBe(409);
  expect(late.text).toContain('value="Skrivet samtidigt"');
  const page = await client.get(path);
  for (const said of ['Skrevs', 'Ändrades', 'Togs bort ur listan', 'Lades tillbaka i listan', 'Johan'])
    expect(page.text).toContain(said);
  const log = await services.templates.history(String(made?._id));
  expect(log.map(({ decision, revision, before, after }) => [decision, revision, before, after])).toEqual([
    ['restore', 2, 'withdrawn', 'offered'],
    ['withdraw', 2, 'offered', 'withdrawn'],
    ['change', 2, 'offered', 'offered'],
    ['create', 1, 'new', 'offered'],
  ]);
  const kept = await services.revisions.of(String(made?._id));
  expect(kept.map(({ words }) => words['name'])).toEqual(['Ett nytt namn', form['name']]);
});

test('a draft that begins from a template has its words and advice, and is not sent in with its brackets', async () => {
  const service = await startService();
  const { services } = service;
  const coordinator = await aCoordinator(services);
  const karin = await signedIn(service, coordinator.email);
  const id = '7e3b1a000000000000000001';
  expect((await karin.get('/assignments/new')).text).toContain(
    `<option value="${id}">Läxhjälp · Barn och unga`,
  );
  const begin = { organisation: coordinator.organisation, template: id, title: '' };
  const { location = '' } = (await karin.post('/assignments/new', begin)).headers;
  const assignment = /[0-9a-f]{24}/.exec(location)?.[0] ?? '';
  const step = await karin.get(location);
  expect(step.text).toContain('Läs läxor med [vilka barn] på [plats]');
  expect(step.text).toContain('Råd från mallen:');
  expect(step.text).toContain('id="f-firstTime-tip"');
  expect(step.text).toMatch(/aria-describedby="f-firstTime-hint f-firstTime-tip"/);

  await services.assignments.save(coordinator, assignment, {
    ...{ timing: 'flexible', where: 'onsite', municipality: '1980' },
    title: 'Läs läxor med barn i Vallby',
  });
  await karin.post(`/assignments/${assignment}/submit`);
  expect((await services.assignments.find(assignment)).status).toBe('draft');
  const preview = await karin.get(`/assignments/${assignment}/preview`);
  expect(preview.text).toContain(`/assignments/${assignment}/edit/1?missing&#x3D;1#f-firstTime`);
  const back = await karin.get(`/assignments/${assignment}/edit/1?missing=1`);
  expect(back.text).toMatch(/id="f-firstTime-error"><span[^>]*>[^<]*<\/span>Byt ut orden i hakparentes/);
  expect(back.text).not.toContain('id="f-title-error"');
  await expect(services.assignments.submit(coordinator, assignment)).rejects.toThrow('incomplete');

  const { id: copy } = await services.assignments.copy(coordinator, assignment);
  await expect(services.assignments.submit(coordinator, copy)).rejects.toThrow('incomplete');
  const own = { description: 'Vi läser.', easySummary: '', firstTime: '', gets: 'Fika.' };
  await services.assignments.save(coordinator, assignment, own);
  await services.assignments.submit(coordinator, assignment);
  expect((await services.assignments.find(assignment)).status).toBe('pending');
});

test('a title of one’s own stays, a withdrawn template is refused at its field, and brackets without a template are words', async () => {
  const service = await startService();
  const { services } = service;
  const coordinator = await aCoordinator(services);
  const moderator = await aModerator(services);
  const karin = await signedIn(service, coordinator.email);
  const id = '7e3b1a000000000000000002';
  const { organisation } = coordinator;
  const own = await services.assignments.create(coordinator, organisation, 'Min egen rubrik', id);
  expect(await services.assignments.find(own)).toMatchObject({ title: 'Min egen rubrik', textLang: 'en' });
  const page = await karin.get(`/assignments/${own}/edit/1`);
  expect(page.text).toContain('<span lang="en" dir="auto">Say what one does');

  await services.templates.move(moderator, id, 'withdraw');
  const late = await karin.post('/assignments/new', { organisation, template: id, title: '' });
  expect(late.status).toBe(409);
  expect(late.text).toContain('id="f-template-error"');
  expect((await karin.get('/assignments/new')).text).not.toContain(id);
  expect((await karin.get(`/assignments/${own}/edit/1`)).text).toContain('Say what one does');

  const plain = await services.assignments.create(coordinator, organisation, 'Läs läxor [ibland]');
  await services.assignments.save(coordinator, plain, {
    ...{ description: 'Vi läser.', causes: ['children'], timing: 'flexible', municipality: '1980' },
  });
  await services.assignments.submit(coordinator, plain);
});
