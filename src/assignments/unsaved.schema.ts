// What a tab sends while somebody types: only its size and shape are looked at, so that half a word is kept as it is.
import { z } from 'zod';
import { choice, optionalChoice, text } from '../platform/http/fields.ts';

const version = text({ max: 40 });

export const unsavedForm = z.object({ version, basis: version, keep: optionalChoice(['mine', 'other']) });

export const choiceForm = z.object({ version, choice: choice(['show', 'discard']) });

/** In characters, of all fields together. */
export const longestUnsaved = 20_000;
