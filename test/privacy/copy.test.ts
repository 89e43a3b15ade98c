// A person gets a copy of everything that is kept about them, and of nobody else more than the name they go by.
import { randomBytes } from 'node:crypto';
import { strFromU8, unzipSync } from 'fflate';
import { kept } from '../../src/privacy/collections.ts';
import { copyPartModel } from '../../src/privacy/copy.model.ts';
import { createCopies } from '../../src/privacy/copy.service.ts';
import type { MovableClock } from '../../src/platform/clock.ts';
import { day, hour, minute } from '../../src/platform/clock.ts';
import { aPopulated, canariesOf } from '../support/canaries.ts';
import type { Populated } from '../support/canaries.ts';
import { expectValidHtml } from '../support/html.ts';
import { signedIn } from '../support/http.ts';
import { startMailbox } from '../support/mailbox.ts';
import { emptyService, expectRefused } from '../support/matching.ts';
import { aPerson } from '../support/people.ts';
import type { TestPerson } from '../support/people.ts';

interface Data {
  parts: Record<string, { title: string; keep: string; basis: string; rows: Record<string, unknown>[] }>;
}

async function copyOf({ service }: Pick<Populated, 'service'>, { id, email }: TestPerson) {
  const { copies } = service.services.privacy;
  await copies.ask(id);
  await copies.makeDue();
  const client = await signedIn(service, email);
  const answer = await client.get(`/account/data/${String((await copies.latest(id))?._id)}`);
  const files = unzipSync(answer.bytes);
  const [json = '', html = ''] = ['data.json', 'index.html'].map((name) =>
    strFromU8(files[name] ?? new Uint8Array()),
  );
  return { answer, names: Object.keys(files), json, html, data: JSON.parse(json) as Data };
}

test('the copy of a volunteer holds every word of theirs, and of others only what they have seen', async () => {
  const populated = await aPopulated();
  const { volunteer, coordinator, colleague, stranger, moderator } = populated.people;
  const { answer, names, json, html, data } = await copyOf(populated, volunteer);
  expect(names).toEqual(['data.json', 'index.html']);
  expect(answer.headers).toMatchObject({
    'content-type': 'application/zip',
    'cache-control': 'no-store',
    'content-disposition': 'attachment; filename=handslag-2026-11-24.zip',
  });
  const own = ['om mig', 'frågar', 'vill hjälpa till', 'kommer till porten', 'vill vara med', 'får vänta'];
  for (const what of [...own, 'tar en plats', 'kan inte'])
    for (const text of [json, html]) expect(text).toContain(`viljakanarie ${what}`);
  for (const text of [json, html]) {
    for (const word of [volunteer.email, volunteer.name, '+46701740601', `ny.${volunteer.name}@example.org`])
      expect(text).toContain(word);
    // What was written to them, and by whom, is theirs as well.
    for (const word of [coordinator.name, 'karinkanarie möter dig', 'karinkanarie svarar'])
      expect(text).toContain(word);
    for (const secret of [
      'karinkanarie om mig',
      'svarar nej',
      coordinator.email,
      'Karinkanarie Efternamn',
      '0602',
    ])
      expect(text).not.toContain(secret);
    for (const other of [colleague, stranger, moderator]) {
      expect(text).not.toContain(other.id);
      for (const canary of canariesOf(other)) expect(text.toLowerCase()).not.toContain(canary);
    }
    expect(text).not.toContain(coordinator.id);
    expect(text).not.toContain('argon2');
  }
  for (const name of [
    'people',
    'applications',
    'joinRequests',
    'notifications',
    'links',
    'sessions',
    'mails',
  ])
    expect([name, data.parts[name]?.rows.length]).not.toEqual([name, 0]);
});

