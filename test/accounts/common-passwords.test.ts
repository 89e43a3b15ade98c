// Which passwords are refused because others would guess them, and that good ones are not.
import fc from 'fast-check';
import { isCommonPassword } from '../../src/accounts/common-passwords.ts';
import lists from '../../src/accounts/common-passwords.json' with { type: 'json' };

describe('a common password', () => {
  test.each([
    'password',
    'PASSWORD',
    'Password1',
    'password2026!',
    '12345678',
    'qwertyuiop',
    'iloveyou',
    'aaaaaaaa',
    '12121212',
    'lösenord',
    'Lösenord123',
    'losenord',
    'sommar2026',
    'Sommar2026!',
    '!hejsan123',
    'hejhejhej',
    'sverige1',
    'västerås72',
    'handslag',
    'Handslag2026!',
    'volontär1',
    'Volontärbyrån',
  ])('[ASVS 6.2.11] is %s', (password) => {
    expect(isCommonPassword(password)).toBe(true);
  });

  test('[ASVS 6.2.4] is each of the list, in capitals too', () => {
    expect(lists.passwords.length).toBeGreaterThanOrEqual(3000);
    for (const password of lists.passwords) {
      expect(password.length).toBeGreaterThanOrEqual(8);
      expect(isCommonPassword(password.toUpperCase())).toBe(true);
    }
  });

  test.each([
    'åsa.nordström@exempel.se',
    'Nordström1',
    'asa.nordstrom',
    'ÅsaNordström!',
    'nordstrom19850709',
    'exempel1234',
    'åsaåsaåsa1',
  ])('[ASVS 6.2.11] is one made of the own name or address: %s', (password) => {
    expect(isCommonPassword(password, ['asa.nordstrom@exempel.se', 'Åsa', 'Åsa Nordström'])).toBe(true);
  });
});

describe('a password of one’s own', () => {
  test.each([
    'korrekt häst batteri',
    'Fyra blå cyklar i regn',
    'x7#Kd92!mQ',
    '84920482019385',
    'Åsas katt heter Måns',
    'sommar i Pettersberg',
    'handslag med granntanten',
    'مرحبا بالعالم اليوم',
  ])('is left alone: %s', (password) => {
    expect(isCommonPassword(password, ['asa@exempel.se', 'Åsa', 'Bo', ''])).toBe(false);
  });

  test('is left alone whatever it is, if it is long and random', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z]{6}[0-9]{4}[a-z]{6}$/), (password) => {
        expect(isCommonPassword(password, ['kim.berg@exempel.se'])).toBe(false);
      }),
    );
  });
});

test('the Swedish words are written as they are compared, without dots and capitals', () => {
  expect(lists.words.filter((word) => !/^[a-z]+$/.test(word))).toEqual([]);
});
