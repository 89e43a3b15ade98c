// Sees to it that a new organisation is not buried: of every five in a row at least one is by a new one, where one suits well enough. Pure; nothing is left to chance.
import type { EntryFacts } from '../search/engine/entry.ts';
import { atLeastAsGood, everyNth, newFor } from './fit.weights.ts';

/** What is kept of something while it is put in order. */
export interface Scored {
  readonly id: string;
  readonly score: number;
  readonly publishedAt: number;
  /** Its organisation is. */
  readonly isNew: boolean;
}

export function scored(entry: EntryFacts, score: number, now: number): Scored {
  const { id, publishedAt, organisationSince } = entry;
  return { id, score, publishedAt, isNew: now - organisationSince < newFor };
}

/** Best first; of equals the newest. */
export function bestFirst(one: Scored, other: Scored): number {
  return other.score - one.score || other.publishedAt - one.publishedAt || (one.id < other.id ? 1 : -1);
}

/**
 * `sorted` has the best first. The last place of each five goes to the best of a new organisation that is left, if none of the four before
 * it is by one and it suits at least half as well as what would have stood there. Everything else keeps its order; nothing is left out.
 */
export function shareOut(sorted: readonly Scored[]): Scored[] {
  const fresh = sorted.filter(({ isNew }) => isNew);
  const placed = new Set<Scored>();
  const shown: Scored[] = [];
  let next = 0;
  let nextNew = 0;
  while (shown.length < sorted.length) {
    next = skipPlaced(sorted, next, placed);
    nextNew = skipPlaced(fresh, nextNew, placed);
    const usual = sorted[next];
    const newOne = fresh[nextNew];
    const isTurn = newOne !== undefined && isTurnOfNew(shown) && suitsBeside(newOne, usual);
    const chosen = isTurn ? newOne : usual;
    if (chosen === undefined) break;
    placed.add(chosen);
    shown.push(chosen);
  }
  return shown;
}

/** The last of five comes, and none of the four is by a new one. */
function isTurnOfNew(shown: readonly Scored[]): boolean {
  const before = everyNth - 1;
  return shown.length % everyNth === before && !shown.slice(-before).some(({ isNew }) => isNew);
}

/** What a gate stops has a score below 0 and suits nobody. */
function suitsBeside(newOne: Scored, usual: Scored | undefined): boolean {
  return newOne.score >= 0 && newOne.score >= atLeastAsGood * (usual?.score ?? 0);
}

function skipPlaced<T>(list: readonly T[], from: number, placed: ReadonlySet<T>): number {
  let index = from;
  for (let one = list[index]; one !== undefined && placed.has(one); one = list[index]) index += 1;
  return index;
}
