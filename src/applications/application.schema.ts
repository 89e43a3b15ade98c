// The forms of applications: apply, decline, cancel, write. Messages are keys.
import { z } from 'zod';
import { publicText } from '../moderation/text-check.ts';
import { choice, choices, mustTick } from '../platform/http/fields.ts';
import { fault } from '../platform/http/form.ts';
import { CANCEL_REASONS, DECLINE_REASONS } from '../taxonomies/taxonomies.ts';

export const messageLength = { min: 10, max: 1_500 } as const;

/** Every requirement of the assignment must be ticked; so must "I am 18 or older", or what the assignment asks above that. */
export function applyForm(requirements: readonly string[], age: number) {
  const indexes = requirements.map((_, index) => String(index));
  return z.object({
    message: publicText(messageLength),
    ticks: choices(indexes).refine((ticked) => ticked.length === indexes.length, 'applications.form.ticks'),
    adult: mustTick(fault('applications.form.adult.required', { age })),
  });
}

export const noteLength = { min: 1, max: 1_000 } as const;

/** What one side writes to the other through the service. */
export const noteForm = z.object({ note: publicText(noteLength) });

export const declineForm = z.object({ reason: choice(DECLINE_REASONS), text: publicText({ max: 500 }) });

export const cancelForm = z.object({ reason: choice(CANCEL_REASONS), text: publicText({ max: 500 }) });
