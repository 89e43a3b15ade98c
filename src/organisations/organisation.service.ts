// Use cases of organisations: register, submit, coordinators and their invitations, and staff's decision on one.
import type { Connection } from 'mongoose';
import type { Actor, MaybeActor } from '../accounts/actor.ts';
import type { OneTimeLinks } from '../accounts/one-time-link.ts';
import type { Events } from '../events.ts';
import { addWorkingDays } from '../moderation/working-days.ts';
import type { Clock } from '../platform/clock.ts';
import { inTransaction, isDuplicateKey } from '../platform/database.ts';
import type { Transaction } from '../platform/database.ts';
import type { Outbox } from '../platform/outbox/outbox.ts';
import { insist } from '../platform/policy.ts';
import { Refused, missing } from '../platform/refused.ts';
import { createCoordinators } from './organisation.coordinators.ts';
import { organisationModel, unitCollation } from './organisation.model.ts';
import type { OrganisationDocument } from './organisation.model.ts';
import { createPublic } from './organisation.public.ts';
import {
  isPublicOrganisation,
  mayEditOrganisation,
  mayReadOrganisationAsOwner,
  maySeeOrganisation,
  mayWork,
} from './organisation.policy.ts';
import type { OrganisationCase } from './organisation.policy.ts';
import { createRests } from './organisation.rests.ts';
import { claimsNumber, mayMoveOrganisation, organisationMoves } from './organisation.state.ts';
import type { OrganisationMove } from './organisation.state.ts';
import { mayConfirmUnit } from './organisation.units.policy.ts';
import type { Holder } from './organisation.units.policy.ts';

export type OrganisationText = Pick<
  OrganisationDocument,
  'name' | 'legalForm' | 'municipality' | 'about' | 'flags' | 'capacity'
> & {
  web: string | undefined;
  /** Nothing while it waits for one. */
  number: string | undefined;
  unit?: string;
};

