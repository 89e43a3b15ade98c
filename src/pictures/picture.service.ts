// Use cases of pictures: put one up, take it away, show it, and staff's decision on it.
import { createHash } from 'node:crypto';
import { Types } from 'mongoose';
import type { Connection } from 'mongoose';
import type { Actor, MaybeActor } from '../accounts/actor.ts';
import { caseOf } from '../assignments/assignment.case.ts';
import { isShownToAll, mayEditAssignment } from '../assignments/assignment.policy.ts';
import type { Assignments } from '../assignments/assignment.service.ts';
import { addWorkingDays } from '../moderation/working-days.ts';
import { mayEditOrganisation } from '../organisations/organisation.policy.ts';
import { organisationCase } from '../organisations/organisation.service.ts';
import type { Organisations } from '../organisations/organisation.service.ts';
import type { Clock } from '../platform/clock.ts';
import { inTransaction, isDuplicateKey } from '../platform/database.ts';
import type { Transaction } from '../platform/database.ts';
import { insist } from '../platform/policy.ts';
import { Refused, missing } from '../platform/refused.ts';
import type { Encoded } from './picture.encode.ts';
import { pictureModel } from './picture.model.ts';
import type {
  PictureDocument,
  PictureFacts,
  PictureKind,
  PictureSize,
  Rendition,
  Renditions,
} from './picture.model.ts';
import { isForAll, maySeePicture } from './picture.policy.ts';
import type { PictureCase } from './picture.policy.ts';
import type { PictureState } from './picture.state.ts';

/** What a picture belongs to. */
export interface Thing {
  kind: PictureKind;
  id: string;
}

const withoutBytes = { 'small.bytes': 0, 'large.bytes': 0, 'share.bytes': 0 };

