// The consent of a guardian: asked by a link that works once, given or withheld on its page without an account, and taken back by a second link
// that stays good as long as the application is under way. The guardian's address stands in the links only, and goes with them.
import type { Connection, Model, Types } from 'mongoose';
import type { Actor } from '../accounts/actor.ts';
import type { LinkDocument, OneTimeLinks } from '../accounts/one-time-link.ts';
import type { Assignments } from '../assignments/assignment.service.ts';
import type { Events } from '../events.ts';
import type { Clock } from '../platform/clock.ts';
import { inTransaction } from '../platform/database.ts';
import type { Transaction } from '../platform/database.ts';
import type { Language } from '../platform/i18n/languages.ts';
import type { InTurn } from '../platform/one-at-a-time.ts';
import type { Outbox } from '../platform/outbox/outbox.ts';
import { insist } from '../platform/policy.ts';
import { Refused, missing } from '../platform/refused.ts';
import { runsOn } from './application.awaited.policy.ts';
import { caseOf } from './application.case.ts';
import type { ApplicationDocument } from './application.model.ts';
import type { Moves } from './application.moves.ts';
import { mayConsent, mayNameGuardian, mayWithhold } from './application.policy.ts';
import { placeChange } from './application.state.ts';

export interface Guardian {
  name: string;
  email: string;
}

/** Somebody under 18 who applies, and whom to ask. */
export interface Minor {
  isUnder15: boolean;
  guardian: Guardian;
  /** Of the mail to the guardian. */
  language: Language;
}

/** The first is used once, the second stays good. */
export type ConsentPurpose = 'consent' | 'consentGiven';

export function createConsents(parts: {
  connection: Connection;
  applications: Model<ApplicationDocument>;
  clock: Clock;
  outbox: Outbox<Events>;
  links: OneTimeLinks;
  assignments: Assignments;
  moves: Moves;
  inTurn: InTurn;
  promote: (assignment: string) => Promise<void>;
}) {
  const { connection, applications, clock, outbox, links, assignments, moves, inTurn } = parts;

  async function ofLink(link: LinkDocument | null, transaction?: Transaction): Promise<ApplicationDocument> {
    const found =
      link?.application === undefined
        ? null
        : await applications
            .findById(link.application)
            .session(transaction ?? null)
            .lean<ApplicationDocument>();
    if (found === null) throw gone();
    return found;
  }

  /** Puts the question to the guardian; what was sent before is worthless from now on. */
  async function ask(
    transaction: Transaction,
    application: Types.ObjectId,
    person: Types.ObjectId,
    { guardian, language }: Pick<Minor, 'guardian' | 'language'>,
  ): Promise<void> {
    await links.endAbout(transaction, [application]);
    const link = await links.create(transaction, {
      purpose: 'consent',
      email: guardian.email,
      application,
      person,
    });
    await outbox.record(transaction, 'ConsentAsked', { link, language });
  }

  async function insistOn(
    purpose: ConsentPurpose,
    application: ApplicationDocument,
    transaction?: Transaction,
  ) {
    const assignment = await assignments.find(String(application.assignment), transaction);
    const may = purpose === 'consent' ? mayConsent : mayWithhold;
    insist(may(caseOf(application), assignment, clock.now()));
    return assignment;
  }

  return {
    ask,

    /** Whoever may not name a guardian is refused. */
    async insistNaming(actor: Actor, id: string): Promise<void> {
      const application = await applications.findById(id).lean<ApplicationDocument>();
      if (application === null) throw missing();
      insist(mayNameGuardian(actor, caseOf(application)));
    },

    /** Sent again, or to another guardian. */
    async nameGuardian(actor: Actor, id: string, guardian: Guardian, language: Language): Promise<void> {
      await inTransaction(connection, async (transaction) => {
        const application = await applications.findById(id).session(transaction).lean<ApplicationDocument>();
        if (application === null) throw missing();
        insist(mayNameGuardian(actor, caseOf(application)));
        const { _id, person, status } = application;
        const { matchedCount } = await applications.updateOne(
          { _id, status, 'consent.givenAt': { $exists: false } },
          { $set: { 'consent.guardian': guardian.name, 'consent.askedAt': clock.now() } },
          { session: transaction },
        );
        if (matchedCount === 0) throw new Refused(409, 'applications.refused.changed');
        await ask(transaction, _id, person, { guardian, language });
      });
      outbox.nudge();
    },

    /** Where the question went last; undefined once that is forgotten. */
    guardianAddress: (application: Types.ObjectId) => links.addressAbout(application),

    /** What a link of a mail is about, or 404 with what to do. Changes nothing: mail scanners follow links. */
    async openConsent(purpose: ConsentPurpose, token: string): Promise<ApplicationDocument> {
      const application = await ofLink(await links.find(purpose, token));
      await insistOn(purpose, application);
      return application;
    },

    /** The guardian says yes. Returns the secret of the link by which it can be taken back. */
    async consent(token: string, language: Language): Promise<string> {
      const standing = await inTransaction(connection, async (transaction) => {
        const link = await links.use(transaction, 'consent', token);
        const before = await ofLink(link, transaction);
        const assignment = await insistOn('consent', before, transaction);
        const { _id, person, status, consent } = before;
        if (link === null || consent === undefined) throw gone();
        const now = clock.now();
        const clockOf = runsOn({ ...before, consent: { ...consent, givenAt: now } }, assignment, now);
        const { matchedCount } = await applications.updateOne(
          { _id, status, 'consent.givenAt': { $exists: false } },
          { $set: { 'consent.givenAt': now, ...clockOf } },
          { session: transaction },
        );
        if (matchedCount === 0) throw gone();
        const about = { purpose: 'consentGiven' as const, email: link.email, application: _id, person };
        const given = await links.create(transaction, about);
        await outbox.record(transaction, 'ConsentGiven', { link: given, language });
        await outbox.record(transaction, 'ApplicationNoted', {
          application: String(_id),
          note: 'consented',
          by: null,
        });
        return given;
      });
      outbox.nudge();
      return links.token(standing);
    },

    /** The guardian says no, or takes the consent back: what waits or is offered ends, and a match is off. */
    async withhold(purpose: ConsentPurpose, token: string): Promise<void> {
      const assignment = String((await ofLink(await links.find(purpose, token))).assignment);
      const freed = await inTurn(assignment, () =>
        inTransaction(connection, async (transaction) => {
          const before = await ofLink(await links.use(transaction, purpose, token), transaction);
          await insistOn(purpose, before, transaction);
          const name = before.status === 'matched' ? 'withholdMatch' : 'withhold';
          await moves.move(transaction, [before], name, { by: null });
          return placeChange(before.status, name) === 1;
        }),
      );
      outbox.nudge();
      if (freed) await parts.promote(assignment);
    },
  };
}

/** In the same words for every link that is worth nothing. */
function gone(): Refused {
  return new Refused(404, 'applications.consent.gone');
}