export function createOrganisations(parts: {
  connection: Connection;
  clock: Clock;
  outbox: Outbox<Events>;
  links: OneTimeLinks;
}) {
  const { connection, clock, outbox, links } = parts;
  const organisations = organisationModel(connection);

  async function find(id: string, transaction?: Transaction): Promise<OrganisationDocument> {
    const found = await organisations
      .findById(id)
      .session(transaction ?? null)
      .lean<OrganisationDocument>();
    if (found === null) throw missing();
    return found;
  }

  function holdersOf(number: string, transaction?: Transaction): Promise<OrganisationDocument[]> {
    return organisations
      .find({ number, claimed: true })
      .collation(unitCollation)
      .limit(200)
      .session(transaction ?? null)
      .lean<OrganisationDocument[]>();
  }

  /** Moves it by compare-and-set on state and revision; a claimed number is a 409 that points to staff. */
  async function move(
    transaction: Transaction,
    before: OrganisationDocument,
    name: OrganisationMove,
    set: Partial<OrganisationDocument> = {},
  ): Promise<void> {
    const to = organisationMoves[name].to;
    const { matchedCount } = await organisations.updateOne(
      { _id: before._id, status: before.status, revision: before.revision },
      { $set: { ...set, status: to, claimed: claimsNumber(to) } },
      { session: transaction },
    );
    if (matchedCount === 0) throw new Refused(409, 'organisations.refused.changed');
  }

  return {
    find,

    many: (ids: readonly string[]) =>
      organisations
        .find({ _id: { $in: [...ids] } })
        .limit(1000)
        .lean<OrganisationDocument[]>(),

    async read(actor: MaybeActor, id: string): Promise<OrganisationDocument> {
      const organisation = await find(id);
      insist(maySeeOrganisation(actor, organisationCase(organisation)));
      return organisation;
    },

    async readAsOwner(actor: Actor, id: string): Promise<OrganisationDocument> {
      const organisation = await find(id);
      insist(mayReadOrganisationAsOwner(actor, organisationCase(organisation)));
      return organisation;
    },

    async isPublic(id: string): Promise<boolean> {
      return isPublicOrganisation((await find(id)).status);
    },

    /** Ids of those a person coordinates. */
    async coordinatedBy(person: string): Promise<string[]> {
      const found = await organisations
        .find({ coordinators: person }, { _id: 1 })
        .limit(200)
        .lean<OrganisationDocument[]>();
      return found.map((organisation) => String(organisation._id));
    },

    async insistWorking(id: string): Promise<void> {
      if (!mayWork((await find(id)).status)) throw new Refused(409, 'organisations.refused.ended');
    },

    /** While it waits for its number everything may be prepared, and nothing reviewed. */
    async insistNumbered(id: string): Promise<void> {
      if ((await find(id)).number === undefined) throw new Refused(409, 'organisations.refused.noNumber');
    },

    /**
     * Writes what it reads: a suspension at the same moment collides with it, so that nothing is published under what has just been suspended.
     */
    async insistApproved(transaction: Transaction, id: string): Promise<void> {
      const { matchedCount } = await organisations.updateOne(
        { _id: id, status: 'approved' },
        { $inc: { publications: 1 } },
        { session: transaction },
      );
      if (matchedCount === 0) throw new Refused(409, 'moderation.refused.organisationFirst');
    },

    async insistCoordinator(id: string, person: string): Promise<void> {
      const organisation = await find(id);
      if (!organisation.coordinators.some((coordinator) => String(coordinator) === person))
        throw new Refused(409, 'organisations.refused.notCoordinator');
    },

    /** A new draft, whose first coordinator is the one who registers it. Returns its id. */
    async create(actor: Actor, text: OrganisationText): Promise<string> {
      const created = await organisations.create({
        ...setAndUnset(text).$set,
        contact: actor.id,
        coordinators: [actor.id],
        status: 'draft',
        createdAt: clock.now(),
      });
      return String(created._id);
    },

    /** Changes the text. What is approved stays approved; what waits for a decision gets a new revision to decide on. */
    async save(actor: Actor, id: string, text: OrganisationText): Promise<void> {
      const before = await find(id);
      insist(mayEditOrganisation(actor, organisationCase(before)));
      if (
        before.status === 'approved' &&
        (text.number !== before.number ||
          text.legalForm !== before.legalForm ||
          (text.unit ?? '') !== before.unit)
      )
        throw new Refused(409, 'organisations.refused.numberFixed');
      if (text.number === undefined && before.status !== 'draft')
        throw new Refused(409, 'organisations.refused.noNumber');
      const change = setAndUnset({ ...text, revision: before.revision + 1 });
      try {
        const { matchedCount } = await organisations.updateOne(
          { _id: id, status: before.status, revision: before.revision },
          change,
        );
        if (matchedCount === 0) throw new Refused(409, 'organisations.refused.changed');
      } catch (error) {
        if (isDuplicateKey(error)) throw new Refused(409, 'organisations.number.claimed');
        throw error;
      }
    },

    /** Sends it to staff, and claims its number. */
    async submit(actor: Actor, id: string): Promise<void> {
      try {
        await inTransaction(connection, async (transaction) => {
          const before = await find(id, transaction);
          insist(mayEditOrganisation(actor, organisationCase(before)));
          if (!mayMoveOrganisation(before.status, 'submit'))
            throw new Refused(409, 'organisations.refused.changed');
          if (before.number === undefined) throw new Refused(409, 'organisations.refused.noNumber');
          const now = clock.now();
          await move(transaction, before, 'submit', { submittedAt: now, dueAt: addWorkingDays(now, 2) });
          await outbox.record(transaction, 'OrganisationSubmitted', { organisation: id });
          const others = before.unit === '' ? [] : await holdersOf(before.number, transaction);
          for (const other of others)
            if (other.status === 'approved')
              await outbox.record(transaction, 'CoordinationChanged', {
                organisation: String(other._id),
                what: 'unitWaits',
                person: actor.id,
                by: actor.id,
                unit: id,
              });
        });
      } catch (error) {
        if (isDuplicateKey(error)) throw new Refused(409, 'organisations.number.claimed');
        throw error;
      }
      outbox.nudge();
    },

    /** Those that hold this number: the association itself and its local units. */
    holdersOf,

    /** Units that wait for review under a number, and that nobody of the association has confirmed. */
    async unitsToConfirm(number: string): Promise<OrganisationDocument[]> {
      const holders = await holdersOf(number);
      return holders.filter(
        ({ unit, status, confirmed }) => unit !== '' && status === 'pending' && !confirmed,
      );
    },

    /** Says, as one of the association, that this unit is theirs. */
    async confirmUnit(actor: Actor, id: string): Promise<void> {
      await inTransaction(connection, async (transaction) => {
        const unit = await find(id, transaction);
        const others = unit.number === undefined ? [] : await holdersOf(unit.number, transaction);
        const isConfirmed = unit.confirmed !== undefined;
        insist(mayConfirmUnit(actor, { ...holderOf(unit), isConfirmed }, others.map(holderOf)));
        const { matchedCount } = await organisations.updateOne(
          { _id: id, status: 'pending', revision: unit.revision },
          { $set: { confirmed: { by: actor.id, at: clock.now() } } },
          { session: transaction },
        );
        if (matchedCount === 0) throw new Refused(409, 'organisations.refused.changed');
        await outbox.record(transaction, 'CoordinationChanged', {
          organisation: id,
          what: 'unitConfirmed',
          person: actor.id,
          by: actor.id,
        });
      });
      outbox.nudge();
    },

    /** Staff's decision, inside the transaction that also writes the log. The revision is the one that was read. */
    async decide(
      transaction: Transaction,
      id: string,
      revision: number,
      decision: Exclude<OrganisationMove, 'submit' | 'close'>,
    ): Promise<OrganisationDocument> {
      const before = await find(id, transaction);
      if (before.revision !== revision) throw new Refused(409, 'moderation.refused.newer');
      await move(transaction, before, decision);
      return before;
    },

    ...createPublic(organisations),
    ...createRests({ connection, organisations, clock, find, caseOf: organisationCase }),
    ...createCoordinators({ connection, organisations, outbox, links, find, move, caseOf: organisationCase }),

    pending: () =>
      organisations.find({ status: 'pending' }).sort({ dueAt: 1 }).limit(200).lean<OrganisationDocument[]>(),
  };
}

export type Organisations = ReturnType<typeof createOrganisations>;

export function holderOf({ _id, unit, status }: OrganisationDocument): Holder {
  return { id: String(_id), unit, status };
}

/** What is undefined is taken away. */
function setAndUnset<T extends object>(values: T) {
  const entries = Object.entries(values);
  return {
    $set: Object.fromEntries(entries.filter(([, value]) => value !== undefined)) as {
      [K in keyof T]: Exclude<T[K], undefined>;
    },
    $unset: Object.fromEntries(entries.filter(([, value]) => value === undefined).map(([name]) => [name, 1])),
  };
}

export function organisationCase(organisation: OrganisationDocument): OrganisationCase {
  return { id: String(organisation._id), status: organisation.status };
}
