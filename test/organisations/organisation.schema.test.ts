// What an organisation tells of itself is read by everybody: no contact details in its name or words, and never a personal number.
import { organisationForm } from '../../src/organisations/organisation.schema.ts';
import { readForm } from '../../src/platform/http/form.ts';

const right = {
  name: 'Läxhjälpen i Pettersberg',
  legalForm: 'association',
  number: '802000-0009',
  municipality: '1980',
  about: 'Vi ordnar läxhjälp, promenader och fika för alla som vill vara med i Pettersberg.',
  web: 'www.laxhjalpen.example',
  capacity: 'board',
  values: 'yes',
};

function read(change: Record<string, string>) {
  const form = readForm(organisationForm(), { ...right, ...change });
  return form.ok ? form.data : form.form.errors;
}

test.each([
  ['name', 'Läxhjälpen karin@example.org', 'moderation.text.email'],
  ['name', 'Läxhjälpen 811218-9876', 'moderation.text.personalNumber'],
  ['about', `${right.about} Karin, 811218-9876.`, 'moderation.text.personalNumber'],
  ['about', `${right.about} Skriv till karin@example.org.`, 'moderation.text.email'],
  ['about', `${right.about} Se https://example.org/om.`, 'moderation.text.link'],
])('refuses contact details and personal numbers in its %s', (field, value, key) => {
  expect(read({ [field]: value })).toMatchObject({ [field]: { key } });
});

test('keeps what looks like a telephone number, and tells staff', () => {
  expect(read({})).toMatchObject({ flags: [], web: 'https://www.laxhjalpen.example' });
  expect(read({ about: `${right.about} Ring 070-174 06 05.` })).toMatchObject({ flags: ['phone'] });
});

test('keeps the name on one line', () => {
  expect(read({ name: 'Läxhjälpen\n\n i  Pettersberg' })).toMatchObject({ name: 'Läxhjälpen i Pettersberg' });
});
