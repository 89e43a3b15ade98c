// From stored documents to what policies ask about. Pure.
import type { AssignmentDocument } from '../assignments/assignment.model.ts';
import type { ApplicationDocument } from './application.model.ts';
import type { ApplicationCase, AssignmentFacts } from './application.policy.ts';

export function caseOf(application: ApplicationDocument): ApplicationCase {
  const { expiresAt } = application;
  return {
    organisation: String(application.organisation),
    person: String(application.person),
    status: application.status,
    lastBy: String(application.history.at(-1)?.by ?? ''),
    ...(expiresAt === undefined ? {} : { expiresAt }),
  };
}

export function factsOf(assignment: AssignmentDocument): AssignmentFacts {
  const { status, free, pastAt, applyUntil, lowestAge } = assignment;
  return {
    organisation: String(assignment.organisation),
    status,
    free,
    lowestAge,
    pastAt: pastAt ?? null,
    applyUntil: applyUntil ?? null,
  };
}
