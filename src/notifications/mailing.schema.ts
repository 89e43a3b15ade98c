// The kinds of mail that a person may choose about, how soon each may come, and the forms that say so. Messages are keys.
import { z } from 'zod';
import { optionalChoice } from '../platform/http/fields.ts';

/** The place of each is part of the links in mails that have been sent: new ones come last. */
export const MAIL_KINDS = ['own', 'answers', 'review', 'coordination', 'staff', 'saved'] as const;
export type MailKind = (typeof MAIL_KINDS)[number];

/** `atOnce` is a little later, and only for what is unopened by then. */
export const MAIL_PACES = ['atOnce', 'daily', 'never'] as const;
export type MailPace = (typeof MAIL_PACES)[number];

/** What somebody has chosen; the usual pace where they have not. */
export type Mailing = Partial<Record<MailKind, MailPace>>;

const pace = optionalChoice(MAIL_PACES);

/** A kind that is not sent stays as it was. */
export const mailingForm = z.object({
  own: pace,
  answers: pace,
  review: pace,
  coordination: pace,
  staff: pace,
  saved: pace,
} satisfies Record<MailKind, unknown>);

/** The one body that a mail program sends when somebody unsubscribes in it (RFC 8058), and the button of our own page. */
export const oneClickForm = z.strictObject({ 'List-Unsubscribe': z.literal('One-Click') });
