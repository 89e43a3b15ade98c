// From a stored assignment to what policies ask about. Pure.
import type { AssignmentDocument } from './assignment.model.ts';
import type { AssignmentCase } from './assignment.policy.ts';

export function caseOf(assignment: Pick<AssignmentDocument, 'organisation' | 'status'>): AssignmentCase {
  return { organisation: String(assignment.organisation), status: assignment.status };
}
