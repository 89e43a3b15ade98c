// Who coordinates an organisation: invitations, joining, leaving, and closing it. One that may work always has a coordinator.
import { Types } from 'mongoose';
import type { Connection, Model } from 'mongoose';
import type { Actor } from '../accounts/actor.ts';
import type { OneTimeLinks } from '../accounts/one-time-link.ts';
import type { Events } from '../events.ts';
import { inTransaction } from '../platform/database.ts';
import type { Transaction } from '../platform/database.ts';
import type { Language } from '../platform/i18n/languages.ts';
import type { Outbox } from '../platform/outbox/outbox.ts';
import { insist } from '../platform/policy.ts';
import { Refused, missing } from '../platform/refused.ts';
import type { OrganisationDocument } from './organisation.model.ts';
import { mayEditOrganisation, mayInvite, mayRemoveCoordinator, mayWork } from './organisation.policy.ts';
import type { OrganisationCase } from './organisation.policy.ts';
import type { CLOSING_REASONS } from './organisation.schema.ts';
import type { OrganisationMove } from './organisation.state.ts';

/** Why a coordinator closes an organisation, as its assignments are then closed: what is agreed stands, or all is called off. */
export type ClosingReason = (typeof CLOSING_REASONS)[number];

/** Both run inside the transaction; handed in, so that assignments know organisations and not the other way. */
export type OnOrganisationClosing = (
  transaction: Transaction,
  organisation: string,
  reason: ClosingReason,
  by: string,
) => Promise<void>;
/** Hands what somebody answers for to another coordinator. Returns how many things under way changed hands. */
export type OnLeaving = (
  transaction: Transaction,
  organisation: string,
  from: string,
  to: string,
) => Promise<number>;

/** What somebody who leaves all of theirs has said: by organisation who takes over, and which may close. */
export interface LeavingGiven {
  readonly successors: Readonly<Record<string, string>>;
  readonly closes: readonly string[];
}

