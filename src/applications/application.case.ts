// From stored documents to what policies ask about. Pure.
import type { AssignmentDocument } from '../assignments/assignment.model.ts';
import type { ApplicationDocument } from './application.model.ts';
import type { ApplicationCase, AssignmentFacts } from './application.policy.ts';

export function caseOf(application: ApplicationDocument): ApplicationCase {
  const { consent, extract, expiresAt } = application;
  return {
    organisation: String(application.organisation),
    person: String(application.person),
    status: application.status,
    lastBy: lastBy(application),
    consent,
    extract,
    ...(expiresAt === undefined ? {} : { expiresAt }),
  };
}

/** A guardian speaks for the volunteer: what they ended can be applied for again, with a new consent. */
function lastBy({ history, person }: ApplicationDocument): string {
  const last = history.at(-1);
  return String((last?.move === 'withholdMatch' ? person : last?.by) ?? '');
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
