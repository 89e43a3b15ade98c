// Use cases of asking to become a coordinator: ask, withdraw, accept, refuse. Both sides are told of each in the same step.
import { Types } from 'mongoose';
import type { Connection } from 'mongoose';
import type { Accounts } from '../accounts/account.service.ts';
import type { Actor } from '../accounts/actor.ts';
import type { Events } from '../events.ts';
import type { Clock } from '../platform/clock.ts';
import { inTransaction, isDuplicateKey } from '../platform/database.ts';
import type { Transaction } from '../platform/database.ts';
import type { Outbox } from '../platform/outbox/outbox.ts';
import { insist } from '../platform/policy.ts';
import type { Verdict } from '../platform/policy.ts';
import { Refused, missing } from '../platform/refused.ts';
import { joinRequestModel } from './join-request.model.ts';
import type { JoinRequestDocument } from './join-request.model.ts';
import { isForStaff, mayAnswer, mayAsk, mayWithdraw } from './join-request.policy.ts';
import type { JoinState } from './join-request.state.ts';
import type { OrganisationDocument } from './organisation.model.ts';
import { organisationCase } from './organisation.service.ts';
import type { Organisations } from './organisation.service.ts';

export function createJoinRequests(parts: {
  connection: Connection;
  clock: Clock;
  outbox: Outbox<Events>;
  organisations: Organisations;
  accounts: Accounts;
}) {
  const { connection, clock, outbox, organisations, accounts } = parts;
  const requests = joinRequestModel(connection);

  async function find(id: string, transaction?: Transaction): Promise<JoinRequestDocument> {
    const found = await requests
      .findById(id)
      .session(transaction ?? null)
      .lean<JoinRequestDocument>();
    if (found === null) throw missing();
    return found;
  }

  async function isStaffs(organisation: OrganisationDocument): Promise<boolean> {
    const people = await accounts.many(organisation.coordinators.map(String));
    const lastSeen = people.map(({ lastSeenAt }) => lastSeenAt);
    return isForStaff(organisationCase(organisation), lastSeen, clock.now());
  }

  async function end(
    transaction: Transaction,
    request: JoinRequestDocument,
    status: Exclude<JoinState, 'waiting'>,
    by: string,
  ): Promise<void> {
    const { matchedCount } = await requests.updateOne(
      { _id: request._id, status: 'waiting' },
      { $set: { status, answeredAt: clock.now(), answeredBy: new Types.ObjectId(by) } },
      { session: transaction },
    );
    if (matchedCount === 0) throw new Refused(409, 'organisations.join.answered');
    await outbox.record(transaction, 'CoordinationChanged', {
      organisation: String(request.organisation),
      what: status,
      person: String(request.person),
      by,
      request: String(request._id),
    });
  }

  async function answer(actor: Actor, id: string, status: 'accepted' | 'refused'): Promise<string> {
    const organisation = await inTransaction(connection, async (transaction) => {
      const request = await find(id, transaction);
      const asked = await organisations.find(String(request.organisation), transaction);
      const about = { person: String(request.person), status: request.status };
      insist(mayAnswer(actor, about, organisationCase(asked), await isStaffs(asked)));
      await end(transaction, request, status, actor.id);
      if (status === 'accepted')
        await organisations.addCoordinator(transaction, String(asked._id), about.person);
      return String(asked._id);
    });
    outbox.nudge();
    return organisation;
  }

  async function ask(actor: Actor, organisation: OrganisationDocument, message: string): Promise<string> {
    const by = { person: actor.id, organisation: organisation._id };
    const last = await requests
      .findOne({ ...by, status: 'refused' })
      .sort({ at: -1 })
      .lean<JoinRequestDocument>();
    insist(mayAsk(actor, organisationCase(organisation), last?.answeredAt, clock.now()));
    try {
      return await inTransaction(connection, async (transaction) => {
        const _id = new Types.ObjectId();
        await requests.create([{ ...by, _id, message, status: 'waiting', at: clock.now() }], {
          session: transaction,
        });
        await outbox.record(transaction, 'CoordinationChanged', {
          organisation: String(organisation._id),
          what: 'asked',
          person: actor.id,
          by: actor.id,
          request: String(_id),
        });
        return String(_id);
      });
    } catch (error) {
      const waiting = isDuplicateKey(error)
        ? await requests.findOne({ ...by, status: 'waiting' }).lean<JoinRequestDocument>()
        : null;
      if (waiting === null) throw error;
      return String(waiting._id);
    } finally {
      outbox.nudge();
    }
  }

  organisations.onClosing(async (transaction, organisation, _reason, by) => {
    const waiting = await requests
      .find({ organisation, status: 'waiting' })
      .limit(200)
      .session(transaction)
      .lean<JoinRequestDocument[]>();
    for (const request of waiting) await end(transaction, request, 'refused', by);
  });

  return {
    find,
    isStaffs,

    /** Asks a public organisation. Returns the request's id; twice is once. */
    async ask(actor: Actor, organisation: string, message: string): Promise<string> {
      if (!(await organisations.isPublic(organisation))) throw missing();
      return ask(actor, await organisations.find(organisation), message);
    },

    /** Asks the one that holds a number and is not public: nothing of it is told but that it is there. */
    async askHolder(actor: Actor, number: string): Promise<string> {
      const holders = (await organisations.holdersOf(number)).filter(({ status }) => status !== 'approved');
      const organisation = holders.find(({ unit }) => unit === '') ?? holders[0];
      if (organisation === undefined) throw new Refused(409, 'organisations.join.nobody');
      return ask(actor, organisation, '');
    },

    /** 404 for everybody but the one who asked. */
    async readOwn(actor: Actor, id: string): Promise<JoinRequestDocument> {
      const request = await find(id);
      if (String(request.person) !== actor.id) throw missing();
      return request;
    },

    async withdraw(actor: Actor, id: string): Promise<void> {
      await inTransaction(connection, async (transaction) => {
        const request = await find(id, transaction);
        const verdict: Verdict = mayWithdraw(actor, {
          person: String(request.person),
          status: request.status,
        });
        insist(verdict);
        await end(transaction, request, 'withdrawn', actor.id);
      });
      outbox.nudge();
    },

    /** Both return the organisation's id. */
    accept: (actor: Actor, id: string) => answer(actor, id, 'accepted'),
    refuse: (actor: Actor, id: string) => answer(actor, id, 'refused'),

    waitingAt: (organisation: string) =>
      requests.find({ organisation, status: 'waiting' }).limit(100).lean<JoinRequestDocument[]>(),

    waitingOf: (person: string) =>
      requests.find({ person, status: 'waiting' }).limit(50).lean<JoinRequestDocument[]>(),

    /** The organisations where somebody waits for staff's answer. */
    async forStaff(): Promise<OrganisationDocument[]> {
      const waiting = await requests
        .find({ status: 'waiting' })
        .sort({ at: 1 })
        .limit(200)
        .lean<JoinRequestDocument[]>();
      const asked = await organisations.many([...new Set(waiting.map((one) => String(one.organisation)))]);
      const staffs = await Promise.all(asked.map(isStaffs));
      return asked.filter((_, index) => staffs[index]);
    },
  };
}

export type JoinRequests = ReturnType<typeof createJoinRequests>;
