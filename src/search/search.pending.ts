// What has changed and has not been read again yet. Pure.
import type { ResumeToken } from 'mongodb';

export interface Pending {
  readonly assignments: Set<string>;
  readonly organisations: Set<string>;
  readonly applications: Set<string>;
  readonly pictures: Set<string>;
  synonyms: boolean;
  /** The latest mark that was heard after these. */
  mark: number;
  /** When the first of them was committed, milliseconds since 1970; none where nothing is pending. */
  since?: number;
  /** Where in the stream the last of them was heard. */
  token?: ResumeToken;
}

export function nothingPending(): Pending {
  return {
    assignments: new Set(),
    organisations: new Set(),
    applications: new Set(),
    pictures: new Set(),
    synonyms: false,
    mark: 0,
  };
}

/** `other` was heard after `one`. */
export function together(one: Pending, other: Pending): Pending {
  return {
    assignments: one.assignments.union(other.assignments),
    organisations: one.organisations.union(other.organisations),
    applications: one.applications.union(other.applications),
    pictures: one.pictures.union(other.pictures),
    synonyms: one.synonyms || other.synonyms,
    mark: Math.max(one.mark, other.mark),
    ...(one.since === undefined && other.since === undefined
      ? {}
      : { since: Math.min(one.since ?? Infinity, other.since ?? Infinity) }),
    token: other.token ?? one.token,
  };
}
