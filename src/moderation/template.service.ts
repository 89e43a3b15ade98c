// Staff's use cases of templates, each with its row in the log in the same transaction, and how coordinators find them.
import type { Connection } from 'mongoose';
import type { Actor } from '../accounts/actor.ts';
import type { Clock } from '../platform/clock.ts';
import { inTransaction } from '../platform/database.ts';
import type { Transaction } from '../platform/database.ts';
import { insist } from '../platform/policy.ts';
import { Refused, missing } from '../platform/refused.ts';
import { templateLogModel } from './decision.model.ts';
import type { TemplateChange, TemplateLogDocument } from './decision.model.ts';
import type { Revisions } from './revision.service.ts';
import { templateModel } from './template.model.ts';
import type { TemplateDocument } from './template.model.ts';
import { mayKeepTemplates, mayMoveAsStaff } from './template.policy.ts';
import type { TemplateInput } from './template.schema.ts';
import { templateMoves } from './template.state.ts';
import type { TemplateMove } from './template.state.ts';

const most = 500;

export function createTemplates({
  connection,
  clock,
  revisions,
}: {
  connection: Connection;
  clock: Clock;
  revisions: Revisions;
}) {
  const templates = templateModel(connection);
  const log = templateLogModel(connection);

  async function find(id: string, transaction?: Transaction): Promise<TemplateDocument> {
    const found = await templates
      .findById(id)
      .session(transaction ?? null)
      .lean<TemplateDocument>();
    if (found === null) throw missing();
    return found;
  }

  function list(status: TemplateDocument['status'][]): Promise<TemplateDocument[]> {
    return templates
      .find({ status: { $in: status } })
      .sort({ status: 1, cause: 1, name: 1 })
      .limit(most)
      .lean<TemplateDocument[]>();
  }

  /** The row of the log, and the words as they are from now on. */
  async function note(
    transaction: Transaction,
    actor: Actor,
    decision: TemplateChange,
    template: TemplateDocument,
    before: string,
  ): Promise<void> {
    const { _id, revision, status, name, words, hints } = template;
    const row = { kind: 'template' as const, thing: _id, decision, revision, before, after: status };
    await log.create([{ ...row, reasons: [], at: clock.now(), by: actor.id }], { session: transaction });
    const advice = Object.fromEntries(Object.entries(hints).map(([field, hint]) => [`hint.${field}`, hint]));
    await revisions.keep(transaction, actor, template, revision, { name, ...words, ...advice });
  }

  return {
    find,

    async all(actor: Actor): Promise<TemplateDocument[]> {
      insist(mayKeepTemplates(actor));
      return list(['offered', 'withdrawn']);
    },

    /** Those that a coordinator may begin from. */
    offered: () => list(['offered']),

    /** To begin from; refused if staff has withdrawn it meanwhile. */
    async toBeginFrom(id: string): Promise<TemplateDocument> {
      const template = await find(id);
      if (template.status !== 'offered') throw new Refused(409, 'assignments.refused.template');
      return template;
    },

    async create(actor: Actor, { revision: _, ...given }: TemplateInput): Promise<string> {
      insist(mayKeepTemplates(actor));
      return inTransaction(connection, async (transaction) => {
        const template = { ...given, status: 'offered' as const, revision: 1, createdAt: clock.now() };
        const [created] = await templates.create([template], { session: transaction });
        if (created === undefined) throw missing();
        await note(transaction, actor, 'create', created.toObject(), 'new');
        return String(created._id);
      });
    },

    /** 409 if somebody else has changed what was read. */
    async change(actor: Actor, id: string, { revision, ...given }: TemplateInput): Promise<void> {
      insist(mayKeepTemplates(actor));
      await inTransaction(connection, async (transaction) => {
        const before = await find(id, transaction);
        const after = { ...before, ...given, revision: before.revision + 1 };
        const { matchedCount } = await templates.updateOne(
          { _id: before._id, revision },
          { $set: { ...given, revision: after.revision } },
          { session: transaction },
        );
        if (matchedCount === 0) throw new Refused(409, 'moderation.refused.newer');
        await note(transaction, actor, 'change', after, before.status);
      });
    },

    /** Withdraws it from those that can be chosen, or brings it back. */
    async move(actor: Actor, id: string, move: TemplateMove): Promise<void> {
      insist(mayKeepTemplates(actor));
      await inTransaction(connection, async (transaction) => {
        const before = await find(id, transaction);
        insist(mayMoveAsStaff(actor, before.status, move));
        const { to: status } = templateMoves[move];
        const { matchedCount } = await templates.updateOne(
          { _id: before._id, status: before.status, revision: before.revision },
          { $set: { status } },
          { session: transaction },
        );
        if (matchedCount === 0) throw new Refused(409, 'moderation.refused.template');
        await note(transaction, actor, move, { ...before, status }, before.status);
      });
    },

    /** Newest first. */
    history: (id: string) =>
      log.find({ thing: id }).sort({ at: -1, _id: -1 }).limit(100).lean<TemplateLogDocument[]>(),
  };
}

export type Templates = ReturnType<typeof createTemplates>;
