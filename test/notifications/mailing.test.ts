// What somebody has chosen about their mails, through a real SMTP server and over HTTP: at once, one letter a day, or never; and turned off by the
// link in a mail, as a mail program does it and as a person does.
import { day, hour, minute } from '../../src/platform/clock.ts';
import { createMailLinks } from '../../src/notifications/mailing.link.ts';
import { MAIL_KINDS } from '../../src/notifications/mailing.schema.ts';
import { send, signedIn, visitor } from '../support/http.ts';
import type { Answer } from '../support/http.ts';
import { startMailbox } from '../support/mailbox.ts';
import type { Mail, Mailbox } from '../support/mailbox.ts';
import {
  aCoordinator,
  aModerator,
  anAssignment,
  anOrganisation,
  aPerson,
  applicationText,
} from '../support/people.ts';
import type { TestPerson } from '../support/people.ts';
import { startService } from '../support/service.ts';
import type { TestService } from '../support/service.ts';

const oneClick = 'List-Unsubscribe=One-Click';
const urlencoded = 'application/x-www-form-urlencoded';

let mailbox: Mailbox;
let service: TestService;
let karin: TestPerson & { organisation: string };
let assignment: string;

beforeEach(async () => {
  mailbox = await startMailbox();
  service = await startService({ smtpUrl: mailbox.url });
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

async function apply(name: string): Promise<string> {
  const person = await aPerson(service.services, { name });
  const id = await service.services.applications.apply(person, assignment, applicationText());
  await service.services.outbox.drain();
  return id;
}

const to = (person: TestPerson): Mail[] => mailbox.mails.filter((mail) => mail.to.includes(person.email));

/** The address that a mail program calls. */
function unsubscribeOf(mail: Mail | undefined): string {
  const [, address = ''] = /^<(.+)>$/.exec(mail?.header('list-unsubscribe') ?? '') ?? [];
  return new URL(address).pathname;
}

/** As a mail program does: no cookie, no origin, nothing of a browser. */
function click(path: string, body = oneClick, type = urlencoded): Promise<Answer> {
  return send(service.url, 'POST', path, { 'content-type': type }, body);
}

async function paceOf(person: TestPerson): Promise<unknown> {
  return (await service.services.accounts.get(person.id)).mailing;
}

describe('once a day', () => {
  test('one letter at five holds all that is unopened, and the service that was away sends one', async () => {
    await service.services.mailings.choose(karin.id, { answers: 'daily' });
    await apply('Amina');
    const seen = await apply('Omar');
    await later(hour);
    expect(mailbox.mails).toEqual([]);
    await service.services.notifications.opened(karin.id, `application:${seen}`);
    service.clock.moveTo(new Date('2026-11-24T15:59:00Z'));
    await later();
    expect(mailbox.mails).toEqual([]);
    await later(minute);
    expect(to(karin)).toHaveLength(1);
    expect(to(karin)[0]?.text).toContain('Amina');
    expect(to(karin)[0]?.text).not.toContain('Omar');

    for (const name of ['Sara', 'Li', 'Bo']) {
      service.clock.moveBy(day);
      await apply(name);
    }
    await later(hour);
    expect(to(karin)).toHaveLength(2);
    for (const name of ['Sara', 'Li', 'Bo']) expect(to(karin)[1]?.text).toContain(name);
    await later(3 * day);
    expect(to(karin)).toHaveLength(2);
  });

  test('what is chosen meanwhile holds for what waits', async () => {
    const { mailings } = service.services;
    await apply('Amina');
    await mailings.choose(karin.id, { answers: 'daily' });
    await later(hour);
    expect(mailbox.mails).toEqual([]);
    await mailings.choose(karin.id, { answers: 'atOnce' });
    await later();
    expect(to(karin)).toHaveLength(1);
  });
});

describe('never', () => {
  test('stops the mails of that kind alone; the bell and the match go on', async () => {
    const { applications, notifications, mailings } = service.services;
    await mailings.choose(karin.id, { answers: 'never' });
    const before = await notifications.unread(karin.id);
    const amina = await aPerson(service.services, { name: 'Amina' });
    await mailings.choose(amina.id, { own: 'never' });
    const id = await applications.apply(amina, assignment, applicationText());
    await later(2 * day);
    expect(mailbox.mails).toEqual([]);
    expect(await notifications.unread(karin.id)).toBe(before + 1);
    await applications.offer(karin, id);
    await later(hour);
    expect(mailbox.mails).toEqual([]);
    await applications.moveOwn(amina, id, 'confirm');
    await later();
    expect([to(amina).length, to(karin).length]).toEqual([1, 1]);
    for (const mail of mailbox.mails) {
      expect(mail.header('list-unsubscribe')).toBeUndefined();
      expect(mail.text).toContain('Sådana mejl kommer alltid.');
    }
  });

  test('holds also for a letter that is on its way to the server', async () => {
    await apply('Amina');
    mailbox.refuse(451);
    await later(10 * minute);
    await service.services.mailings.choose(karin.id, { answers: 'never' });
    mailbox.accept();
    await later(hour);
    expect(mailbox.mails).toEqual([]);
    expect(await service.services.post.waiting()).toBe(0);
  });
});

test('the queue of staff comes by mail only to a moderator who asks for it', async () => {
  const { mailings, organisations } = service.services;
  const johan = await aModerator(service.services, { name: 'Johan' });
  const siv = await aModerator(service.services, { name: 'Siv' });
  await mailings.choose(johan.id, { staff: 'atOnce' });
  await later();
  mailbox.clear();
  const id = await anOrganisation(service.services, karin, { approved: false });
  await organisations.submit({ ...karin, organisations: [karin.organisation, id] }, id);
  await later(10 * minute);
  expect([to(johan).length, to(siv).length]).toEqual([1, 0]);
});

describe('one click', () => {
  test.each([
    ['urlencoded', oneClick, urlencoded],
    [
      'multipart',
      '--x\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--x--\r\n',
      'multipart/form-data; boundary=x',
    ],
  ])(
    'in a mail program (%s) turns off the kinds of that mail, as often as it is sent',
    async (_, body, type) => {
      await apply('Amina');
      await later(10 * minute);
      const [mail] = to(karin);
      expect(mail?.header('list-unsubscribe-post')).toBe(oneClick);
      expect(mail?.header('list-unsubscribe')).toMatch(/^<http:\/\/localhost:\d+\/unsubscribe\/[\w-]{55}>$/);
      const path = unsubscribeOf(mail);
      expect(mail?.links).toContain(service.url + path);
      expect(mail?.html).toContain(`href="${service.url}${path}"`);
      for (let n = 0; n < 2; n += 1) {
        const answer = await click(path, body, type);
        expect(answer.status).toBe(200);
        expect(answer.headers['set-cookie']).toBeUndefined();
        expect(answer.headers['cache-control']).toBe('no-store');
        expect(await paceOf(karin)).toEqual({ answers: 'never' });
      }
      await apply('Omar');
      await later(day);
      expect(to(karin)).toHaveLength(1);
    },
  );

  test('is the only body that does so', async () => {
    await apply('Amina');
    await later(10 * minute);
    const path = unsubscribeOf(to(karin)[0]);
    for (const body of [
      '',
      'List-Unsubscribe=one-click',
      `${oneClick}&own=never`,
      `${oneClick}&${oneClick}`,
      'undo=yes',
    ])
      expect([body, (await click(path, body)).status]).toEqual([body, 400]);
    expect(
      (await click(path, JSON.stringify({ 'List-Unsubscribe': 'One-Click' }), 'application/json')).status,
    ).toBe(400);
    expect(await paceOf(karin)).toBeUndefined();
  });

  test('is no way past the check of where other forms come from', async () => {
    const client = await signedIn(service, karin.email);
    const headers = { cookie: client.cookie(), 'content-type': urlencoded };
    for (const path of ['/account/mail', '/unsubscribe/x/undo', '/unsubscribe/../account/mail', '/sign-out'])
      expect([path, (await send(service.url, 'POST', path, headers, 'own=never')).status]).toEqual([
        path,
        403,
      ]);
  });

  test('of somebody who is gone, of another secret or bent by a letter leads nowhere', async () => {
    await apply('Amina');
    await later(10 * minute);
    const path = unsubscribeOf(to(karin)[0]);
    const foreign = createMailLinks('another secret of more than 32 letters').token({
      person: karin.id,
      kinds: ['own'],
    });
    const bent = [...path].map((letter, at) => (at === 20 ? (letter === 'A' ? 'B' : 'A') : letter)).join('');
    for (const bad of [`/unsubscribe/${foreign}`, bent, `${path}A`, path.slice(0, -1)])
      expect([(await click(bad)).status, (await visitor(service).get(bad)).status]).toEqual([404, 404]);
    await service.services.privacy.erasure.erase(karin.id);
    expect((await click(path)).status).toBe(404);
  });
});

test('the link changes nothing when it is followed; a person presses the button, and may take it back', async () => {
  const { mailings } = service.services;
  await mailings.choose(karin.id, { answers: 'daily' });
  await apply('Amina');
  await later(day);
  const path = unsubscribeOf(to(karin)[0]);
  const anybody = visitor(service);
  const page = await anybody.get(path);
  expect(page.status).toBe(200);
  expect(page.text).toContain('Anmälningar till era uppdrag');
  expect(page.text).not.toMatch(/Karin|@example\.org|noindex" content="index/);
  expect(await paceOf(karin)).toEqual({ answers: 'daily' });
  const off = await anybody.post(path, { 'List-Unsubscribe': 'One-Click' });
  expect(off.text).toContain('De här mejlen är avstängda');
  expect(await paceOf(karin)).toEqual({ answers: 'never' });
  const [, name = '', value = ''] = /<input type="hidden" name="(\w+)" value="(\w+)">/.exec(off.text) ?? [];
  const back = await anybody.post(`${path}/undo`, { [name]: value });
  expect([back.status, back.headers.location]).toEqual([303, `${path}?undone=1`]);
  expect(await paceOf(karin)).toEqual({ answers: 'daily' });
});

test('the page shows the kinds that may come to its reader, and keeps what was chosen', async () => {
  const amina = await aPerson(service.services, { name: 'Amina' });
  const johan = await aModerator(service.services, { name: 'Johan' });
  const named = async (person: TestPerson) => {
    const { text } = await (await signedIn(service, person.email)).get('/account/mail');
    return MAIL_KINDS.filter((kind) => text.includes(`name="${kind}"`));
  };
  expect(await named(amina)).toEqual(['own', 'saved']);
  expect(await named(karin)).toEqual(['own', 'answers', 'review', 'coordination', 'saved']);
  expect(await named(johan)).toEqual(['own', 'staff', 'saved']);
  const client = await signedIn(service, amina.email);
  const saved = await client.post('/account/mail', { own: 'daily' });
  expect(saved.headers.location).toBe('/account/mail?saved=1');
  expect((await client.get('/account/mail')).text).toMatch(/value="daily" checked/);
  expect((await client.post('/account/mail', { own: 'hourly' })).status).toBe(400);
  expect(await paceOf(amina)).toEqual({ own: 'daily' });
});

test('a link says nothing to whoever has no secret, and each is another', () => {
  const links = createMailLinks('a secret of more than thirty-two letters');
  const given = { person: 'ab'.repeat(12), kinds: ['own', 'staff'] as const };
  const tokens = [1, 2].map(() => links.token({ ...given, kinds: [...given.kinds] }));
  expect(tokens[0]).not.toBe(tokens[1]);
  for (const token of tokens) {
    expect(links.open(token)).toEqual(given);
    expect(Buffer.from(token, 'base64url').toString('hex')).not.toContain('abab');
  }
});
