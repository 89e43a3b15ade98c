// What a policy answers: yes, or no with the reason. The service insists on it; the view-model asks the same function which buttons to show.
import type { MessageKey, MessageValues } from './i18n/translate.ts';
import { Refused } from './refused.ts';

export type Verdict =
  | { readonly allowed: true }
  | {
      readonly allowed: false;
      readonly status: number;
      readonly key: MessageKey;
      readonly values: MessageValues;
    };

export const allow: Verdict = { allowed: true };

export function refuse(key: MessageKey, values: MessageValues = {}, status = 403): Verdict {
  return { allowed: false, status, key, values };
}

/** For what must not be seen to exist. */
export const hidden: Verdict = { allowed: false, status: 404, key: 'errors.404.text', values: {} };

/** Throws Refused with the verdict's reason unless it allows. */
export function insist(verdict: Verdict): void {
  if (!verdict.allowed) throw new Refused(verdict.status, verdict.key, verdict.values);
}

/** The first verdict that refuses, else allow. */
export function all(...verdicts: Verdict[]): Verdict {
  return verdicts.find((verdict) => !verdict.allowed) ?? allow;
}
