// Finds the assignment that an address names for the coordinator who answers for it. For all others it does not exist.
import type { Request } from 'express';
import { actorOf } from '../accounts/guards.ts';
import { idOf } from '../platform/http/params.ts';
import { missing } from '../platform/refused.ts';
import type { Services } from '../services.ts';
import type { AssignmentDocument } from './assignment.model.ts';

export async function ownAssignment(
  { assignments }: Services,
  request: Request,
): Promise<AssignmentDocument> {
  const actor = actorOf(request);
  const assignment = await assignments.readAsOwner(actor, idOf(request));
  if (!actor.organisations.includes(String(assignment.organisation))) throw missing();
  return assignment;
}
