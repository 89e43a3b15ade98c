// Somebody under 18 applies: what is asked and kept, how a guardian consents without an account, and what the answer does to the offer and its clock.
import { applyForm } from '../../src/applications/application.schema.ts';
import { day, hour } from '../../src/platform/clock.ts';
import { readForm } from '../../src/platform/http/form.ts';
import { linkTo, mailTo } from '../support/account-mail.ts';
import { signedIn, visitor } from '../support/http.ts';
import type { Client } from '../support/http.ts';
import { startMailbox } from '../support/mailbox.ts';
import type { Mailbox } from '../support/mailbox.ts';
import { expectSound, matchingOf } from '../support/matching.ts';
import type { Matching } from '../support/matching.ts';
import { aCoordinator, anAssignment, aPerson, applicationText } from '../support/people.ts';
import { startService, testStart } from '../support/service.ts';
import type { TestService } from '../support/service.ts';
import { emptyDatabase } from '../support/database.ts';

const message = 'Jag vill gärna hjälpa till på tisdagar.';
const guardian = { guardianName: 'Gunnel Kanariefjäder', guardianEmail: 'gunnel@example.org' };
const born = '2010-05-06';

let service: TestService;
let mailbox: Mailbox;

beforeAll(async () => {
  mailbox = await startMailbox();
  service = await startService({ smtpUrl: mailbox.url, lasting: true, environment: { LIMITS: 'true' } });
});

beforeEach(async () => {
  await service.services.outbox.drain();
  await emptyDatabase(service.services.connection);
  service.clock.moveTo(testStart);
  mailbox.mails.length = 0;
});

interface Scene {
  m: Matching;
  client: Client;
  id: string;
}

/** Somebody of 16 has applied over the form. */
async function applied(change: Parameters<typeof anAssignment>[2] = {}): Promise<Scene> {
  const { services } = service;
  const coordinator = await aCoordinator(services);
  const assignment = await anAssignment(services, coordinator, change);
  const m = matchingOf(service, coordinator, assignment, [
    await aPerson(services, { name: 'Alva' }),
    await aPerson(services),
  ]);
  const client = await signedIn(service, m.who(0).email);
  const { headers } = await client.post(`/assignments/${assignment}/apply`, { message, born, ...guardian });
  return { m, client, id: String(headers.location).split('/').at(-1) ?? '' };
}

/** The mail has one in each language. */
async function linkOf(kind: 'consent' | 'consent/given', email = guardian.guardianEmail): Promise<string> {
  return (await linkTo(service, mailbox, email, kind)).replace(/^\/(?:en|ar|latt)\b/, '');
}

async function consented(scene: Scene): Promise<void> {
  await visitor(service).post(await linkOf('consent'), { answer: 'yes' });
  expect((await scene.m.read(0)).consent?.givenAt).toBeInstanceOf(Date);
}

describe('the form', () => {
  const asked = { adultAge: 18, lowestAge: 13, beginsAt: new Date('2026-12-05T09:00:00Z') };
  const read = (form: object, about = asked) =>
    readForm(applyForm([], about, testStart), { message, ...form });
  const errorsOf = (form: object, about = asked) => {
    const answer = read(form, about);
    return answer.ok
      ? {}
      : Object.fromEntries(Object.entries(answer.form.errors).map(([k, v]) => [k, v.key]));
  };

  test.each([
    ['neither tick nor date', {}, { adult: 'applications.form.adult.required' }],
    ['a day to come', { born: '2030-01-01' }, { born: 'applications.form.born.future' }],
    ['no date', { born: 'i maj' }, { born: 'errors.field.date' }],
    [
      'no guardian',
      { born },
      { guardianName: 'errors.field.required', guardianEmail: 'errors.field.required' },
    ],
    ['a bad address', { born, ...guardian, guardianEmail: 'x' }, { guardianEmail: 'errors.field.email' }],
    [
      'too young at the start',
      { born: '2013-12-06', ...guardian },
      { born: 'applications.form.born.tooYoung' },
    ],
    [
      'both, and the date says too young',
      { adult: 'yes', born: '2020-01-01', ...guardian },
      { born: 'applications.form.born.tooYoung' },
    ],
  ])('refuses %s', (_name, form, expected) => {
    expect(errorsOf(form)).toEqual(expected);
  });

  test.each([
    ['of age', { adult: 'yes' }, undefined],
    ['of age today', { born: '2008-11-24' }, undefined],
    ['of age tomorrow', { born: '2008-11-25', ...guardian }, false],
    ['old enough on the day it begins', { born: '2013-12-05', ...guardian }, true],
    ['15 today', { born: '2011-11-24', ...guardian }, false],
    ['15 tomorrow', { born: '2011-11-25', ...guardian }, true],
  ])('takes somebody %s', (_name, form, isUnder15) => {
    const answer = read(form);
    expect(answer.ok && answer.data.minor?.isUnder15).toBe(isUnder15);
    expect(JSON.stringify(answer.ok && answer.data)).not.toMatch(/born|20(?:08|11|13)-/);
  });

  test('of something from 20 years takes somebody who turns 20 before it begins', () => {
    const about = { ...asked, adultAge: 20, lowestAge: 20 };
    expect(errorsOf({ born: '2006-12-05' }, about)).toEqual({});
    expect(errorsOf({ born: '2006-12-06' }, about)).toEqual({ born: 'applications.form.born.tooYoung' });
  });
});

