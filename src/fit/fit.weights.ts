// How much each thing counts when assignments are ordered by best fit, and why. The page that explains the order shows this very table. Pure.
import type { MessageKey } from '../platform/i18n/translate.ts';

interface Weight {
  /** Of a hundred. */
  readonly points: number;
  /** The sentence that says why, to everybody. */
  readonly why: MessageKey;
}

export const weights = {
  access: { points: 20, why: 'fit.weight.access' },
  time: { points: 15, why: 'fit.weight.time' },
  distance: { points: 15, why: 'fit.weight.distance' },
  language: { points: 15, why: 'fit.weight.language' },
  cause: { points: 15, why: 'fit.weight.cause' },
  activity: { points: 10, why: 'fit.weight.activity' },
  practice: { points: 5, why: 'fit.weight.practice' },
  together: { points: 5, why: 'fit.weight.together' },
} as const satisfies Record<string, Weight>;

export type WeightName = keyof typeof weights;
export const WEIGHT_NAMES = Object.keys(weights) as WeightName[];

/** So many waiting for each place halve what a fit is worth: it is the number above which a page says that many have applied. */
export const crowdedAt = 5;

/** An organisation is new for so long, milliseconds. */
export const newFor = 90 * 86_400_000;

/** Of so many in a row at least one is by a new organisation, where one suits at least half as well as what would stand there. */
export const everyNth = 5;
export const atLeastAsGood = 0.5;
