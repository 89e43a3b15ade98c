// A database of its own with so many believable assignments in it, all published and open, stored as the service stores them. Bigger than
// anything that could be written through the service in the time of a benchmark.
import { Types } from 'mongoose';
import type { Connection } from 'mongoose';
import { assignmentModel } from '../src/assignments/assignment.model.ts';
import type { AssignmentDocument, Slot } from '../src/assignments/assignment.model.ts';
import { assignmentTimes } from '../src/assignments/assignment.times.ts';
import { migrate } from '../src/migrations/migrations.ts';
import { organisationModel } from '../src/organisations/organisation.model.ts';
import type { OrganisationDocument } from '../src/organisations/organisation.model.ts';
import { connectDatabase } from '../src/platform/database.ts';
import { startEmbeddedDatabase } from '../src/platform/embedded-database.ts';
import { createLog } from '../src/platform/log.ts';
import { stockholmDate } from '../src/platform/stockholm.ts';
import { corpus, now as writtenAt } from './search.corpus.ts';
import type { Entry } from '../src/search/engine/entry.ts';

const day = 86_400_000;
const batch = 2_000;
const hours = {
  morning: ['09:00', '11:00'],
  afternoon: ['14:00', '16:00'],
  evening: ['18:00', '20:00'],
} as const satisfies Record<Slot['part'], readonly [string, string]>;

export interface Filled {
  connection: Connection;
  uri: string;
  stop: () => Promise<void>;
}

export async function startFilled(number: number): Promise<Filled> {
  const database = await startEmbeddedDatabase();
  const connection = await connectDatabase(database.uri, { dbName: 'bench' });
  await migrate(connection, createLog('silent'));
  await fill(connection, number);
  return {
    connection,
    uri: database.uri,
    async stop() {
      await connection.close();
      await database.stop();
    },
  };
}

async function fill(connection: Connection, number: number): Promise<void> {
  const entry = corpus();
  // The texts stand at one day for ever; what has a date lies as far ahead of today, and none is over while it is measured.
  const shift = Date.now() - writtenAt + day;
  const contact = new Types.ObjectId();
  const known = new Set<string>();
  for (let first = 0; first < number; first += batch) {
    const entries = Array.from({ length: Math.min(batch, number - first) }, (_, n) => entry(first + n));
    const owners = entries.filter(({ organisation }) => !known.has(organisation) && known.add(organisation));
    if (owners.length > 0)
      await organisationModel(connection).collection.insertMany(
        owners.map((one) => organisationOf(one, contact)),
      );
    await assignmentModel(connection).collection.insertMany(
      entries.map((one) => assignmentOf(one, shift, contact)),
    );
  }
}

function organisationOf(
  { organisation, words, municipality = '1980', organisationSince }: Entry,
  contact: Types.ObjectId,
): OrganisationDocument {
  return {
    _id: new Types.ObjectId(organisation),
    ...{ name: words.organisation, legalForm: 'association', unit: '', municipality, about: words.title },
    ...{ contact, coordinators: [contact], status: 'approved', revision: 1, claimed: false, flags: [] },
    publications: 1,
    createdAt: new Date(organisationSince),
  };
}

function assignmentOf(entry: Entry, shift: number, contact: Types.ObjectId): AssignmentDocument {
  const { words, timing, free, textLang, municipality, point } = entry;
  const times = {
    timing,
    dates: entry.occasions.map((instant) => ({
      date: stockholmDate(new Date(instant + shift)),
      from: '17:00',
      to: '19:00',
    })),
    slots: entry.slots.map((code) => {
      const [weekday, part] = code.split('-') as [string, Slot['part']];
      const [from, to] = hours[part];
      return { day: Number(weekday), part, from, to, every: 1 as const };
    }),
  };
  const publishedAt = new Date(Math.min(Date.now(), entry.publishedAt + shift - day));
  return {
    _id: new Types.ObjectId(entry.id),
    organisation: new Types.ObjectId(entry.organisation),
    ...{ status: 'published', revision: 1, approvedRevision: 1, calendarSequence: 0, calendarIds: [] },
    ...{ title: capital(words.title), description: sentences(words.description) },
    easySummary: words.easySummary === '' ? '' : sentences(words.easySummary),
    ...{ gets: '', firstTime: '', requirements: [], textLang },
    causes: [...entry.causes] as AssignmentDocument['causes'],
    targetGroups: [...entry.groups] as AssignmentDocument['targetGroups'],
    activities: [...entry.activities] as AssignmentDocument['activities'],
    ...times,
    ...present(assignmentTimes(times)),
    where: entry.onsite ? (entry.remote ? 'both' : 'onsite') : 'remote',
    ...{ addressShown: entry.isArea ? 'never' : 'all' },
    ...present({ municipality, point: point && { ...point } }),
    ...{ places: Math.max(free, entry.places), others: 0, free, admission: entry.admission },
    ...{ lowestAge: entry.lowestAge, groups: entry.welcomesGroups, practice: entry.practice },
    swedishNeeded: entry.swedish,
    spoken: [...entry.spoken] as AssignmentDocument['spoken'],
    accessibility: Object.fromEntries(entry.access.map((fact) => [fact, 'yes'])),
    ...{ reimbursed: [], insured: true, membership: false, withChildren: false, recordExtract: false },
    ...{ contact, flags: [], swept: false, createdAt: publishedAt, submittedAt: publishedAt, publishedAt },
  };
}

/** The driver would store what is undefined as null. */
function present<T extends object>(given: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

/** Of some twelve words each. */
function sentences(text: string): string {
  return text
    .split(' ')
    .flatMap((word, n) => [n % 12 === 0 ? capital(word) : word, n % 12 === 11 ? '. ' : ' '])
    .join('')
    .trim();
}
