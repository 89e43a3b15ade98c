// What the pages of organisations show. Pure.
import type { MaybeActor } from '../accounts/actor.ts';
import { formatDate } from '../platform/i18n/languages.ts';
import type { Language } from '../platform/i18n/languages.ts';
import { municipalities, municipality } from '../places/places.ts';
import { CAPACITIES, LEGAL_FORMS } from '../taxonomies/taxonomies.ts';
import type { DecisionDocument } from '../moderation/decision.model.ts';
import type { OrganisationDocument } from './organisation.model.ts';
import { formatOrganisationNumber } from './organisation-number.ts';
import { isPublicOrganisation, mayEditOrganisation, mayWork } from './organisation.policy.ts';
import { answerDue, restToTell } from './organisation.rest.policy.ts';
import type { Rest, Resting } from './organisation.rest.policy.ts';
import { mayMoveOrganisation } from './organisation.state.ts';

export function organisationOptions() {
  return {
    municipalityOptions: municipalities().map(({ code, name }) => ({ value: code, text: name })),
    capacityOptions: CAPACITIES.map((value) => ({ value, key: `taxonomies.capacity.${value}` as const })),
    legalFormOptions: LEGAL_FORMS.map((value) => ({ value, key: `taxonomies.legalForm.${value}` as const })),
  };
}

export function organisationValues(organisation: OrganisationDocument): Record<string, string> {
  const { name, legalForm, number, unit, municipality: code, about, web = '', capacity = '' } = organisation;
  return {
    name,
    legalForm,
    number: number === undefined ? '' : formatOrganisationNumber(number),
    ...(number === undefined ? { awaitsNumber: 'yes' } : {}),
    unit,
    municipality: code,
    about,
    web,
    capacity,
    values: 'yes',
  };
}

export function organisationView(organisation: OrganisationDocument, reader: MaybeActor) {
  const id = String(organisation._id);
  const { name, legalForm, status, number, unit, capacity, about, web, municipality: code } = organisation;
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
    unit,
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
  if (latest?.after !== status || (latest.decision === 'approve' && !latest.text)) return undefined;
  return {
    key: `organisations.decision.${latest.decision}` as const,
    at: latest.at,
    reasons: latest.reasons.map((reason) => `taxonomies.returnReason.${reason}.sentence` as const),
    text: latest.text,
  };
}

/** What is told of those under a number: the public ones by name, of the others only that they are there. */
export function holdersView(holders: readonly OrganisationDocument[]) {
  return holders.map(({ _id, name, unit, status, municipality: code }) =>
    isPublicOrganisation(status)
      ? { id: String(_id), name, unit, municipality: municipality(code)?.name ?? '' }
      : { id: undefined },
  );
}

/** What a rest is called, with its first and its last day. */
export function restView({ kind, from, to, text }: Rest, lang: Language) {
  const day = (date: string): string => formatDate(lang, new Date(date), 'short');
  return {
    what: { key: `organisations.rests.is.${kind}` as const, values: { from: day(from), to: day(to) } },
    text,
  };
}

/** The rest that is on, or is about to be, and when an answer is due to whoever applies now. */
export function restNotice(organisation: Resting, lang: Language, now: Date) {
  const rest = restToTell(organisation, now);
  return rest && { ...restView(rest, lang), due: answerDue(now, organisation) };
}
