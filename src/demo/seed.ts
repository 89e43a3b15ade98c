// Fills an empty database with the demo's content by doing what people would have done, through the services, on a clock that moves
// from eleven months ago to now. Mails of that time are muted.
import type { Connection } from 'mongoose';
import type { Logger } from 'pino';
import { assignmentTimeline } from './seed.assignments.ts';
import { applicationTimeline } from './seed.applications.ts';
import { organisationTimeline } from './seed.organisations.ts';
import { readDemoContent } from './content.ts';
import type { Config } from '../config.ts';
import { day, movableClock } from '../platform/clock.ts';
import { createServices } from '../services.ts';
import type { Services } from '../services.ts';
import type { Actor } from '../accounts/actor.ts';

/** One thing that somebody did, so many days before now. */
export interface Deed {
  daysAgo: number;
  run: () => Promise<void>;
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
    moderator: () => stage.actor('johan'),
  };

  parts.progress(`Making ${content.people.length} people …`);
  for (const person of content.people) {
    const id = await services.accounts.createPerson(
      person.email,
      { ...person, password: demoPassword },
      person.language,
    );
    stage.people.set(person.key, id);
    const { name, fullName, phone, municipality, languages, causes, about, language } = person;
    await services.accounts.saveProfile(id, {
      name,
      fullName,
      phone,
      municipality,
      languages,
      causes,
      about,
      language,
    });
    if (person.moderator) await services.accounts.makeModerator(person.email);
  }

  const deeds = [
    ...organisationTimeline(stage, content),
    ...assignmentTimeline(stage, content),
    ...applicationTimeline(stage, content),
  ].sort((a, b) => b.daysAgo - a.daysAgo);
  parts.progress(`Living through ${deeds.length} deeds of eleven months …`);
  let today = Number.POSITIVE_INFINITY;
  for (const deed of deeds) {
    clock.moveTo(new Date(now.getTime() - deed.daysAgo * day));
    if (Math.floor(deed.daysAgo) < today) {
      today = Math.floor(deed.daysAgo);
      await services.applications.expireDue();
      await services.applications.sweep();
    }
    await deed.run();
    await services.outbox.drain();
  }
  clock.moveTo(now);
  await services.applications.sweep();
  await services.outbox.drain();
  await muteMail(services);
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
