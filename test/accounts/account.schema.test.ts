// The forms of accounts: what is taken, what is refused with which sentence, and how it is stored.
import {
  addressForm,
  changePasswordForm,
  emailForm,
  emailKey,
  newPasswordForm,
  profileForm,
  registerForm,
  sessionForm,
  signInForm,
} from '../../src/accounts/account.schema.ts';
import { readForm } from '../../src/platform/http/form.ts';

type Given = Record<string, string | string[]>;

function faults(form: Parameters<typeof readForm>[0], given: Given): Record<string, string> {
  const read = readForm(form, given);
  const found = read.ok ? [] : Object.entries(read.form.errors).map(([name, { key }]) => [name, key]);
  return Object.fromEntries(found) as Record<string, string>;
}

const person = { name: 'Amina', fullName: 'Amina Ahmed', password: 'en trygg mening', terms: 'yes' };
const register = registerForm('amina@example.org');

test('an address is one however it is typed', () => {
  expect(emailKey('  Amina@Example.ORG ')).toBe('amina@example.org');
});

test('registering asks for two names, a password and a yes', () => {
  expect(faults(register, person)).toEqual({});
  expect(faults(register, {})).toEqual({
    name: 'errors.field.required',
    fullName: 'errors.field.required',
    password: 'errors.field.required',
    terms: 'accounts.register.terms.required',
  });
  expect(faults(register, { ...person, name: 'x'.repeat(61) })).toEqual({ name: 'errors.field.long' });
  expect(faults(register, { ...person, fullName: 'x'.repeat(121) })).toEqual({
    fullName: 'errors.field.long',
  });
  expect(faults(register, { ...person, name: 'amina@example.org' })).toEqual({
    name: 'moderation.text.email',
  });
});

test.each([
  ['åäö1234', 'accounts.password.short'],
  ['åäö12345', undefined],
  ['🦊🐻🐼🐸🦁🐯🐮🐷', undefined],
  ['🦊🐻🐼🐸🦁🐯🐮', 'accounts.password.short'],
  ['en mening till '.repeat(8) + '12345678', undefined],
  ['en mening till '.repeat(8) + '123456789', 'accounts.password.long'],
  ['password', 'accounts.password.common'],
  ['amina@example.org', 'accounts.password.common'],
  ['Amina Ahmed', 'accounts.password.common'],
])('the password %s', (password, fault) => {
  const expected = fault === undefined ? {} : { password: fault };
  expect(faults(register, { ...person, password })).toEqual(expected);
});

test('a new password is held to the same, against the address', () => {
  expect(faults(newPasswordForm('amina@example.org'), { password: 'amina@example.org' })).toEqual({
    password: 'accounts.password.common',
  });
  expect(faults(newPasswordForm('amina@example.org'), { password: 'en trygg mening' })).toEqual({});
  const change = changePasswordForm('amina@example.org');
  expect(faults(change, { present: 'x', password: 'amina@example.org' })).toEqual({
    password: 'accounts.password.common',
  });
  expect(faults(change, { present: '', password: 'en trygg mening' })).toEqual({
    present: 'errors.field.required',
  });
});

test('what is typed as the present password is taken as it stands, up to a thousand characters', () => {
  const form = { email: 'amina@example.org', password: ' x ' };
  expect(readForm(signInForm, form)).toMatchObject({ ok: true, data: { password: ' x ' } });
  expect(faults(signInForm, { ...form, password: 'x'.repeat(1000) })).toEqual({});
  expect(faults(signInForm, { ...form, password: 'x'.repeat(1001) })).toEqual({
    password: 'errors.field.invalid',
  });
  expect(faults(addressForm, { email: 'x', present: '' })).toEqual({
    email: 'errors.field.email',
    present: 'errors.field.required',
  });
});

test('where to go on to is bounded, and a session is named', () => {
  const email = 'amina@example.org';
  expect(faults(emailForm, { email, next: `/${'x'.repeat(499)}` })).toEqual({});
  expect(faults(emailForm, { email, next: `/${'x'.repeat(500)}` })).toEqual({ next: 'errors.field.long' });
  expect(faults(signInForm, { email, password: 'x', next: `/${'x'.repeat(500)}` })).toEqual({
    next: 'errors.field.long',
  });
  expect(faults(sessionForm, { end: '' })).toEqual({ end: 'errors.field.required' });
  expect(faults(sessionForm, { end: 'x'.repeat(65) })).toEqual({ end: 'errors.field.long' });
  expect(faults(sessionForm, { end: 'others' })).toEqual({});
});

describe('the profile', () => {
  const profile = { name: 'Amina', fullName: 'Amina Ahmed', language: 'sv' };
  const stored = (change: Given) => {
    const read = readForm(profileForm, { ...profile, ...change });
    return read.ok ? read.data : read.form.errors;
  };

  test.each([
    ['', undefined],
    ['070-174 06 05', '+46701740605'],
    ['(070) 174 06 05', '+46701740605'],
    ['+46 (0)70 174 06 05', '+46701740605'],
    ['0046 70 174 06 05', '+46701740605'],
    ['0046 (0)70 174 06 05', '+46701740605'],
    [' +358 40 1234567 ', '+358401234567'],
    ['+1234567', '+1234567'],
    ['+123456789012345', '+123456789012345'],
  ])('keeps the telephone number %s as %s', (phone, kept) => {
    expect(stored({ phone })).toHaveProperty('phone', kept);
  });

  test.each(['x', '12', '+123456', '+1234567890123456', '+0123456789', '00', '070-174 06 05 ring'])(
    'refuses the telephone number %s',
    (phone) => {
      expect(stored({ phone })).toEqual({ phone: { key: 'accounts.phone.invalid', values: {} } });
    },
  );

  test('keeps what is chosen, and refuses what is not to choose from', () => {
    expect(stored({ isProtected: 'yes', municipality: '1980', causes: ['sport', 'children'] })).toMatchObject(
      {
        isProtected: true,
        municipality: '1980',
        causes: ['children', 'sport'],
      },
    );
    expect(stored({})).toMatchObject({ isProtected: false, causes: [], about: '' });
    expect(stored({})).not.toHaveProperty('municipality');
    expect(faults(profileForm, { ...profile, municipality: '0000' })).toEqual({
      municipality: 'errors.field.choose',
    });
    expect(faults(profileForm, { ...profile, language: 'xx', causes: ['x'] })).toMatchObject({
      language: 'errors.field.choose',
    });
    expect(faults(profileForm, { ...profile, about: 'x'.repeat(601) })).toEqual({
      about: 'errors.field.long',
    });
    expect(faults(profileForm, { ...profile, about: 'Se https://example.org' })).toEqual({
      about: 'moderation.text.link',
    });
  });

  test('keeps six languages with their levels', () => {
    expect(stored({ 'languages.0.code': 'ar', 'languages.0.level': 'fluent' })).toMatchObject({
      'languages.0.code': 'ar',
      'languages.0.level': 'fluent',
    });
    expect(faults(profileForm, { ...profile, 'languages.5.code': 'xx', 'languages.5.level': 'xx' })).toEqual({
      'languages.5.code': 'errors.field.choose',
      'languages.5.level': 'errors.field.choose',
    });
  });
});
