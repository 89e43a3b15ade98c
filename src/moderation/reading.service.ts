// Who of the staff is reading what, for a quarter of an hour: shown to the others, so that two need not read the same. Nothing is locked by it.
import { Schema } from 'mongoose';
import type { Connection, Model, Types } from 'mongoose';
import type { Accounts } from '../accounts/account.service.ts';
import type { Actor } from '../accounts/actor.ts';
import type { Clock } from '../platform/clock.ts';
import { minute } from '../platform/clock.ts';
import type { Sockets } from '../platform/sockets.ts';

interface ReadingDocument {
  _id: Types.ObjectId;
  /** As in `assignment:ID`. */
  thing: string;
  person: Types.ObjectId;
  until: Date;
}

const readingFor = 15 * minute;

const schema = new Schema<ReadingDocument>(
  {
    thing: { type: String, required: true },
    person: { type: Schema.Types.ObjectId, required: true },
    until: { type: Date, required: true },
  },
  { collection: 'readings', versionKey: false },
);
schema.index({ person: 1 }, { name: 'person' });
schema.index({ thing: 1, person: 1 }, { unique: true, name: 'thing' });
schema.index({ until: 1 }, { expireAfterSeconds: 0, name: 'over' });

export function readingModel(connection: Connection): Model<ReadingDocument> {
  return connection.model<ReadingDocument>('Reading', schema);
}

export function createReadings(parts: { connection: Connection; clock: Clock; accounts: Accounts }) {
  const { clock, accounts } = parts;
  const readings = readingModel(parts.connection);
  let push: Pick<Sockets, 'toTabs'> | undefined;

  return {
    /** Called where sockets exist. */
    pushTo(sockets: Pick<Sockets, 'toTabs'>): void {
      push = sockets;
    },

    /** Somebody opened the thing. The others' open pages learn of it the first time. */
    async begin(actor: Actor, thing: string): Promise<void> {
      const now = clock.now();
      const before = await readings
        .findOneAndUpdate(
          { thing, person: actor.id },
          { $set: { until: new Date(now.getTime() + readingFor) } },
          { upsert: true },
        )
        .lean<ReadingDocument>();
      if (before !== null && before.until > now) return;
      for (const person of await accounts.moderators())
        if (person !== actor.id) push?.toTabs(person, 'changed', { thing: `reading:${thing}` });
    },

    /** By thing, the names of the others who are reading it. */
    async others(actor: Actor, things: readonly string[]): Promise<Map<string, string[]>> {
      const found = await readings
        .find({ thing: { $in: [...things] }, until: { $gt: clock.now() } })
        .limit(500)
        .lean<ReadingDocument[]>();
      const theirs = found.filter(({ person }) => String(person) !== actor.id);
      const people =
        theirs.length === 0 ? [] : await accounts.many(theirs.map(({ person }) => String(person)));
      const names = new Map(people.map(({ _id, name }) => [String(_id), name]));
      const grouped = Map.groupBy(theirs, ({ thing }) => thing);
      return new Map(
        [...grouped].map(([thing, list]) => [
          thing,
          list.map(({ person }) => names.get(String(person)) ?? ''),
        ]),
      );
    },
  };
}

export type Readings = ReturnType<typeof createReadings>;
