// Addresses that mail comes back from, told by a webhook or by the server itself: nothing goes there, their person learns of it, and proves it anew.
import { day, hour, minute } from '../../src/platform/clock.ts';
import { MAIL_KINDS } from '../../src/notifications/mailing.schema.ts';
import { linkTo } from '../support/account-mail.ts';
import { send, signedIn, visitor } from '../support/http.ts';
import type { Answer } from '../support/http.ts';
import { startMailbox } from '../support/mailbox.ts';
import type { Mail, Mailbox } from '../support/mailbox.ts';
import { aCoordinator, anAssignment, aPerson, applicationText, password } from '../support/people.ts';
import type { TestPerson } from '../support/people.ts';
import { startService } from '../support/service.ts';
import type { TestService } from '../support/service.ts';

const secret = 'a secret of the mail server';
const bearer = { authorization: `Bearer ${secret}` };

let mailbox: Mailbox;
let service: TestService;
let karin: TestPerson & { organisation: string };
let assignment: string;

beforeEach(async () => {
  mailbox = await startMailbox();
  service = await startService({ smtpUrl: mailbox.url, environment: { BOUNCE_SECRET: secret } });
  karin = await aCoordinator(service.services, { name: 'Karin' });
  assignment = await anAssignment(service.services, karin, { startsOn: '2026-12-20' });
  await later(hour);
  mailbox.clear();
});

async function later(milliseconds = 0): Promise<void> {
  await service.services.outbox.drain();
  service.clock.moveBy(milliseconds);
  await service.services.sendMail();
}

async function apply(name: string): Promise<void> {
  const person = await aPerson(service.services, { name });
  await service.services.applications.apply(person, assignment, applicationText());
  await later(10 * minute);
}

const to = (person: { email: string }): Mail[] =>
  mailbox.mails.filter((mail) => mail.to.includes(person.email));

function event(given: object = {}): object {
  const at = service.clock.now().toISOString();
  return { id: 'e-1', address: karin.email, kind: 'hard', at, ...given };
}

/** As a mail server does: no cookie and no origin. */
function report(body: unknown, headers: Record<string, string> = bearer): Promise<Answer> {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return send(service.url, 'POST', '/mail/bounces', { 'content-type': 'application/json', ...headers }, text);
}

async function faultAt(path: string, person: TestPerson = karin): Promise<string | undefined> {
  const { text } = await (await signedIn(service, person.email)).get(path);
  return /(?:Mejlen|Ett mejl) till [^<]*/.exec(text)?.[0];
}

describe('the report of what came back', () => {
  test('needs the secret, and is missing without it', async () => {
    const wrong = [
      {},
      { authorization: 'Bearer ' },
      { authorization: `Bearer ${secret}x` },
      { authorization: secret },
    ];
    for (const headers of wrong) {
      const answer = await report(event(), headers);
      expect(answer.status).toBe(404);
      expect(answer.text).not.toContain('faults');
    }
    expect(await service.services.suppressions.list(10)).toEqual([]);
    expect((await report(event())).status).toBe(204);
    const without = await startService();
    const answer = await send(
      without.url,
      'POST',
      '/mail/bounces',
      { ...bearer, 'content-type': 'application/json' },
      '{}',
    );
    expect(answer.status).toBe(404);
  });

  test.each([
    ['nothing', ''],
    ['no JSON', '{'],
    ['no object', '"x"'],
    ['an operator', { id: 'e', address: { $gt: '' }, kind: 'hard', at: '2026-11-24T10:00:00Z' }],
    ['an unknown kind', { id: 'e', address: 'a@example.org', kind: 'other', at: '2026-11-24T10:00:00Z' }],
    ['no time', { id: 'e', address: 'a@example.org', kind: 'hard', at: 'yesterday' }],
    [
      'an address as an id',
      { id: 'a@example.org', address: 'a@example.org', kind: 'hard', at: '2026-11-24T10:00:00Z' },
    ],
    ['too many', Array.from({ length: 101 }, () => ({}))],
    ['none', []],
  ])('is refused as a whole when it holds %s', async (_, body) => {
    const answer = await report(body);
    expect([400, 422]).toContain(answer.status);
    expect(answer.text).not.toContain('a@example.org');
    expect(await service.services.suppressions.list(10)).toEqual([]);
  });

  test('that is too large is not read', async () => {
    expect((await report(JSON.stringify(event({ messageId: 'x'.repeat(70_000) })))).status).toBe(413);
  });

  test('may hold several, and is counted', async () => {
    const other = await aPerson(service.services);
    expect(
      (await report([event(), event({ address: other.email.toUpperCase(), kind: 'complaint' })])).status,
    ).toBe(204);
    expect((await service.services.suppressions.list(10)).map(({ address }) => address).sort()).toEqual(
      [karin.email, other.email].sort(),
    );
    const busy = await startService({ environment: { BOUNCE_SECRET: secret, LIMITS: 'true' } });
    const statuses = await Promise.all(
      Array.from(
        { length: 620 },
        async () => (await send(busy.url, 'POST', '/mail/bounces', bearer, '')).status,
      ),
    );
    expect(statuses.filter((status) => status === 429)).toHaveLength(20);
  }, 60_000);

  test('puts no address into the database or the log', async () => {
    const address = 'kanarie@example.org';
    await report(event({ address, messageId: '<f-1@localhost>' }));
    expect(
      JSON.stringify(await service.services.connection.collection('suppressions').find().toArray()),
    ).not.toContain('kanarie');
    expect(service.log.join('')).not.toContain('kanarie');
    expect(service.log.join('')).toContain('"bounce":"e-1"');
  });
});

