// Best fit over all that is published: what suits a wish best, why, and the order of a search. All of it from the index in memory; nothing is stored.
import type { Told } from '../accounts/session.ts';
import type { Clock } from '../platform/clock.ts';
import type { EntryFacts } from '../search/engine/entry.ts';
import type { Answer, Criteria, Query } from '../search/engine/query.ts';
import type { Search } from '../search/search.service.ts';
import { bestFirst, scored, shareOut } from './fit.fairness.ts';
import type { Scored } from './fit.fairness.ts';
import { reasonsFor } from './fit.reasons.ts';
import type { Reasons } from './fit.reasons.ts';
import { wishOf } from './fit.person.ts';
import { fitOf, kmFrom, scoreFor } from './fit.score.ts';
import { likeness, sameWords, whereAlike } from './fit.similar.ts';
import { everyNth } from './fit.weights.ts';
import { saysEnough } from './wish.ts';
import type { Wish } from './wish.ts';

export interface Fitting {
  readonly id: string;
  readonly reasons: Reasons;
}

/** So many are weighed by their titles, too. */
const likeMost = 24;
const nothing: Criteria = { text: '', chosen: {} };

export function createFit(parts: { search: Search; clock: Clock }) {
  const { search, clock } = parts;

  const why = (wish: Wish, ids: readonly string[]): Fitting[] =>
    ids.flatMap((id) => {
      const entry = search.entry(id);
      return entry === undefined ? [] : [{ id, reasons: reasonsFor(wish, entry, clock.now().getTime()) }];
    });

  return {
    why,

    /** What somebody has told in the profile; undefined where that says nothing of what suits. */
    wishOf(told: Told): Wish | undefined {
      const wish = wishOf(told);
      return saysEnough(wish) ? wish : undefined;
    },

    /** The best of all that passes the gates and is not among those that are known already, and how many do. */
    best(
      wish: Wish,
      take: number,
      known: ReadonlySet<string> = new Set(),
    ): { total: number; found: Fitting[] } {
      const now = clock.now().getTime();
      const all = keepBest(take);
      const ofNew = keepBest(Math.ceil(take / everyNth));
      let total = 0;
      for (const { criteria, isOwn } of reachOf(wish))
        search.each(criteria, (entry) => {
          if (!isOwn(entry) || known.has(entry.id)) return;
          const fit = fitOf(wish, entry, now);
          if (fit === undefined) return;
          total += 1;
          const one = scored(entry, fit, now);
          all.add(one);
          if (one.isNew) ofNew.add(one);
        });
      const shown = inOrder(all.kept(), ofNew.kept()).slice(0, take);
      return {
        total,
        found: why(
          wish,
          shown.map(({ id }) => id),
        ),
      };
    },

    /** The ids of what is open and most like it; it need not be published any more. */
    similar(to: EntryFacts, title: string, take: number): string[] {
      const now = clock.now().getTime();
      const most = keepBest(likeMost);
      const met = new Set([to.id]);
      for (const criteria of whereAlike(to)) {
        search.each(criteria, (entry) => {
          if (met.has(entry.id)) return;
          met.add(entry.id);
          most.add(scored(entry, likeness(to, entry), now));
        });
        if (met.size > take) break;
      }
      const points = new Map(most.kept().map(({ id, score }) => [id, score]));
      return search
        .shown([...points.keys()])
        .map(({ assignment: { _id, title: other } }) => ({ id: String(_id), words: sameWords(title, other) }))
        .map(({ id, words }) => ({ id, score: (points.get(id) ?? 0) + words }))
        .sort((one, other) => other.score - one.score)
        .slice(0, take)
        .map(({ id }) => id);
    },

    /** A search in the order of best fit; what a gate stops stands last. New organisations have their share on every page. */
    ask(query: Query, wish: Wish): Answer {
      const now = clock.now().getTime();
      const score = scoreFor(wish, now);
      const most = query.skip + query.take;
      const asked = { ...query, sort: 'fit', skip: 0 } as const;
      const answer = search.ask({ ...asked, take: most }, score);
      const ofNew = search.ask({ ...asked, take: Math.ceil(most / everyNth) }, (entry) =>
        scored(entry, 0, now).isNew ? score(entry) : -2,
      );
      const scoredOf = (hits: Answer['hits']): Scored[] =>
        hits.flatMap(({ id }) => {
          const entry = search.entry(id);
          return entry === undefined ? [] : [scored(entry, score(entry), now)];
        });
      const newOnes = scoredOf(ofNew.hits).filter(({ isNew }) => isNew);
      const hits = new Map([...ofNew.hits, ...answer.hits].map((hit) => [hit.id, hit]));
      return {
        ...answer,
        hits: inOrder(scoredOf(answer.hits), newOnes)
          .slice(query.skip, most)
          .flatMap(({ id }) => hits.get(id) ?? []),
      };
    },
  };
}

export type Fit = ReturnType<typeof createFit>;

/** What can pass the gate of reach, asked for by index; each entry is `isOwn` to one of them alone. */
function reachOf(wish: Wish): { criteria: Criteria; isOwn: (entry: EntryFacts) => boolean }[] {
  const { home, fromHome, age } = wish;
  const all = age === undefined ? nothing : { ...nothing, age };
  const remote = { criteria: { ...all, chosen: { where: ['remote'] } }, isOwn: () => true };
  if (fromHome) return [remote];
  if (home === undefined) return [{ criteria: all, isOwn: () => true }];
  const { lat, lon, km, municipality, isWhole } = home;
  const near = {
    criteria: { ...all, near: { lat, lon, km } },
    isOwn: (entry: EntryFacts) => !entry.remote,
  };
  const whole = {
    criteria: { ...all, chosen: { region: [municipality] } },
    isOwn: (entry: EntryFacts) => !entry.remote && !((kmFrom(wish, entry) ?? Infinity) <= km),
  };
  return isWhole ? [remote, near, whole] : [remote, near];
}

/** Both sorted, with what stands in both once, and each new organisation's share dealt out. */
function inOrder(all: readonly Scored[], ofNew: readonly Scored[]): Scored[] {
  const once = new Map([...all, ...ofNew].map((one) => [one.id, one]));
  return shareOut([...once.values()].sort(bestFirst));
}

/** Holds the best so many of any number. */
function keepBest(most: number) {
  let list: Scored[] = [];
  const cut = (): Scored[] => {
    list = list.sort(bestFirst).slice(0, most);
    return list;
  };
  return {
    add(one: Scored): void {
      if (list.push(one) > 4 * most + 100) cut();
    },
    kept: cut,
  };
}
