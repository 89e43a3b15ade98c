// Signing in: the right password, and nothing told by a wrong one; back to the page that was wanted, and to no other site.
import fc from 'fast-check';
import { linkTo } from '../support/account-mail.ts';
import { bytesOf } from '../support/answers.ts';
import { send, signedIn, visitor } from '../support/http.ts';
import { startMailbox } from '../support/mailbox.ts';
import type { Mailbox } from '../support/mailbox.ts';
import { aPerson, password } from '../support/people.ts';
import { startService } from '../support/service.ts';
import type { TestService } from '../support/service.ts';

let service: TestService;
let mailbox: Mailbox;

beforeAll(async () => {
  mailbox = await startMailbox();
  service = await startService({ smtpUrl: mailbox.url, lasting: true });
  await aPerson(service.services, { email: 'known@example.org', name: 'Kim' });
});

test('the right password leads home, whatever capitals the address is typed in', async () => {
  const someone = visitor(service);
  const answer = await someone.post('/sign-in', { email: ' KNOWN@Example.org ', password });
  expect([answer.status, answer.headers.location]).toEqual([303, '/home']);
  expect((await someone.get('/home')).text).toContain('Kim');
});

test('a wrong password and an unknown address get the same answer to the byte', async () => {
  const wrong = await visitor(service).post('/sign-in', {
    email: 'known@example.org',
    password: 'inte det här',
  });
  const unknown = await visitor(service).post('/sign-in', {
    email: 'fresh@example.org',
    password: 'inte det här',
  });
  expect(wrong.status).toBe(422);
  expect(wrong.text).toContain('E-postadressen och lösenordet hör inte ihop');
  expect(wrong.headers['set-cookie']).toBeUndefined();
  expect(bytesOf(wrong, 'known')).toEqual(bytesOf(unknown, 'fresh'));
  expect(wrong.text).not.toContain('inte det här');
});

test('a wrong password and an unknown address cost the same work', async () => {
  const costs: Record<string, number[]> = { known: [], fresh: [], empty: [] };
  for (let round = 0; round < 7; round += 1)
    for (const name of Object.keys(costs)) {
      const before = process.cpuUsage();
      await visitor(service).post('/sign-in', {
        email: `${name}@example.org`,
        password: name === 'empty' ? '' : 'inte det här',
      });
      const { user, system } = process.cpuUsage(before);
      costs[name]?.push(user + system);
    }
  const [known, fresh, empty] = [median(costs['known']), median(costs['fresh']), median(costs['empty'])];
  // One argon2id hash of ours is 15 ms of work and more on any machine; without it the page is a few.
  expect(known).toBeGreaterThan(empty + 8_000);
  expect(fresh / known).toBeGreaterThan(0.6);
  expect(fresh / known).toBeLessThan(1.7);
});

test.each([
  ['a list', 'email=known%40example.org&email=x&password=a&password=b'],
  ['brackets', 'email[$gt]=&password[$gt]='],
  ['nothing', ''],
  ['nulls', 'email=%00&password=%00'],
  ['a prototype', '__proto__[admin]=1&constructor=1&email=known%40example.org&password=a'],
])(
  '[ASVS 1.2.4, 1.5.2, 15.3.5] %s instead of a form signs nobody in and breaks nothing',
  async (_name, body) => {
    const answer = await send(
      service.url,
      'POST',
      '/sign-in',
      { origin: service.url, 'content-type': 'application/x-www-form-urlencoded' },
      body,
    );
    expect(answer.status).toBe(422);
    expect(answer.headers['set-cookie']).toBeUndefined();
  },
);

test('[ASVS 1.2.4, 1.5.2, 3.5.2] JSON with operators in it signs nobody in', async () => {
  const answer = await send(
    service.url,
    'POST',
    '/sign-in',
    { origin: service.url, 'content-type': 'application/json' },
    JSON.stringify({ email: { $gt: '' }, password: { $gt: '' } }),
  );
  expect(answer.status).toBe(422);
});

