// Keeps when an organisation rests.
import type { Connection, Model } from 'mongoose';
import type { Actor } from '../accounts/actor.ts';
import type { Clock } from '../platform/clock.ts';
import { inTransaction } from '../platform/database.ts';
import type { Transaction } from '../platform/database.ts';
import { insist } from '../platform/policy.ts';
import { Refused } from '../platform/refused.ts';
import type { OrganisationDocument } from './organisation.model.ts';
import { mayEditOrganisation } from './organisation.policy.ts';
import type { OrganisationCase } from './organisation.policy.ts';
import { restFault } from './organisation.rest.policy.ts';
import type { Rest } from './organisation.rest.policy.ts';

export function createRests(parts: {
  connection: Connection;
  organisations: Model<OrganisationDocument>;
  clock: Clock;
  find: (id: string, transaction?: Transaction) => Promise<OrganisationDocument>;
  caseOf: (organisation: OrganisationDocument) => OrganisationCase;
}) {
  const { connection, organisations, clock, find, caseOf } = parts;

  function change(actor: Actor, id: string, rests: (before: OrganisationDocument) => readonly Rest[]) {
    return inTransaction(connection, async (transaction) => {
      const before = await find(id, transaction);
      insist(mayEditOrganisation(actor, caseOf(before)));
      const update = { $set: { rests: [...rests(before)] } };
      await organisations.updateOne({ _id: id }, update, { session: transaction });
    });
  }

  return {
    /** Announces a rest; refused where the policy finds a fault. */
    addRest: (actor: Actor, id: string, rest: Rest) =>
      change(actor, id, (before) => {
        const fault = restFault(before, rest, clock.now());
        if (fault !== undefined) throw new Refused(422, fault.key, fault.values);
        return [...(before.rests ?? []), rest].toSorted((a, b) => a.from.localeCompare(b.from));
      }),

    /** Takes away the rest that begins on this day. */
    removeRest: (actor: Actor, id: string, from: string) =>
      change(actor, id, (before) => (before.rests ?? []).filter((rest) => rest.from !== from)),
  };
}
