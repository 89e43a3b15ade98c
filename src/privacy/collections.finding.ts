// The lines of src/privacy/collections.ts about what somebody keeps while they look for something to do.
import type { Kept } from './kept.ts';

export const finding = {
  saved: {
    title: 'privacy.saved',
    holds: 'privacy.saved.holds',
    basis: 'agreement',
    keep: { days: 365, after: 'at', words: 'privacy.keep.saved' },
    people: { person: 'removed' },
    things: ['assignment'],
    exported: 'yes',
    secret: ['told', 'lookAt'],
  },
} as const satisfies Record<string, Kept>;
