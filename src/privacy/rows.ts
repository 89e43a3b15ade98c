// Finds the rows of a person by the table of collections, and takes the person out of them.
import { Types } from 'mongoose';
import type { Connection } from 'mongoose';
import type { Document, Filter } from 'mongodb';
import type { CollectionName, Kept } from './collections.ts';
import { emptied } from './emptied.ts';
import { plainPath } from './row.ts';
import type { Row } from './row.ts';

/** Stands where a person stood in what goes on without them. */
export const nobody = new Types.ObjectId('0'.repeat(24));

/** Enough for one person; what is more is found by asking again. */
const most = 5_000;

export interface Whose {
  id: string;
  /** Empty where it is not known any more. */
  emailKey: string;
}

/** Ids are kept as ids, as text and, in sessions, as the beginning of a text. */
function holds(path: string, id: string): Filter<Document> {
  return { [plainPath(path)]: { $in: [new Types.ObjectId(id), id, new RegExp(`^${id} `)] } };
}

/** Every row that names the person in any field, or has their address. */
export async function rowsOf(
  connection: Connection,
  name: CollectionName,
  what: Kept,
  { id, emailKey }: Whose,
): Promise<Row[]> {
  const ways = Object.keys(what.people).map((path) => holds(path, id));
  if (what.email !== undefined && emailKey !== '') ways.push({ [what.email]: emailKey });
  const found = await Promise.all(
    ways.map((way) => connection.collection<Document>(name).find(way).toArray()),
  );
  return [...new Map((found.flat() as Row[]).map((row) => [String(row._id), row])).values()];
}

/** Takes the person out of every row of a collection. May be run again. */
export async function eraseFrom(
  connection: Connection,
  name: CollectionName,
  what: Kept,
  { id, emailKey }: Whose,
): Promise<void> {
  const rows = connection.collection<Document>(name);
  if (what.email !== undefined && emailKey !== '') await rows.deleteMany({ [what.email]: emailKey });
  for (const [path, erasure] of Object.entries(what.people)) {
    const where = holds(path, id);
    if (erasure === 'removed' || erasure === 'mentions') await rows.deleteMany(where);
    else if (erasure === 'emptied')
      for (const row of (await rows.find(where).limit(most).toArray()) as Row[])
        await rows.replaceOne({ _id: row._id } as Filter<Document>, emptied(row, what, id));
    else await rows.updateMany(where, ...withoutPerson(path, id, what.goes ?? []));
  }
}

/** Takes the id out of a list, out of the entries of a list, or puts nobody in its place; what they wrote goes with it. */
function withoutPerson(path: string, id: string, goes: readonly string[]): [Document, Document?] {
  const person = new Types.ObjectId(id);
  const [list = '', field] = path.split('[].');
  if (field !== undefined) {
    const texts = goes.filter((one) => one.startsWith(`${list}.`));
    return [
      {
        $set: { [`${list}.$[one].${field}`]: nobody },
        ...unset(texts.map((one) => one.replace(`${list}.`, `${list}.$[one].`))),
      },
      { arrayFilters: [{ [`one.${field}`]: person }] },
    ];
  }
  const gone = unset(goes.filter((one) => !one.includes('.')));
  if (path.endsWith('[]')) return [{ $pull: { [plainPath(path)]: person }, ...gone }];
  return [{ $set: { [path]: nobody }, ...gone }];
}

function unset(fields: readonly string[]): Document {
  return fields.length === 0 ? {} : { $unset: Object.fromEntries(fields.map((field) => [field, 1])) };
}