describe('an address that mail comes back from', () => {
  test('gets none, not even about the account; its person sees why, and the address works again once it is proved', async () => {
    await report(event());
    await apply('Amina');
    await service.services.accounts.changePassword(karin.id, password, 'en annan trygg mening');
    await later(day);
    expect(mailbox.mails).toEqual([]);
    expect(await service.services.post.waiting()).toBe(0);
    await service.services.accounts.changePassword(karin.id, 'en annan trygg mening', password);
    await later(day);
    for (const path of ['/home', '/account', '/account/address', '/account/mail'])
      expect(await faultAt(path)).toContain(`Mejlen till ${karin.email} kommer tillbaka`);

    const client = await signedIn(service, karin.email);
    expect((await client.post('/account/address', { email: karin.email, present: password })).status).toBe(
      200,
    );
    await client.post(await linkTo(service, mailbox, karin.email, 'address'));
    expect(await faultAt('/home')).toBeUndefined();
    mailbox.clear();
    await apply('Omar');
    expect(to(karin)).toHaveLength(1);
  });

  test('is proved by every link that is used: to register, and to choose a new password', async () => {
    const { suppressions } = service.services;
    const email = 'ny@example.org';
    for (const address of [email, karin.email]) await report(event({ address }));
    await visitor(service).post('/register', { email });
    const register = await linkTo(service, mailbox, email, 'register');
    expect(await suppressions.of(email)).not.toBeNull();
    await visitor(service).post(register, { name: 'Ny', fullName: 'Ny Person', password, terms: 'yes' });
    expect(await suppressions.of(email)).toBeNull();
    await visitor(service).post('/password/forgotten', { email: karin.email });
    await visitor(service).post(await linkTo(service, mailbox, karin.email, 'password'), { password });
    expect(await suppressions.of(karin.email)).toBeNull();
  });

  test('stays good when reports of before come late or again', async () => {
    const { suppressions } = service.services;
    const old = event();
    await report(old);
    service.clock.moveBy(hour);
    expect(await suppressions.lift(karin.email)).toBe(true);
    expect(await suppressions.lift(karin.email)).toBe(false);
    expect((await report(old)).status).toBe(204);
    expect(await suppressions.of(karin.email)).toBeNull();
    service.clock.moveBy(hour);
    await report(event());
    expect(await suppressions.of(karin.email)).toMatchObject({ kind: 'hard' });
  });

  test('is known by the server’s own refusal, at once', async () => {
    mailbox.refuse(550, '5.1.1 no such user');
    await apply('Amina');
    mailbox.accept();
    expect(await service.services.suppressions.of(karin.email)).toMatchObject({ kind: 'hard' });
    await apply('Omar');
    expect(mailbox.mails).toEqual([]);
    expect(await faultAt('/home')).toContain('kommer tillbaka');
  });
});

test('mail that is put off for now stops when it has been so on three days within ten, and not before', async () => {
  const { suppressions } = service.services;
  const soft = async (): Promise<boolean> => {
    await report(event({ kind: 'soft' }));
    return (await suppressions.of(karin.email)) !== null;
  };
  expect([await soft(), await soft(), await soft()]).toEqual([false, false, false]);
  service.clock.moveBy(day);
  expect(await soft()).toBe(false);
  service.clock.moveBy(10 * day);
  expect(await soft()).toBe(false);
  service.clock.moveBy(day);
  expect(await soft()).toBe(false);
  service.clock.moveBy(3 * day);
  expect(await soft()).toBe(true);
  expect(await faultAt('/account')).toContain('Kanske är brevlådan full');
  await suppressions.lift(karin.email);
  service.clock.moveBy(day);
  expect(await soft()).toBe(false);
});

test('whoever calls a mail unwanted gets no more, and stays without those that can be turned off', async () => {
  await report(event({ kind: 'complaint' }));
  const { mailing } = await service.services.accounts.get(karin.id);
  expect(mailing).toEqual(Object.fromEntries(MAIL_KINDS.map((kind) => [kind, 'never'])));
  expect(await faultAt('/home')).toContain('anmäldes som skräppost');
  await service.services.suppressions.lift(karin.email);
  await apply('Amina');
  expect(mailbox.mails).toEqual([]);
});

test('two reports at once are one', async () => {
  const answers = await Promise.all(
    Array.from({ length: 8 }, (_, n) => report(event({ kind: n % 2 ? 'soft' : 'hard' }))),
  );
  expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 8 }, () => 204));
  expect(await service.services.suppressions.list(10)).toMatchObject([
    { kind: 'hard', address: karin.email },
  ]);
});

test('the note goes with its person', async () => {
  await report(event());
  await service.services.privacy.erasure.erase(karin.id);
  expect(await service.services.connection.collection('suppressions').countDocuments()).toBe(0);
});
