// The moves of an application: who may make each, from where to where, what it does to the place, and who is told. Pure; product.md part 5.

export const applicationStates = [
  'submitted',
  'waitlisted',
  'offered',
  'matched',
  'declined',
  'withdrawn',
  'expired',
  'closed',
  'cancelled',
] as const;
export type ApplicationState = (typeof applicationStates)[number];

/** A state, or an application that is not there yet. */
type From = ApplicationState | 'none';
type Who = 'volunteer' | 'guardian' | 'coordinator' | 'staff' | 'system';

interface Move {
  readonly from: readonly From[];
  readonly to: ApplicationState;
  readonly who: readonly Who[];
  readonly tells: 'volunteer' | 'coordinators' | 'both' | 'other';
}

/** After these the same person may apply again, in the same document. `cancelled` only if the person did it. */
const reopened = ['withdrawn', 'expired', 'closed', 'cancelled'] as const;
const waiting = ['submitted', 'waitlisted'] as const;
const undecided = [...waiting, 'offered'] as const;

export const moves = {
  apply: { from: ['none', ...reopened], to: 'submitted', who: ['volunteer'], tells: 'coordinators' },
  applyToQueue: { from: ['none', ...reopened], to: 'waitlisted', who: ['volunteer'], tells: 'coordinators' },
  applyDirect: { from: ['none', ...reopened], to: 'matched', who: ['volunteer'], tells: 'both' },
  /** A consent or an extract is still due: a place is held until it is in and the volunteer has confirmed. */
  offerDirect: { from: ['none', ...reopened], to: 'offered', who: ['volunteer'], tells: 'both' },
  offer: { from: ['submitted'], to: 'offered', who: ['coordinator'], tells: 'volunteer' },
  queue: { from: ['submitted'], to: 'waitlisted', who: ['coordinator'], tells: 'volunteer' },
  promote: { from: ['waitlisted'], to: 'submitted', who: ['system'], tells: 'both' },
  promoteDirect: { from: ['waitlisted'], to: 'offered', who: ['system'], tells: 'both' },
  decline: { from: undecided, to: 'declined', who: ['coordinator'], tells: 'volunteer' },
  withdraw: { from: undecided, to: 'withdrawn', who: ['volunteer'], tells: 'coordinators' },
  confirm: { from: ['offered'], to: 'matched', who: ['volunteer'], tells: 'both' },
  withhold: { from: undecided, to: 'withdrawn', who: ['guardian'], tells: 'both' },
  withholdMatch: { from: ['matched'], to: 'cancelled', who: ['guardian'], tells: 'both' },
  expire: { from: ['offered'], to: 'expired', who: ['system'], tells: 'both' },
  close: { from: undecided, to: 'closed', who: ['coordinator', 'staff', 'system'], tells: 'volunteer' },
  closeMatch: { from: ['matched'], to: 'cancelled', who: ['coordinator', 'staff'], tells: 'both' },
  cancel: { from: ['matched'], to: 'cancelled', who: ['volunteer', 'coordinator'], tells: 'other' },
  erase: { from: undecided, to: 'withdrawn', who: ['system'], tells: 'coordinators' },
  eraseMatch: { from: ['matched'], to: 'cancelled', who: ['system'], tells: 'coordinators' },
} as const satisfies Record<string, Move>;

/** What happens about an application without moving it. What tells nobody only renews open pages. */
export const notes = {
  wrote: { tells: 'other' },
  proposedCall: { tells: 'other' },
  proposedTry: { tells: 'other' },
  agreed: { tells: 'other' },
  refused: { tells: 'other' },
  calledOff: { tells: 'other' },
  letPhone: { tells: 'coordinators' },
  hidPhone: { tells: 'nobody' },
  consented: { tells: 'both' },
  extractShown: { tells: 'volunteer' },
} as const satisfies Record<string, { readonly tells: Move['tells'] | 'nobody' }>;

export type ApplicationNote = keyof typeof notes;

export type ApplicationMove = keyof typeof moves;
export const applicationMoves = Object.keys(moves) as ApplicationMove[];

export function mayMove(from: From, move: ApplicationMove): boolean {
  return (moves[move].from as readonly From[]).includes(from);
}

/** Made because the person's account is erased. */
export function isErasure(move: ApplicationMove): boolean {
  return move === 'erase' || move === 'eraseMatch';
}

export function holdsPlace(state: From): boolean {
  return state === 'offered' || state === 'matched';
}

/** Not ended: the same person cannot apply anew. */
export function isUnderWay(state: From): boolean {
  return isWaiting(state) || holdsPlace(state);
}

export function isWaiting(state: From): boolean {
  return state === 'submitted' || state === 'waitlisted';
}

/** What a move does to the number of free places: −1 takes one, 1 frees one, 0 leaves them. */
export function placeChange(from: From, move: ApplicationMove): -1 | 0 | 1 {
  const before = holdsPlace(from);
  const after = holdsPlace(moves[move].to);
  if (before === after) return 0;
  return after ? -1 : 1;
}

/** What a move does to the number of applications that the person has waiting. */
export function waitingChange(from: From, move: ApplicationMove): -1 | 0 | 1 {
  const before = isWaiting(from);
  const after = isWaiting(moves[move].to);
  if (before === after) return 0;
  return after ? 1 : -1;
}

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** So long the days of an offer stand still at most, while a consent or an extract is awaited. */
export const longestStandstill = 28 * day;

/** Something was due when the offer was made; `until` is when the last of it came in. */
export interface Standstill {
  readonly until?: Date | undefined;
}

/**
 * When an offer made at that time ends: after 5 days, or 24 h before the start if that is sooner, but never before there were 2 h to answer
 * in, and never past the start. On something that had begun, or has no start, 5 days. The 5 days stand still while something is awaited,
 * 28 days at most; the start never does.
 */
export function offerExpiry(made: Date, beginsAt: Date | undefined, awaited?: Standstill): Date {
  const answerable = (awaited?.until ?? made).getTime();
  const least = answerable + 2 * hour;
  const usual = made.getTime() + 5 * day + standstill(made, awaited);
  if (beginsAt === undefined || beginsAt <= made) return new Date(Math.max(usual, least));
  const early = Math.min(usual, beginsAt.getTime() - day);
  return new Date(Math.min(Math.max(early, least), beginsAt.getTime()));
}

function standstill(made: Date, awaited: Standstill | undefined): number {
  if (awaited === undefined) return 0;
  const stood = awaited.until === undefined ? Infinity : awaited.until.getTime() - made.getTime();
  return Math.min(stood, longestStandstill);
}
