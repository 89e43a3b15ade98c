// Staff's decision as a form.
import { z } from 'zod';
import { choice, choices, text, wholeNumber } from '../platform/http/fields.ts';
import { checkText } from './text-check.ts';
import { RETURN_REASONS } from '../taxonomies/taxonomies.ts';

export const decisions = ['approve', 'return', 'reject', 'suspend', 'lift'] as const;

/** Staff may name a web page or a number to call; a personal number is never stored, here neither. */
export function staffText(max: number) {
  return text({ max }).superRefine((value, context) => {
    if (checkText(value).refused.some(({ kind }) => kind === 'personalNumber'))
      context.addIssue({ code: 'custom', message: 'moderation.text.personalNumber' });
  });
}

export const decisionText = staffText(1_000);

const fields = z.object({
  decision: choice(decisions),
  revision: wholeNumber({ min: 1, max: 1_000_000 }),
  reasons: choices(RETURN_REASONS),
  text: decisionText,
});

/** A return or a rejection says why: a ready sentence or one's own. */
export const decisionForm = fields.superRefine(sayWhy);

/** Approving an organisation also says how the one who registered it has shown to speak for it. */
export const organisationDecisionForm = fields
  .extend({ shown: decisionText })
  .superRefine(sayWhy)
  .superRefine(({ decision, shown }, context) => {
    if (decision === 'approve' && shown === '')
      context.addIssue({ code: 'custom', path: ['shown'], message: 'moderation.shown.required' });
  })
  .transform(({ shown, ...form }) => (form.decision === 'approve' ? { ...form, shown } : form));

function sayWhy(
  { decision, reasons, text: own }: { decision: string; reasons: readonly string[]; text: string },
  context: { addIssue(issue: { code: 'custom'; path: string[]; message: string }): void },
): void {
  if (decision !== 'approve' && decision !== 'lift' && reasons.length === 0 && own === '')
    context.addIssue({ code: 'custom', path: ['reasons'], message: 'moderation.decide.why' });
}