test('the birth date is stored nowhere, and the guardian’s address only in the link', async () => {
  const { m } = await applied();
  const { connection } = service.services;
  const names = (await connection.db?.listCollections().toArray()) ?? [];
  const holding: string[] = [];
  for (const { name } of names) {
    const text = JSON.stringify(await connection.collection(name).find().toArray());
    expect(text).not.toContain(born);
    if (text.includes(guardian.guardianEmail)) holding.push(name);
  }
  expect(holding).toEqual(['links']);
  expect((await m.read(0)).consent).toMatchObject({ guardian: guardian.guardianName, isUnder15: false });
});

test('a guardian consents by the link, in either language, and only then there is a match', async () => {
  const scene = await applied();
  const { m, client, id } = scene;
  await m.offer(0);
  const refused = await client.post(`/applications/${id}/confirm`);
  expect(refused.status).toBe(409);
  expect(refused.text).toContain('En vårdnadshavare behöver säga ja innan det kan bli en match');
  const link = await linkOf('consent');
  const anybody = visitor(service);
  for (const [path, words] of [
    [link, 'Ja, jag samtycker'],
    [`/en${link}`, 'Yes, I consent'],
  ] as const) {
    const { status, text } = await anybody.get(path);
    expect(status).toBe(200);
    for (const part of [words, 'Alva', guardian.guardianName, 'Läs läxor med mellanstadiebarn', 'Västerås'])
      expect(text).toContain(part);
    expect(text).not.toContain('Testsson');
    expect(text).toContain(`href="${path === link ? `/en${link}` : link}"`);
  }
  expect((await m.read(0)).consent?.givenAt).toBeUndefined();
  expect((await anybody.post(link, {})).status).toBe(422);
  const answer = await anybody.post(link, { answer: 'yes' });
  expect(answer.status).toBe(303);
  expect((await anybody.get(String(answer.headers.location))).text).toContain('Ta tillbaka samtycket');
  expect((await anybody.get(link)).status).toBe(404);
  expect((await anybody.post(link, { answer: 'no' })).status).toBe(404);
  expect((await client.post(`/applications/${id}/confirm`)).status).toBe(303);
  expect(await m.states()).toEqual(['matched', 'none']);
  await expectSound(m);
});

test('both sides read why it waits, and of the guardian the organisation reads nothing', async () => {
  const scene = await applied();
  const { m, client, id } = scene;
  await m.offer(0);
  const coordinator = await signedIn(service, m.coordinator.email);
  const page = async (reader: Client) => (await reader.get(`/applications/${id}`)).text;
  expect(await page(client)).toContain('Gunnel Kanariefjäder behöver säga ja innan det kan bli en match');
  expect(await page(client)).toMatch(/står still så länge, men till (?:\S+ )?22 december/);
  expect(await page(coordinator)).toContain('En vårdnadshavare behöver säga ja');
  expect(await page(coordinator)).toContain('står still så länge');
  await consented(scene);
  expect(await page(client)).toContain('Ja, jag kommer');
  expect(await page(coordinator)).toContain('En vårdnadshavare sa ja');
  await m.confirm(0);
  for (const text of [await page(coordinator), (await coordinator.get('/notifications')).text]) {
    expect(text).not.toContain('Kanariefjäder');
    expect(text).not.toContain(guardian.guardianEmail);
  }
  const told = (await mailTo(service, mailbox, m.coordinator.email)).map(({ text, html }) => text + html);
  expect(told.join()).not.toContain('Kanariefjäder');
});

