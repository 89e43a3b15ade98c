// The paths that pages lead on to: our own, whatever was handed in.
import fc from 'fast-check';
import { ownPath } from '../../../src/platform/http/page.ts';

const site = 'https://handslag.example';

test.each([
  ['/', '/'],
  ['/home', '/home'],
  ['/assignments?cause=sport&municipality=1980', '/assignments?cause=sport&municipality=1980'],
  ['/a//b', '/a//b'],
  ['/s%C3%B6k?q=%2F%2Fevil.example', '/s%C3%B6k?q=%2F%2Fevil.example'],
  ['/sök', '/s%C3%B6k'],
  ['/home#part', '/home'],
  ['/a/../home', '/home'],
])('%s leads to %s', (given, leads) => {
  expect(ownPath(given, '/fallback')).toBe(leads);
});

test.each([
  '//evil.example',
  '///evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  '/..//evil.example',
  '/.//evil.example',
  '/a/../..//evil.example',
  '/%2e%2e//evil.example',
  '/%2E//evil.example',
  '/\t/evil.example',
  '/\n//evil.example',
  'https://evil.example/home',
  'javascript:alert(1)',
  'home',
  '',
  ' /home',
  '/home\r\nSet-Cookie: a=b',
  `/${'a'.repeat(500)}`,
  undefined,
  null,
  7,
  ['/home'],
  { toString: () => '/home' },
])('%j leads nowhere', (given) => {
  expect(ownPath(given, '/fallback')).toBe('/fallback');
});

test('[ASVS 3.7.2] whatever is handed in, a browser stays here', () => {
  const pieces = [
    '/',
    '\\',
    '..',
    '.',
    '%2e',
    '%2f',
    '%5c',
    '%09',
    '@',
    ':',
    'evil.example',
    'https:',
    'javascript:',
    '\t',
    '\n',
    '\r',
    ' ',
    '?',
    '#',
    'a',
    '\u0000',
    '／',
    '⁄',
    '。',
    '\u200b',
    ';',
    '%',
  ];
  const built = fc.array(fc.constantFrom(...pieces), { maxLength: 12 }).map((parts) => parts.join(''));
  const any = fc.oneof(
    built,
    built.map((text) => `/${text}`),
    fc.webUrl(),
    fc.string({ unit: 'binary' }),
  );
  fc.assert(
    fc.property(any, (given) => {
      const path = ownPath(given, '/fallback');
      for (const prefix of ['', '/en']) {
        const there = new URL(prefix + path, `${site}/some/page`);
        expect(there.origin).toBe(site);
        // Read as one, an address on a line of its own in the header.
        expect(prefix + path).toMatch(/^\/[\x21-\x7e]*$/);
      }
    }),
    { numRuns: 5_000 },
  );
});
