// Finds the organisation that an address names for one of its coordinators. For all others it does not exist.
import type { Request } from 'express';
import { actorOf } from '../accounts/guards.ts';
import { idOf } from '../platform/http/params.ts';
import { missing } from '../platform/refused.ts';
import type { Services } from '../services.ts';
import type { OrganisationDocument } from './organisation.model.ts';

export async function ownOrganisation(
  { organisations }: Services,
  request: Request,
): Promise<OrganisationDocument> {
  const actor = actorOf(request);
  const organisation = await organisations.readAsOwner(actor, idOf(request));
  if (!actor.organisations.includes(idOf(request))) throw missing();
  return organisation;
}
