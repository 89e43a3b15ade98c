// The forms about a watch. Messages are keys.
import { z } from 'zod';
import { choice, email, optionalChoice, text } from '../platform/http/fields.ts';

/** `never` is a pause. */
export const WATCH_PACES = ['atOnce', 'daily', 'weekly', 'never'] as const;
export type WatchPace = (typeof WATCH_PACES)[number];

/** What one begins with. */
export const NEW_PACES = ['atOnce', 'daily', 'weekly'] as const;

/** The search as the query of its address. */
const search = text({ max: 6_000 });

export const newWatchForm = z.object({ search, pace: choice(NEW_PACES) });
export const newWatchByMailForm = z.object({ search, pace: choice(NEW_PACES), email });

export const CHANGES = ['save', 'renew', 'remove'] as const;
export const changeWatchForm = z.object({ act: choice(CHANGES), pace: optionalChoice(WATCH_PACES) });

/** The one body that a mail program sends when somebody unsubscribes in it (RFC 8058), and the button of our own page. */
export const oneClickForm = z.strictObject({ 'List-Unsubscribe': z.literal('One-Click') });
