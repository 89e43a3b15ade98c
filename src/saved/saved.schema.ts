// The heart's form: whether it is to be saved, and the page that one comes back to.
import { z } from 'zod';
import { choice, text } from '../platform/http/fields.ts';

export const savedForm = z.object({ saved: choice(['yes', 'no']), next: text({ max: 500 }) });
