// The settings: what is needed, what is assumed, and that every fault is named at once and none of the secrets.
import { readConfig } from '../../src/config.ts';

const uri = 'mongodb://localhost:27017/handslag?replicaSet=rs0';
const production = {
  NODE_ENV: 'production',
  MONGODB_URI: uri,
  BASE_URL: 'https://handslag.example',
  SESSION_SECRET: 'a secret of at least thirty-two characters',
  TRUST_PROXY: '1',
};

test('on a machine of one’s own the database is enough', () => {
  expect(readConfig({ MONGODB_URI: uri })).toEqual({
    production: false,
    port: 3000,
    mongodbUri: uri,
    baseUrl: 'http://localhost:3000',
    secure: false,
    sessionSecret: expect.stringMatching(/.{32}/),
    smtpUrl: undefined,
    mailFrom: 'Handslag <handslag@localhost>',
    trustProxy: 0,
    worker: 'inline',
    drain: 0,
    metricsToken: undefined,
    bounceSecret: undefined,
    logLevel: 'info',
    mailDelay: 600_000,
    limits: true,
    mapTiles: undefined,
    indexFolder: undefined,
  });
});

test('an empty setting is none', () => {
  expect(readConfig({ MONGODB_URI: uri, PORT: '', SMTP_URL: '', BASE_URL: '' }).port).toBe(3000);
});

test('the base of addresses is an origin, whatever stands after it', () => {
  const { MONGODB_URI, SESSION_SECRET, TRUST_PROXY } = production;
  const of = (BASE_URL: string) => readConfig({ MONGODB_URI, SESSION_SECRET, TRUST_PROXY, BASE_URL }).baseUrl;
  expect(of('https://handslag.example/')).toBe('https://handslag.example');
  expect(of('https://Handslag.example:443')).toBe('https://handslag.example');
  expect(of('http://192.168.0.7:3000/sv?x')).toBe('http://192.168.0.7:3000');
});

test('[ASVS 13.2.3] production asks for a database, a secret, a base address and limits, all in one message', () => {
  expect(faultsOf({ NODE_ENV: 'production', LIMITS: 'false' })).toEqual([
    'MONGODB_URI: is required',
    'SESSION_SECRET: is required in production',
    'BASE_URL: is required in production',
    'LIMITS: cannot be off in production',
  ]);
  expect(readConfig(production)).toMatchObject({
    production: true,
    secure: true,
    baseUrl: 'https://handslag.example',
  });
});

test('[ASVS 13.2.3] what is reached by https needs a secret of its own, also where nobody said that it is production', () => {
  const { BASE_URL, TRUST_PROXY } = production;
  expect(faultsOf({ MONGODB_URI: uri, BASE_URL, TRUST_PROXY })).toEqual([
    'SESSION_SECRET: is required where BASE_URL is https',
  ]);
});

test('every fault is named at once, each with its setting, and no value is repeated', () => {
  const wrong = {
    ...production,
    NODE_ENV: 'prod',
    PORT: '70000',
    MONGODB_URI: 'mysql://canary@host',
    BASE_URL: 'canary',
    SESSION_SECRET: 'canary',
    SMTP_URL: 'http://canary',
    MAIL_FROM: 'canary',
    TRUST_PROXY: 'true',
    WORKER: 'both',
    DRAIN_SECONDS: '11',
    METRICS_TOKEN: 'canary',
    BOUNCE_SECRET: 'canary',
    LOG_LEVEL: 'loud',
    MAIL_DELAY_MINUTES: '-1',
    LIMITS: 'no',
    MAP_TILES: 'http://canary/{z}/{x}/{y}.png',
    MAP_ATTRIBUTION: 'canary '.repeat(40),
  };
  const faults = faultsOf(wrong);
  expect(faults.map((fault) => fault.split(':')[0]).toSorted()).toEqual(Object.keys(wrong).toSorted());
  expect(faults.join('\n')).not.toContain('canary');
});

test('a source of map tiles is an origin to ask, a pattern, and a name that is shown with it', () => {
  const url = 'https://Tiles.example.org:8443/osm/{z}/{x}/{y}.png?key=abc';
  expect(faultsOf({ ...production, MAP_TILES: url })).toEqual([
    'MAP_ATTRIBUTION: is required with MAP_TILES: whoever draws the map is named on it',
  ]);
  expect(readConfig({ ...production, MAP_TILES: url, MAP_ATTRIBUTION: '© OpenStreetMap' }).mapTiles).toEqual({
    url,
    origin: 'https://tiles.example.org:8443',
    attribution: '© OpenStreetMap',
  });
});

test.each([
  ['PORT', '3000.5'],
  ['PORT', 'http'],
  ['PORT', '-1'],
  ['BASE_URL', 'ftp://handslag.example'],
  ['BASE_URL', 'handslag.example'],
  ['MONGODB_URI', 'localhost:27017'],
  ['MONGODB_URI', 'mongodb://'],
  ['MONGODB_URI', 'mongodb://user:pass/word@host/db'],
  ['MAIL_FROM', 'Handslag\r\nBcc: all@example.org <a@example.org>'],
  ['SESSION_SECRET', 'x'.repeat(31)],
  ['METRICS_TOKEN', 'x'.repeat(15)],
  ['BOUNCE_SECRET', 'x'.repeat(15)],
  ['TRUST_PROXY', '11'],
  ['MAP_TILES', 'https://tiles.example.org/{z}/{x}.png'],
  ['MAP_TILES', 'https://{s}.example.org/{z}/{x}/{y}.png'],
  ['MAP_TILES', 'https://*.example.org/{z}/{x}/{y}.png'],
  ['MAP_TILES', 'https://{z}{x}{y}.example.org/'],
  ['MAP_TILES', 'https://tiles.example.org;script-src/{z}/{x}/{y}'],
  ['MAP_TILES', 'https://user:canary@tiles.example.org/{z}/{x}/{y}'],
  ['MAP_TILES', '//tiles.example.org/{z}/{x}/{y}'],
  ['MAP_TILES', 'javascript:alert({z}{x}{y})'],
])('%s cannot be %j', (name, value) => {
  const faults = faultsOf({ ...production, MAP_ATTRIBUTION: 'Kartverket', [name]: value });
  expect(faults).toHaveLength(1);
  expect(faults[0]).toMatch(new RegExp(`^${name}: `));
});

test('a service reached by https needs a proxy that it trusts, since it speaks http itself', () => {
  expect(faultsOf({ ...production, TRUST_PROXY: '0' })[0]).toMatch(/^TRUST_PROXY: must be 1 or more/);
  expect(faultsOf({ ...production, TRUST_PROXY: undefined })).toHaveLength(1);
  expect(faultsOf({ ...production, BASE_URL: 'http://handslag.example', TRUST_PROXY: undefined })).toEqual(
    [],
  );
});

function faultsOf(environment: Record<string, string | undefined>): string[] {
  try {
    readConfig(environment);
    return [];
  } catch (error) {
    const [head, ...faults] = (error as Error).message.split('\n');
    expect(head).toBe('The service cannot start; mend these settings:');
    return faults.map((line) => line.trim());
  }
}
