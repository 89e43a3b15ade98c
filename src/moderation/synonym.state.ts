// Whether a group of synonyms is in use.

export const synonymStates = ['used', 'removed'] as const;
export type SynonymState = (typeof synonymStates)[number];

/** A group that was removed stays, so that it can be brought back and does not come again by itself. */
export const synonymMoves = {
  withdraw: { from: 'used', to: 'removed' },
  restore: { from: 'removed', to: 'used' },
} as const satisfies Record<string, { from: SynonymState; to: SynonymState }>;
export type SynonymMove = keyof typeof synonymMoves;

export function mayMoveSynonyms(status: SynonymState, move: SynonymMove): boolean {
  return synonymMoves[move].from === status;
}
