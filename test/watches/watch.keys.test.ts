// Reverse search against the plain way: every watch held against every assignment. What the keys find, once looked at in full, is exactly that.
import type { Entry } from '../../src/search/engine/entry.ts';
import { FACET_NAMES } from '../../src/search/engine/facets.ts';
import type { Criteria } from '../../src/search/engine/query.ts';
import { matches } from '../../src/search/engine/scan.ts';
import { synonymsOf } from '../../src/search/engine/synonyms.ts';
import groups from '../../src/search/synonyms.json' with { type: 'json' };
import { keysOfEntry, keysOfWatch } from '../../src/watches/watch.keys.ts';
import { matcherOf } from '../../src/watches/watch.match.ts';
import { randomCriteria, randomEntry, randomness } from '../support/random-watches.ts';

const synonyms = synonymsOf(groups);

/** Enough for each condition to be somebody's most telling one many times over. */
const rounds = 20;

test('the keys find exactly the watches that want an assignment, over thousands of random ones', () => {
  let wanted = 0;
  const used = new Set<string>();
  for (let round = 0; round < rounds; round += 1) {
    const random = randomness(round);
    const watches = Array.from({ length: 150 }, () => randomCriteria(random));
    const byKey = new Map<string, Criteria[]>();
    for (const watch of watches)
      for (const key of keysOfWatch(watch)) {
        used.add(key.split(':')[0] ?? '');
        byKey.set(key, [...(byKey.get(key) ?? []), watch]);
      }
    for (let n = 0; n < 15; n += 1) {
      const entry = randomEntry(random);
      const found = foundBy(byKey, entry);
      const plain = watches.filter((watch) => matches(entry, watch, synonyms));
      // The very ones, not others like them.
      const places = (some: readonly Criteria[]) =>
        some.map((one) => watches.indexOf(one)).sort((a, b) => a - b);
      expect(places(found)).toEqual(places(plain));
      wanted += plain.length;
    }
  }
  expect(wanted).toBeGreaterThan(1_000);
  for (const kind of ['*', 'stem', 'begin', 'cell', 'region', 'organisation', 'cause', 'slot', 'access'])
    expect(used).toContain(kind);
});

test('a watch of one organisation is never looked at for another', () => {
  const organisation = 'a'.repeat(24);
  const watch = keysOfWatch({ text: 'barn', chosen: { organisation: [organisation], cause: ['children'] } });
  expect(watch).toEqual([`organisation:${organisation}`]);
});

test('an area as wide as the country is no condition to be found by', () => {
  const wide = { text: '', chosen: { cause: ['children'] }, near: { lat: 60, lon: 15, km: 300 } };
  expect(keysOfWatch(wide)).toEqual(['cause:children']);
  expect(keysOfWatch({ ...wide, chosen: {} })).toEqual(['*']);
});

test('every facet has its key in the assignment', () => {
  const entry = randomEntry(randomness(1), true);
  const kinds = new Set(keysOfEntry(entry, synonyms).map((key) => key.split(':')[0]));
  for (const name of FACET_NAMES) expect(kinds).toContain(name);
});

function foundBy(byKey: ReadonlyMap<string, readonly Criteria[]>, entry: Entry): Criteria[] {
  const candidates = new Set(keysOfEntry(entry, synonyms).flatMap((key) => byKey.get(key) ?? []));
  return [...candidates].filter(matcherOf(entry, synonyms));
}
