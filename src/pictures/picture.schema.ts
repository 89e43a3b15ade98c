// What a coordinator says of a picture, and what staff says of it. Messages are keys.
import { z } from 'zod';
import { decisionText } from '../moderation/moderation.schema.ts';
import { publicLine } from '../moderation/text-check.ts';
import { choice } from '../platform/http/fields.ts';

export const pictureForm = z.object({ alt: publicLine({ min: 5, max: 200 }) });

export const pictureDecisions = ['approve', 'reject'] as const;

/** Whoever refuses says why. */
export const pictureDecisionForm = z
  .object({ decision: choice(pictureDecisions), text: decisionText })
  .superRefine(({ decision, text }, context) => {
    if (decision === 'reject' && text === '')
      context.addIssue({ code: 'custom', path: ['text'], message: 'pictures.decide.why' });
  });