export function createPictures(parts: {
  connection: Connection;
  clock: Clock;
  organisations: Organisations;
  assignments: Assignments;
  encode: (file: Buffer, kind: PictureKind) => Promise<Encoded>;
}) {
  const { connection, clock, organisations, assignments, encode } = parts;
  const pictures = pictureModel(connection);

  async function find(id: string, transaction?: Transaction): Promise<PictureFacts> {
    const found = await pictures
      .findById(id, withoutBytes)
      .session(transaction ?? null)
      .lean<PictureFacts>();
    if (found === null) throw missing();
    return found;
  }

  /** Returns the organisation. */
  async function insistMayChange(actor: Actor, { kind, id }: Thing): Promise<string> {
    if (kind === 'organisation') {
      insist(mayEditOrganisation(actor, organisationCase(await organisations.find(id))));
      return id;
    }
    const assignment = await assignments.find(id);
    insist(mayEditAssignment(actor, caseOf(assignment)));
    return String(assignment.organisation);
  }

  /** Whether everybody may open the page of what it belongs to. */
  async function isPublic({ kind, thing, organisation }: PictureFacts): Promise<boolean> {
    if (!(await organisations.isPublic(String(organisation)))) return false;
    return kind === 'organisation' || isShownToAll(caseOf(await assignments.find(String(thing))));
  }

  return {
    find,

    insistMayChange,

    /** All of a thing: the one shown, the one that waits, the one refused. */
    ofThing: (thing: string) => pictures.find({ thing }, withoutBytes).limit(3).lean<PictureFacts[]>(),

    /** The pictures that are shown of these things, by the thing. */
    async shownOf(things: readonly Types.ObjectId[]): Promise<Map<string, PictureFacts>> {
      const found = await pictures
        .find({ thing: { $in: [...things] }, status: 'approved' satisfies PictureState }, withoutBytes)
        .limit(1000)
        .lean<PictureFacts[]>();
      return new Map(found.map((one) => [String(one.thing), one]));
    },

    /** What these belong to. */
    async thingsOf(ids: readonly string[]): Promise<string[]> {
      const found = await pictures
        .find({ _id: { $in: [...ids] } }, { thing: 1 })
        .readConcern('majority')
        .lean<Pick<PictureFacts, 'thing'>[]>();
      return found.map(({ thing }) => String(thing));
    },

    /** 404 unless this reader may see it. */
    async read(actor: MaybeActor, id: string, size: PictureSize): Promise<Rendition & { isForAll: boolean }> {
      const facts = await find(id);
      const about = pictureCase(facts);
      const shown = await isPublic(facts);
      insist(maySeePicture(actor, about, shown));
      const found = await pictures
        .findById(id, { [size]: 1 })
        .lean<Record<PictureSize, Omit<Rendition, 'bytes'> & { bytes: { buffer: Uint8Array } }>>();
      if (found === null) throw missing();
      const { bytes, ...rest } = found[size];
      return { ...rest, bytes: Buffer.from(bytes.buffer), isForAll: isForAll(about, shown) };
    },

    /** Puts a picture in the place of one that waits or was refused; the one that is shown stays until staff has looked at the new one. */
    async put(
      actor: Actor,
      thing: Thing,
      file: Buffer,
      alt: string,
    ): Promise<Exclude<Encoded, { ok: true }> | { ok: true }> {
      const organisation = await insistMayChange(actor, thing);
      const encoded = await encode(file, thing.kind);
      if (!encoded.ok) return encoded;
      const now = clock.now();
      const picture: PictureDocument = {
        ...encoded.renditions,
        _id: idOf(thing, alt, encoded.renditions),
        kind: thing.kind,
        thing: new Types.ObjectId(thing.id),
        organisation: new Types.ObjectId(organisation),
        alt,
        status: 'waiting',
        createdAt: now,
        dueAt: addWorkingDays(now, 2),
      };
      try {
        await inTransaction(connection, async (transaction) => {
          const status: PictureState[] = ['waiting', 'refused'];
          await pictures.deleteMany(
            { thing: picture.thing, status: { $in: status } },
            { session: transaction },
          );
          const shown = await pictures.exists({ _id: picture._id }).session(transaction);
          if (shown === null) await pictures.create([picture], { session: transaction });
        });
      } catch (error) {
        if (isDuplicateKey(error)) throw new Refused(409, 'pictures.refused.changed');
        throw error;
      }
      return { ok: true };
    },

    /** Takes away all there is of this thing. */
    async remove(actor: Actor, thing: Thing): Promise<void> {
      await insistMayChange(actor, thing);
      await pictures.deleteMany({ thing: thing.id });
    },

    /** Waiting for staff, most urgent first. */
    pending: () =>
      pictures.find({ status: 'waiting' }, withoutBytes).sort({ dueAt: 1 }).limit(200).lean<PictureFacts[]>(),

    /** Staff's decision, inside the transaction that also writes the log: the new picture takes the place of the one before it. */
    async decide(
      transaction: Transaction,
      picture: PictureFacts,
      decision: 'approve' | 'reject',
      said: string,
      by: string,
    ): Promise<void> {
      const { _id, thing } = picture;
      if (decision === 'approve')
        await pictures.deleteMany({ thing, status: 'approved' }, { session: transaction });
      const { matchedCount } = await pictures.updateOne(
        { _id, status: 'waiting' },
        {
          $set:
            decision === 'approve'
              ? { status: 'approved' }
              : { status: 'refused', said, decidedBy: new Types.ObjectId(by) },
        },
        { session: transaction },
      );
      if (matchedCount === 0) throw new Refused(409, 'moderation.refused.decided');
    },
  };
}

export type Pictures = ReturnType<typeof createPictures>;

export function pictureCase({ organisation, status }: PictureFacts): PictureCase {
  return { organisation: String(organisation), status };
}

/** The same picture of the same thing in the same words has the same id, so that a decision names exactly what was seen. */
function idOf({ kind, id }: Thing, alt: string, { large }: Renditions): Types.ObjectId {
  const hash = createHash('sha256').update(`${kind} ${id}\n${alt}\n`).update(large.bytes).digest('hex');
  return new Types.ObjectId(hash.slice(0, 24));
}
