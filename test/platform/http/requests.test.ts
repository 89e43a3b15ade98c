// Requests of every kind, right and wrong: each gets a page, none a fault of ours.
import { connect } from 'node:net';
import { send, signedIn, visitor } from '../../support/http.ts';
import type { Answer } from '../../support/http.ts';
import { aPerson } from '../../support/people.ts';
import { startService } from '../../support/service.ts';
import type { TestService } from '../../support/service.ts';

let service: TestService;
const form = 'application/x-www-form-urlencoded';

beforeAll(async () => {
  service = await startService({ lasting: true });
  await aPerson(service.services, { email: 'kim@example.org' });
});

describe('a change is taken only from our own pages', () => {
  const own = () => service.url;
  test.each([
    ['same-origin', 'own', 422],
    ['same-origin', undefined, 422],
    ['none', undefined, 422],
    ['same-site', 'own', 403],
    ['cross-site', 'own', 403],
    ['cross-site', undefined, 403],
    ['cross-site', 'https://evil.example', 403],
    ['same-origin, cross-site', 'own', 403],
    ['', 'own', 403],
    [undefined, 'own', 422],
    [undefined, undefined, 403],
    [undefined, 'null', 403],
    [undefined, 'https://evil.example', 403],
    [undefined, 'http://localhost', 403],
    [undefined, 'http://localhost.evil.example', 403],
  ])('[ASVS 3.5.1] Sec-Fetch-Site %s and Origin %s: %s', async (site, origin, status) => {
    const headers: Record<string, string> = { 'content-type': form };
    if (site !== undefined) headers['sec-fetch-site'] = site;
    if (origin !== undefined) headers['origin'] = origin === 'own' ? own() : origin;
    const answer = await send(service.url, 'POST', '/sign-in', headers, 'email=');
    expect(answer.status).toBe(status);
    if (status === 403) expect(answer.text).toContain('Formuläret skickades från en annan webbplats');
  });

  test.each(['PUT', 'PATCH', 'DELETE'])('and %s is none of ours', async (method) => {
    expect((await send(service.url, method, '/account')).status).toBe(403);
    expect((await send(service.url, method, '/account', { origin: service.url })).status).toBe(404);
  });

  test('[ASVS 3.4.2] reading is open to all, and lets no other site read', async () => {
    for (const method of ['GET', 'HEAD', 'OPTIONS']) {
      const answer = await send(service.url, method, '/', {
        origin: 'https://evil.example',
        'sec-fetch-site': 'cross-site',
        'access-control-request-method': 'POST',
      });
      expect(answer.status).toBe(200);
      expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
    }
  });
});

describe('a body', () => {
  test('of more than 100 kB is too large, said on a page', async () => {
    const answer = await post(`email=${'a'.repeat(103_000)}`);
    expect(answer.status).toBe(413);
    expect(answer.text).toContain('Det du skickade är för stort');
  });

  test('that is small only when packed is too large all the same', async () => {
    const { gzipSync } = await import('node:zlib');
    const bomb = gzipSync(`email=${'a'.repeat(20_000_000)}`);
    expect(bomb.length).toBeLessThan(25_000);
    const headers = { origin: service.url, 'content-type': form, 'content-encoding': 'gzip' };
    expect((await send(service.url, 'POST', '/sign-in', headers, bomb)).status).toBe(413);
  });

  test('just below 100 kB is read', async () => {
    expect((await post(`email=${'a'.repeat(102_000)}`)).status).toBe(422);
  });

  test('of more than 500 fields is too much', async () => {
    expect((await post('a=1&'.repeat(501))).status).toBe(413);
  });

  test.each([
    ['broken escapes', 'email=%E0%A4%A&password=%'],
    ['bytes that are no text', 'email=%FF%FE&password=%C0%80'],
    ['no names', '=&=&&&==='],
    ['a prototype', '__proto__=1&__proto__[x]=2&constructor[prototype][x]=3'],
    ['half a pair of surrogates', `email=%ED%A0%80`],
  ])('[ASVS 15.3.6] with %s is a form to mend', async (_what, body) => {
    expect((await post(body)).status).toBe(422);
    expect({}).not.toHaveProperty('x');
  });

  test.each([
    ['packed in an unknown way', { 'content-encoding': 'zip' }, 400],
    ['in an unknown script', { 'content-type': `${form}; charset=klingon` }, 400],
    ['that is not what it says', { 'content-encoding': 'gzip' }, 400],
    ['of another kind', { 'content-type': 'multipart/form-data; boundary=x' }, 422],
    ['of JSON', { 'content-type': 'application/json' }, 422],
    ['of plain text', { 'content-type': 'text/plain' }, 422],
  ])('[ASVS 3.5.2] %s is refused', async (_what, headers, status) => {
    const answer = await send(
      service.url,
      'POST',
      '/sign-in',
      { origin: service.url, 'content-type': form, ...headers },
      'email=a',
    );
    expect(answer.status).toBe(status);
    expect(answer.text).toContain('</html>');
  });

  async function post(body: string): Promise<Answer> {
    return send(service.url, 'POST', '/sign-in', { origin: service.url, 'content-type': form }, body);
  }
});

