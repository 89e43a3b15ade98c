// What staff keeps for others to use, templates and synonyms: whether it is in use. What was taken out stays, so that it can be brought back.

export interface KeptStates<State extends string = string> {
  readonly inUse: State;
  readonly out: State;
}

export const templateStates = { inUse: 'offered', out: 'withdrawn' } as const satisfies KeptStates;
export const synonymStates = { inUse: 'used', out: 'removed' } as const satisfies KeptStates;
export type TemplateState = (typeof templateStates)['inUse' | 'out'];
export type SynonymState = (typeof synonymStates)['inUse' | 'out'];

export type KeptMove = 'withdraw' | 'restore';

export function moveOf<State extends string>({ inUse, out }: KeptStates<State>, move: KeptMove) {
  return move === 'withdraw' ? { from: inUse, to: out } : { from: out, to: inUse };
}

/** The one move that can be made from there. */
export function moveFrom(states: KeptStates, status: string): KeptMove {
  return status === states.inUse ? 'withdraw' : 'restore';
}
