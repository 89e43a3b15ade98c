// Which changes of the database the index hears of, and what each of them concerns. Of a changed document only its id is sent here, never what is in it. Pure.
import type { Document, ObjectId, Timestamp } from 'mongodb';

/** What is to be read again. */
export type Concerned =
  | { kind: 'assignments' | 'organisations' | 'applications' | 'pictures'; id: string }
  /** A picture that is gone no longer says whose it was. */
  | { kind: 'gone picture'; id: string }
  /** A group of them, of which all are read again. */
  | { kind: 'synonyms' }
  | { kind: 'mark'; n: number };

interface Heard {
  operationType: string;
  ns: { coll: string };
  documentKey: { _id: ObjectId | string };
  assignment?: ObjectId;
  thing?: ObjectId;
  n?: number;
}

/** After any of these the stream says no more, or what it says is about other collections. */
const ends = ['drop', 'rename', 'dropDatabase', 'invalidate'];

/** The same for every process: a stream is resumed only where the change it was left at passes the pipeline, so marks of all come through. */
export function pipeline(): Document[] {
  const changed = (...fields: string[]): Document => ({
    $or: [
      { operationType: { $ne: 'update' } },
      ...fields.map((field) => ({ [`updateDescription.updatedFields.${field}`]: { $exists: true } })),
    ],
  });
  return [
    {
      $match: {
        $or: [
          { 'ns.coll': 'assignments' },
          { 'ns.coll': 'organisations', ...changed('name', 'status', 'about', 'rests') },
          { 'ns.coll': 'applications', ...changed('status') },
          { 'ns.coll': 'pictures' },
          { 'ns.coll': 'synonyms' },
          { 'ns.coll': 'marks' },
          { operationType: { $in: ends } },
        ],
      },
    },
    {
      $project: {
        ...{ operationType: 1, 'ns.coll': 1, documentKey: 1, clusterTime: 1, wallTime: 1 },
        assignment: '$fullDocument.assignment',
        thing: '$fullDocument.thing',
        n: { $ifNull: ['$fullDocument.n', '$updateDescription.updatedFields.n'] },
      },
    },
  ];
}

/** Undefined where it is of no concern to this process, whose marks have its id. Throws where the stream is at its end. */
export function concernedBy(change: Document, process: string): Concerned | undefined {
  const { operationType, ns, documentKey, assignment, thing, n } = change as Heard;
  if (ends.includes(operationType)) throw new Error(`The stream is at its end: ${operationType}.`);
  const id = String(documentKey._id);
  switch (ns.coll) {
    case 'marks':
      return id === process && n !== undefined ? { kind: 'mark', n } : undefined;
    case 'pictures':
      if (thing !== undefined) return { kind: 'assignments', id: String(thing) };
      return { kind: operationType === 'delete' ? 'gone picture' : 'pictures', id };
    case 'applications':
      if (assignment !== undefined) return { kind: 'assignments', id: String(assignment) };
      // Applications are never removed, only emptied.
      return operationType === 'delete' ? undefined : { kind: 'applications', id };
    case 'synonyms':
      return { kind: 'synonyms' };
    case 'assignments':
    case 'organisations':
      return { kind: ns.coll, id };
    default:
      return undefined;
  }
}

/** Milliseconds since 1970, to the second where the server is older than MongoDB 6. */
export function committedAt({ wallTime, clusterTime }: Document): number {
  if (wallTime instanceof Date) return wallTime.getTime();
  return (clusterTime as Timestamp).t * 1_000;
}
