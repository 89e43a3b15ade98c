// Fills a database with copies of what is in it, spread over places, states and times as years of use would leave them.
import { Types } from 'mongoose';
import type { Connection } from 'mongoose';
import type { Document } from 'mongodb';

const COPIES = 600;
const MUNICIPALITIES = ['1980', '1983', '0180', '1480', '1280'];
const CAUSES = ['children', 'elderly', 'sport', 'culture', 'environment'];
const DAY = 86_400_000;
const START = Date.parse('2026-01-01T09:00:00Z');

type Fill = (n: number) => Document;

/** How a copy differs from the document that it was made of. */
const fills: Readonly<Record<string, Fill>> = {
  people: (n) => ({ email: `fill${n}@example.org`, emailKey: `fill${n}@example.org`, isModerator: false }),
  organisations: (n) => ({
    number: `8099${String(n).padStart(6, '0')}`,
    status: n % 40 === 0 ? 'pending' : 'approved',
    claimed: true,
    coordinators: [new Types.ObjectId()],
  }),
  joinRequests: () => ({
    organisation: new Types.ObjectId(),
    person: new Types.ObjectId(),
    status: 'accepted',
  }),
  assignments: (n) => ({
    organisation: new Types.ObjectId(),
    status: n % 5 === 0 ? 'closed' : n % 41 === 0 ? 'pending' : 'published',
    swept: n % 5 === 0,
    municipality: MUNICIPALITIES[n % MUNICIPALITIES.length],
    causes: [CAUSES[n % CAUSES.length]],
    free: n % 7 === 0 ? 0 : 2,
    publishedAt: new Date(START + (n % 300) * DAY),
  }),
  templates: (n) => ({
    name: `Mall ${n}`,
    cause: CAUSES[n % CAUSES.length],
    status: n % 60 === 0 ? 'offered' : 'withdrawn',
  }),
  synonyms: (n) => ({
    first: `ord ${n}`,
    words: [`ord ${n}`, `annat ${n}`],
    status: n % 60 === 0 ? 'used' : 'removed',
  }),
  unsavedSteps: (n) => ({
    person: new Types.ObjectId(),
    assignment: new Types.ObjectId(),
    at: new Date(START + (n % 300) * DAY),
  }),
  applications: (n) => ({
    assignment: new Types.ObjectId(),
    organisation: new Types.ObjectId(),
    person: new Types.ObjectId(),
    status: ['submitted', 'matched', 'declined', 'withdrawn', 'closed'][n % 5],
    submittedAt: new Date(START + (n % 300) * DAY),
    changedAt: new Date(START + (n % 300) * DAY),
  }),
  notifications: (n) => ({
    fact: `fill ${n}`,
    person: new Types.ObjectId(),
    thing: `fill:${n}`,
    openedAt: new Date(START),
    mailAt: new Date(START),
    mail: `fill ${n}`,
  }),
  outbox: () => ({ deliveredAt: new Date() }),
  mails: (n) => ({ _id: `fill ${n}`, doneAt: new Date(), outcome: 'sent' }),
  links: (n) => ({
    hash: `fill ${n}`,
    email: `fill${n}@example.org`,
    organisation: new Types.ObjectId(),
    application: new Types.ObjectId(),
  }),
  sessions: (n) => ({ _id: `fill ${n}` }),
  pictures: (n) => ({
    thing: new Types.ObjectId(),
    organisation: new Types.ObjectId(),
    status: ['approved', 'waiting', 'refused'][n % 3],
    dueAt: new Date(START + (n % 300) * DAY),
  }),
  copies: () => ({ person: new Types.ObjectId() }),
  copyParts: (n) => ({ person: new Types.ObjectId(), copy: new Types.ObjectId(), n }),
  decisions: () => ({ thing: new Types.ObjectId() }),
  secondFactors: (n) => ({ passkeys: [{ id: `fill ${n}` }] }),
  challenges: (n) => ({ _id: `fill ${n}`, person: new Types.ObjectId() }),
  looks: () => ({ person: new Types.ObjectId() }),
  revisions: () => ({ thing: new Types.ObjectId() }),
};

export async function fillDatabase(connection: Connection): Promise<void> {
  for (const [name, fill] of Object.entries(fills)) {
    const collection = connection.collection<Document>(name);
    const originals = await collection.find().sort({ _id: -1 }).limit(50).toArray();
    if (originals.length === 0) throw new Error(`There is nothing in ${name} to copy.`);
    const copies = Array.from({ length: COPIES }, (_, n) => ({
      ...originals[n % originals.length],
      _id: new Types.ObjectId(),
      ...fill(n),
    }));
    await collection.insertMany(copies);
  }
}
