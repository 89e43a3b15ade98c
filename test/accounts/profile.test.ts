// What a person tells about themselves: little is needed, and nothing goes further than it should.
import { emailForm, profileForm } from '../../src/accounts/account.schema.ts';
import { readForm } from '../../src/platform/http/form.ts';
import { signedIn } from '../support/http.ts';
import type { Client, Form } from '../support/http.ts';
import { aPerson } from '../support/people.ts';
import type { TestPerson } from '../support/people.ts';
import { startService } from '../support/service.ts';
import type { TestService } from '../support/service.ts';

const least: Form = { name: 'Amina', fullName: 'Amina Testsson', language: 'sv' };

describe('the profile form', () => {
  test('needs no more than the names and a language', () => {
    expect(readForm(profileForm, least)).toMatchObject({ ok: true });
    for (const name of Object.keys(least)) expect(faultsOf({ ...least, [name]: '' })).toEqual([name]);
  });

  test.each([
    ['070-174 06 05', '+46701740605'],
    ['070 174 06 05', '+46701740605'],
    ['(021) 39 00 00', '+4621390000'],
    ['0046 70 174 06 05', '+46701740605'],
    ['+46 (0)70-174 06 05', '+46701740605'],
    ['+358 40 123 4567', '+358401234567'],
    ['+963 11 987 6543', '+963119876543'],
    ['', undefined],
    ['   ', undefined],
  ])('keeps the telephone number %s as %s', (typed, kept) => {
    const form = readForm(profileForm, { ...least, phone: typed });
    expect(form.ok && form.data.phone).toBe(kept);
  });

  test.each([
    '12',
    'ring mig',
    '070-174 06 05 eller 070-174 06 06',
    '+0701740605',
    '070174060a',
    '1'.repeat(20),
  ])('takes %s for no telephone number', (typed) => {
    expect(faultsOf({ ...least, phone: typed })).toEqual(['phone']);
  });

  test.each([
    ['Skriv till mig på amina@example.org', 'moderation.text.email'],
    ['Se www.amina.se', 'moderation.text.link'],
    ['Mitt nummer är 811218-9876', 'moderation.text.personalNumber'],
  ])('refuses “%s” among the words about oneself', (about, key) => {
    const form = readForm(profileForm, { ...least, about });
    expect(form.ok ? undefined : form.form.errors['about']?.key).toBe(key);
  });

  test.each([
    ['municipality', '9999'],
    ['municipality', 'Västerås'],
    ['causes', 'money'],
    ['languages.0.code', 'klingon'],
    ['languages.0.level', 'native'],
    ['language', 'de'],
    ['about', 'å'.repeat(601)],
    ['name', 'å'.repeat(61)],
    ['fullName', 'å'.repeat(121)],
  ])('refuses a %s that is not one', (name, value) => {
    expect(faultsOf({ ...least, [name]: value })).toEqual([name]);
  });

  test('counts letters as people do, and keeps every kind of them', () => {
    for (const name of ['Åsa-Märta', 'Nguyễn Thị', 'عائشة', "O'Neill", '🙂'.repeat(60), 'Ö'])
      expect(readForm(profileForm, { ...least, name })).toMatchObject({ ok: true, data: { name } });
  });
});

test('an address of e-mail takes at most 254 characters, and one line', () => {
  const long = `${'a'.repeat(64)}@${'b'.repeat(60)}.${'c'.repeat(60)}.${'d'.repeat(60)}.se`;
  expect(long.length).toBeLessThan(254);
  expect(readForm(emailForm, { email: long }).ok).toBe(true);
  expect(readForm(emailForm, { email: long.replace('.se', `.${'e'.repeat(40)}.se`) }).ok).toBe(false);
});

describe('with a running service', () => {
  let service: TestService;
  let person: TestPerson;
  let client: Client;

  beforeAll(async () => {
    service = await startService({ lasting: true });
    person = await aPerson(service.services, { name: 'Amina' });
    client = await signedIn(service, person.email);
  });

  test('what is saved stands on the page again', async () => {
    const saved = await client.post('/account', {
      ...least,
      name: 'Amina B',
      phone: '070-174 06 05',
      municipality: '1980',
      causes: ['children', 'sport'],
      about: 'Jag gillar matematik.\nOch fotboll.',
      language: 'en',
      'languages.0.code': 'ar',
      'languages.0.level': 'fluent',
      'languages.1.code': 'sv',
      'languages.1.level': '',
    });
    expect([saved.status, saved.headers.location]).toEqual([303, '/account?saved=1']);
    expect(await stored()).toMatchObject({
      name: 'Amina B',
      phone: '+46701740605',
      municipality: '1980',
      causes: ['children', 'sport'],
      about: 'Jag gillar matematik.\nOch fotboll.',
      language: 'en',
      languages: [
        { code: 'ar', level: 'fluent' },
        { code: 'sv', level: 'basic' },
      ],
    });
    const page = (await client.get('/account')).text;
    expect(page).toContain('value="+46 70-174 06 05"');
    expect(page).toContain('Jag gillar matematik.\nOch fotboll.');
    expect(page).toMatch(/<option value="1980" selected/);
  });

  test('what is left empty is gone, and a language named twice counts once', async () => {
    await client.post('/account', {
      ...least,
      'languages.0.code': 'ar',
      'languages.0.level': 'basic',
      'languages.1.code': 'ar',
      'languages.1.level': 'good',
    });
    const now = await stored();
    expect(now).not.toHaveProperty('phone');
    expect(now).not.toHaveProperty('municipality');
    expect(now).toMatchObject({ causes: [], about: '', languages: [{ code: 'ar', level: 'good' }] });
  });

  test('[ASVS 15.3.3] nothing that the form does not ask for is saved', async () => {
    const before = await stored();
    await client.post('/account', {
      ...least,
      isModerator: 'true',
      email: 'else@example.org',
      passwordHash: 'x',
      epoch: '9',
      waiting: '-9',
      _id: '0'.repeat(24),
      $set: 'x',
      'languages.7.code': 'sv',
    });
    const { email, passwordHash, epoch, waiting, isModerator, _id } = before ?? {};
    expect(await stored()).toMatchObject({ email, passwordHash, epoch, waiting, isModerator, _id });
  });

  test('[ASVS 2.2.2] a refused profile shows what was typed, says what to mend, and saves nothing', async () => {
    const before = await stored();
    const answer = await client.post('/account', { ...least, name: 'Amina <C>', phone: 'ring mig' });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('value="Amina &lt;C&gt;"');
    expect(answer.text).toContain('href="#f-phone"');
    expect(await stored()).toEqual(before);
  });

  function stored() {
    return service.services.accounts.findByEmail(person.email);
  }
});

function faultsOf(form: Form): string[] {
  const read = readForm(profileForm, form);
  return read.ok ? [] : Object.keys(read.form.errors);
}