export function createCoordinators(parts: {
  connection: Connection;
  organisations: Model<OrganisationDocument>;
  outbox: Outbox<Events>;
  links: OneTimeLinks;
  find: (id: string, transaction?: Transaction) => Promise<OrganisationDocument>;
  move: (transaction: Transaction, before: OrganisationDocument, name: OrganisationMove) => Promise<void>;
  caseOf: (organisation: OrganisationDocument) => OrganisationCase;
}) {
  const { connection, organisations, outbox, links, find, move, caseOf } = parts;
  const closing: OnOrganisationClosing[] = [];
  const leaving: OnLeaving[] = [];

  async function insistEditing(actor: Actor, id: string, transaction?: Transaction) {
    const organisation = await find(id, transaction);
    insist(mayEditOrganisation(actor, caseOf(organisation)));
    return organisation;
  }

  async function addCoordinator(transaction: Transaction, id: string, person: string): Promise<void> {
    if (!mayWork((await find(id, transaction)).status)) throw new Refused(409, 'organisations.refused.ended');
    const { modifiedCount } = await organisations.updateOne(
      { _id: id, coordinators: { $ne: person } },
      { $addToSet: { coordinators: person } },
      { session: transaction },
    );
    if (modifiedCount === 1)
      await outbox.record(transaction, 'CoordinatorJoined', { organisation: id, person });
  }

  /** Takes one out and hands over what they answered for. That the heir remains is part of the update: nobody can be the last to go. */
  async function takeOut(
    transaction: Transaction,
    before: OrganisationDocument,
    person: string,
    by: string,
    successor?: string,
  ): Promise<void> {
    const id = String(before._id);
    const rest = before.coordinators.map(String).filter((one) => one !== person);
    const heir = [successor, String(before.contact), by].find(
      (one) => one !== undefined && rest.includes(one),
    );
    const to = heir ?? rest[0];
    if (to === undefined) throw new Refused(409, 'organisations.refused.last');
    const { matchedCount } = await organisations.updateOne(
      { _id: before._id, coordinators: { $all: [person, to] } },
      {
        $pull: { coordinators: person },
        ...(String(before.contact) === person ? { $set: { contact: new Types.ObjectId(to) } } : {}),
      },
      { session: transaction },
    );
    if (matchedCount === 0) throw new Refused(409, 'organisations.refused.changed');
    let n = 0;
    for (const listener of leaving) n += await listener(transaction, id, person, to);
    const what = by === person ? 'left' : 'removed';
    await outbox.record(transaction, 'CoordinationChanged', { organisation: id, what, person, by });
    if (n > 0)
      await outbox.record(transaction, 'CoordinationChanged', {
        organisation: id,
        what: 'responsible',
        person: to,
        by,
        n,
      });
  }

  async function closeOne(
    transaction: Transaction,
    before: OrganisationDocument,
    reason: ClosingReason,
    by: string,
  ): Promise<void> {
    const id = String(before._id);
    await move(transaction, before, 'close');
    for (const listener of closing) await listener(transaction, id, reason, by);
    await outbox.record(transaction, 'CoordinationChanged', {
      organisation: id,
      what: 'closed',
      person: by,
      by,
    });
  }

  return {
    /** Called where services are put together. */
    onClosing: (listener: OnOrganisationClosing) => void closing.push(listener),
    onLeaving: (listener: OnLeaving) => void leaving.push(listener),

    addCoordinator,

    /** Sends an invitation; the same for addresses with and without an account. */
    async invite(actor: Actor, id: string, email: string, language: Language): Promise<void> {
      const organisation = await find(id);
      insist(mayInvite(actor, caseOf(organisation)));
      await inTransaction(connection, async (transaction) => {
        const link = await links.create(transaction, {
          purpose: 'invitation',
          email: email.trim(),
          organisation: organisation._id,
          invitedBy: new Types.ObjectId(actor.id),
        });
        await outbox.record(transaction, 'CoordinatorInvited', { link, organisation: id, language });
      });
      outbox.nudge();
    },

    /** Makes an invitation worthless; 404 if it is not one of this organisation's. */
    async takeBackInvitation(actor: Actor, id: string, invitation: string): Promise<void> {
      await insistEditing(actor, id);
      if (!(await links.takeBack(id, invitation))) throw missing();
    },

    invitations: (id: string) => links.pendingInvitations(id),

    /** The organisation that an invitation is to. Changes nothing. */
    async openInvitation(token: string): Promise<OrganisationDocument> {
      const link = await links.find('invitation', token);
      if (link?.organisation === undefined) throw new Refused(404, 'accounts.link.gone');
      return find(String(link.organisation));
    },

    /** Makes this person a coordinator. Returns the organisation's id. */
    async acceptInvitation(actor: Actor, token: string): Promise<string> {
      const organisation = await inTransaction(connection, async (transaction) => {
        const link = await links.use(transaction, 'invitation', token);
        if (link?.organisation === undefined) throw new Refused(404, 'accounts.link.gone');
        await addCoordinator(transaction, String(link.organisation), actor.id);
        return String(link.organisation);
      });
      outbox.nudge();
      return organisation;
    },

    /** One leaves, or is removed by another; what they answered for goes to the successor, else to whoever remains. */
    async removeCoordinator(actor: Actor, id: string, person: string, successor?: string): Promise<void> {
      await inTransaction(connection, async (transaction) => {
        const before = await insistEditing(actor, id, transaction);
        if (!before.coordinators.some((one) => String(one) === person)) throw missing();
        insist(mayRemoveCoordinator(actor, caseOf(before), before.coordinators.length));
        await takeOut(transaction, before, person, actor.id, successor);
      });
      outbox.nudge();
    },

    /** Closes it for good: its assignments are closed, those waiting are told, and its number is free. */
    async close(actor: Actor, id: string, reason: ClosingReason): Promise<void> {
      await inTransaction(connection, async (transaction) => {
        const before = await insistEditing(actor, id, transaction);
        await closeOne(transaction, before, reason, actor.id);
      });
      outbox.nudge();
    },

    /** Those that would be closed if this person went: nobody else coordinates them. */
    async soleCoordinatorOf(person: string): Promise<{ id: string; name: string }[]> {
      const found = await organisations
        .find({ coordinators: person })
        .limit(200)
        .lean<OrganisationDocument[]>();
      return found
        .filter(({ coordinators, status }) => coordinators.length === 1 && mayWork(status))
        .map(({ _id, name }) => ({ id: String(_id), name }));
    },

    /**
     * Takes a person whose account is erased out of every organisation: what they answered for goes to those who remain, and one that
     * nobody else coordinates is closed, its assignments called off. The caller nudges the outbox after the commit. Where they have been
     * asked nothing closes that they have not seen: 409.
     */
    async leaveAll(transaction: Transaction, person: string, given?: LeavingGiven): Promise<void> {
      const found = await organisations
        .find({ coordinators: person })
        .limit(200)
        .session(transaction)
        .lean<OrganisationDocument[]>();
      for (const before of found)
        if (before.coordinators.length > 1)
          await takeOut(transaction, before, person, person, given?.successors[String(before._id)]);
        else {
          if (mayWork(before.status) && given?.closes.includes(String(before._id)) === false)
            throw new Refused(409, 'organisations.refused.changed');
          if (mayWork(before.status)) await closeOne(transaction, before, 'cancelled', person);
          await organisations.updateOne(
            { _id: before._id },
            { $pull: { coordinators: person } },
            { session: transaction },
          );
        }
    },
  };
}
