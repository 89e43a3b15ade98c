// What is mailed to whom and when, through a real SMTP server: the match at once, the rest a little later and only if it is unopened.
import ICAL from 'ical.js';
import { hour, minute } from '../../src/platform/clock.ts';
import type { MovableClock } from '../../src/platform/clock.ts';
import type { Services } from '../../src/services.ts';
import { startMailbox } from '../support/mailbox.ts';
import type { Mail, Mailbox } from '../support/mailbox.ts';
import { aCoordinator, anAssignment, aPerson, applicationText } from '../support/people.ts';
import type { TestPerson } from '../support/people.ts';
import { startService } from '../support/service.ts';

let mailbox: Mailbox;
let services: Services;
let clock: MovableClock;
let karin: TestPerson & { organisation: string };
let amina: TestPerson;
let assignment: string;

beforeEach(async () => {
  mailbox = await startMailbox();
  ({ services, clock } = await startService({
    smtpUrl: mailbox.url,
    environment: { MAIL_DELAY_MINUTES: '10' },
  }));
  karin = await aCoordinator(services, {
    name: 'Karin',
    organisation: 'Pettersbergs läxhjälp',
    phone: '+46701740605',
  });
  amina = await aPerson(services, { name: 'Amina', email: 'amina@example.org' });
  assignment = await anAssignment(services, karin, { startsOn: '2026-12-01' });
  await later(hour);
  mailbox.clear();
});

afterEach(() => mailbox.stop());

/** Delivers what has happened, waits so long, and lets the mail job run. */
async function later(milliseconds = 0): Promise<void> {
  await services.outbox.drain();
  clock.moveBy(milliseconds);
  await services.sendMail();
}

const to = (person: TestPerson): Mail[] => mailbox.mails.filter((mail) => mail.to.includes(person.email));

/** Applies and is offered the place. Both sides have seen it. */
async function offered(person = amina): Promise<string> {
  const id = await services.applications.apply(person, assignment, applicationText());
  await services.applications.offer(karin, id);
  await services.outbox.drain();
  for (const one of [person, karin]) await services.notifications.opened(one.id, `application:${id}`);
  return id;
}

describe('what is unopened', () => {
  test('is mailed after the delay, once, with a link to it', async () => {
    const id = await services.applications.apply(amina, assignment, applicationText());
    await later(9 * minute);
    expect(mailbox.mails).toEqual([]);
    await later(minute);
    expect(to(karin)).toHaveLength(1);
    expect(to(karin)[0]?.subject).toContain('Amina');
    expect(to(karin)[0]?.links.some((link) => link.endsWith(`/applications/${id}`))).toBe(true);
    await later(hour);
    expect(mailbox.mails).toHaveLength(1);
  });

  test('is not mailed if it was opened before', async () => {
    const id = await services.applications.apply(amina, assignment, applicationText());
    await later(9 * minute);
    await services.notifications.opened(karin.id, `application:${id}`);
    await later(hour);
    expect(mailbox.mails).toEqual([]);
  });

  test('is not mailed if all was marked as read', async () => {
    await services.applications.apply(amina, assignment, applicationText());
    await later(minute);
    await services.notifications.openedAll(karin.id);
    await later(hour);
    expect(mailbox.mails).toEqual([]);
  });

  test('is not mailed if it was opened while the letter waited for the server', async () => {
    const id = await services.applications.apply(amina, assignment, applicationText());
    mailbox.refuse(451);
    await later(10 * minute);
    await services.notifications.opened(karin.id, `application:${id}`);
    mailbox.accept();
    await later(hour);
    expect(mailbox.mails).toEqual([]);
    expect(await services.post.waiting()).toBe(0);
  });

  test('of one person goes in one letter, the newest included', async () => {
    const people = await Promise.all(['Omar', 'Sara', 'Li'].map((name) => aPerson(services, { name })));
    for (const person of people) {
      await services.applications.apply(person, assignment, applicationText());
      await later(4 * minute);
    }
    expect(to(karin)).toHaveLength(1);
    expect(to(karin)[0]?.subject).toContain('3');
    for (const name of ['Omar', 'Sara', 'Li']) {
      expect(to(karin)[0]?.text).toContain(name);
      expect(to(karin)[0]?.html).toContain(name);
    }
    await later(hour);
    expect(mailbox.mails).toHaveLength(1);
  });

  test('of very many goes in one letter that shows some and says how many more', async () => {
    for (let n = 0; n < 18; n += 1)
      await services.applications.apply(await aPerson(services), assignment, applicationText());
    await later(10 * minute);
    expect(to(karin)).toHaveLength(1);
    expect(to(karin)[0]?.subject).toContain('18');
    expect(to(karin)[0]?.links.filter((link) => link.includes('/applications/'))).toHaveLength(15);
    expect(to(karin)[0]?.text).toContain('3 nyheter till');
  });
});

