// From a stored assignment to what policies ask about. Pure.
import type { AssignmentDocument } from './assignment.model.ts';
import type { AssignmentCase } from './assignment.policy.ts';

type Asked = Pick<AssignmentDocument, 'organisation' | 'status' | 'closeReason' | 'proposed' | 'publishedAt'>;

export function caseOf(assignment: Asked): AssignmentCase {
  const { organisation, status, closeReason, proposed, publishedAt } = assignment;
  return {
    organisation: String(organisation),
    status,
    isSuspended: closeReason === 'suspended',
    wasPublic: publishedAt !== undefined,
    proposal: proposed?.status,
  };
}
