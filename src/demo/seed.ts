// Fills an empty database with the demo's content by doing what people would have done, through the services, on a clock that moves
// from eleven months ago to now. Mails of that time are muted.
import type { Connection } from 'mongoose';
import type { Logger } from 'pino';
import { assignmentTimelines } from './seed.assignments.ts';
import { applicationTimelines } from './seed.applications.ts';
import { organisationTimelines } from './seed.organisations.ts';
import { giveApp } from './authenticator.ts';
import { readDemoContent } from './content.ts';
import type { DemoPerson } from './content.ts';
import { hashPassword } from '../accounts/passwords.ts';
import type { Config } from '../config.ts';
import { day, movableClock } from '../platform/clock.ts';
import type { MovableClock } from '../platform/clock.ts';
import { outboxModel } from '../platform/outbox/outbox.model.ts';
import { createServices } from '../services.ts';
import type { Services } from '../services.ts';
import type { Actor } from '../accounts/actor.ts';

/** One thing that somebody did, so many days before now. */
export interface Deed {
  daysAgo: number;
  run: () => Promise<void>;
}

/** All that was done about one organisation, its assignments and their applications included. */
export interface Timeline {
  organisation: string;
  deeds: Deed[];
}

/** What the timelines share: the services, who is who, and what has got which id. */
export interface Stage {
  services: Services;
  now: Date;
  actor: (person: string) => Actor;
  moderator: () => Actor;
  people: Map<string, string>;
  organisations: Map<string, string>;
  assignments: Map<string, string>;
  /** The latest Sunday: dates of the content are counted from one. */
  sunday: Date;
}

/** So many deeds at once. */
const atOnce = 6;
/** Facts of so many days are told to those they concern. */
const toldWithin = 14;

/** Whose account is printed. */
const demoModerator = 'johan';
export const demoPassword = 'handslag i demo';

export async function seedDemo(parts: {
  config: Config;
  connection: Connection;
  log: Logger;
  now: Date;
  progress: (text: string) => void;
}): Promise<void> {
  const { now } = parts;
  const content = readDemoContent();
  const clock = movableClock(new Date(now.getTime() - 330 * day));
  const mailer = { send: () => Promise.resolve(), close: () => undefined };
  const services = createServices({ ...parts, clock, mailer });
  services.outbox.nudge = () => undefined;
  const coordinated = new Map(content.people.map((person) => [person.key, person.coordinates]));
  const stage: Stage = {
    services,
    now,
    people: new Map(),
    organisations: new Map(),
    assignments: new Map(),
    sunday: new Date(now.getTime() - now.getUTCDay() * day),
    actor: (key) => ({
      id: idOf(stage.people, key),
      isModerator: content.people.some((person) => person.key === key && person.moderator),
      organisations: (coordinated.get(key) ?? []).flatMap((one) => stage.organisations.get(one) ?? []),
    }),
    moderator: () => stage.actor(demoModerator),
  };

  parts.progress(`Making ${content.people.length} people …`);
  const passwordHash = await hashPassword(demoPassword);
  await Promise.all(content.people.map((person) => makePerson(stage, person, passwordHash)));

  const deeds = [
    ...organisationTimelines(stage, content),
    ...assignmentTimelines(stage, content),
    ...applicationTimelines(stage, content),
  ]
    .flatMap(({ organisation, deeds: some }) => some.map((deed) => ({ ...deed, organisation })))
    .sort((a, b) => b.daysAgo - a.daysAgo);
  parts.progress(`Living through ${deeds.length} deeds of eleven months …`);
  for (const ofToday of Map.groupBy(deeds, ({ daysAgo }) => Math.floor(daysAgo)).values())
    await liveThrough(stage, clock, ofToday);
  clock.moveTo(now);
  await services.applications.sweep();
  await services.outbox.drain();
  await muteMail(services);
}

async function makePerson(
  { services, people }: Stage,
  person: DemoPerson,
  passwordHash: string,
): Promise<void> {
  const { key, email, name, fullName, phone, municipality, languages, causes, about, language } = person;
  const { isProtected = false } = person;
  const id = await services.accounts.createPerson(email, { name, fullName, passwordHash }, language);
  people.set(key, id);
  const profile = { name, fullName, phone, municipality, languages, causes, about, language, isProtected };
  await services.accounts.saveProfile(id, profile);
  if (person.moderator) await services.accounts.makeModerator(email);
  if (key === demoModerator) await giveApp(services, id);
}

/** One day: what the clock brings first, then what people did; what follows from that is delivered in the evening, all at once. */
async function liveThrough(
  { services, now }: Stage,
  clock: MovableClock,
  deeds: readonly (Deed & { organisation: string })[],
): Promise<void> {
  const moveTo = (some: readonly Deed[]): void => {
    clock.moveTo(new Date(now.getTime() - Math.min(...some.map(({ daysAgo }) => daysAgo)) * day));
  };
  moveTo(deeds.slice(0, 1));
  await services.applications.expireDue();
  await services.applications.sweep();
  for (let begin = 0; begin < deeds.length;) {
    const together = apart(deeds.slice(begin, begin + atOnce));
    moveTo(together);
    await Promise.all(together.map((deed) => deed.run()));
    begin += together.length;
  }
  const [last] = deeds.slice(-1);
  if (last !== undefined && last.daysAgo > toldWithin) await forget(services);
  else await services.outbox.drain();
}

/** Notices of long ago would only be found by paging back to them: they are not made. */
async function forget({ connection, clock }: Services): Promise<void> {
  await outboxModel(connection).updateMany({ deliveredAt: null }, { $set: { deliveredAt: clock.now() } });
}

/** As many of the first deeds as are of different organisations: they do not wait for each other. */
function apart<T extends { organisation: string }>(deeds: readonly T[]): T[] {
  const seen = new Set<string>();
  const end = deeds.findIndex(({ organisation }) => seen.size === seen.add(organisation).size);
  return deeds.slice(0, end === -1 ? deeds.length : end);
}

export function idOf(ids: Map<string, string>, key: string): string {
  const id = ids.get(key);
  if (id === undefined) throw new Error(`The demo content names ${key}, which is not there yet`);
  return id;
}

/** Nobody gets mail about what happened before the demo began; older notices have been read. */
async function muteMail(services: Services): Promise<void> {
  const recent = new Date(services.clock.now().getTime() - 4 * day);
  await services.notifications.model.updateMany({}, { $set: { mailAt: null } });
  await services.notifications.model.updateMany({ at: { $lt: recent } }, { $set: { openedAt: recent } });
  await services.post.drop();
}
