// What the pages of organisations show. Pure.
import type { MaybeActor } from '../accounts/actor.ts';
import { municipalities, municipality } from '../places/places.ts';
import { CAPACITIES, LEGAL_FORMS } from '../taxonomies/taxonomies.ts';
import type { DecisionDocument } from '../moderation/decision.model.ts';
import type { OrganisationDocument } from './organisation.model.ts';
import { formatOrganisationNumber } from './organisation-number.ts';
import { mayEditOrganisation, mayWork } from './organisation.policy.ts';
import { mayMoveOrganisation } from './organisation.state.ts';

export function organisationOptions() {
  return {
    municipalityOptions: municipalities().map(({ code, name }) => ({ value: code, text: name })),
    capacityOptions: CAPACITIES.map((value) => ({ value, key: `taxonomies.capacity.${value}` as const })),
    legalFormOptions: LEGAL_FORMS.map((value) => ({ value, key: `taxonomies.legalForm.${value}` as const })),
  };
}

export function organisationValues(organisation: OrganisationDocument): Record<string, string> {
  const { name, legalForm, number, municipality: code, about, web = '', capacity = '' } = organisation;
  return {
    name,
    legalForm,
    number: number === undefined ? '' : formatOrganisationNumber(number),
    ...(number === undefined ? { awaitsNumber: 'yes' } : {}),
    municipality: code,
    about,
    web,
    capacity,
    values: 'yes',
  };
}

export function organisationView(organisation: OrganisationDocument, reader: MaybeActor) {
  const id = String(organisation._id);
  const { name, legalForm, status, number, capacity, about, web, municipality: code } = organisation;
  const mayEdit = mayEditOrganisation(reader, { id, status }).allowed;
  return {
    id,
    name,
    status,
    statusKey: `organisations.state.${status}` as const,
    explainKey:
      number === undefined
        ? ('organisations.explain.awaits' as const)
        : (`organisations.explain.${status}` as const),
    dueAt: status === 'pending' ? organisation.dueAt : undefined,
    legalFormKey: `taxonomies.legalForm.${legalForm}` as const,
    number: number === undefined ? undefined : formatOrganisationNumber(number),
    awaitsNumber: number === undefined,
    capacityKey: capacity === undefined ? undefined : (`taxonomies.capacity.${capacity}` as const),
    municipality: municipality(code)?.name ?? '',
    about: about.split(/\n{2,}/),
    web,
    webText: web?.replace(/^https?:\/\//, '').replace(/\/$/, ''),
    mayEdit,
    maySubmit: mayEdit && number !== undefined && mayMoveOrganisation(status, 'submit'),
    mayAddAssignment: mayEdit && mayWork(status),
    isPublic: status === 'approved',
    /** Once approved, the number is what staff approved. */
    isNumberFixed: status === 'approved',
  };
}

/** Staff's latest decision, while it is what the state comes from and there is something to say. */
export function decisionView(latest: DecisionDocument | undefined, status: string) {
  if (latest?.after !== status || (latest.decision === 'approve' && latest.text === '')) return undefined;
  return {
    key: `organisations.decision.${latest.decision}` as const,
    at: latest.at,
    reasons: latest.reasons.map((reason) => `taxonomies.returnReason.${reason}.sentence` as const),
    text: latest.text,
  };
}
