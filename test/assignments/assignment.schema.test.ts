// The steps of the form: what others will read is checked, the address as well as the words.
import { beginForm, stepForms } from '../../src/assignments/assignment.schema.ts';
import { readForm } from '../../src/platform/http/form.ts';

const times = { timing: 'flexible', where: 'onsite', municipality: '1980', place: '', address: '' };

test.each([
  ['Stora gatan 3, ring på hos karin@example.org', 'moderation.text.email'],
  ['Stora gatan 3, fråga efter 811218-9876', 'moderation.text.personalNumber'],
  ['https://example.org/hitta-hit', 'moderation.text.link'],
])('refuses “%s” as an address', (address, key) => {
  const form = readForm(stepForms[2], { ...times, address });
  expect(form.ok ? {} : form.form.errors).toMatchObject({ address: { key } });
});

test('takes an address, on one line', () => {
  const form = readForm(stepForms[2], { ...times, address: 'Stora gatan 3\r\n722 12 Västerås' });
  expect(form.ok && form.data.address).toBe('Stora gatan 3 722 12 Västerås');
});

test('keeps a title on one line', () => {
  const form = readForm(beginForm, { title: 'Läs läxor\n\nmed barn' });
  expect(form.ok && form.data.title).toBe('Läs läxor med barn');
});

test.each([
  [{ title: '' }, { title: 'errors.field.required' }],
  [{ title: 'Läxa' }, { title: 'errors.field.short' }],
  [{ title: 'Läxa', template: 'a'.repeat(24) }, { title: 'errors.field.short' }],
  [{ title: '', template: 'x' }, { template: 'errors.field.choose' }],
  [{ title: '', template: 'a'.repeat(24) }, {}],
  [{ title: 'Läxor', template: '' }, {}],
])('to begin with %j is refused at %j', (values, faults) => {
  const form = readForm(beginForm, values);
  const found = form.ok ? {} : Object.fromEntries(form.form.summary.map(({ name, key }) => [name, key]));
  expect(found).toEqual(faults);
});

test.each([
  ['', undefined],
  ['2', 2],
  ['1,5', 1.5],
  ['0.5', 0.5],
])('takes “%s” as hours', (hours, expected) => {
  const form = readForm(stepForms[2], { ...times, hours });
  expect(form.ok && form.data).toMatchObject({ timing: 'flexible', hours: expected });
});

test.each(['många', '1,25', '-1', '80,5', '1,5,5'])('refuses “%s” as hours', (hours) => {
  const form = readForm(stepForms[2], { ...times, hours });
  expect(form.ok ? {} : form.form.errors).toMatchObject({ hours: { key: 'assignments.form.hours.half' } });
});
