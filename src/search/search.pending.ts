// What has changed and has not been read again yet. Pure.

export interface Pending {
  readonly assignments: Set<string>;
  readonly organisations: Set<string>;
  readonly applications: Set<string>;
  readonly pictures: Set<string>;
  /** The latest mark that was heard after these. */
  mark: number;
}

export function nothingPending(): Pending {
  return {
    assignments: new Set(),
    organisations: new Set(),
    applications: new Set(),
    pictures: new Set(),
    mark: 0,
  };
}

export function together(one: Pending, other: Pending): Pending {
  return {
    assignments: one.assignments.union(other.assignments),
    organisations: one.organisations.union(other.organisations),
    applications: one.applications.union(other.applications),
    pictures: one.pictures.union(other.pictures),
    mark: Math.max(one.mark, other.mark),
  };
}
