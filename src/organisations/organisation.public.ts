// What everybody may know of approved organisations, for the sitemap and for the index.
import type { Model } from 'mongoose';
import type { OrganisationDocument } from './organisation.model.ts';

export type PublicOrganisation = Pick<OrganisationDocument, '_id' | 'name' | 'createdAt'>;

export function createPublic(organisations: Model<OrganisationDocument>) {
  return {
    /** Those of these that are approved. */
    publicOf: (ids: readonly string[]) =>
      organisations
        .find({ _id: { $in: [...ids] }, status: 'approved' }, { name: 1, createdAt: 1 })
        .readConcern('majority')
        .lean<PublicOrganisation[]>(),

    approved: (skip: number, limit: number) =>
      organisations
        .find({ status: 'approved' }, { submittedAt: 1 })
        .sort({ dueAt: 1 })
        .skip(skip)
        .limit(limit)
        .lean<Pick<OrganisationDocument, '_id' | 'submittedAt'>[]>(),

    countApproved: () => organisations.countDocuments({ status: 'approved' }),
  };
}
