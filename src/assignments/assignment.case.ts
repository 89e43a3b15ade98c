// From a stored assignment to what policies ask about. Pure.
import type { AssignmentDocument } from './assignment.model.ts';
import type { AssignmentCase } from './assignment.policy.ts';

type Asked = Pick<AssignmentDocument, 'organisation' | 'status' | 'closeReason' | 'proposed'>;

export function caseOf(assignment: Asked): AssignmentCase {
  const { organisation, status, closeReason, proposed } = assignment;
  return {
    organisation: String(organisation),
    status,
    isSuspended: closeReason === 'suspended',
    proposal: proposed?.status,
  };
}
