// What staff sees of a person: what is needed to help or to protect, and no text that they have written to somebody. Pure.
import { contactShownTo } from '../accounts/contact.policy.ts';
import type { PersonDocument } from '../accounts/person.model.ts';
import { applicationStates } from '../applications/application.state.ts';
import type { ApplicationState } from '../applications/application.state.ts';
import type { OrganisationDocument } from '../organisations/organisation.model.ts';
import type { LookDocument } from './look.model.ts';

export function personView(
  person: PersonDocument,
  about: {
    organisations: readonly OrganisationDocument[];
    asks: readonly OrganisationDocument[];
    applications: ReadonlyMap<ApplicationState, number>;
  },
) {
  const id = String(person._id);
  return {
    id,
    ...contactShownTo('staff', person),
    isModerator: person.isModerator,
    createdAt: person.createdAt,
    lastSeenAt: person.lastSeenAt,
    /** The account goes unless they sign in. */
    goes: person.toldGoing !== undefined,
    organisations: about.organisations.map((one) => ({
      ...named(one),
      statusKey: `organisations.state.${one.status}` as const,
      isAlone: one.coordinators.length === 1,
    })),
    asks: about.asks.map(named),
    applications: applicationStates.flatMap((state) => {
      const n = about.applications.get(state) ?? 0;
      return n === 0 ? [] : [{ key: `applications.state.${state}` as const, n }];
    }),
  };
}

export function looksView(looks: readonly LookDocument[], staff: readonly PersonDocument[]) {
  return looks.map(({ at, by, reason, text }) => ({
    at,
    text,
    key: `taxonomies.lookReason.${reason}` as const,
    name: staff.find(({ _id }) => _id.equals(by))?.name ?? '',
  }));
}

function named({ _id, name }: OrganisationDocument) {
  return { id: String(_id), name };
}
