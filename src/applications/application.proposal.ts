// Use cases before the match: propose a call or a first meeting, answer it, and let the organisation see the telephone number. Nothing here moves
// the application: each change and its fact are one transaction.
import { Types } from 'mongoose';
import type { Connection, Model, UpdateQuery } from 'mongoose';
import type { Accounts } from '../accounts/account.service.ts';
import type { Actor } from '../accounts/actor.ts';
import type { Events } from '../events.ts';
import type { Clock } from '../platform/clock.ts';
import { inTransaction } from '../platform/database.ts';
import type { Outbox } from '../platform/outbox/outbox.ts';
import { insist } from '../platform/policy.ts';
import { Refused, missing } from '../platform/refused.ts';
import { caseOf } from './application.case.ts';
import type { ApplicationDocument } from './application.model.ts';
import {
  kindsFor,
  letsPhone,
  mayAnswerProposal,
  mayHidePhone,
  mayLetPhone,
  mayPropose,
} from './application.proposal.policy.ts';
import { proposalStanding } from './application.proposal.state.ts';
import type { ProposalAnswer, ProposalKind } from './application.proposal.state.ts';
import { applicationStates, isUnderWay } from './application.state.ts';
import type { ApplicationNote } from './application.state.ts';

/** So many are kept of one application. */
export const mostProposals = 30;

const underWay = applicationStates.filter(isUnderWay);
const beforeMatch = applicationStates.filter(letsPhone);

export interface NewProposal {
  kind: ProposalKind;
  at: Date;
  text: string;
  /** How many there were when the page was read. */
  after: number;
}

export function createProposals(parts: {
  connection: Connection;
  applications: Model<ApplicationDocument>;
  clock: Clock;
  outbox: Outbox<Events>;
  accounts: Accounts;
}) {
  const { connection, applications, clock, outbox, accounts } = parts;

  async function find(id: string): Promise<ApplicationDocument> {
    const application = await applications.findById(id).lean<ApplicationDocument>();
    if (application === null) throw missing();
    return application;
  }

  /** By compare-and-set, with its fact; 409 where somebody was first. */
  async function change(
    actor: Actor,
    id: string,
    where: object,
    update: UpdateQuery<ApplicationDocument>,
    note: ApplicationNote,
  ): Promise<void> {
    await inTransaction(connection, async (transaction) => {
      const { matchedCount } = await applications.updateOne({ ...where, _id: id }, update, {
        session: transaction,
      });
      if (matchedCount === 0) throw new Refused(409, 'applications.refused.changed');
      await outbox.record(transaction, 'ApplicationNoted', { application: id, note, by: actor.id });
    });
    outbox.nudge();
  }

  /** Whoever hears from the organisation has an answer; the first one counts. */
  function answers(actor: Actor, { person }: ApplicationDocument) {
    return actor.id === String(person) ? {} : { $min: { answeredAt: clock.now() } };
  }

  return {
    /** Refuses whoever may propose nothing. */
    async insistProposing(actor: Actor, id: string): Promise<void> {
      insist(mayPropose(actor, caseOf(await find(id))));
    },

    /** Takes the place of one that has no answer yet. */
    async propose(actor: Actor, id: string, { after, ...proposal }: NewProposal): Promise<void> {
      const application = await find(id);
      insist(mayPropose(actor, caseOf(application)));
      if (!kindsFor(await accounts.get(String(application.person))).includes(proposal.kind))
        throw new Refused(409, 'applications.refused.noCall');
      if (after >= mostProposals)
        throw new Refused(409, 'applications.refused.proposals', { most: mostProposals });
      const made = { ...proposal, by: new Types.ObjectId(actor.id), madeAt: clock.now() };
      await change(
        actor,
        id,
        {
          status: { $in: underWay },
          [`proposals.${after}`]: { $exists: false },
          ...(after === 0 ? {} : { [`proposals.${after - 1}`]: { $exists: true } }),
        },
        { $push: { proposals: made }, ...answers(actor, application) },
        proposal.kind === 'call' ? 'proposedCall' : 'proposedTry',
      );
    },

    /** `number` counts from 0. */
    async answerProposal(actor: Actor, id: string, number: number, answer: ProposalAnswer): Promise<void> {
      const application = await find(id);
      const about = caseOf(application);
      const { proposals = [] } = application;
      const proposal = proposals[number];
      if (proposal === undefined) throw missing();
      const around = { isNewest: number === proposals.length - 1, isUnderWay: isUnderWay(about.status) };
      const standing = proposalStanding(proposal, around, clock.now());
      const isByVolunteer = String(proposal.by) === about.person;
      insist(mayAnswerProposal(actor, about, { standing, isByVolunteer }, answer));
      const path = `proposals.${number}`;
      await change(
        actor,
        id,
        {
          status: { $in: underWay },
          [`${path}.answer`]: proposal.answer ?? { $exists: false },
          ...(standing === 'open' ? { [`proposals.${number + 1}`]: { $exists: false } } : {}),
        },
        {
          $set: {
            [`${path}.answer`]: answer,
            [`${path}.answeredBy`]: new Types.ObjectId(actor.id),
            [`${path}.answeredAt`]: clock.now(),
          },
          ...answers(actor, application),
        },
        answer === 'yes' ? 'agreed' : answer === 'no' ? 'refused' : 'calledOff',
      );
    },

    /** Lets the coordinators of this one organisation see the volunteer's telephone number, until it is taken back or the application ends. */
    async letPhone(actor: Actor, id: string): Promise<void> {
      const application = await find(id);
      insist(mayLetPhone(actor, caseOf(application), await accounts.get(actor.id)));
      if (application.phoneLetAt !== undefined) return;
      await change(
        actor,
        id,
        { status: { $in: beforeMatch }, phoneLetAt: { $exists: false } },
        { $set: { phoneLetAt: clock.now() } },
        'letPhone',
      );
    },

    async hidePhone(actor: Actor, id: string): Promise<void> {
      const application = await find(id);
      insist(mayHidePhone(actor, caseOf(application)));
      if (application.phoneLetAt === undefined) return;
      await change(actor, id, { status: { $in: beforeMatch } }, { $unset: { phoneLetAt: 1 } }, 'hidPhone');
    },
  };
}
