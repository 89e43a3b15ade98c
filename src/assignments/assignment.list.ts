// The public list: newest first, twenty a page, each page a seek in an index (no skipping). Made to be replaced by the finding that comes later.
import { Types } from 'mongoose';
import type { Connection, QueryFilter } from 'mongoose';
import type { Clock } from '../platform/clock.ts';
import { assignmentModel } from './assignment.model.ts';
import type { AssignmentDocument } from './assignment.model.ts';
import type { ListQuery } from './assignment.schema.ts';

export const pageSize = 20;

export interface ListPage {
  found: AssignmentDocument[];
  /** What `after` is on the next page; undefined on the last. */
  next: string | undefined;
}

export function createAssignmentList(parts: { connection: Connection; clock: Clock }) {
  const assignments = assignmentModel(parts.connection);

  return {
    async page(query: ListQuery): Promise<ListPage> {
      const found = await assignments
        .find({ ...openFilter(parts.clock.now()), ...filterOf(query), ...seek(query.after) })
        .sort({ publishedAt: -1, _id: -1 })
        .limit(pageSize + 1)
        .lean<AssignmentDocument[]>();
      const last = found.length > pageSize ? found[pageSize - 1] : undefined;
      return {
        found: found.slice(0, pageSize),
        next:
          last?.publishedAt === undefined ? undefined : `${last.publishedAt.getTime()}-${String(last._id)}`,
      };
    },

    /** All that has a page of its own to find, open or not: for the sitemap. */
    published: (skip: number, limit: number) =>
      assignments
        .find({ status: 'published' }, { publishedAt: 1 })
        .sort({ publishedAt: -1, _id: -1 })
        .skip(skip)
        .limit(limit)
        .lean<Pick<AssignmentDocument, '_id' | 'publishedAt'>[]>(),
  };
}

/** Neither full nor past ones ever appear as open. */
function openFilter(now: Date): QueryFilter<AssignmentDocument> {
  return {
    status: 'published',
    free: { $gt: 0 },
    $and: [
      { $or: [{ pastAt: { $exists: false } }, { pastAt: { $gt: now } }] },
      { $or: [{ applyUntil: { $exists: false } }, { applyUntil: { $gt: now } }] },
    ],
  };
}

function filterOf(query: ListQuery): QueryFilter<AssignmentDocument> {
  const { municipality, cause, remote, language } = query;
  return {
    ...(municipality === undefined ? {} : { municipality }),
    ...(cause === undefined ? {} : { causes: cause }),
    ...(remote === true ? { where: { $in: ['remote', 'both'] } } : {}),
    ...(language === undefined ? {} : languageFilter(language)),
  };
}

function languageFilter(language: NonNullable<ListQuery['language']>): QueryFilter<AssignmentDocument> {
  if (language === 'none') return { swedishNeeded: 'none' };
  if (language === 'practice') return { practice: true };
  return { spoken: language };
}

function seek(after: string | undefined): QueryFilter<AssignmentDocument> {
  const [time, id] = after?.split('-') ?? [];
  if (time === undefined || id === undefined) return {};
  const publishedAt = new Date(Number(time));
  return {
    $or: [{ publishedAt: { $lt: publishedAt } }, { publishedAt, _id: { $lt: new Types.ObjectId(id) } }],
  };
}
