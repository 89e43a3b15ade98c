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
  watches: {
    title: 'privacy.watches',
    holds: 'privacy.watches.holds',
    basis: 'agreement',
    keep: { days: 0, after: 'endsAt', words: 'privacy.keep.watch' },
    people: { person: 'removed' },
    email: 'emailKey',
    exported: 'yes',
    secret: ['emailKey', 'criteria', 'keys', 'toldEnding'],
  },
  finds: {
    title: 'privacy.finds',
    holds: 'privacy.finds.holds',
    basis: 'agreement',
    keep: { days: 365, after: 'at', words: 'privacy.keep.made' },
    people: { person: 'removed' },
    email: 'emailKey',
    things: ['assignment', 'watches'],
    exported: 'yes',
    secret: ['emailKey', 'watches', 'dueAt', 'mail'],
  },
} as const satisfies Record<string, Kept>;
