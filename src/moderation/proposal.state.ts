// New words for something that staff has approved: they wait beside the approved ones until staff has decided. Pure.

/** Field by field; a list is one entry a line. */
export type Words = object;

export interface Proposal<W extends Words> {
  words: W;
  /** Names these words, for the decision on them. */
  revision: number;
  /** Read by staff, or returned for correction. */
  status: 'pending' | 'returned';
  submittedAt: Date;
  dueAt: Date;
  flags: string[];
}

interface MayBeProposed {
  readonly status: string;
  readonly dueAt?: Date;
  readonly flags: string[];
  readonly proposed?: Pick<Proposal<Words>, 'status' | 'dueAt' | 'flags'>;
}

/** What staff has to read of a thing: itself or its new words, until when, and what to look twice at. */
export function inReview(
  thing: MayBeProposed,
): { isProposal: boolean; dueAt: Date | undefined; flags: readonly string[] } | undefined {
  if (thing.status === 'pending') return { isProposal: false, dueAt: thing.dueAt, flags: thing.flags };
  if (thing.proposed?.status !== 'pending') return undefined;
  return { isProposal: true, dueAt: thing.proposed.dueAt, flags: thing.proposed.flags };
}

/** True if such a decision would be one on the new words, not on the thing itself. */
export function decidesProposal(proposal: Proposal<Words>['status'] | undefined, decision: string): boolean {
  return proposal === 'pending' && ['approve', 'return', 'reject'].includes(decision);
}

/** The words of a thing as its coordinators last wrote them. */
export function latestWords<W extends Words, T extends W & { readonly proposed?: Proposal<W> }>(thing: T): T {
  return { ...thing, ...thing.proposed?.words };
}
