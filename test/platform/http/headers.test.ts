// The headers of every kind of answer, and what caches may do with it.
import { request } from 'node:http';
import { brotliDecompressSync } from 'node:zlib';
import type { Express } from 'express';
import { send, signedIn, visitor } from '../../support/http.ts';
import type { Answer } from '../../support/http.ts';
import { aPerson, password } from '../../support/people.ts';
import { startService } from '../../support/service.ts';
import type { TestService } from '../../support/service.ts';

let service: TestService;

beforeAll(async () => {
  service = await startService({
    lasting: true,
    extra: brokenRoutes,
  });
  await aPerson(service.services, { email: 'kim@example.org' });
});

const answers: [string, () => Promise<Answer>, number][] = [
  ['a page', () => visitor(service).get('/'), 200],
  ['a page in English', () => visitor(service).get('/en/about'), 200],
  ['a page of somebody’s own', async () => (await signedIn(service, 'kim@example.org')).get('/account'), 200],
  ['a redirect', () => visitor(service).get('/account'), 303],
  ['a missing page', () => visitor(service).get('/nowhere'), 404],
  ['a refused form', () => visitor(service).post('/sign-in'), 422],
  ['a form from elsewhere', () => send(service.url, 'POST', '/sign-in'), 403],
  ['a bad address', () => visitor(service).get('/assignments/%'), 400],
  ['a fault of ours', () => visitor(service).get('/broken'), 500],
  ['style', () => visitor(service).get('/css/site.css'), 200],
  ['a script', () => visitor(service).get('/js/site.js'), 200],
  ['type', () => visitor(service).get('/fonts/figtree-latin-wght-normal.woff2'), 200],
  ['a picture', () => visitor(service).get('/img/icon-192.png'), 200],
  ['a file that is not there', () => visitor(service).get('/img/nothing.png'), 404],
  ['health', () => visitor(service).get('/healthz'), 200],
  ['figures without a token', () => visitor(service).get('/metrics'), 404],
];

