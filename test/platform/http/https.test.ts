// The service reached by https, through a proxy: what only https can keep is asked of the browser then.
import { visitor } from '../../support/http.ts';
import type { Answer } from '../../support/http.ts';
import { aPerson, password } from '../../support/people.ts';
import { startService } from '../../support/service.ts';
import type { TestService } from '../../support/service.ts';

let service: TestService;
const https = { 'x-forwarded-proto': 'https' };

beforeAll(async () => {
  const environment = {
    BASE_URL: 'https://handslag.example',
    TRUST_PROXY: '1',
    SESSION_SECRET: 'a secret of at least thirty-two characters',
    MAP_TILES: 'https://tiles.example.org/{z}/{x}/{y}.png',
    MAP_ATTRIBUTION: '© OpenStreetMap',
  };
  service = await startService({ lasting: true, environment });
  await aPerson(service.services, { email: 'kim@example.org' });
});

test('[ASVS 3.4.1] browsers are told to stay there, and to ask only the named source of map tiles besides', async () => {
  const { headers } = await visitor(service).get('/', https);
  expect(headers['strict-transport-security']).toBe('max-age=63072000; includeSubDomains');
  expect(headers['content-security-policy']).toBe(
    "default-src 'none';script-src 'self';style-src 'self';img-src 'self' data: https://tiles.example.org;font-src 'self';connect-src 'self' wss://handslag.example;" +
      "manifest-src 'self';form-action 'self';base-uri 'none';frame-ancestors 'none';upgrade-insecure-requests",
  );
});

test('[ASVS 3.3.1, 3.3.2, 3.3.3, 3.3.4] the session’s cookie is bound to the host and to https', async () => {
  const { headers } = await signIn(https);
  expect(headers['set-cookie']?.[0]).toMatch(
    /^__Host-handslag=s%3A[^;]+; Path=\/; Expires=[^;]+; HttpOnly; Secure; SameSite=Lax$/,
  );
});

test('no cookie is given to a request that came in the clear', async () => {
  expect((await signIn({ 'x-forwarded-proto': 'http' })).headers['set-cookie']).toBeUndefined();
});

test('a form of the service’s own address is taken, and one of the machine’s is not', async () => {
  expect((await signIn(https)).status).toBe(303);
  expect((await signIn({ ...https, origin: service.url })).status).toBe(403);
});

test('addresses in pages are those of the service', async () => {
  const { text } = await visitor(service).get('/en/about', https);
  expect(text).toContain('<link rel="canonical" href="https://handslag.example/en/about">');
});

function signIn(headers: Record<string, string>): Promise<Answer> {
  const form = { email: 'kim@example.org', password };
  return visitor(service).post('/sign-in', form, { origin: 'https://handslag.example', ...headers });
}
