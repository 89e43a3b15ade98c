// The words of an assignment in two versions, as staff and its coordinators compare them. Pure.
import { compareWords } from '../moderation/comparison.view.ts';
import type { Comparison } from '../moderation/comparison.view.ts';
import type { MessageKey } from '../platform/i18n/translate.ts';
import type { AssignmentDocument, AssignmentWords } from './assignment.model.ts';

const labels: Record<keyof AssignmentWords, MessageKey> = {
  title: 'assignments.form.title',
  description: 'assignments.form.description',
  easySummary: 'assignments.form.easySummary',
  firstTime: 'assignments.form.firstTime',
  gets: 'assignments.form.gets',
  requirements: 'assignments.form.requirements',
};

export function compareAssignments(before: object, after: object): Comparison {
  return compareWords(before, after, labels);
}

/** What is out, and what its coordinators have written since. */
export function proposalView({ proposed, ...approved }: AssignmentDocument) {
  if (proposed === undefined) return undefined;
  const { status, dueAt, revision, words } = proposed;
  return {
    dueAt: status === 'pending' ? dueAt : undefined,
    revision,
    explainKey: `assignments.proposal.${status}` as const,
    comparison: compareAssignments(approved, words),
  };
}
