// Which organisation numbers may register, however they are written; above all that no personal number passes.
import fc from 'fast-check';
import en from '../../src/locales/en/organisations.json' with { type: 'json' };
import sv from '../../src/locales/sv/organisations.json' with { type: 'json' };
import {
  checkOrganisationNumber,
  formatOrganisationNumber,
} from '../../src/organisations/organisation-number.ts';

const PERSONAL = { ok: false, key: 'organisations.number.personal' };

describe('an organisation number', () => {
  test.each([
    ['8020021567', '8020021567'],
    ['802002-1567', '8020021567'],
    [' 802002 - 1567 ', '8020021567'],
    ['802002–1567', '8020021567'],
    ['16802002-1567', '8020021567'],
    ['168020021567', '8020021567'],
    ['16 802002 1567', '8020021567'],
  ])('is read as people write it: %s', (input, digits) => {
    expect(checkOrganisationNumber(input)).toEqual({ ok: true, digits, flags: [] });
  });

  test('is written with a hyphen', () => {
    expect(formatOrganisationNumber('8020021567')).toBe('802002-1567');
  });

  test.each([
    ['', 'format'],
    ['80200215', 'format'],
    ['802002-15679', 'format'],
    ['SE802002156701', 'format'],
    ['188020021567', 'format'],
    ['802002+1569', 'format'],
    ['80-2002-1569', 'format'],
    ['8020021560', 'checkDigit'],
    ['5560360793', 'company'],
    ['2120002080', 'publicBody'],
    ['9697000009', 'partnership'],
    [withCheckDigit('193456789'), 'estate'],
    [withCheckDigit('316041000'), 'foreign'],
    [withCheckDigit('663456789'), 'partnership'],
    [withCheckDigit('423456789'), 'otherKind'],
  ])('%s is refused: %s', (input, reason) => {
    expect(checkOrganisationNumber(input)).toEqual({ ok: false, key: `organisations.number.${reason}` });
  });

  test('that starts with 25 belongs to a faith community', () => {
    const number = withCheckDigit('252004123');
    expect(checkOrganisationNumber(number, 'faith')).toEqual({ ok: true, digits: number, flags: [] });
    expect(checkOrganisationNumber(number, 'faithPart')).toEqual({ ok: true, digits: number, flags: [] });
    expect(checkOrganisationNumber(number)).toEqual({ ok: true, digits: number, flags: [] });
    expect(checkOrganisationNumber(number, 'association')).toEqual({
      ok: false,
      key: 'organisations.number.faithForm',
    });
  });

  test('of an unusual kind is let through with a flag to staff', () => {
    expect(checkOrganisationNumber(withCheckDigit('769600123'), 'association')).toMatchObject({
      ok: true,
      flags: ['unusualNumber'],
    });
    expect(checkOrganisationNumber('8020021567', 'faith')).toMatchObject({
      ok: true,
      flags: ['unusualNumber'],
    });
    expect(checkOrganisationNumber('8020021567', 'foundation')).toMatchObject({ ok: true, flags: [] });
  });

  test.each([
    '850709-9805',
    '8507099805',
    '19850709-9805',
    '198507099805',
    '168507099805',
    '850709+9805',
    '850769-9802',
    '1985 07 09 9805',
    '850709.9805',
    '850709-9804',
    '8513459805',
  ])('%s is taken for a personal number, and refused as one', (input) => {
    expect(checkOrganisationNumber(input)).toEqual(PERSONAL);
    expect(checkOrganisationNumber(input, 'association')).toEqual(PERSONAL);
  });

  test('is never a personal number, whoever it belongs to', () => {
    fc.assert(
      fc.property(aPersonalNumber(), (number) => {
        expect(checkOrganisationNumber(number)).toEqual(PERSONAL);
      }),
      { numRuns: 2000 },
    );
  });

  test('with any one digit changed is refused', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 820_000_000, max: 899_999_999 }),
        fc.nat(9),
        fc.integer({ min: 1, max: 9 }),
        (body, position, change) => {
          const third = Number(String(body).charAt(2));
          fc.pre(third >= 2);
          const number = withCheckDigit(String(body));
          expect(checkOrganisationNumber(number)).toMatchObject({ ok: true, digits: number });

          const digit = (Number(number.charAt(position)) + change) % 10;
          const changed = `${number.slice(0, position)}${digit}${number.slice(position + 1)}`;
          expect(checkOrganisationNumber(changed).ok).toBe(false);
        },
      ),
      { numRuns: 2000 },
    );
  });

  test('is given a reason in words, in both languages', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.stringMatching(/^\d{10}$/), fc.stringMatching(/^16\d{10}$/)),
        (input) => {
          const check = checkOrganisationNumber(input);
          if (check.ok) return;
          const key = check.key.replace(/^organisations\./, '');
          expect(sv).toHaveProperty([key]);
          expect(en).toHaveProperty([key]);
        },
      ),
      { numRuns: 1000 },
    );
  });
});

/** A valid number of a person born 1900–2025, or a coordination number, in any of the ways to write it. */
function aPersonalNumber(): fc.Arbitrary<string> {
  return fc
    .record({
      born: fc.date({ min: new Date('1900-01-01'), max: new Date('2025-12-31'), noInvalidDate: true }),
      serial: fc.integer({ min: 1, max: 999 }),
      coordination: fc.boolean(),
      separator: fc.constantFrom('', '-', '+', ' ', ' - '),
      century: fc.constantFrom('none', 'own', '16'),
    })
    .map(({ born, serial, coordination, separator, century }) => {
      const [year, month, day] = born.toISOString().slice(0, 10).split('-') as [string, string, string];
      const date = `${year.slice(2)}${month}${coordination ? Number(day) + 60 : day}`;
      const ten = withCheckDigit(`${date}${String(serial).padStart(3, '0')}`);
      const prefix = { none: '', own: year.slice(0, 2), '16': '16' }[century];
      return `${prefix}${ten.slice(0, 6)}${separator}${ten.slice(6)}`;
    });
}

/** Written apart from the code under test: the Luhn check digit of nine digits, appended. */
function withCheckDigit(nine: string): string {
  const sum = [...nine]
    .map((digit, index) => Number(digit) * (index % 2 === 0 ? 2 : 1))
    .map((product) => (product > 9 ? product - 9 : product))
    .reduce((total, value) => total + value, 0);
  return `${nine}${(10 - (sum % 10)) % 10}`;
}