describe('the match', () => {
  test('is mailed to both sides at once, with how to reach the other and a calendar file', async () => {
    const id = await offered();
    await services.applications.moveOwn(amina, id, 'confirm');
    await later();
    expect(mailbox.mails).toHaveLength(2);
    const [volunteer, coordinator] = [to(amina)[0], to(karin)[0]];
    for (const part of [volunteer?.text, volunteer?.html]) {
      expect(part).toContain(karin.email);
      expect(part).toContain('Karin Testsson');
      expect(part).toContain('+46 70-174 06 05');
    }
    for (const part of [coordinator?.text, coordinator?.html]) {
      expect(part).toContain(amina.email);
      expect(part).toContain('Amina Testsson');
    }
    for (const mail of [volunteer, coordinator]) {
      const file = mail?.attachments.find(({ contentType }) => contentType === 'text/calendar');
      const event = new ICAL.Component(ICAL.parse(file?.text ?? '')).getFirstSubcomponent('vevent');
      expect(new ICAL.Event(event ?? undefined).summary).toContain('Pettersbergs läxhjälp');
    }
  });

  test('that comes at once by direct admission is mailed to both sides too', async () => {
    const direct = await anAssignment(services, karin, { admission: 'direct' });
    await later(hour);
    mailbox.clear();
    await services.applications.apply(amina, direct, applicationText());
    await later();
    expect([to(amina).length, to(karin).length]).toEqual([1, 1]);
  });

  test('is mailed also to somebody who saw it happen', async () => {
    const id = await offered();
    await services.applications.moveOwn(amina, id, 'confirm');
    await services.outbox.drain();
    for (const one of [amina, karin]) await services.notifications.opened(one.id, `application:${id}`);
    await later();
    expect([to(amina).length, to(karin).length]).toEqual([1, 1]);
  });

  test('does not hurry what else was told a moment ago', async () => {
    const id = await offered();
    await services.applications.apply(
      await aPerson(services, { name: 'Omar' }),
      assignment,
      applicationText(),
    );
    await services.applications.moveOwn(amina, id, 'confirm');
    await later();
    expect(to(karin)).toHaveLength(1);
    expect(to(karin)[0]?.text).not.toContain('Omar');
    await later(10 * minute);
    expect(to(karin)).toHaveLength(2);
    expect(to(karin)[1]?.text).toContain('Omar');
  });

  test('that was cancelled before the letter left tells nobody how to reach the other', async () => {
    const id = await offered();
    mailbox.refuse(451);
    await services.applications.moveOwn(amina, id, 'confirm');
    await later();
    await services.applications.moveOwn(amina, id, 'cancel', { reason: 'unable' });
    mailbox.accept();
    await later(hour);
    for (const { text, html } of mailbox.mails) expect(text + html).not.toContain('Testsson');
    expect(to(karin).at(-1)?.text).toContain('avbokat');
  });
});

test('before the match no mail holds a name in full, an address or a telephone number of the other side', async () => {
  await services.accounts.saveProfile(amina.id, {
    name: 'Amina',
    fullName: 'Amina Testsson',
    phone: '+46701740611',
    municipality: undefined,
    languages: [],
    causes: [],
    about: '',
    language: 'sv',
  });
  const id = await services.applications.apply(amina, assignment, applicationText());
  await later(10 * minute);
  await services.applications.offer(karin, id);
  await later(10 * minute);
  await services.applications.moveOwn(amina, id, 'withdraw');
  await later(10 * minute);
  expect(mailbox.mails).toHaveLength(3);
  for (const { text, html } of mailbox.mails)
    expect(text + html).not.toMatch(/Testsson|\+4670|amina@example\.org|@example\.org/);
});

test('a mail is in the language of its reader', async () => {
  await services.accounts.saveProfile(karin.id, {
    name: 'Karin',
    fullName: 'Karin Testsson',
    phone: undefined,
    municipality: undefined,
    languages: [],
    causes: [],
    about: '',
    language: 'en',
  });
  const id = await services.applications.apply(amina, assignment, applicationText());
  await later(10 * minute);
  expect(to(karin)[0]?.links.some((link) => link.endsWith(`/en/applications/${id}`))).toBe(true);
  expect(to(karin)[0]?.html).toContain('lang="en"');
});

test('a mail server that hangs leaves the service unharmed, and the letters come when it is back', async () => {
  const hanging = await startService({
    smtpUrl: `${mailbox.url}/?connectionTimeout=500&greetingTimeout=500&socketTimeout=500`,
    jobs: true,
    realClock: true,
    environment: { MAIL_DELAY_MINUTES: '0' },
  });
  ({ services } = hanging);
  mailbox.hang();
  const olle = await aCoordinator(services);
  const place = await anAssignment(services, olle);
  const sara = await aPerson(services);
  const id = await services.applications.apply(sara, place, applicationText());
  await services.applications.offer(olle, id);
  await services.applications.moveOwn(sara, id, 'confirm');
  const answered = await fetch(`${hanging.url}/assignments/${place}`);
  expect(answered.status).toBe(200);
  mailbox.accept();
  hanging.clock.moveBy(hour);
  await mailbox.waitFor((mail) => mail.to.includes(olle.email) && mail.text.includes(sara.email), 20_000);
  await mailbox.waitFor((mail) => mail.to.includes(sara.email) && mail.text.includes(olle.email), 20_000);
}, 60_000);