test('[ASVS 7.2.2, 7.2.4] signing in makes a new session, so that one planted before is worth nothing', async () => {
  const first = await signedIn(service, 'known@example.org');
  const planted = first.cookie();
  const victim = visitor(service, planted);
  await victim.post('/sign-in', { email: 'known@example.org', password });
  expect(victim.cookie()).not.toBe(planted);
  expect((await visitor(service, planted).get('/home')).status).toBe(303);
});

test('[ASVS 1.5.2, 7.2.1] a cookie that was not signed by the service is nobody', async () => {
  const own = (await signedIn(service, 'known@example.org')).cookie();
  for (const cookie of [
    own.replace(/\.[^.]*$/, ''),
    own.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')),
    'handslag=s:x.y',
  ])
    expect((await visitor(service, cookie).get('/home')).status).toBe(303);
});

describe('the page that was wanted', () => {
  test('comes after signing in', async () => {
    const someone = visitor(service);
    const wanted = await someone.get('/account?saved=1');
    expect(wanted.headers.location).toBe('/sign-in?next=%2Faccount%3Fsaved%3D1');
    const form = await someone.get(wanted.headers.location ?? '');
    expect(form.text).toContain('name="next" value="/account?saved&#x3D;1"');
    const answer = await someone.post('/sign-in', {
      email: 'known@example.org',
      password,
      next: '/account?saved=1',
    });
    expect(answer.headers.location).toBe('/account?saved=1');
  });

  test('comes after a wrong try, too, and in the language one reads', async () => {
    const someone = visitor(service);
    const wanted = await someone.get('/en/notifications');
    expect(wanted.headers.location).toBe('/en/sign-in?next=%2Fnotifications');
    const wrong = await someone.post('/en/sign-in', {
      email: 'known@example.org',
      password: 'inte det här',
      next: '/notifications',
    });
    expect(wrong.text).toContain('name="next" value="/notifications"');
    const answer = await someone.post('/en/sign-in', {
      email: 'known@example.org',
      password,
      next: '/notifications',
    });
    expect(answer.headers.location).toBe('/en/notifications');
  });

  test('comes after registering', async () => {
    const someone = visitor(service);
    const next = '/organisations/new?from=start';
    const signIn = await someone.get(`/sign-in?next=${encodeURIComponent(next)}`);
    expect(signIn.text).toContain('href="/register?next&#x3D;%2Forganisations%2Fnew%3Ffrom%3Dstart"');
    const page = await someone.get(`/register?next=${encodeURIComponent(next)}`);
    expect(page.text).toContain('value="/organisations/new?from&#x3D;start"');
    await someone.post('/register', { email: 'going@example.org', next });
    const link = await linkTo(service, mailbox, 'going@example.org', 'register');
    const made = await visitor(service).post(link, {
      name: 'Gun',
      fullName: 'Gun Testsson',
      password,
      terms: 'yes',
    });
    expect(made.headers.location).toBe(next);
  });

  test('comes at once for who is signed in already', async () => {
    const someone = await signedIn(service, 'known@example.org');
    expect((await someone.get('/sign-in?next=%2Faccount')).headers.location).toBe('/account');
    expect((await someone.get('/sign-in?next=%2F%2Fevil.example')).headers.location).toBe('/home');
  });

  test('[ASVS 3.7.2] is never of another site', async () => {
    const someone = await signedIn(service, 'known@example.org');
    const pieces = [
      '/',
      '\\',
      '//',
      '..',
      '.',
      '%2e',
      '%2f',
      '%5c',
      '@',
      ':',
      'evil.example',
      'https:',
      'javascript:',
      '\t',
      '\n',
      ' ',
      '?',
      '#',
      'en',
      'home',
      '\u0000',
      '／',
      '。',
    ];
    const path = fc
      .array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 8 })
      .map((parts) => parts.join(''));
    await fc.assert(
      fc.asyncProperty(path, async (next) => {
        const { headers } = await someone.get(`/sign-in?next=${encodeURIComponent(next)}`);
        expect(new URL(headers.location ?? '', service.url).origin).toBe(service.url);
      }),
      { numRuns: 300 },
    );
  });
});

function median(values: number[] = []): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
