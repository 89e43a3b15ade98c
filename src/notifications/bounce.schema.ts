// What a mail server or a mail service reports of a letter that did not arrive, or was called unwanted. docs/operations.md describes it.
import { z } from 'zod';
import { email } from '../platform/http/fields.ts';

export const BOUNCE_KINDS = ['hard', 'soft', 'complaint'] as const;
export type BounceKind = (typeof BOUNCE_KINDS)[number];

const event = z.object({
  /** The reporter's own; it stands in our log, and is no address. */
  id: z.string().regex(/^[\w.:=+-]{1,200}$/),
  address: email,
  kind: z.enum(BOUNCE_KINDS),
  at: z.iso.datetime({ offset: true }).transform((value) => new Date(value)),
  /** Of the letter that it is about, as we sent it. */
  messageId: z.string().max(998).optional(),
});
export type BounceEvent = z.output<typeof event>;

/** One or several. */
export const bounceReport = z.preprocess(
  (given): unknown => (Array.isArray(given) ? given : [given]),
  z.array(event).min(1).max(100),
);
