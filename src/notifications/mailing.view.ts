// What the pages about mail show. Pure.
import type { MailKind, Mailing } from './mailing.schema.ts';
import { MAIL_KINDS, MAIL_PACES } from './mailing.schema.ts';
import { chosenPace, digestAt } from './mailing.rules.ts';

/** Who reads the page, as far as it decides which mails there may be. */
export interface MailReader {
  isCoordinator: boolean;
  /** They have asked to coordinate an organisation. */
  isJoining: boolean;
  isModerator: boolean;
}

/** The kinds that may come to somebody, and those that they have chosen about before. */
export function shownKinds(reader: MailReader, mailing: Mailing | undefined): MailKind[] {
  const may: Readonly<Record<MailKind, boolean>> = {
    own: true,
    answers: reader.isCoordinator,
    review: reader.isCoordinator,
    coordination: reader.isCoordinator || reader.isJoining,
    staff: reader.isModerator,
    saved: true,
  };
  return MAIL_KINDS.filter((kind) => may[kind] || mailing?.[kind] !== undefined);
}

export function mailingView(kinds: readonly MailKind[]) {
  return {
    kinds: kinds.map((name) => ({
      name,
      label: `notifications.mail.kind.${name}` as const,
      hint: `notifications.mail.hint.${name}` as const,
    })),
    paces: MAIL_PACES.map((value) => ({ value, key: `notifications.mail.pace.${value}` as const })),
    digestAt,
  };
}

export function mailingValues(kinds: readonly MailKind[], mailing: Mailing | undefined) {
  return Object.fromEntries(kinds.map((kind) => [kind, chosenPace(kind, mailing)]));
}

/** `before` is how each kind came before it was turned off, for taking that back. */
export function unsubscribeView(kinds: readonly MailKind[], chosen: Mailing, before: Mailing) {
  return {
    kinds: kinds.map((kind) => `notifications.mail.kind.${kind}` as const),
    isOff: kinds.every((kind) => chosen[kind] === 'never'),
    before: Object.entries(before).map(([name, value]) => ({ name, value })),
  };
}
