// What comes in by a form: whatever was sent, clean values or a page's worth of what to mend.
import fc from 'fast-check';
import { z } from 'zod';
import {
  choice,
  choices,
  email,
  id,
  line,
  mustTick,
  optionalChoice,
  optionalDate,
  optionalTime,
  text,
  ticked,
  wholeNumber,
} from '../../../src/platform/http/fields.ts';
import { fault, readForm } from '../../../src/platform/http/form.ts';

const colours = ['red', 'green', 'blue'] as const;
const everything = z.object({
  text: text({ min: 3, max: 10 }),
  line: line({ max: 10 }),
  choice: choice(colours),
  optional: optionalChoice(colours),
  choices: choices(colours, { min: 1, max: 2 }),
  ticked,
  must: mustTick('errors.field.required'),
  number: wholeNumber({ min: 1, max: 50 }),
  date: optionalDate,
  time: optionalTime,
  id,
  email,
});
const right = {
  text: 'hej hej',
  line: 'hej',
  choice: 'red',
  optional: '',
  choices: ['blue', 'red', 'blue'],
  must: 'yes',
  number: ' 7 ',
  date: '2028-02-29',
  time: '23:59',
  id: '0123456789abcdef01234567',
  email: ' Amina@Example.org ',
};

test('a right form becomes clean data', () => {
  expect(readForm(everything, right)).toMatchObject({
    ok: true,
    data: {
      text: 'hej hej',
      line: 'hej',
      choice: 'red',
      optional: undefined,
      choices: ['red', 'blue'],
      ticked: false,
      must: true,
      number: 7,
      date: '2028-02-29',
      time: '23:59',
      id: '0123456789abcdef01234567',
      email: 'Amina@Example.org',
    },
  });
});

test.each([
  ['text', 'hå', 'errors.field.short'],
  ['text', '   ', 'errors.field.required'],
  ['text', 'å'.repeat(11), 'errors.field.long'],
  ['choice', 'yellow', 'errors.field.choose'],
  ['choice', '', 'errors.field.choose'],
  ['choice', 'toString', 'errors.field.choose'],
  ['optional', 'yellow', 'errors.field.choose'],
  ['choices', [], 'errors.field.choose'],
  ['choices', ['red', 'yellow'], 'errors.field.choose'],
  ['choices', ['red', 'green', 'blue'], 'errors.field.many'],
  ['must', 'on', 'errors.field.required'],
  ['number', '', 'errors.field.number'],
  ['number', '0', 'errors.field.number'],
  ['number', '51', 'errors.field.number'],
  ['number', '1.5', 'errors.field.number'],
  ['number', '1e1', 'errors.field.number'],
  ['number', '-1', 'errors.field.number'],
  ['number', '٧', 'errors.field.number'],
  ['number', '99999999999999999999', 'errors.field.number'],
  ['date', '2027-02-29', 'errors.field.date'],
  ['date', '2027-13-01', 'errors.field.date'],
  ['date', '1027-01-01', 'errors.field.date'],
  ['date', '27-01-01', 'errors.field.date'],
  ['time', '24:00', 'errors.field.time'],
  ['time', '7:00', 'errors.field.time'],
  ['id', '0123456789ABCDEF01234567', 'errors.field.invalid'],
  ['id', '[object Object]', 'errors.field.invalid'],
])('[ASVS 1.4.2, 2.2.1] %s does not take %j', (name, value, key) => {
  const form = readForm(everything, { ...right, [name]: value });
  if (form.ok) throw new Error('It was taken');
  expect(form.form.summary).toEqual([expect.objectContaining({ name, key })]);
  expect(Object.keys(form.form.errors)).toEqual([name]);
});

test('[ASVS 15.3.7] of several values for one field the first counts', () => {
  const form = readForm(everything, {
    ...right,
    number: ['7', '8'],
    email: ['a@example.org', 'b@example.org'],
  });
  expect(form).toMatchObject({ ok: true, data: { number: 7, email: 'a@example.org' } });
});

test('[ASVS 15.3.3] what the schema does not name goes nowhere', () => {
  const form = readForm(everything, { ...right, isModerator: 'true', $where: '1', 'a.b': '1' });
  expect(form.ok && Object.keys(form.data).toSorted()).toEqual(Object.keys(everything.shape).toSorted());
});

test('[ASVS 1.3.3] invisible characters that reorder or hide are taken out, letters are put together, lines end alike', () => {
  const dirty = 'a\u202Eb\u200Bc\u0000d\u2066e\uFEFFf\u001Bg\u007F';
  const form = readForm(z.object({ t: text({ max: 50 }), s: text({ max: 50 }) }), {
    t: dirty,
    s: 'A\u030A\r\nO\u0308\rU\ud800',
  });
  expect(form.ok && form.data).toEqual({ t: 'abcdefg', s: 'Å\nÖ\nU\uFFFD' });
});

test('signs that scripts and faces are written with stay', () => {
  const kept = 'می‌خواهم 👩‍👩‍👧 שלום e\u0301clair';
  const form = readForm(z.object({ t: text({ max: 50 }) }), { t: kept });
  expect(form.ok && form.data.t).toBe(kept.normalize('NFC'));
});

test('[ASVS 1.3.11] a line stays one line', () => {
  const form = readForm(z.object({ t: line({ max: 50 }) }), { t: ' Amina\r\n\r\nBcc: all\u2028x ' });
  expect(form.ok && form.data.t).toBe('Amina Bcc: all x');
});

test('[ASVS 15.3.5] whatever is sent, it is read or said what to mend, and nothing is thrown', () => {
  const value = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('', '0', '-0', 'NaN', 'null', '__proto__', '$gt', '\u0000', '[]', '{}', 'true'),
    fc.array(fc.string(), { maxLength: 4 }),
    fc.anything(),
  );
  const names = fc.constantFrom(...Object.keys(everything.shape), '__proto__', 'constructor', '$gt', 'a.b');
  fc.assert(
    fc.property(fc.dictionary(names, value), (body) => {
      const form = readForm(everything, { ...right, ...body });
      if (form.ok) return;
      expect(form.form.summary.length).toBeGreaterThan(0);
      for (const { name } of form.form.summary) expect(Object.keys(everything.shape)).toContain(name);
      for (const typed of Object.values(form.form.values).flat()) expect(typeof typed).toBe('string');
    }),
    { numRuns: 2_000 },
  );
  for (const body of [undefined, null, 7, 'text', [], new Date()])
    expect(readForm(everything, body).ok).toBe(false);
});

test('a sentence may carry numbers, and one that is no key is a field that could not be read', () => {
  const schema = z.object({
    a: z.string().refine(() => false, fault('errors.field.long', { max: 5 })),
    b: z.string().max(1),
  });
  const form = readForm(schema, { a: '', b: '12' });
  expect(form.ok ? [] : form.form.summary).toEqual([
    { name: 'a', key: 'errors.field.long', values: { max: 5 } },
    { name: 'b', key: 'errors.field.invalid' },
  ]);
});