test.each(answers)(
  '[ASVS 3.2.1, 3.4.3, 3.4.4, 3.4.5, 3.4.6, 4.1.1] %s carries all that protects',
  async (_what, ask, status) => {
    const { headers, status: got } = await ask();
    expect(got).toBe(status);
    expect(headers).toMatchObject({
      'content-security-policy': expect.stringMatching(
        /^default-src 'none';script-src 'self';style-src 'self';.*frame-ancestors 'none'$/,
      ),
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'same-origin',
      'x-frame-options': 'DENY',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    });
    expect(headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
    expect(headers).not.toHaveProperty('x-powered-by');
    expect(headers).not.toHaveProperty('server');
    expect(headers).not.toHaveProperty('strict-transport-security');
    if (status !== 303) expect(headers['content-type']).toMatch(/charset=utf-8$|^(font|image)\//);
  },
);

test('[ASVS 14.2.2, 14.3.2] a page of somebody’s own, a page with a secret link and every fault stay out of caches', async () => {
  const someone = await signedIn(service, 'kim@example.org');
  for (const answer of [
    await someone.get('/'),
    await someone.get('/account'),
    await someone.get('/nowhere'),
    await visitor(service).get('/register/nothing'),
    await visitor(service).get('/password/nothing'),
    await visitor(service).get('/nowhere'),
  ])
    expect(answer.headers['cache-control']).toBe('no-store');
});

test('a page for all is asked for anew each time, since it differs for who signs in', async () => {
  const page = await visitor(service).get('/');
  expect(page.headers['cache-control']).toBe('private, no-cache');
  const again = await visitor(service).get('/', { 'if-none-match': page.headers.etag ?? '' });
  expect([200, 304]).toContain(again.status);
});

test('a file with its stamp is kept for a year, without it for an hour', async () => {
  const page = await visitor(service).get('/');
  const stamped = /href="(\/css\/site\.css\?v=[\w-]+)"/.exec(page.text)?.[1] ?? '';
  const file = await visitor(service).get(stamped, { 'accept-encoding': 'br' });
  expect(file.headers).toMatchObject({
    'cache-control': 'public, max-age=31536000, immutable',
    'content-encoding': 'br',
    vary: expect.stringContaining('Accept-Encoding'),
  });
  expect((await visitor(service).get('/css/site.css')).headers['cache-control']).toBe('public, max-age=3600');
  const known = await visitor(service).get(stamped, { 'if-none-match': file.headers.etag ?? '' });
  expect([known.status, known.text]).toEqual([304, '']);
});

test('a page comes packed to who can unpack it', async () => {
  const packed = await raw('/about', { 'accept-encoding': 'gzip, br' });
  expect(packed.headers['content-encoding']).toBe('br');
  expect(packed.headers.vary).toContain('Accept-Encoding');
  const plain = await visitor(service).get('/about');
  expect(brotliDecompressSync(packed.body).toString()).toBe(plain.text);
});

test('[ASVS 13.4.2, 16.3.4, 16.5.1] a fault of ours tells nothing but its number', async () => {
  const answer = await visitor(service).get('/broken');
  expect(answer.text).toContain(answer.headers['x-request-id'] ?? 'none');
  expect(answer.text).not.toMatch(/secret words|at .*\.ts|node_modules|Error/);
  const line = service.log.find(
    (one) => one.includes('"request failed"') && one.includes(String(answer.headers['x-request-id'])),
  );
  expect(line).toContain('headers.test.ts');
  expect(line).not.toContain('secret words');
});

test('a fault in the middle of an answer ends it, and one in the error page itself is a plain 500', async () => {
  await expect(visitor(service).get('/broken-off')).rejects.toThrow(/aborted|hang up|ECONNRESET/);
  const answer = await visitor(service).get('/broken-page');
  expect([answer.status, answer.text, answer.headers['content-type']]).toEqual([
    500,
    '500',
    'text/plain; charset=utf-8',
  ]);
  const said = service.log.map((line) => JSON.parse(line).msg as string);
  expect(said).toEqual(expect.arrayContaining(['an answer broke off', 'the error page failed']));
  expect(service.log.join('')).not.toContain('secret words');
});

test('who wants JSON gets a fault as JSON', async () => {
  const answer = await visitor(service).get('/nowhere', { accept: 'application/json' });
  expect(answer.headers['content-type']).toBe('application/json; charset=utf-8');
  expect(JSON.parse(answer.text)).toEqual({ error: 'errors.404.text' });
});

test('[ASVS 3.3.2, 3.3.4, 7.2.3] the session’s cookie is for the server alone, and says nothing', async () => {
  const someone = visitor(service);
  expect((await someone.get('/')).headers['set-cookie']).toBeUndefined();
  const { headers } = await someone.post('/sign-in', { email: 'kim@example.org', password });
  const [cookie = ''] = headers['set-cookie'] ?? [];
  expect(cookie).toMatch(
    /^handslag=s%3A[\w-]{32}\.[\w%]+; Path=\/; Expires=[^;]+ GMT; HttpOnly; SameSite=Lax$/,
  );
  const days = (Date.parse(/Expires=([^;]+)/.exec(cookie)?.[1] ?? '') - Date.now()) / 86_400_000;
  expect(Math.round(days)).toBe(30);
});

test('a session lives thirty days from sign-in, fourteen of them unused, and its id is not in the database', async () => {
  const someone = await signedIn(service, 'kim@example.org');
  const sid = decodeURIComponent(someone.cookie()).slice('handslag=s:'.length).split('.')[0] ?? '';
  const rows = await service.services.connection.collection('sessions').find().toArray();
  expect(rows.length).toBeGreaterThan(0);
  expect(JSON.stringify(rows)).not.toContain(sid);
  const days = (date: unknown) => Math.round(((date as Date).getTime() - Date.now()) / 86_400_000);
  for (const { expires, endsAt } of rows) expect([days(expires), days(endsAt)]).toEqual([14, 30]);
  await service.services.connection.collection('sessions').updateMany({}, { $set: { expires: new Date(0) } });
  expect((await someone.get('/account')).status).toBe(303);
});

function raw(path: string, headers: Record<string, string>) {
  return new Promise<{ headers: Record<string, unknown> & { vary?: string }; body: Buffer }>(
    (resolve, reject) => {
      request(service.url + path, { headers, agent: false }, (incoming) => {
        const parts: Buffer[] = [];
        incoming.on('data', (part: Buffer) => parts.push(part));
        incoming.on('end', () => {
          resolve({ headers: incoming.headers as never, body: Buffer.concat(parts) });
        });
      })
        .on('error', reject)
        .end();
    },
  );
}

function brokenRoutes(app: Express): void {
  app.get('/broken', () => {
    throw new Error('secret words');
  });
  app.get('/broken-off', (_request, response) => {
    response.write('half');
    throw new Error('secret words');
  });
  app.get('/broken-page', (_request, response) => {
    const render = (): string => {
      throw new Error('secret words');
    };
    response.locals.views = { ...response.locals.views, render };
    throw new Error('secret words');
  });
}
