// What is known of a published assignment as one line of text: its values in a fixed order, without their names. The same is always the same line,
// so that two can be compared. Pure but for the ids, which are those of the database.
import { Types } from 'mongoose';
import { publishedFields } from '../assignments/assignment.published.ts';
import type { PublishedAssignment } from '../assignments/assignment.published.ts';
import type { CardPicture } from '../pictures/picture.view.ts';
import type { Reading } from './search.reading.ts';

const ids: readonly string[] = ['_id', 'organisation'];
const dates: readonly string[] = ['createdAt', 'publishedAt', 'pastAt', 'applyUntil'];

type Line = [
  values: unknown[],
  organisation: [name: string, createdAt: number],
  queue: [waiting: number, queued: number],
  picture: [id: string, alt: string, ...sizes: number[]] | null,
];

export function lineOf({ assignment, organisation, queue, picture }: Reading): Buffer {
  const line: Line = [
    publishedFields.map((field) => assignment[field]),
    [organisation.name, organisation.createdAt.getTime()],
    [queue.waiting, queue.queued],
    picture === undefined
      ? null
      : [
          String(picture._id),
          picture.alt,
          ...[picture.small, picture.large, picture.share].flatMap(({ width, height }) => [width, height]),
        ],
  ];
  return Buffer.from(JSON.stringify(line, plain));
}

/** The id stands first: what can be read without the rest. */
export function idOf(bytes: Uint8Array): string {
  return textOf(bytes.subarray(3, 27));
}

/** The id of its picture, which stands last. */
export function pictureOf(bytes: Uint8Array): string | undefined {
  const end = textOf(bytes.subarray(-5));
  return end === 'null]' ? undefined : String(readingOf(bytes).picture?._id);
}

export function readingOf(bytes: Uint8Array): Reading {
  const [values, [name, createdAt], [waiting, queued], picture] = JSON.parse(textOf(bytes)) as Line;
  const assignment = Object.fromEntries(
    publishedFields
      .map((field, place) => [field, valueOf(field, values[place])] as const)
      .filter(([, value]) => value !== null),
  ) as unknown as PublishedAssignment;
  return {
    assignment,
    organisation: { _id: assignment.organisation, name, createdAt: new Date(createdAt) },
    queue: { waiting, queued },
    picture: picture === null ? undefined : cardPicture(picture),
  };
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString();
}

/** `JSON.stringify` has made a text of a date by the time it asks. */
function plain(this: Record<string, unknown>, key: string, value: unknown): unknown {
  const own = this[key];
  return own instanceof Date ? own.getTime() : value;
}

function valueOf(field: string, value: unknown): unknown {
  if (value === null || value === undefined) return null;
  if (ids.includes(field)) return new Types.ObjectId(value as string);
  return dates.includes(field) ? new Date(value as number) : value;
}

function cardPicture([id, alt, ...sizes]: NonNullable<Line[3]>): CardPicture {
  const size = (place: number) => ({ width: sizes[place] ?? 0, height: sizes[place + 1] ?? 0 });
  return {
    _id: new Types.ObjectId(id),
    alt,
    status: 'approved',
    small: size(0),
    large: size(2),
    share: size(4),
  };
}
