// Changing the address of an account: asked for with the password, confirmed on the new address, and told to the old one, from which it can be
// stopped or undone. Nothing tells whether the new address has an account.
import { randomBytes } from 'node:crypto';
import type { Connection } from 'mongoose';
import type { Events } from '../events.ts';
import { inTransaction, isDuplicateKey } from '../platform/database.ts';
import type { Transaction } from '../platform/database.ts';
import type { Language } from '../platform/i18n/languages.ts';
import type { Outbox } from '../platform/outbox/outbox.ts';
import { Refused } from '../platform/refused.ts';
import { emailKey } from './account.schema.ts';
import type { Accounts } from './account.service.ts';
import type { LinkDocument, LinkPurpose, OneTimeLinks } from './one-time-link.ts';
import { hashPassword } from './passwords.ts';
import { personModel } from './person.model.ts';
import type { PersonDocument } from './person.model.ts';

export function createAddressChange(parts: {
  connection: Connection;
  outbox: Outbox<Events>;
  links: OneTimeLinks;
  accounts: Accounts;
  onSessionsEnded: (person: string) => void;
}) {
  const { connection, outbox, links, accounts } = parts;
  const people = personModel(connection);

  async function used(transaction: Transaction, purpose: LinkPurpose, token: string): Promise<LinkDocument> {
    const link = await links.use(transaction, purpose, token);
    if (link === null) throw new Refused(404, 'accounts.link.gone');
    return link;
  }

  async function move(
    transaction: Transaction,
    person: PersonDocument,
    email: string,
    more: object = {},
  ): Promise<void> {
    const set = { email, emailKey: emailKey(email), ...more };
    await people.updateOne({ _id: person._id }, { $set: set, $inc: { epoch: 1 } }, { session: transaction });
    for (const address of new Set([person.email, email]))
      await links.revoke(transaction, 'password', address);
    await links.revokeOf(transaction, String(person._id), ['address']);
  }

  async function personOf(transaction: Transaction, link: LinkDocument): Promise<PersonDocument> {
    const person = await people.findById(link.person).session(transaction).lean<PersonDocument>();
    if (person === null) throw new Refused(404, 'accounts.link.gone');
    return person;
  }

  return {
    /** False if the present password is wrong. The account's own address may be confirmed anew in the same way. */
    async request(id: string, present: string, email: string, language: Language): Promise<boolean> {
      if (!(await accounts.isPassword(id, present))) return false;
      const person = await accounts.get(id);
      await inTransaction(connection, async (transaction) => {
        // The links that lie in old mailboxes stay good: an intruder who changes it twice would else be rid of them.
        await links.revokeOf(transaction, id, ['address']);
        const link = await links.create(transaction, { purpose: 'address', email, person: person._id });
        await outbox.record(transaction, 'AddressChangeRequested', { link, language });
        if (emailKey(email) === person.emailKey) return;
        const keep = { purpose: 'keepAddress', email: person.email, person: person._id } as const;
        const told = await links.create(transaction, keep);
        await outbox.record(transaction, 'AddressChangeAnnounced', { link: told, language });
      });
      outbox.nudge();
      return true;
    },

    /** The link of a mail to this person's new address, or the same 404 for all others. Changes nothing. */
    async open(id: string, token: string): Promise<LinkDocument> {
      const link = await links.find('address', token);
      if (link === null || String(link.person) !== id) throw new Refused(404, 'accounts.link.gone');
      return link;
    },

    /** All sessions end. 409 where the address has got an account meanwhile: whoever reads its mail may know. */
    async confirm(id: string, token: string): Promise<void> {
      try {
        await inTransaction(connection, async (transaction) => {
          const link = await used(transaction, 'address', token);
          if (String(link.person) !== id) throw new Refused(404, 'accounts.link.gone');
          const person = await personOf(transaction, link);
          await move(transaction, person, link.email);
          if (link.emailKey === person.emailKey) return;
          const keep = { purpose: 'keepAddress', email: person.email, person: person._id } as const;
          const told = await links.create(transaction, keep);
          await outbox.record(transaction, 'AddressChanged', { link: told, language: person.language });
        });
      } catch (error) {
        if (isDuplicateKey(error)) throw new Refused(409, 'accounts.address.taken');
        throw error;
      }
      outbox.nudge();
      parts.onSessionsEnded(id);
    },

    /**
     * From the old mailbox: stops a change that waits and takes back one that was made. Somebody else knew the password, so it is worth nothing
     * from now on; a link to choose another goes to the old address.
     */
    async keep(token: string): Promise<void> {
      const passwordHash = await hashPassword(randomBytes(32).toString('base64url'));
      const { person, email } = await inTransaction(connection, async (transaction) => {
        const link = await used(transaction, 'keepAddress', token);
        const found = await personOf(transaction, link);
        await move(transaction, found, link.email, { passwordHash });
        await links.revokeOf(transaction, String(found._id), ['keepAddress']);
        return { person: found, email: link.email };
      });
      parts.onSessionsEnded(String(person._id));
      await accounts.forgotPassword(email, person.language);
    },
  };
}

export type AddressChange = ReturnType<typeof createAddressChange>;