test('a no ends the application, frees the place and is told to both; one may apply again with a new question', async () => {
  const { m, client, id } = await applied({ places: 1 });
  await m.offer(0);
  await m.apply(1);
  const answer = await visitor(service).post(await linkOf('consent'), { answer: 'no' });
  expect(answer.text).toContain('Svaret är ett nej');
  expect(await m.states()).toEqual(['withdrawn', 'submitted']);
  expect(await m.free()).toBe(1);
  await service.services.outbox.drain();
  const keys = await service.services.notifications.model.find({ key: /\.withhold$/ }).lean();
  expect(keys.map(({ person }) => String(person)).sort()).toEqual([m.who(0).id, m.coordinator.id].sort());
  expect((await client.get(`/applications/${id}`)).text).toContain('Din vårdnadshavare har sagt nej');
  await client.post(`/assignments/${m.assignment}/apply`, { message, born, ...guardian });
  expect((await m.read(0)).consent?.givenAt).toBeUndefined();
  expect(await m.states()).toEqual(['submitted', 'submitted']);
  await expectSound(m);
});

test('the consent to a match is taken back by the link of the second mail, for as long as the match stands', async () => {
  const scene = await applied({ places: 1 });
  const { m } = scene;
  await m.offer(0);
  await consented(scene);
  await m.confirm(0);
  const link = await linkOf('consent/given');
  service.clock.moveBy(100 * day);
  const anybody = visitor(service);
  expect((await anybody.get(`/en${link}`)).text).toContain('Take the consent back');
  expect(await m.states()).toEqual(['matched', 'none']);
  expect((await anybody.post(link)).text).toContain('Svaret är ett nej');
  expect(await m.states()).toEqual(['cancelled', 'none']);
  expect(await m.free()).toBe(1);
  expect((await anybody.get(link)).status).toBe(404);
  expect((await m.read(0)).history.at(-1)).toMatchObject({ move: 'withholdMatch', by: null });
  await expectSound(m);
});

test('another guardian may be named, which makes the first link worthless; oneself may not', async () => {
  const { m, client, id } = await applied();
  const first = await linkOf('consent');
  const name = (guardianEmail: string) =>
    client.post(`/applications/${id}/guardian`, { guardianName: 'Göran', guardianEmail });
  const own = await name(m.who(0).email.toUpperCase());
  expect(own.status).toBe(422);
  expect(own.text).toContain('Det är adressen till ditt eget konto');
  expect((await name('goran@example.org')).status).toBe(303);
  expect((await visitor(service).get(first)).status).toBe(404);
  await visitor(service).post(await linkOf('consent', 'goran@example.org'), { answer: 'yes' });
  expect((await m.read(0)).consent).toMatchObject({ guardian: 'Göran', givenAt: expect.any(Date) as Date });
  expect((await name('gustav@example.org')).status).toBe(409);
});

test('neither a person nor an address is the way to many mails', async () => {
  const { client, id } = await applied();
  const form = { guardianName: 'Göran', guardianEmail: 'goran@example.org' };
  const answers: number[] = [];
  for (let n = 0; n < 11; n += 1)
    answers.push((await client.post(`/applications/${id}/guardian`, form)).status);
  expect(answers.filter((status) => status === 303)).toHaveLength(10);
  expect(answers.at(-1)).toBe(429);
});

