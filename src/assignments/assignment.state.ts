// The states of an assignment, the moves between them, and what follows from places and the clock. Pure; product.md part 4.

export const assignmentStates = [
  'draft',
  'pending',
  'published',
  'returned',
  'rejected',
  'paused',
  'closed',
] as const;
export type AssignmentState = (typeof assignmentStates)[number];

interface Move {
  readonly from: readonly AssignmentState[];
  readonly to: AssignmentState;
  readonly who: 'coordinator' | 'staff';
}

export const assignmentMoves = {
  submit: { from: ['draft', 'returned'], to: 'pending', who: 'coordinator' },
  approve: { from: ['pending'], to: 'published', who: 'staff' },
  return: { from: ['pending'], to: 'returned', who: 'staff' },
  reject: { from: ['pending'], to: 'rejected', who: 'staff' },
  pause: { from: ['published'], to: 'paused', who: 'coordinator' },
  resume: { from: ['paused'], to: 'published', who: 'coordinator' },
  close: { from: ['published', 'paused'], to: 'closed', who: 'coordinator' },
  suspend: { from: ['published', 'paused', 'pending', 'returned'], to: 'closed', who: 'staff' },
} as const satisfies Record<string, Move>;

export type AssignmentMove = keyof typeof assignmentMoves;

export function mayMoveAssignment(from: AssignmentState, move: AssignmentMove): boolean {
  return (assignmentMoves[move].from as readonly AssignmentState[]).includes(from);
}

/** What decides whether an assignment is open. */
export interface Openness {
  readonly status: AssignmentState;
  readonly free: number;
  /** When the last occasion begins to be over; nothing for what goes on. */
  readonly pastAt?: Date | null;
  readonly applyUntil?: Date | null;
}

export function isFull(assignment: Openness): boolean {
  return assignment.free <= 0;
}

export function isPast(assignment: Openness, now: Date): boolean {
  return assignment.pastAt != null && assignment.pastAt <= now;
}

export function isLate(assignment: Openness, now: Date): boolean {
  return assignment.applyUntil != null && assignment.applyUntil <= now;
}

/** Published, not full, not past, last day to apply not passed. */
export function isOpen(assignment: Openness, now: Date): boolean {
  return takesApplications(assignment, now) && !isFull(assignment);
}

/** Open, or full with a queue to stand in. */
export function takesApplications(assignment: Openness, now: Date): boolean {
  return assignment.status === 'published' && !isPast(assignment, now) && !isLate(assignment, now);
}

/** So many waiting that one should know before applying. */
export function manyWaiting(places: number, waiting: number): boolean {
  return waiting > 5 * places;
}
