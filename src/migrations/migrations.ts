// Numbered changes of the database, each idempotent, run in order before anything listens. One process at a time: the others wait for the lease.
import type { Connection, Types } from 'mongoose';
import type { Logger } from 'pino';
import { allModels } from './collections.ts';
import { firstSynonyms } from '../moderation/synonym.first.ts';
import { firstTemplates } from '../moderation/template.first.ts';
import { leaseModel, takeLease } from '../platform/jobs.ts';
import { socketCollection } from '../platform/sockets.ts';

interface Migration {
  number: number;
  name: string;
  run: (connection: Connection) => Promise<void>;
}

const migrations: readonly Migration[] = [
  { number: 1, name: 'collections and indexes', run: collectionsAndIndexes },
  { number: 2, name: 'which words of assignments staff has approved', run: approvedWords },
  { number: 3, name: 'index of the links made for a person', run: collectionsAndIndexes },
  { number: 4, name: 'when people were last seen', run: lastSeen },
  { number: 5, name: 'pictures', run: collectionsAndIndexes },
  { number: 6, name: 'new words beside the approved ones', run: collectionsAndIndexes },
  { number: 7, name: 'whom a row is about', run: collectionsAndIndexes },
  { number: 8, name: 'no reason that tells of health', run: noHealth },
  { number: 9, name: 'local units under one number', run: localUnits },
  { number: 10, name: 'who of the staff reads what', run: collectionsAndIndexes },
  { number: 11, name: 'index of drafts', run: collectionsAndIndexes },
  { number: 12, name: 'consents and record extracts', run: collectionsAndIndexes },
  {
    number: 13,
    name: 'the log of looks at people, and the assignments of an organisation',
    run: collectionsAndIndexes,
  },
  { number: 14, name: 'second factors', run: collectionsAndIndexes },
  { number: 15, name: 'whom decisions are about', run: aboutDecisions },
  { number: 16, name: 'addresses that mail comes back from', run: collectionsAndIndexes },
  { number: 17, name: 'what is typed and not saved, and templates to begin from', run: templates },
  { number: 22, name: 'marks by which an index hears how far it has come', run: collectionsAndIndexes },
  { number: 24, name: 'saved assignments', run: collectionsAndIndexes },
  { number: 25, name: 'watches', run: collectionsAndIndexes },
  { number: 26, name: 'synonyms of the search', run: synonyms },
];

const leaseTime = 60_000;

/** Returns the names of those that ran now. */
export async function migrate(connection: Connection, log: Logger): Promise<string[]> {
  await leaseModel(connection).createCollection();
  while (!(await takeLease(connection, 'migrations', leaseTime)))
    await new Promise((resolve) => setTimeout(resolve, 500));
  try {
    const done = connection.collection<{ _id: number; name: string; at: Date }>('migrations');
    const ran: string[] = [];
    upToDate.delete(connection);
    for (const { number, name, run } of migrations) {
      if ((await done.findOne({ _id: number })) !== null) continue;
      await run(connection);
      await done.insertOne({ _id: number, name, at: new Date() });
      log.info({ migration: number, name }, 'migrated');
      ran.push(name);
    }
    return ran;
  } finally {
    await leaseModel(connection).updateOne({ _id: 'migrations' }, { $set: { heldUntil: new Date(0) } });
  }
}

/** Those whose collections and indexes have been made in this run: all that is missing is made at once, whichever migration asks first. */
const upToDate = new WeakSet<Connection>();

/** Every index is made anew where it is missing, so that this one is run at every start of a changed schema by raising its number. */
async function collectionsAndIndexes(connection: Connection): Promise<void> {
  if (upToDate.has(connection)) return;
  upToDate.add(connection);
  for (const model of allModels(connection)) {
    await model.createCollection();
    await model.createIndexes();
  }
  await connection.collection('sessions').createIndexes([
    { key: { expires: 1 }, expireAfterSeconds: 0, name: 'expired' },
    { key: { 'session.passport.user': 1 }, sparse: true, name: 'person' },
    { key: { 'session.waiting.person': 1 }, sparse: true, name: 'waiting' },
  ]);
  await connection.collection('limits').createIndexes([
    { key: { expire: -1 }, expireAfterSeconds: 0, name: 'expired' },
    { key: { key: 1 }, unique: true, name: 'key' },
  ]);
  const existing = await connection.db?.listCollections({ name: socketCollection }).toArray();
  if (existing?.length === 0)
    await connection.createCollection(socketCollection, { capped: true, size: 1_048_576 });
}

/** What came out before this was noted had been approved as it stood. */
async function approvedWords(connection: Connection): Promise<void> {
  await connection
    .collection('assignments')
    .updateMany(
      { status: { $in: ['published', 'paused', 'closed'] }, approvedRevision: { $exists: false } },
      [{ $set: { approvedRevision: '$revision' } }],
    );
}

/** Nobody is forgotten for the time before this was noted. */
async function lastSeen(connection: Connection): Promise<void> {
  await connection
    .collection('people')
    .updateMany({ lastSeenAt: { $exists: false } }, { $set: { lastSeenAt: new Date() } });
  await collectionsAndIndexes(connection);
}

/** Whoever cancels is not asked about health: what was stored as illness becomes something that came up. */
async function noHealth(connection: Connection): Promise<void> {
  await connection
    .collection('applications')
    .updateMany(
      { 'history.reason': 'illness' },
      { $set: { 'history.$[entry].reason': 'unable' } },
      { arrayFilters: [{ 'entry.reason': 'illness' }] },
    );
}

/** A number was held by one organisation alone; each of those is the association itself. */
async function localUnits(connection: Connection): Promise<void> {
  const organisations = connection.collection('organisations');
  await organisations.updateMany({ unit: { $exists: false } }, { $set: { unit: '' } });
  await collectionsAndIndexes(connection);
  if (await organisations.indexExists('number')) await organisations.dropIndex('number');
}

/** Those that come with the service; staff's own stay as they are. */
async function templates(connection: Connection): Promise<void> {
  await collectionsAndIndexes(connection);
  await firstTemplates(connection, new Date());
}

/** Those that come with the service; what staff has changed or removed stays so. */
async function synonyms(connection: Connection): Promise<void> {
  await collectionsAndIndexes(connection);
  await firstSynonyms(connection, new Date());
}

/** What was written of an organisation so far may be about the one who now is its contact; what was said of a picture is whoever's decided on it. */
async function aboutDecisions(connection: Connection): Promise<void> {
  await collectionsAndIndexes(connection);
  const decisions = connection.collection<{ by: Types.ObjectId }>('decisions');
  const organisations = connection.collection('organisations').find().project({ contact: 1 });
  for await (const { _id, contact } of organisations)
    await decisions.updateMany(
      { thing: _id, kind: 'organisation', about: { $exists: false } },
      { $set: { about: contact } },
    );
  const pictures = connection.collection('pictures');
  for await (const { _id } of pictures.find({ status: 'refused', decidedBy: { $exists: false } })) {
    const decision = await decisions.findOne({ thing: _id, kind: 'picture' });
    if (decision !== null) await pictures.updateOne({ _id }, { $set: { decidedBy: decision.by } });
  }
}
