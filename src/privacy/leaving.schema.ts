// The form by which somebody deletes their account. Messages are keys.
import { z } from 'zod';
import { id } from '../platform/http/fields.ts';

const one = (value: unknown): unknown => (value === '' ? undefined : value);
const list = (value: unknown): unknown => (value === undefined ? [] : [value].flat());

/** `closing` are the organisations that close with the account: each must be ticked. `shared` have others, of whom one may be chosen to take over. */
export const leavingForm = (closing: readonly string[], shared: readonly string[]) =>
  z.object({
    present: z
      .string('errors.field.required')
      .min(1, 'errors.field.required')
      .max(1_000, 'errors.field.invalid'),
    closes: z
      .preprocess(list, z.array(z.string()))
      .refine((ticked) => closing.every((one) => ticked.includes(one)), 'privacy.delete.closes.required'),
    ...Object.fromEntries(
      shared.map((organisation) => [`successor.${organisation}`, z.preprocess(one, id.optional())]),
    ),
  });