describe('the clock of the offer', () => {
  const weekly = { timing: 'weekly' as const, startsOn: undefined };

  test('stands still while a consent is awaited, and has 5 days from then', async () => {
    const scene = await applied(weekly);
    const { m } = scene;
    await m.offer(0);
    const made = service.clock.now().getTime();
    expect((await m.read(0)).expiresAt?.getTime()).toBe(made + 33 * day);
    service.clock.moveBy(20 * day);
    await service.services.applications.expireDue();
    await consented(scene);
    expect((await m.read(0)).expiresAt?.getTime()).toBe(made + 25 * day);
    service.clock.moveBy(5 * day - hour);
    await m.confirm(0);
    expect(await m.states()).toEqual(['matched', 'none']);
  });

  test('runs on after 28 days, and then a consent comes too late', async () => {
    const { m } = await applied(weekly);
    await m.offer(0);
    service.clock.moveBy(27 * day);
    await signedIn(service, m.who(0).email).then((client) =>
      m.id(0).then((id) => client.post(`/applications/${id}/guardian`, guardian)),
    );
    const link = await linkOf('consent');
    service.clock.moveBy(6 * day);
    expect((await visitor(service).post(link, { answer: 'yes' })).status).toBe(404);
    await service.services.applications.expireDue();
    expect(await m.states()).toEqual(['expired', 'none']);
    await expectSound(m);
  });

  test('does not stand still for what was given before the offer', async () => {
    const scene = await applied(weekly);
    await consented(scene);
    await scene.m.offer(0);
    const { offeredAt, expiresAt, awaitedSince } = await scene.m.read(0);
    expect(expiresAt?.getTime()).toBe((offeredAt?.getTime() ?? 0) + 5 * day);
    expect(awaitedSince).toBeUndefined();
  });

  test('never goes past the start', async () => {
    const dates = [{ date: '2026-12-04', from: '10:00', to: '12:00' }];
    const { m } = await applied({ timing: 'dates', slots: [], dates });
    await m.offer(0);
    expect((await m.read(0)).expiresAt).toEqual(new Date('2026-12-03T09:00:00Z'));
  });
});

test('where one takes a place oneself, it is kept until the consent is there', async () => {
  const scene = await applied({ admission: 'direct', places: 1 });
  const { m } = scene;
  expect(await m.states()).toEqual(['offered', 'none']);
  expect(await m.free()).toBe(0);
  await consented(scene);
  await m.confirm(0);
  expect(await m.states()).toEqual(['matched', 'none']);
  await expectSound(m);
});

test('from the queue of such a place an offer waits for the consent of whoever needs one', async () => {
  const { services } = service;
  const coordinator = await aCoordinator(services);
  const assignment = await anAssignment(services, coordinator, { admission: 'direct', places: 2 });
  const volunteers = await Promise.all(Array.from({ length: 4 }, () => aPerson(services)));
  const m = matchingOf(service, coordinator, assignment, volunteers);
  await m.apply(0);
  await m.apply(1);
  await m.apply(2);
  const minor = {
    isUnder15: false,
    guardian: { name: 'Gunnel', email: guardian.guardianEmail },
    language: 'en' as const,
  };
  await services.applications.apply(m.who(3), assignment, { ...applicationText(), minor });
  await services.assignments.save(coordinator, assignment, { places: 4 });
  expect(await m.states()).toEqual(['matched', 'matched', 'offered', 'offered']);
  const [adult, young] = [await m.read(2), await m.read(3)];
  expect([adult.awaitedSince, young.awaitedSince]).toEqual([undefined, young.offeredAt]);
  const [mail] = await mailTo(service, mailbox, guardian.guardianEmail);
  expect(mail?.subject).toContain('take part');
  await expectSound(m);
});

test('when the application ends, the guardian’s address goes within a week; with the account at once', async () => {
  const scene = await applied();
  const { m, client, id } = scene;
  const { services } = service;
  await consented(scene);
  const link = await linkOf('consent/given');
  await client.post(`/applications/${id}/withdraw`);
  expect((await visitor(service).get(link)).status).toBe(404);
  service.clock.moveBy(7 * day);
  await services.privacy.retention.run();
  expect(
    await services.connection.collection('links').countDocuments({ email: guardian.guardianEmail }),
  ).toBe(0);
  await client.post(`/assignments/${m.assignment}/apply`, { message, born, ...guardian });
  await services.outbox.drain();
  await services.privacy.erasure.erase(m.who(0).id);
  for (const name of ['links', 'applications', 'outbox', 'mails'])
    expect(JSON.stringify(await services.connection.collection(name).find().toArray())).not.toMatch(
      /gunnel|Kanariefjäder/i,
    );
});
