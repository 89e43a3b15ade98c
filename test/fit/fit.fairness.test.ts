// New organisations keep their stated share of what is shown, and nobody else loses more than a step by it.
import fc from 'fast-check';
import { bestFirst, scored, shareOut } from '../../src/fit/fit.fairness.ts';
import type { Scored } from '../../src/fit/fit.fairness.ts';
import { scoreFor } from '../../src/fit/fit.score.ts';
import { atLeastAsGood, everyNth, newFor } from '../../src/fit/fit.weights.ts';
import { aWish, anEntry, now } from './arbitrary.ts';

const aScored = fc
  .tuple(anEntry, fc.double({ min: -1, max: 100, noNaN: true }))
  .map(([entry, score]) => scored(entry, score, now));
const aList = fc.array(aScored, { maxLength: 40 }).map((list) => list.toSorted(bestFirst));

test('nothing is left out, and nothing comes twice', () => {
  fc.assert(
    fc.property(aList, (list) => {
      const shown = shareOut(list);
      expect(shown.toSorted(bestFirst)).toEqual(list);
    }),
  );
});

test('the same list gives the same order', () => {
  fc.assert(
    fc.property(aList, (list) => {
      expect(shareOut(list)).toEqual(shareOut(structuredClone(list)));
    }),
  );
});

test('each five hold one by a new organisation, as long as one suits at least half as well as what stands there', () => {
  fc.assert(
    fc.property(aList, (list) => {
      const shown = shareOut(list);
      for (let first = 0; first + everyNth <= shown.length; first += everyNth) {
        const five = shown.slice(first, first + everyNth);
        if (five.some(({ isNew }) => isNew)) continue;
        const last = five.at(-1)?.score ?? 0;
        const left = shown.slice(first + everyNth).filter(({ isNew }) => isNew);
        for (const one of left) expect(one.score >= 0 && one.score >= atLeastAsGood * last).toBe(false);
      }
    }),
  );
});

test('those of older organisations keep their order, and so do those of new ones', () => {
  fc.assert(
    fc.property(aList, fc.boolean(), (list, ofNew) => {
      const only = (all: readonly Scored[]) => all.filter(({ isNew }) => isNew === ofNew);
      expect(only(shareOut(list))).toEqual(only(list));
    }),
  );
});

test('what a gate stops is never lifted', () => {
  fc.assert(
    fc.property(aList, (list) => {
      const shown = shareOut(list);
      const first = shown.findIndex(({ score }) => score < 0);
      if (first >= 0) expect(shown.slice(first).every(({ score }) => score < 0)).toBe(true);
    }),
  );
});

test('in a service of many, at least four of the first twenty are by new organisations, for every kind of wish', () => {
  const old = now - 2 * newFor;
  const entries = fc.sample(anEntry, { numRuns: 1_500, seed: 7 }).map((entry, index) => ({
    ...entry,
    id: index.toString(16).padStart(24, '0'),
    // One in twelve is by a new organisation, which has had less time to be well described.
    organisationSince: index % 12 === 0 ? now - 1 : old,
    ...(index % 12 === 0 ? { access: [] } : {}),
  }));
  let without = 0;
  for (const wish of fc.sample(aWish, { numRuns: 100, seed: 11 })) {
    const score = scoreFor(wish, now);
    const sorted = entries
      .map((entry) => scored(entry, score(entry), now))
      .filter((one) => one.score >= 0)
      .toSorted(bestFirst);
    const shown = shareOut(sorted).slice(0, 20);
    const count = (list: readonly Scored[]) => list.filter(({ isNew }) => isNew).length;
    const fitting = sorted.filter((one) => one.isNew && one.score >= atLeastAsGood * (sorted[0]?.score ?? 0));
    expect(count(shown)).toBeGreaterThanOrEqual(
      Math.min(4, fitting.length, Math.floor(shown.length / everyNth)),
    );
    if (count(sorted.slice(0, 20)) < 4) without += 1;
  }
  // The rule is needed: without it many would see fewer.
  expect(without).toBeGreaterThan(20);
});
