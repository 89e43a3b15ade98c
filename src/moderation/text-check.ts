// What a text that others will read must not hold. The patterns are those of the browser (public/js/text-check.js);
// here the validity of a personal number is settled by the same check as everywhere else on the server.
import { checkText as check } from '../../public/js/text-check.js';
import { line, text } from '../platform/http/fields.ts';
import { isPersonalNumber } from '../platform/personal-number.ts';

export type FindingKind = 'email' | 'link' | 'personalNumber' | 'phone' | 'spelledAddress';

/** `match` is what stands in the text, `index` where it begins. */
export interface Finding {
  readonly kind: FindingKind;
  readonly match: string;
  readonly index: number;
}

export interface TextCheck {
  /** The text cannot be saved. */
  readonly refused: readonly Finding[];
  /** The writer is asked to look again, and staff sees it. */
  readonly warned: readonly Finding[];
}

/** Each finding has its words in `moderation.text.<kind>`. */
export function checkText(text: string): TextCheck {
  return check(text, isPersonalNumber);
}

interface Limits {
  min?: number;
  max: number;
}

/** A field of a form that others will read: no e-mail address, link or personal number in it. */
export function publicText(limits: Limits) {
  return text(limits).superRefine(refuseContact);
}

/** The same on a single line: a name or a title, which stands in mails, too. */
export function publicLine(limits: Limits) {
  return line(limits).superRefine(refuseContact);
}

function refuseContact(
  value: string,
  context: { addIssue(issue: { code: 'custom'; message: string }): void },
) {
  const finding = checkText(value).refused[0];
  if (finding !== undefined) context.addIssue({ code: 'custom', message: `moderation.text.${finding.kind}` });
}