describe('an address', () => {
  test.each([
    ['/%E0%A4%A', 404],
    ['/assignments/%E0%A4%A', 400],
    ['/assignments/%', 400],
    ['/register/%C0%AE', 400],
    ['/img/%E0%A4%A', 404],
    ['/fonts/%E0%A4%A', 404],
    ['/img/..%2f..%2fpackage.json', 404],
    ['/img/../../package.json', 404],
    ['/fonts/..%5c..%5cpackage.json', 404],
    ['/img/%00', 404],
    ['/img', 404],
    ['/img/', 404],
    ['/css/', 404],
    ['/.git/config', 404],
    ['/.env', 404],
    ['/package.json', 404],
    ['/src/server.ts', 404],
    ['/assignments?%E0%A4%A', 200],
    ['/assignments?municipality[$ne]=1&municipality=1&municipality=2', 200],
    ['/assignments?__proto__[x]=1', 200],
    ['/assignments?after=%00', 200],
    ['/?a=%', 200],
    ['/sign-in?next=%E0%A4%A', 200],
    ['/assignments/000000000000000000000000', 404],
    ['/assignments/[object%20Object]', 404],
    ['/healthz/', 200],
    ['//', 200],
    ['/?', 200],
  ])('[ASVS 13.4.1, 13.4.3] %s is answered with %s', async (path, status) => {
    const answer = await send(service.url, 'GET', path);
    expect([path, answer.status]).toEqual([path, status]);
    if (status >= 400) expect(answer.text).toContain('</html>');
  });

  test('of more than 16 kB, and headers of more, are refused', async () => {
    expect((await send(service.url, 'GET', `/?${'a'.repeat(17_000)}`)).status).toBe(431);
    expect((await send(service.url, 'GET', '/', { cookie: 'a'.repeat(17_000) })).status).toBe(431);
  });

  test('[ASVS 4.1.3] may name a host, which is not believed', async () => {
    const answer = await send(service.url, 'GET', 'http://evil.example/en/about', { host: 'evil.example' });
    expect(answer.status).toBe(200);
    expect(answer.text).not.toContain('evil.example');
    const forwarded = await send(service.url, 'GET', '/account', {
      host: 'evil.example',
      'x-forwarded-host': 'evil.example',
      'x-forwarded-proto': 'https',
    });
    expect(forwarded.headers.location).toBe('/sign-in?next=%2Faccount');
  });
});

describe('the language', () => {
  test.each([
    ['/', 'sv', '/en'],
    ['/en', 'en', '/'],
    ['/en/', 'en', '/'],
    ['/en?q=1', 'en', '/?q&#x3D;1'],
    ['/en/?q=1', 'en', '/?q&#x3D;1'],
    ['/about', 'sv', '/en/about'],
    ['/en/about', 'en', '/about'],
    ['/en/about?x=1', 'en', '/about?x&#x3D;1'],
    ['/english', 'sv', '/en/english'],
    ['/en-GB/about', 'sv', '/en/en-GB/about'],
    ['/EN/about', 'sv', '/en/EN/about'],
    ['/en/en/about', 'en', '/en/about'],
    ['/latte', 'sv', '/en/latte'],
  ])('of %s is %s, and the other one is at %s', async (path, lang, other) => {
    const answer = await visitor(service).get(path);
    expect(answer.text).toContain(`<html lang="${lang}"`);
    expect(answer.headers['content-language']).toBe(lang);
    const to = lang === 'sv' ? 'en' : 'sv';
    expect(answer.text).toContain(`<li><a href="${other}" lang="${to}" hreflang="${to}"`);
    // What search engines are told leaves the query out.
    const same = `${service.url}${other.split('?')[0] ?? ''}`;
    expect(answer.text).toContain(`<link rel="alternate" hreflang="${to}" href="${same}">`);
  });

  test('of easy Swedish is Swedish to a browser, and none of its own to a search engine', async () => {
    const { text, headers } = await visitor(service).get('/latt/about?x=1');
    expect(text).toContain('<html lang="sv" dir="ltr">');
    expect(headers['content-language']).toBe('sv');
    expect(text).toContain('<li><a href="/about?x&#x3D;1" hreflang="sv"');
    expect(text).toContain('<li><a href="/en/about?x&#x3D;1" lang="en" hreflang="en"');
    expect(text).toContain(`<link rel="canonical" href="${service.url}/latt/about">`);
    expect(text).not.toContain('rel="alternate"');
    expect((await visitor(service).get('/about')).text).not.toMatch(/rel="alternate"[^>]*latt/);
  });

  test('is decided by nothing else', async () => {
    const answer = await visitor(service, 'lang=en').get('/about?lang=en', { 'accept-language': 'en' });
    expect(answer.text).toContain('<html lang="sv"');
  });

  test.each([
    '//evil.example',
    '/en//evil.example',
    '/en/\\evil.example',
    '/\\evil.example',
    '/en///evil.example/x',
  ])('of %s leads to no other site', async (path) => {
    const { text } = await send(service.url, 'GET', path);
    const links = [...text.matchAll(/(?:href|action)="([^"]*)"/g)].map(([, href = '']) => href);
    expect(links.length).toBeGreaterThan(5);
    const away = links.filter((href) => new URL(href, service.url).origin !== service.url);
    expect(away.filter((href) => !href.startsWith('mailto:'))).toEqual([]);
  });
});

