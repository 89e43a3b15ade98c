// What a text that others will read must not hold. The patterns are those of the browser (public/js/text-check.js);
// here the validity of a personal number is settled by the same check as everywhere else on the server.
import { checkText as check } from '../../public/js/text-check.js';
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
