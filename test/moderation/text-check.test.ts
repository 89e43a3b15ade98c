// Contact details in public texts: what is refused, what is warned about, and that ordinary Swedish is left alone.
import fc from 'fast-check';
import { checkText as checkInBrowser } from '../../public/js/text-check.js';
import { checkText } from '../../src/moderation/text-check.ts';

const refused = (text: string) => checkText(text).refused.map(({ kind, match }) => `${kind}: ${match}`);
const warned = (text: string) => checkText(text).warned.map(({ kind, match }) => `${kind}: ${match}`);

describe('a text is refused for', () => {
  test.each([
    ['Skriv till anna@exempel.se så berättar vi.', 'email: anna@exempel.se'],
    ['anna.berg+volontar@mail.exempel.co.uk', 'email: anna.berg+volontar@mail.exempel.co.uk'],
    ['Mejla åsa@förening.se.', 'email: åsa@förening.se'],
    ['Mejl:ANNA@EXEMPEL.SE', 'email: ANNA@EXEMPEL.SE'],
  ])('an e-mail address: %s', (text, finding) => {
    expect(refused(text)).toEqual([finding]);
  });

  test.each([
    ['Läs mer på https://exempel.se/volontar?x=1.', 'link: https://exempel.se/volontar?x=1'],
    ['Se HTTP://EXEMPEL.SE', 'link: HTTP://EXEMPEL.SE'],
    ['Titta på www.exempel.se, där finns mer.', 'link: www.exempel.se'],
    ['Titta på exempel.se.', 'link: exempel.se'],
    ['Titta på exempel.se/om-oss, där finns mer.', 'link: exempel.se/om-oss'],
    ['(exempel.nu)', 'link: exempel.nu'],
    ['min.förening.org', 'link: min.förening.org'],
    ['FORENINGEN.SE', 'link: FORENINGEN.SE'],
    ['Gå till exempel.se.vi finns där', 'link: exempel.se.vi'],
    ['1177.se', 'link: 1177.se'],
    ['t.me/volontarer', 'link: t.me/volontarer'],
    ['bit.ly/3xYz', 'link: bit.ly/3xYz'],
    ['facebook.com/groups/123', 'link: facebook.com/groups/123'],
  ])('a link: %s', (text, finding) => {
    expect(refused(text)).toEqual([finding]);
  });

  test.each([
    '850709-9805',
    '8507099805',
    '19850709-9805',
    '198507099805',
    '850709+9805',
    '850709 9805',
    '850709 - 9805',
    '850709–9805',
    '850769-9802',
    '19850769-9802',
  ])('a personal number: %s', (number) => {
    expect(refused(`Jag heter Kim, ${number}, och vill hjälpa till.`)).toEqual([`personalNumber: ${number}`]);
    expect(refused(`nr${number}.`)).toEqual([`personalNumber: ${number}`]);
  });

  test('any personal number, anywhere', () => {
    fc.assert(
      fc.property(aPersonalNumber(), fc.string(), fc.string(), (number, before, after) => {
        const text = `${before.replace(/\d/g, '')} ${number} ${after.replace(/\d/g, '')}`;
        expect(checkText(text).refused).toContainEqual({
          kind: 'personalNumber',
          match: number,
          index: text.indexOf(number),
        });
        expect(checkInBrowser(text).refused.map(({ match }) => match)).toContain(number);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('a text is warned about', () => {
  test.each([
    '070-123 45 67',
    '0701234567',
    '070 123 45 67',
    '070 - 123 45 67',
    '070-1234567',
    '(070) 123 45 67',
    '+46 70 123 45 67',
    '+46701234567',
    '+46 (0)70-123 45 67',
    '0046 70 123 45 67',
    '021-12 34 56',
    '021-39 00 00',
    '08-123 456 78',
    '08-12 34 56',
    '0220-123 45',
    '0771-21 21 21',
    '+358 40 123 4567',
    '+47 22 12 34 56',
  ])('a telephone number: %s', (number) => {
    expect(warned(`Ring ${number} så berättar vi mer.`)).toEqual([`phone: ${number}`]);
    expect(warned(`Mitt nummer:${number}.`)).toEqual([`phone: ${number}`]);
    expect(warned(`Kl 18.00 ${number} 20.00`)).toEqual([`phone: ${number}`]);
    expect(refused(`Ring ${number} så berättar vi mer.`)).toEqual([]);
  });

  test.each([
    ['Ring 12 34 56 efter fem.', 'phone: 12 34 56'],
    ['Tel: 123456', 'phone: 123456'],
    ['swisha till 123 456 78 90', 'phone: 123 456 78 90'],
  ])('a number after the word for it: %s', (text, finding) => {
    expect(warned(text)).toEqual([finding]);
  });

  test.each([
    ['Mejla anna snabela gmail punkt com', 'anna snabela gmail punkt com'],
    ['Mejla anna snabel-a gmail punkt com', 'anna snabel-a gmail punkt com'],
    ['anna (at) exempel', 'anna (at) exempel'],
    ['anna [at] exempel (punkt) se', 'anna [at] exempel (punkt) se'],
    ['anna(snabel-a)exempel', 'anna(snabel-a)exempel'],
    ['anna @ gmail . com', 'anna @ gmail . com'],
    ['anna @ gmail', 'anna @ gmail'],
    ['anna at gmail dot com', 'anna at gmail dot com'],
    ['anna (a) gmail punkt com', 'anna (a) gmail punkt com'],
    ['ANNA SNABELA GMAIL PUNKT COM', 'GMAIL PUNKT COM'],
    ['hemsidan heter exempel punkt se', 'exempel punkt se'],
    ['sidan är exempel . nu', 'exempel . nu'],
    ['sök på exempel (dot) com', 'exempel (dot) com'],
  ])('a spelt-out address: %s', (text, match) => {
    expect(warned(text)).toEqual([`spelledAddress: ${match}`]);
    expect(refused(text)).toEqual([]);
  });
});

test.each([
  'Vi ses kl.18 på torsdag, t.ex. i biblioteket.',
  'Vi ses kl. 18.00–20.30 varje tisdag.',
  'Tider: 08.00-16.30, 08:00-16:30, 08 00 - 16 30 eller 0800-1630.',
  'Ta med fika, frukt m.m. Ca. 10 deltagare, bl.a. barn, fr.o.m. 7 år t.o.m. 12 år.',
  'Det är ca.20 barn, o.s.v. Resp. ledare bokar p.g.a. platsen dvs. lokalen.',
  'Vi ses igen.Se till att komma i tid.Nu kör vi.',
  'Uppdraget gäller 2026-05-12 till 2026-06-30, alltså 12/5–30/6 2026.',
  'Perioden 0605-0610 och 01-02-2026 till 05/06/2026.',
  '2026-05-12 18.00, 2026-05-12 18:00 och 20260512',
  'Läsåret 2025-2026, 2025/2026 och åren 1998–2024.',
  'Postadressen är Storgatan 10, 722 15 Västerås.',
  'Medlemsavgiften är 1 200 kr, 1.200,50 kr eller 100 000 000 kr om året.',
  'Du behöver gå ca 2.5 km, 3,5 mil eller 0.5 timmar.',
  'Vi är 12 personer, 18+ år, och 50 % är nya.',
  'Ring 112 om något händer, 1177 för råd.',
  'Ring på dörren klockan 18 00 - 20 00.',
  'Ring på hos Kim på Storgatan 12, 3 trappor.',
  'Vårt organisationsnummer är 802002-1567.',
  'Bankgiro 5050-1055, plusgiro 90 19 50-6.',
  'Vi använder Word och Excel, version 16.0.1, och Node.js.',
  'Filen heter schema.pdf, bilden lag.jpg.',
  'Deltagare (a) och (b) hjälps åt, förälder(a) likaså.',
  'Vi sätter punkt nu. En punkt se alltid till att sätta.',
  'Det kostar 40 kr @ entrén, barn gratis.',
  'Vi möts @ biblioteket. Se skylten.',
  'Vi finns at the library and look at the dots.',
  'Arbetet är frivilligt/obetalt och/eller ideellt.',
  'Mötet är i rum 0123, våning 04.',
  'Målet blev 0-0, 3-2 och 10-0.',
  'Isbn 978-91-7000-150-5 är boken vi läser.',
  'Ålder 7-12 år. Grupper om 4-6 personer, kl 9-12.',
  'Kom 3 st.se skylt.',
  '',
])('an ordinary text is left alone: %s', (text) => {
  expect(checkText(text)).toEqual({ refused: [], warned: [] });
});

test('findings come in the order of the text, each once', () => {
  const text = 'Ring 070-123 45 67 eller mejla a@b.se, se b.se och 850709-9805.';
  expect(checkText(text)).toEqual({
    refused: [
      { kind: 'email', match: 'a@b.se', index: 31 },
      { kind: 'link', match: 'b.se', index: 42 },
      { kind: 'personalNumber', match: '850709-9805', index: 51 },
    ],
    warned: [{ kind: 'phone', match: '070-123 45 67', index: 5 }],
  });
});

test('the browser and the server find the same', () => {
  const text = 'a@b.se www.b.se 850709-9805 070-123 45 67 anna (at) b 850709-9804 000229-1235';
  expect(checkInBrowser(text)).toEqual(checkText(text));
});

describe('a hostile text of 100 kB is read in a moment', () => {
  const pieces = [
    'a',
    '0',
    '1',
    '@',
    '.',
    ' ',
    '-',
    '+',
    '(',
    'a.',
    'a@',
    '@a',
    'a@a.',
    '0 ',
    '0-',
    '0(',
    '+1',
    '1-',
    '(at)',
    ' at ',
    'a (at)',
    'snabel',
    'snabela ',
    ' punkt ',
    'a punkt ',
    'a . ',
    'www.',
    'http://',
    'se.',
    'a.se',
    'ring ',
    'ring .:',
    'ring 1',
    '850709',
    '8507099805',
    'å',
    '😀',
    '\u00a0',
    '\n',
    '1 \u00a0\t',
    'a\t\t\t',
  ];

  test.each(pieces)('made of %p', (piece) => {
    const text = piece.repeat(Math.ceil(100_000 / piece.length));
    const started = performance.now();
    checkText(text);
    expect(performance.now() - started).toBeLessThan(2000);
  });
});

/** A valid number of a person born 1930–2025, or a coordination number, in any of the ways to write it. */
function aPersonalNumber(): fc.Arbitrary<string> {
  return fc
    .record({
      born: fc.date({ min: new Date('1930-01-01'), max: new Date('2025-12-31'), noInvalidDate: true }),
      serial: fc.integer({ min: 1, max: 999 }),
      coordination: fc.boolean(),
      separator: fc.constantFrom('', '-', ' ', ' - ', '–'),
      withCentury: fc.boolean(),
    })
    .map(({ born, serial, coordination, separator, withCentury }) => {
      const [year, month, day] = born.toISOString().slice(0, 10).split('-') as [string, string, string];
      const date = `${year.slice(2)}${month}${coordination ? Number(day) + 60 : day}`;
      const nine = `${date}${String(serial).padStart(3, '0')}`;
      const sum = [...nine]
        .map((digit, index) => Number(digit) * (index % 2 === 0 ? 2 : 1))
        .reduce((total, product) => total + (product > 9 ? product - 9 : product), 0);
      const last = `${nine.slice(6)}${(10 - (sum % 10)) % 10}`;
      return `${withCentury ? year.slice(0, 2) : ''}${date}${separator}${last}`;
    });
}
