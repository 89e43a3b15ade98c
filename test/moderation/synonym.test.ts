// Synonyms: staff keeps them, every change is in the log, and the search goes by them at once, in every process.
import { formOf } from '../support/forms.ts';
import { signedIn, visitor } from '../support/http.ts';
import { aCoordinator, aModerator, anAssignment } from '../support/people.ts';
import { startService } from '../support/service.ts';
import { until } from '../support/until.ts';
import { readForm } from '../../src/platform/http/form.ts';
import { createLog } from '../../src/platform/log.ts';
import { firstSynonyms } from '../../src/moderation/synonym.first.ts';
import { synonymForm } from '../../src/moderation/synonym.schema.ts';
import { createSearch } from '../../src/search/search.service.ts';
import groups from '../../src/search/synonyms.json' with { type: 'json' };

const afterThis: (() => Promise<void>)[] = [];
afterEach(() => Promise.all(afterThis.splice(0).map((stop) => stop())));

const read = (words: string) => readForm(synonymForm, { revision: '1', words });
const faultOf = (words: string) => {
  const form = read(words);
  return form.ok ? undefined : form.form.summary.map(({ name, key }) => `${name} ${key}`).join();
};

test('the groups that come with the service are ones that staff could have written, each with a first word of its own', () => {
  expect(groups.filter((words) => faultOf(words.join('\n')) !== undefined)).toEqual([]);
  expect(new Set(groups.map(([first]) => first)).size).toBe(groups.length);
});

test('a group is at least two different words or phrases of letters, and what is wrong is told at the field', () => {
  const form = read('  läxhjälp\n\nhjälp   med läxor\r\nLäxhjälp\nwomen’s shelter\nA-kassa\nمساعدة');
  expect(form.ok && form.data.words).toEqual([
    'Läxhjälp',
    'hjälp med läxor',
    'women’s shelter',
    'A-kassa',
    'مساعدة',
  ]);
  expect(faultOf('')).toBe('words errors.field.required');
  expect(faultOf('senior\nSenior')).toBe('words synonyms.form.two');
  expect(faultOf('senior\n<b>äldre</b>')).toBe('words synonyms.form.letters');
  expect(faultOf('senior\n$where')).toBe('words synonyms.form.letters');
  expect(faultOf(`senior\n${'å'.repeat(61)}`)).toBe('words synonyms.form.long');
  expect(faultOf('senior\nen sann och god vän i livets höst')).toBe('words synonyms.form.phrase');
  const many = Array.from({ length: 21 }, (_, n) => `ord${n}`);
  expect(faultOf(many.join('\n'))).toBe('words synonyms.form.many');
  expect(faultOf(many.slice(1).join('\n'))).toBeUndefined();
});

test('what staff has changed or removed stays so, whatever comes with a later version', async () => {
  const { services, clock } = await startService();
  const moderator = await aModerator(services);
  const [one, other] = await services.synonyms.all(moderator);
  if (one === undefined || other === undefined) throw new Error('No group has come with the service');
  await services.synonyms.change(moderator, String(one._id), { revision: 1, words: ['eget', 'annat'] });
  await services.synonyms.move(moderator, String(other._id), 'withdraw');
  await services.connection.collection('synonyms').deleteOne({ first: groups[9]?.[0] });
  await firstSynonyms(services.connection, clock.now());
  const used = await services.synonyms.groups();
  expect(used).toHaveLength(groups.length - 1);
  expect(used).toContainEqual(['eget', 'annat']);
  expect(used).toContainEqual(groups[9]);
  expect(used).not.toContainEqual(other.words);
});

test('staff adds, changes, removes and brings back a group, each process searches by it, and the log says who and what', async () => {
  const service = await startService();
  const { services } = service;
  const elsewhere = createSearch({ ...services, log: createLog('silent') });
  afterThis.push(() => elsewhere.stop());
  await elsewhere.start();
  const coordinator = await aCoordinator(services);
  await anAssignment(services, coordinator, { title: 'Vårda gravar på kyrkogården' });
  await services.search.caughtUp();
  const johan = await aModerator(services, { name: 'Johan' });
  const client = await signedIn(service, johan.email);
  const finds = async (n: number, word = 'kransvakt') => {
    const all = [services.search, elsewhere];
    await until(() => all.every((search) => search.count({ text: word, chosen: {} }) === n), 1_000);
    const html = (await visitor(service).get(`/assignments?q=${encodeURIComponent(word)}`)).text;
    expect(html.replace(/<.?mark>/g, '').includes('Vårda gravar på kyrkogården')).toBe(n === 1);
  };
  await finds(0);

  const words = 'kransvakt\ngravar';
  expect((await client.post('/staff/synonyms/new', { revision: '0', words })).status).toBe(303);
  await finds(1);
  const made = (await services.synonyms.all(johan)).find((group) => group.words.includes('kransvakt'));
  const path = `/staff/synonyms/${String(made?._id)}`;
  expect((await client.get(path)).text).toMatch(
    /href="\/assignments\?q&#x3D;kransvakt">Sök på ”kransvakt”: 1 uppdrag</,
  );
  expect((await client.get('/staff/synonyms?q=KRANSV')).text.split('<h2').length - 1).toBe(1);

  expect((await client.post(path, { revision: '1', words: 'kransvakt\nväktare' })).status).toBe(303);
  await finds(0);
  const late = await client.post(path, { revision: '1', words: 'kransvakt\nskrivet samtidigt' });
  expect(late.status).toBe(409);
  expect(late.text).toContain('skrivet samtidigt</textarea>');
  expect((await client.post(path, { revision: '2', words: 'gravskötsel\ngravar' })).status).toBe(303);
  await finds(1, 'gravskötsel');
  await client.post(`${path}/withdraw`);
  await finds(0, 'gravskötsel');
  expect((await client.post(`${path}/withdraw`)).status).toBe(409);
  await client.post(`${path}/restore`);
  await finds(1, 'gravskötsel');

  const page = await client.get(path);
  for (const said of ['Lades till', 'Ändrades', 'Togs bort', 'Används igen', 'Johan'])
    expect(page.text).toContain(said);
  const log = await services.synonyms.history(String(made?._id));
  expect(log.map(({ kind, decision, revision }) => [kind, decision, revision])).toEqual([
    ['synonyms', 'restore', 3],
    ['synonyms', 'withdraw', 3],
    ['synonyms', 'change', 3],
    ['synonyms', 'change', 2],
    ['synonyms', 'create', 1],
  ]);
  const kept = await services.revisions.of(String(made?._id));
  expect(kept.map((revision) => revision.words['words'])).toEqual([
    ['gravskötsel', 'gravar'],
    ['kransvakt', 'väktare'],
    ['kransvakt', 'gravar'],
  ]);
});

test('what cannot be searched by comes back as it was typed', async () => {
  const service = await startService();
  const client = await signedIn(service, (await aModerator(service.services)).email);
  const form = { ...formOf('POST /staff/synonyms/new', {}), words: 'ensam' };
  const refused = await client.post('/staff/synonyms/new', form);
  expect(refused.status).toBe(422);
  expect(refused.text).toMatch(/ensam<\/textarea>/);
  expect(refused.text).toMatch(/id="f-words-error"><span[^>]*>[^<]*<\/span>Skriv minst två olika ord/);
});