test('the page of a copy says of each part what it is, how long and why, and stands by itself', async () => {
  const populated = await aPopulated();
  const { html, data } = await copyOf(populated, populated.people.coordinator);
  await expectValidHtml(html.replace(/<style>[^]*<\/style>/, ''));
  expect(html).toMatch(/^<!DOCTYPE html>\n<html lang="sv" dir="ltr">/);
  expect(html).not.toMatch(/<script|src=|@import|url\(/);
  const handedOut = kept.filter(([, { exported }]) => exported === 'yes').map(([name]) => name);
  expect(Object.keys(data.parts)).toEqual(handedOut);
  for (const name of handedOut) {
    const { title, keep, basis } = data.parts[name] ?? {};
    for (const text of [title, keep, basis]) expect(html).toContain(text);
  }
});

test('a coordinator gets their own part of what belongs to others, and no more', async () => {
  const populated = await aPopulated();
  const { coordinator, volunteer, stranger, moderator } = populated.people;
  const { json, data } = await copyOf(populated, coordinator);
  for (const word of ['om mig', 'möter dig', 'svarar', 'svarar nej', 'i protokollet', 'är inte styrkt'])
    expect(json).toContain(`karinkanarie ${word}`);
  expect(data.parts['organisations']?.rows).toEqual([
    expect.objectContaining({ name: 'Läxhyllan', contact: { you: true }, coordinators: [{ you: true }] }),
  ]);
  for (const secret of ['vill hjälpa till', 'kommer till porten', 'undrar', 'om mig', 'frågar'])
    for (const name of ['vilja', 'siv']) expect(json).not.toContain(`${name}kanarie ${secret}`);
  for (const other of [volunteer, stranger, moderator]) {
    expect(json).not.toContain(other.id);
    expect(json).not.toContain(other.email);
  }
  expect(json).not.toContain(moderator.name);
});

test('a copy is told of in the bell and by mail, is nobody else’s, and goes after a week', async () => {
  const mailbox = await startMailbox();
  const populated = await aPopulated({ smtpUrl: mailbox.url });
  const { service } = populated;
  const { volunteer, coordinator } = populated.people;
  const { services, clock } = service;
  mailbox.clear();
  await copyOf(populated, volunteer);
  await services.outbox.drain();
  await services.sendMail();
  expect(mailbox.mails.map(({ to, subject }) => [to.join(), subject])).toEqual([
    [volunteer.email, 'Kopian av dina uppgifter är klar'],
  ]);
  const told = await services.notifications.since(volunteer.id, clock.now(), 'sv');
  expect(told.map(({ text, href }) => [text, href])).toContainEqual([
    'Kopian av dina uppgifter är klar att hämta.',
    '/account/data',
  ]);
  const path = `/account/data/${String((await services.privacy.copies.latest(volunteer.id))?._id)}`;
  expect((await (await signedIn(service, coordinator.email)).get(path)).status).toBe(404);
  const own = await signedIn(service, volunteer.email);
  clock.moveBy(7 * day - hour);
  expect((await own.get(path)).status).toBe(200);
  clock.moveBy(2 * hour);
  expect((await own.get(path)).status).toBe(404);
  await services.privacy.retention.run();
  expect(await copyPartModel(services.connection).countDocuments()).toBe(0);
});

test('one copy waits at a time, and one is made a day', async () => {
  const { services, clock } = await emptyService();
  const { copies } = services.privacy;
  const { id } = await aPerson(services);
  const asked = await Promise.allSettled([copies.ask(id), copies.ask(id), copies.ask(id)]);
  expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  await expectRefused(copies.ask(id), 'privacy.copy.refused.waiting');
  expect(await copies.makeDue()).toBe(1);
  expect(await copies.makeDue()).toBe(0);
  await expectRefused(copies.ask(id), 'privacy.copy.refused.soon');
  clock.moveBy(day);
  await copies.ask(id);
});

test('one that is larger than a document of the database is whole, also when its making was cut short before', async () => {
  const { services } = await emptyService();
  const { id } = await aPerson(services);
  const large = randomBytes(20 * 1_048_576);
  let tries = 0;
  const make = () => {
    tries += 1;
    return tries === 1 ? Promise.reject(new Error('The process died')) : Promise.resolve(large);
  };
  const copies = createCopies({ ...services, archive: { make } });
  await copies.ask(id);
  await copies.makeDue();
  expect((await copies.latest(id))?.readyAt).toBeUndefined();
  (services.clock as MovableClock).moveBy(10 * minute);
  await copies.makeDue();
  const { bytes } = await copies.download(id, String((await copies.latest(id))?._id));
  expect(bytes.equals(large)).toBe(true);
});
