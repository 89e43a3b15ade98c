// Staff looks at a person's page: every look is a row in a log that is only added to, written before anything is shown. Nobody acts as somebody else.
import type { Connection } from 'mongoose';
import type { Accounts } from '../accounts/account.service.ts';
import type { Actor } from '../accounts/actor.ts';
import type { Clock } from '../platform/clock.ts';
import { insist } from '../platform/policy.ts';
import { lookModel } from './look.model.ts';
import type { LookDocument } from './look.model.ts';
import { lookLasts, mayLook } from './look.policy.ts';

export function createLooks(parts: { connection: Connection; clock: Clock; accounts: Accounts }) {
  const { connection, clock, accounts } = parts;
  const looks = lookModel(connection);

  return {
    /** 404 where there is no such person. */
    async begin(actor: Actor, person: string, why: Pick<LookDocument, 'reason' | 'text'>): Promise<void> {
      insist(mayLook(actor));
      const { _id } = await accounts.get(person);
      await looks.create({ ...why, at: clock.now(), by: actor.id, person: _id });
    },

    /** Whether this one of the staff has said why, a moment ago. */
    async isOpen(actor: Actor, person: string): Promise<boolean> {
      insist(mayLook(actor));
      const since = new Date(clock.now().getTime() - lookLasts);
      return (await looks.exists({ by: actor.id, person, at: { $gt: since } })) !== null;
    },

    /** The latest ones, newest first. */
    of: (person: string) => looks.find({ person }).sort({ at: -1 }).limit(20).lean<LookDocument[]>(),
  };
}

export type Looks = ReturnType<typeof createLooks>;
