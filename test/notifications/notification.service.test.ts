// The bell: one row a fact and person however often it is delivered, what is unread, and what a page that slept has missed.
import { Types } from 'mongoose';
import { hour } from '../../src/platform/clock.ts';
import { languages } from '../../src/platform/i18n/languages.ts';
import { outboxModel } from '../../src/platform/outbox/outbox.model.ts';
import type { Services } from '../../src/services.ts';
import { aMatching } from '../support/matching.ts';
import type { Matching } from '../support/matching.ts';

interface Pushed {
  person: string;
  lang: string;
  event: string;
  payload: { id?: string; text?: string; thing?: string };
}

let matching: Matching;
let services: Services;
let pushed: Pushed[];

beforeEach(async () => {
  matching = await aMatching(2, { places: 2 });
  ({ services } = matching);
  await services.outbox.drain();
  await outboxModel(services.connection).deleteMany({});
  await services.notifications.model.deleteMany({});
  pushed = [];
  services.notifications.pushTo({
    toPerson: (person, lang, event, payload) => void pushed.push({ person, lang, event, payload }),
    toTabs: (person, event, payload) => void pushed.push({ person, lang: '', event, payload }),
  });
});

const karin = (): string => matching.coordinator.id;
const rowsOf = (person: string) => services.notifications.model.find({ person }).sort({ _id: 1 }).lean();

/** As a delivery that was cut short is repeated. */
async function deliverAgain(): Promise<void> {
  await outboxModel(services.connection).updateMany({}, { $set: { deliveredAt: null, nextAt: new Date(0) } });
  await services.outbox.drain();
}

test('a fact makes one row for each who is told, however often it is delivered', async () => {
  const id = await matching.apply(0);
  await services.outbox.drain();
  const [row, ...others] = await rowsOf(karin());
  expect(others).toEqual([]);
  expect(row).toMatchObject({ link: `/applications/${id}`, thing: `application:${id}`, openedAt: null });
  for (let times = 0; times < 3; times += 1) await deliverAgain();
  expect(await services.notifications.model.countDocuments({ fact: row?.fact ?? '' })).toBe(1);
  expect(await rowsOf(matching.who(0).id)).toEqual([]);
});

test('what was opened stays opened when it is delivered again, and is pushed with the same id', async () => {
  const id = await matching.apply(0);
  await services.outbox.drain();
  await services.notifications.opened(karin(), `application:${id}`);
  await deliverAgain();
  const notices = pushed.filter(
    ({ person, event, lang }) => person === karin() && event === 'notice' && lang === 'sv',
  );
  expect(notices.length).toBeGreaterThan(1);
  expect(
    new Set(
      notices.filter(({ payload }) => payload.thing === `application:${id}`).map(({ payload }) => payload.id),
    ).size,
  ).toBe(1);
  expect(await services.notifications.unread(karin())).toBe(0);
});

test('every open tab hears it in its own language, and the pages of both sides hear that they have changed', async () => {
  const id = await matching.apply(0);
  await services.outbox.drain();
  const texts = pushed.filter(({ person, event }) => person === karin() && event === 'notice');
  expect(texts.map(({ lang }) => lang)).toEqual(languages);
  expect(new Set(texts.map(({ payload }) => payload.text)).size).toBeGreaterThan(1);
  const changed = pushed.filter(({ event }) => event === 'changed');
  expect(changed.map(({ person }) => person).sort()).toEqual([karin(), matching.who(0).id].sort());
  expect(changed.every(({ payload }) => payload.thing === `application:${id}`)).toBe(true);
});

test('who has come to stand on both sides is told once', async () => {
  const id = await matching.apply(0);
  await matching.offer(0);
  await services.outbox.drain();
  await services.connection
    .collection('organisations')
    .updateOne({ _id: new Types.ObjectId(matching.coordinator.organisation) }, {
      $push: { coordinators: new Types.ObjectId(matching.who(0).id) },
    } as never);
  await services.applications.moveOwn(matching.who(0), id, 'confirm');
  await services.outbox.drain();
  const told = await rowsOf(matching.who(0).id);
  expect(told.map(({ key }) => key)).toEqual([
    'notifications.volunteer.offer',
    'notifications.volunteer.confirm',
  ]);
});

test('opening a thing reads what was told of it and nothing else', async () => {
  const [first] = [await matching.apply(0), await matching.apply(1)];
  await services.outbox.drain();
  expect(await services.notifications.unread(karin())).toBe(2);
  await services.notifications.opened(karin(), `application:${first}`);
  expect(await services.notifications.unread(karin())).toBe(1);
  await services.notifications.opened(matching.who(1).id, `application:${first}`);
  expect(await services.notifications.unread(karin())).toBe(1);
  await services.notifications.openedAll(karin());
  expect(await services.notifications.unread(karin())).toBe(0);
});

test('the centre shows what is unread first, grouped by what it is about', async () => {
  const [first, second] = [await matching.apply(0), await matching.apply(1)];
  await services.applications.moveOwn(matching.who(1), second, 'withdraw');
  await services.outbox.drain();
  await services.notifications.opened(karin(), `application:${second}`);
  const groups = await services.notifications.centre(karin());
  expect(
    groups.map((group) => group.map(({ thing, key }) => `${thing} ${key.split('.').at(-1) ?? ''}`)),
  ).toEqual([
    [`application:${first} apply`],
    [`application:${second} withdraw`, `application:${second} apply`],
  ]);
});

test('a page that slept gets what it missed, oldest first, and nobody else’s', async () => {
  const before = new Date(Date.now() - hour);
  const [first, second] = [await matching.apply(0), await matching.apply(1)];
  await services.outbox.drain();
  const missed = await services.notifications.since(karin(), before, 'sv');
  expect(missed.map(({ thing }) => thing)).toEqual([`application:${first}`, `application:${second}`]);
  expect(missed[0]).toMatchObject({
    href: `/applications/${first}`,
    text: expect.stringContaining('anmält') as string,
  });
  expect(await services.notifications.since(matching.who(0).id, before, 'sv')).toEqual([]);
  expect(await services.notifications.since(karin(), new Date(Date.now() + hour), 'sv')).toEqual([]);
});

test('a fact about what is gone concerns nobody', async () => {
  await matching.apply(0);
  await services.connection.collection('applications').deleteMany({});
  await services.outbox.drain();
  expect(await services.outbox.waiting()).toMatchObject({ count: 0 });
});
