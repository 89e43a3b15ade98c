// Holds what no compiler sees: small files, escaped output, and tests that all run against the real thing.
import { textFiles } from '../support/sources.ts';

const LONGEST = 300;

test('no file is longer than 300 lines', () => {
  const faults = textFiles('{src,bench,public}/**/*.{ts,js,css}', 'views/**/*.hbs')
    .map(({ file, text }) => ({ file, lines: text.split('\n').length - 1 }))
    .filter(({ lines }) => lines > LONGEST)
    .map(({ file, lines }) => `${file} has ${lines} lines: it holds more than one idea.`);
  expect(faults).toEqual([]);
});

test('[ASVS 1.1.2] templates escape what they print; only a layout places finished HTML', () => {
  expect(places('views/**/*.hbs', /\{\{\{|\{\{~?&/, 'views/layouts/')).toEqual([]);
});

test('styles and templates know no left and no right: a page in Arabic mirrors by itself', () => {
  const physical =
    /\b(?:margin|padding|border|inset)-(?:left|right)\b|\b(?:text-align|float|clear):\s*(?:left|right)\b|(?:^|[\s;"])(?:left|right)\s*:/;
  expect(places('{public/css,views}/**/*.{css,hbs}', physical)).toEqual([]);
});

test('no test is left out, and none is run alone', () => {
  expect(
    places(
      'test/**/*.ts',
      /\b(?:test|it|describe)\.(?:only|skip|todo|failing)\b|\b[xf](?:it|test|describe)\(/,
    ),
  ).toEqual([]);
});

test('no module is mocked: what a test replaces is handed in', () => {
  expect(places('test/**/*.ts', /\bjest\.(?:mock|doMock|unstable_mockModule)\b/)).toEqual([]);
});

test('the compiler is never told to look away', () => {
  expect(places('{src,public/js}/**/*.{ts,js}', /@ts-(?:ignore|nocheck|expect-error)/)).toEqual([]);
});

/** Where the pattern stands, as file:line; the guards themselves name what they look for. */
function places(files: string, pattern: RegExp, except = 'test/guards/'): string[] {
  return textFiles(files)
    .filter(({ file }) => !file.startsWith(except))
    .flatMap(({ file, text }) =>
      text
        .split('\n')
        .flatMap((line, index) => (pattern.test(line) ? [`${file}:${index + 1} ${line.trim()}`] : [])),
    );
}