test.each(['/', '/about', '/sign-in', '/account', '/nowhere', '/css/site.css', '/healthz'])(
  '[ASVS 3.5.3] HEAD of %s is GET without the body',
  async (path) => {
    const client = await signedIn(service, 'kim@example.org');
    const headers = { cookie: client.cookie() };
    const [head, get] = [
      await send(service.url, 'HEAD', path, headers),
      await send(service.url, 'GET', path, headers),
    ];
    expect([head.status, head.text]).toEqual([get.status, '']);
    for (const name of ['content-type', 'cache-control', 'content-security-policy', 'location'])
      expect(head.headers[name]).toEqual(get.headers[name]);
  },
);

test('[ASVS 13.4.4] TRACE is not answered', async () => {
  const answer = await send(service.url, 'TRACE', '/', { origin: service.url });
  expect([403, 404, 405, 501]).toContain(answer.status);
  expect(answer.text).not.toContain('TRACE');
});

describe('a connection', () => {
  test.each([
    [
      'two lengths',
      'POST /sign-in HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nemail=',
    ],
    [
      'a length and chunks',
      'POST /sign-in HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    ],
    ['no host', 'GET / HTTP/1.1\r\n\r\n'],
    ['a broken header', 'GET / HTTP/1.1\r\nHost: x\r\nA b: c\r\n\r\n'],
    ['no HTTP', '\u0000\u0001\u0002 hello\r\n\r\n'],
  ])('[ASVS 4.2.1] with %s is refused', async (_what, bytes) => {
    expect(await talk(bytes)).toMatch(/^HTTP\/1\.1 400 /);
  });

  test('that sends half a request and waits is closed', async () => {
    const { headersTimeout, requestTimeout } = service.server;
    Object.assign(service.server, { headersTimeout: 500, requestTimeout: 1_000 });
    try {
      const [header, body] = await Promise.all([
        talk('GET / HTTP/1.1\r\nHost: x\r\n'),
        talk(
          `POST /sign-in HTTP/1.1\r\nHost: x\r\nOrigin: ${service.url}\r\nContent-Type: ${form}\r\nContent-Length: 50\r\n\r\nemail=`,
        ),
      ]);
      expect([header, body].map((answer) => answer.slice(0, 12))).toEqual(['HTTP/1.1 408', 'HTTP/1.1 408']);
    } finally {
      Object.assign(service.server, { headersTimeout, requestTimeout });
    }
    expect([headersTimeout, requestTimeout]).toEqual([15_000, 30_000]);
  });

  test('that goes away in the middle of a form harms nobody', async () => {
    await new Promise<void>((resolve) => {
      const socket = connect(Number(new URL(service.url).port), 'localhost', () => {
        socket.write(
          `POST /sign-in HTTP/1.1\r\nHost: x\r\nOrigin: ${service.url}\r\nContent-Type: ${form}\r\nContent-Length: 50\r\n\r\nemail=`,
        );
        setTimeout(() => {
          socket.destroy();
          resolve();
        }, 50);
      });
    });
    expect((await visitor(service).get('/')).status).toBe(200);
  });

  /** Everything the server says until it hangs up, or stops talking after an answer. */
  function talk(bytes: string): Promise<string> {
    return new Promise((resolve, reject) => {
      const socket = connect(Number(new URL(service.url).port), 'localhost', () => socket.write(bytes));
      let heard = '';
      socket.on('data', (data) => {
        heard += data.toString('latin1');
        if (heard.includes('\r\n\r\n')) socket.destroy();
      });
      socket.on('error', reject);
      socket.on('close', () => {
        resolve(heard);
      });
      socket.setTimeout(8_000, () => socket.destroy(new Error('Still open, and silent')));
    });
  }
});

afterAll(() => {
  const faults = service.log.filter((line) => /"level":(50|60)/.test(line));
  expect(faults).toEqual([]);
});
