// What the service writes down of what people do: enough to follow a fault, and nothing of who they are or what they wrote.
import { linkTo } from '../support/account-mail.ts';
import { signedIn, visitor } from '../support/http.ts';
import { startMailbox } from '../support/mailbox.ts';
import { aPerson } from '../support/people.ts';
import { startService } from '../support/service.ts';
import { createLog } from '../../src/platform/log.ts';

const canary = 'Kanariefågel';

test('[ASVS 16.2.5] no line holds a name, an address, a text, a password, a query, a cookie or a one-time link', async () => {
  const mailbox = await startMailbox();
  const service = await startService({
    smtpUrl: mailbox.url,
    extra: (app) =>
      app.get('/broken/:what', (request) => {
        throw Object.assign(new Error(`${canary} ${request.params.what}`), {
          code: 'E_TEST',
          detail: canary,
        });
      }),
  });
  const email = 'canary@example.org';
  const password = `${canary} sjunger i parken`;

  const someone = visitor(service);
  await someone.post('/register', { email, next: `/home?q=${canary}` });
  const link = await linkTo(service, mailbox, email, 'register');
  await someone.get(link);
  await someone.post(link, { name: canary, fullName: `${canary} Testsson`, password, terms: 'yes' });
  await someone.post('/account', {
    name: canary,
    fullName: `${canary} Testsson`,
    phone: '070-174 06 05',
    about: canary,
    language: 'sv',
  });
  const inPath = encodeURIComponent(canary);
  await someone.get(`/assignments?q=${inPath}&email=${email}`, {
    'user-agent': canary,
    referer: `/x?${inPath}`,
  });
  await someone.get(`/${inPath}/${email}`);
  await someone.get('/amina.kanarie/Kanarie/kanarie2000');
  expect((await someone.get(`/broken/${inPath}`)).status).toBe(500);
  await visitor(service).post('/sign-in', { email, password: `fel ${canary}` });
  await visitor(service).post('/password/forgotten', { email });
  await visitor(service).post(await linkTo(service, mailbox, email, 'password'), { password: 'kort' });
  mailbox.refuse(550);
  await visitor(service).post('/password/forgotten', { email });
  await service.services.outbox.drain();
  await service.services.sendMail();
  await someone.post('/sign-out');

  const written = service.log.join('');
  expect(service.log.length).toBeGreaterThan(14);
  for (const secret of [
    canary,
    encodeURIComponent(canary),
    'kanarie',
    email,
    'example.org',
    '70174',
    '0174',
    link.split('/').at(-1) ?? '',
    decodeURIComponent(someone.cookie()).slice(11, 40),
    '127.0.0.1',
    '::1',
  ])
    expect(written.toLowerCase()).not.toContain(secret.toLowerCase());
});

test('[ASVS 16.2.1, 16.2.2, 16.2.4] each request is one line of JSON in UTC, with id, method, path, status, time and who', async () => {
  const service = await startService();
  const person = await aPerson(service.services);
  const client = await signedIn(service, person.email);
  service.log.length = 0;
  const answer = await client.get('/en/assignments/0123456789abcdef01234567/apply?x=1');
  await visitor(service).get('/register/abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG');
  const [first, second] = service.log.map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(first).toEqual({
    level: 30,
    time: expect.any(Number),
    requestId: answer.headers['x-request-id'],
    person: person.id,
    req: { method: 'GET', path: '/en/assignments/0123456789abcdef01234567/apply' },
    res: { status: 404 },
    ms: expect.any(Number),
    msg: 'request completed',
  });
  expect(Math.abs(Number(first?.['time']) - Date.now())).toBeLessThan(10_000);
  expect(second).toMatchObject({ req: { method: 'GET', path: '/register/…' }, res: { status: 404 } });
  expect(second).not.toHaveProperty('person');
});

test('[ASVS 16.3.1, 16.3.2] signing in and out, and what is refused, can be followed by who and when', async () => {
  const service = await startService();
  const person = await aPerson(service.services);
  await visitor(service).post('/sign-in', { email: person.email, password: 'inte det här' });
  const client = await signedIn(service, person.email);
  await client.get('/staff');
  const lines = service.log.map((line) => JSON.parse(line)).filter((line) => line.req !== undefined);
  expect(lines.map(({ req, res, person: who }) => [req.method, req.path, res.status, who])).toEqual([
    ['POST', '/sign-in', 422, undefined],
    ['POST', '/sign-in', 303, person.id],
    ['GET', '/staff', 404, person.id],
  ]);
});

test('[ASVS 16.4.1] a line stays one line, whatever is in it', () => {
  const lines: string[] = [];
  const log = createLog('info', { write: (line) => void lines.push(line) });
  log.info({ event: 'a\nb\u2028c', err: new Error('x\n{"level":60}') }, 'd\r\ne');
  expect(lines).toHaveLength(1);
  expect(lines[0]?.trimEnd()).not.toMatch(/[\r\n]/);
});
