// Who may do what with an assignment, and the sentence that says why not: every person in every state.
import {
  addressShownTo,
  mayCreateAssignment,
  mayDecideAssignment,
  mayEditAssignment,
  mayMoveAsCoordinator,
  mayReadAsOwner,
  mayReopen,
  maySeeAssignment,
  mayWithdrawProposal,
  undoUntil,
} from '../../src/assignments/assignment.policy.ts';
import type { AssignmentCase } from '../../src/assignments/assignment.policy.ts';
import { assignmentMoves, assignmentStates } from '../../src/assignments/assignment.state.ts';
import type { AssignmentMove, AssignmentState } from '../../src/assignments/assignment.state.ts';
import { minute } from '../../src/platform/clock.ts';
import { HIDDEN, answer, answers, coordinator, everybody, otherCoordinator } from '../support/verdicts.ts';

const CHANGED = '409 assignments.refused.changed';
const DECIDED = '409 moderation.refused.decided';
const OWN = '403 moderation.refused.own';
const now = new Date('2026-11-24T09:00:00Z');
const allMoves = Object.keys(assignmentMoves) as AssignmentMove[];

function anAssignment(status: AssignmentState, given: Partial<AssignmentCase> = {}): AssignmentCase {
  return {
    organisation: 'the club',
    status,
    isSuspended: false,
    wasPublic: false,
    proposal: undefined,
    ...given,
  };
}

describe.each(assignmentStates)('one that is %s', (status) => {
  const forOwners = everybody(HIDDEN, { coordinator: 'yes', moderator: 'yes', both: 'yes' });
  const isOut = ['published', 'paused', 'closed'].includes(status);

  test(isOut ? 'is seen by everybody' : 'is seen by its coordinators and staff', () => {
    expect(answers((actor) => maySeeAssignment(actor, anAssignment(status), true))).toEqual(
      isOut ? everybody('yes') : forOwners,
    );
  });

  test('is seen by its coordinators and staff where the organisation is not public or staff has closed it', () => {
    expect(answers((actor) => maySeeAssignment(actor, anAssignment(status), false))).toEqual(forOwners);
    const suspended = anAssignment(status, { isSuspended: true });
    expect(answers((actor) => maySeeAssignment(actor, suspended, true))).toEqual(forOwners);
    expect(answers((actor) => mayReadAsOwner(actor, suspended))).toEqual(forOwners);
    const gone = { ...suspended, wasPublic: true };
    expect(answers((actor) => maySeeAssignment(actor, gone, true))).toEqual(
      everybody('410 errors.410.text', { coordinator: 'yes', moderator: 'yes', both: 'yes' }),
    );
  });

  test('is changed by its coordinators until it has ended', () => {
    const own = ['closed', 'rejected'].includes(status) ? '409 assignments.refused.ended' : 'yes';
    expect(answers((actor) => mayEditAssignment(actor, anAssignment(status)))).toEqual(
      everybody(HIDDEN, { coordinator: own, both: own }),
    );
  });

  test.each(allMoves)('is moved by its coordinators as the table of moves says: %s', (move) => {
    const may = (assignmentMoves[move].from as readonly string[]).includes(status);
    const own = may ? 'yes' : CHANGED;
    expect(answers((actor) => mayMoveAsCoordinator(actor, anAssignment(status), move))).toEqual(
      everybody(HIDDEN, { coordinator: own, both: own }),
    );
    expect(answers((actor) => mayDecideAssignment(actor, anAssignment(status), move))).toEqual(
      everybody(HIDDEN, { moderator: may ? 'yes' : DECIDED, both: OWN }),
    );
  });

  test('is reopened by its coordinators within ten minutes, where nobody had to be told', () => {
    const closing = { closedFrom: 'published', closedAt: now } as const;
    const ask = (after: number, how: Parameters<typeof mayReopen>[2] = closing) =>
      answers((actor) => mayReopen(actor, anAssignment(status), how, new Date(now.getTime() + after)));
    const gone = '409 assignments.refused.reopen';
    const own = status === 'closed' ? 'yes' : gone;
    expect(ask(10 * minute - 1)).toEqual(everybody(HIDDEN, { coordinator: own, both: own }));
    expect(ask(10 * minute)).toEqual(everybody(HIDDEN, { coordinator: gone, both: gone }));
    expect(ask(0, { closedAt: now }).coordinator).toBe(gone);
    expect(ask(0, { closedFrom: 'paused' }).coordinator).toBe(gone);
  });
});

test('staff decides on new words that are read, whatever the thing itself is', () => {
  for (const move of allMoves) {
    const pending = anAssignment('published', { proposal: 'pending' });
    const may = ['approve', 'return', 'reject', 'pause', 'close', 'suspend'].includes(move);
    expect([move, answers((actor) => mayDecideAssignment(actor, pending, move)).moderator]).toEqual([
      move,
      may ? 'yes' : DECIDED,
    ]);
  }
  const returned = anAssignment('published', { proposal: 'returned' });
  expect(answers((actor) => mayDecideAssignment(actor, returned, 'approve')).moderator).toBe(DECIDED);
});

test('new words are taken back by coordinators, where there are any', () => {
  for (const [proposal, own] of [
    [undefined, CHANGED],
    ['pending', 'yes'],
    ['returned', 'yes'],
  ] as const)
    expect(answers((actor) => mayWithdrawProposal(actor, anAssignment('published', { proposal })))).toEqual(
      everybody(HIDDEN, { coordinator: own, both: own }),
    );
});

test('an assignment is made for an organisation that one coordinates', () => {
  expect(answer(mayCreateAssignment(coordinator, 'the club'))).toBe('yes');
  expect(answer(mayCreateAssignment(otherCoordinator, 'the club'))).toBe(HIDDEN);
});

test('the end of the time for regret is ten minutes after closing', () => {
  expect(undoUntil({ closedFrom: 'published', closedAt: now })).toEqual(new Date('2026-11-24T09:10:00Z'));
  expect(undoUntil({ closedAt: now })).toBeUndefined();
  expect(undoUntil({ closedFrom: 'paused' })).toBeUndefined();
});

test.each([
  [undefined, 'Gatan 1', 'Gatan 1'],
  ['all', 'Gatan 1', 'Gatan 1'],
  ['match', undefined, 'Gatan 1'],
  ['never', undefined, undefined],
] as const)('an address that is shown to %s', (addressShown, toEverybody, toMatch) => {
  const shown = { address: 'Gatan 1', ...(addressShown === undefined ? {} : { addressShown }) };
  expect(addressShownTo('everybody', shown)).toBe(toEverybody);
  expect(addressShownTo('match', shown)).toBe(toMatch);
});
