// Lists that are merged while others are added to them: nothing is lost, whenever it comes.
import fc from 'fast-check';
import { createPostings } from '../../../src/search/engine/postings.ts';

const nothingGone = () => false;
const isIn = () => false;

test('a word that comes between the beginning of a merge and its first step is kept', () => {
  const postings = createPostings();
  postings.add(0, 0, 1);
  const steps = postings.merge(1, nothingGone);
  postings.add(1, 1, 1);
  while (steps.next().done !== true);
  expect([postings.count(0, isIn), postings.count(1, isIn)]).toEqual([1, 1]);
});

test('whatever is added at whatever moment of a merge is found then and afterwards', () => {
  const pair = fc.record({ doc: fc.nat(60), term: fc.nat(12), fields: fc.integer({ min: 1, max: 63 }) });
  fc.assert(
    fc.property(fc.array(fc.record({ pair, steps: fc.nat(6) }), { maxLength: 60 }), (plan) => {
      const postings = createPostings();
      const known = new Map<number, Set<number>>();
      let running: Generator<void, void> | undefined;
      const check = (): void => {
        for (const [term, docs] of known) expect(postings.count(term, isIn)).toBe(docs.size);
      };
      for (const { pair: one, steps } of plan) {
        const docs = known.get(one.term) ?? new Set<number>();
        known.set(one.term, docs);
        if (!docs.has(one.doc)) postings.add(one.doc, one.term, one.fields);
        docs.add(one.doc);
        check();
        running ??= postings.merge(Math.max(...known.keys()) + 1, nothingGone);
        for (let n = 0; n < steps; n += 1) if (running?.next().done === true) running = undefined;
        check();
      }
      while (running !== undefined && running.next().done !== true);
      check();
    }),
  );
});
