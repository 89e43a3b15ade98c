// The states of an organisation and the moves between them. Pure; product.md part 3.

export const organisationStates = [
  'draft',
  'pending',
  'approved',
  'returned',
  'rejected',
  'suspended',
  'closed',
] as const;
export type OrganisationState = (typeof organisationStates)[number];

interface Move {
  readonly from: readonly OrganisationState[];
  readonly to: OrganisationState;
  readonly who: 'coordinator' | 'staff';
}

export const organisationMoves = {
  submit: { from: ['draft', 'returned'], to: 'pending', who: 'coordinator' },
  approve: { from: ['pending'], to: 'approved', who: 'staff' },
  return: { from: ['pending'], to: 'returned', who: 'staff' },
  reject: { from: ['pending'], to: 'rejected', who: 'staff' },
  suspend: { from: ['approved'], to: 'suspended', who: 'staff' },
  close: { from: ['draft', 'pending', 'returned', 'approved'], to: 'closed', who: 'coordinator' },
  lift: { from: ['suspended'], to: 'approved', who: 'staff' },
} as const satisfies Record<string, Move>;

export type OrganisationMove = keyof typeof organisationMoves;

export function mayMoveOrganisation(from: OrganisationState, move: OrganisationMove): boolean {
  return (organisationMoves[move].from as readonly OrganisationState[]).includes(from);
}

/** While it is in one of these, nobody else can register its number. */
export function claimsNumber(state: OrganisationState): boolean {
  return state !== 'draft' && state !== 'rejected' && state !== 'closed';
}
