// Why somebody of the staff looks at a person's page, and whom they search for. Messages are keys.
import { z } from 'zod';
import { choice, email } from '../platform/http/fields.ts';
import { LOOK_REASONS } from '../taxonomies/taxonomies.ts';
import { staffText } from './moderation.schema.ts';

const why = { reason: choice(LOOK_REASONS), text: staffText(200) };

export const lookForm = z.object(why).superRefine(sayWhich);
export const personSearchForm = z.object({ email, ...why }).superRefine(sayWhich);

function sayWhich(
  { reason, text }: { reason: string; text: string },
  context: { addIssue(issue: { code: 'custom'; path: string[]; message: string }): void },
): void {
  if (reason === 'other' && text === '')
    context.addIssue({ code: 'custom', path: ['text'], message: 'moderation.person.text.required' });
}
