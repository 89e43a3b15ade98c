// What becomes of a proposed time, as answers come and the clock goes on.
import {
  proposalAnswers,
  proposalStanding,
  takesAnswer,
} from '../../src/applications/application.proposal.state.ts';
import type { ProposalStanding } from '../../src/applications/application.proposal.state.ts';

const now = new Date('2026-11-24T09:00:00Z');
const later = new Date('2026-11-25T09:00:00Z');
const newest = { isNewest: true, isUnderWay: true };

test('an answer, a newer proposal, the clock and the end of the application each settle what it is', () => {
  expect(proposalStanding({ at: later }, newest, now)).toBe('open');
  expect(proposalStanding({ at: later, answer: 'yes' }, newest, now)).toBe('agreed');
  expect(proposalStanding({ at: later, answer: 'no' }, newest, now)).toBe('no');
  expect(proposalStanding({ at: now, answer: 'off' }, newest, now)).toBe('off');
  expect(proposalStanding({ at: now }, newest, now)).toBe('unanswered');
  expect(proposalStanding({ at: now, answer: 'yes' }, newest, now)).toBe('held');
  expect(proposalStanding({ at: later }, { ...newest, isNewest: false }, now)).toBe('replaced');
  expect(proposalStanding({ at: later, answer: 'yes' }, { ...newest, isNewest: false }, now)).toBe('agreed');
  expect(proposalStanding({ at: later }, { ...newest, isUnderWay: false }, now)).toBe('ended');
  expect(proposalStanding({ at: later, answer: 'yes' }, { ...newest, isUnderWay: false }, now)).toBe('ended');
});

test('only the other side says yes or no, only its own side takes it back, and both call off what was agreed', () => {
  const takes = (standing: ProposalStanding, isOwn: boolean) =>
    proposalAnswers.filter((answer) => takesAnswer(standing, answer, isOwn));
  expect(takes('open', false)).toEqual(['yes', 'no']);
  expect(takes('open', true)).toEqual(['off']);
  for (const isOwn of [true, false]) {
    expect(takes('agreed', isOwn)).toEqual(['off']);
    for (const standing of ['held', 'no', 'off', 'replaced', 'unanswered', 'ended'] as const)
      expect(takes(standing, isOwn)).toEqual([]);
  }
});
