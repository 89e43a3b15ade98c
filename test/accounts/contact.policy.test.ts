// What of a person is shown to whom, and how a telephone number is written.
import { contactShownTo, readablePhone } from '../../src/accounts/contact.policy.ts';

const amina = {
  name: 'Amina',
  fullName: 'Amina Warsame',
  email: 'amina@example.org',
  phone: '+46701740605',
};

test.each([
  ['none', 'Amina', undefined, undefined],
  ['telephone', 'Amina', undefined, amina.phone],
  ['match', amina.fullName, amina.email, amina.phone],
  ['team', amina.fullName, amina.email, undefined],
  ['staff', amina.fullName, amina.email, undefined],
] as const)('%s reads the name %s, the address %s and the number %s', (reader, name, email, phone) => {
  expect(contactShownTo(reader, amina)).toEqual({ name, email, phone, isProtected: false });
  expect(contactShownTo(reader, { ...amina, isProtected: true })).toEqual({
    name: 'Amina',
    email: undefined,
    phone: undefined,
    isProtected: true,
  });
});

test.each([
  ['+46701234567', '+46 70-123 45 67'],
  ['+4687654321', '+46 8-765 43 21'],
  ['+46812345678', '+46 8-123 456 78'],
  ['+4621123456', '+46 21-12 34 56'],
  ['+4622312345', '+46 223-123 45'],
  ['+358401234567', '+358 401 234 567'],
  ['+4740123456', '+47 401 234 56'],
  ['+12025550123', '+1 202 555 0123'],
  ['not a number', 'not a number'],
])('%s is written %s', (phone, written) => {
  expect(readablePhone(phone)).toBe(written);
});
