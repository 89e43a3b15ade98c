// Reads the source for what must never stand in it, since no test from outside would notice: code made of text, weak randomness, a way out of TLS.
import { importsOf, sourceFiles, textFiles } from '../support/sources.ts';

/** Runs at the demo's and the tests' start, before there is anybody to send anything; the service never carries it along. */
const EMBEDDED = 'src/platform/embedded-database';
const CRYPTO = ['node:crypto', '@node-rs/argon2', '@passwordless-id/webauthn', 'otpauth'];

test('[ASVS 1.2.5, 1.3.2] no code is made of text, and no program is started', () => {
  expect(places(/\beval\(|\bnew Function\(|\bFunction\(['"`]|setTimeout\(['"`]/)).toEqual([]);
  expect(importing(/^(node:)?(child_process|vm|cluster)$/)).toEqual([]);
  expect(importing(/^(node:)?worker_threads$/)).toEqual([
    'accounts/passwords.ts imports node:worker_threads',
    'accounts/passwords.worker.ts imports node:worker_threads',
  ]);
});

test('[ASVS 1.3.6] the service asks no address of the web for anything', () => {
  expect(places(/\bfetch\(|\bhttps?\.(get|request)\(/, 'src/**/*.ts')).toEqual([]);
  const clients = /^(node:)?(https?|http2|net|tls|dgram|undici)$/;
  expect(importing(clients)).toEqual(['start.ts imports node:http']);
});

test('[ASVS 1.2.9] no pattern is made of what somebody wrote', () => {
  expect(places(/\bnew RegExp\(|\bRegExp\(|\$regex/, 'src/**/*.ts')).toEqual([
    // Of the id of an account, 24 hexadecimal digits.
    expect.stringMatching(/^src\/privacy\/rows\.ts:\d+ .*new RegExp\(`\^\$\{id\} `\)/),
  ]);
});

test('[ASVS 1.3.7] templates come from the disk, and are made into code in one place', () => {
  expect(places(/\.(?:compile|precompile|template|registerPartial)\(/, 'src/**/*.ts').map(fileOf)).toEqual([
    'src/platform/http/views.ts',
    'src/platform/http/views.ts',
  ]);
  expect(importing(/^handlebars$/)).toEqual(['platform/http/views.ts imports handlebars']);
});

test('[ASVS 1.2.3] no page carries data in a script: scripts are files, data is text, attributes or encoded JSON that no browser runs', () => {
  expect(places(/<script(?![^>]*\bsrc=)(?! type="application\/ld\+json">)/, 'views/**/*.hbs')).toEqual([]);
  expect(places(/ld\+json/, 'views/**/*.hbs')).toEqual([
    expect.stringMatching(/^views\/layouts\/main\.hbs:\d+ \{\{#if structured\}\}/),
  ]);
  expect(places(/\bon[a-z]+="|javascript:/i, 'views/**/*.hbs')).toEqual([]);
});

test('[ASVS 3.2.2] scripts place text, never markup', () => {
  const markup = /\.(?:inner|outer)HTML\b|insertAdjacentHTML|document\.write|createContextualFragment|srcdoc/;
  expect(places(markup, 'public/js/*.js')).toEqual([]);
});

test('[ASVS 3.7.1] pages ask for nothing that browsers have given up', () => {
  const old = /<(?:object|embed|applet|bgsound|marquee|keygen|frameset)\b|ActiveXObject|vbscript:/i;
  expect(places(old, '{views,public/js}/**/*.{hbs,js}')).toEqual([]);
});

test('[ASVS 6.5.3, 11.5.1] nothing is left to a chance that can be guessed', () => {
  expect(places(/Math\.random/, '{src,public/js}/**/*.{ts,js}')).toEqual([]);
});

test('[ASVS 11.2.1, 11.3.1, 11.3.2, 11.3.3, 11.4.1] cryptography is that of the platform, without what is broken', () => {
  const named = /crypto|argon|bcrypt|scrypt|jose|webauthn|otp|sodium|cipher/i;
  const used = sourceFiles().flatMap((file) => importsOf(file).filter(({ file: own }) => own === undefined));
  const packages = new Set(used.map(({ specifier }) => specifier).filter((name) => named.test(name)));
  expect([...packages].filter((name) => !CRYPTO.includes(name))).toEqual([]);
  expect(places(/createHash\((?!'sha(?:256|512)')|createHmac\((?!'sha(?:256|512)')/, 'src/**/*.ts')).toEqual(
    [],
  );
  expect(places(/create(?:C|Dec)ipheriv\((?!'aes-256-gcm'|\w+,)/, 'src/**/*.ts')).toEqual([]);
  expect(places(/-(?:ecb|cbc|ctr)\b/, 'src/**/*.ts')).toEqual([]);
});

test('[ASVS 12.3.2] no connection takes a certificate that it cannot check', () => {
  const wayOut = /rejectUnauthorized|tlsAllowInvalid|tlsInsecure|NODE_TLS_REJECT|checkServerIdentity/;
  expect(places(wayOut, '{src,bench}/**/*.ts')).toEqual([]);
});

test('[ASVS 14.2.1] a form that puts what it asks for into the address asks for nothing of a person', () => {
  const asking = textFiles('views/**/*.hbs').filter(({ text }) => /<form[^>]*method="get"/.test(text));
  expect(asking.length).toBeGreaterThan(0);
  const personal = /name="(?:email|password|present|name|fullName|phone|about|message|note|code|token)"/;
  expect(asking.filter(({ text }) => personal.test(text)).map(({ file }) => file)).toEqual([]);
  expect(textFiles('views/**/*.hbs').filter(({ text }) => /<form(?![^>]*method=)/.test(text))).toEqual([]);
});

/** Where the pattern stands, as "file:line text". */
function places(pattern: RegExp, files = '{src,public/js}/**/*.{ts,js}'): string[] {
  return textFiles(files)
    .filter(({ file }) => !file.startsWith(EMBEDDED))
    .flatMap(({ file, text }) =>
      text
        .split('\n')
        .flatMap((line, index) =>
          pattern.test(line) && !/^\s*(?:\/\/|\*|\/\*)/.test(line)
            ? [`${file}:${index + 1} ${line.trim()}`]
            : [],
        ),
    )
    .toSorted();
}

function fileOf(place: string): string {
  return place.split(':')[0] ?? '';
}

/** Files of the service that use such a package; types are gone when it runs. */
function importing(packages: RegExp): string[] {
  return sourceFiles()
    .filter((file) => !`src/${file}`.startsWith(EMBEDDED) && !file.startsWith('demo'))
    .flatMap((file) =>
      importsOf(file)
        .filter(({ specifier, typeOnly }) => packages.test(specifier) && !typeOnly)
        .map(({ specifier }) => `${file} imports ${specifier}`),
    );
}
