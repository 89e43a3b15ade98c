// The ways on from a search that gives too little: true numbers, the nearest first, and always one.
import fc from 'fast-check';
import type { Criteria } from '../../src/search/engine/query.ts';
import { relaxations } from '../../src/search/relax.ts';
import type { Asked } from '../../src/search/search.address.ts';

const label = (_name: string, value: string) => value;
const ask = (criteria: Partial<Criteria>): Asked => ({
  criteria: { text: '', chosen: {}, ...criteria },
  page: 1,
});
const near = { lat: 59.6, lon: 16.5, km: 5 };
const keys = (asked: Asked, total: number, count: (criteria: Criteria) => number) =>
  relaxations(asked, total, count, label).map(({ message }) => message.key.replace('search.relax.', ''));

test('the smallest wider circle is offered, with what it gives', () => {
  const asked = { ...ask({ near }), near: '1980-vasteras' };
  const [first] = relaxations(asked, 1, (one) => ((one.near?.km ?? 300) >= 25 ? 12 : 1), label);
  expect(first).toMatchObject({ n: 12, message: { key: 'search.relax.km', values: { n: 12, km: 25 } } });
  expect(first?.asked).toMatchObject({ near: '1980-vasteras', criteria: { near: { km: 25 } } });
});

test('what gives nothing more is not offered, and what gives up least comes first', () => {
  const asked = ask({ text: 'läxor fotboll', chosen: { cause: ['sport'], slot: ['2-evening'] } });
  const count = ({ text, chosen }: Criteria): number => {
    if (chosen.cause === undefined) return 2;
    if (chosen.slot === undefined) return 9;
    return text === 'läxor' ? 40 : 2;
  };
  expect(keys(asked, 2, count)).toEqual(['slot', 'word']);
});

test('a place that is too far away leads to what is done from home', () => {
  const asked = ask({ chosen: { region: ['0114'], cause: ['it'] } });
  const found = relaxations(
    asked,
    0,
    ({ chosen }) => (chosen.where?.includes('remote') === true ? 3 : 0),
    label,
  );
  expect(found.map(({ message, asked: other }) => [message.key, other.criteria.chosen])).toEqual([
    ['search.relax.remote', { cause: ['it'], where: ['remote'] }],
  ]);
});

test('where no single thing helps, each is shown alone, and all of them in the end', () => {
  const asked = ask({ text: 'xyzzy', chosen: { region: ['0114'], cause: ['sport'] }, age: 13 });
  const count = ({ text, chosen, age }: Criteria): number => {
    if (text !== '' || age !== undefined) return 0;
    return Object.keys(chosen).length > 1 ? 0 : chosen.region !== undefined ? 4 : 7;
  };
  expect(keys(asked, 0, count)).toEqual(['only', 'only', 'all']);
});

test('no way on is one that says the same or less, and there is one as long as anything is open', () => {
  const criteria = fc.record({
    text: fc.constantFrom('', 'läxor', 'läxor i parken'),
    chosen: fc.record(
      { region: fc.constant(['0114']), cause: fc.constant(['sport']), access: fc.constant(['stepFree']) },
      { requiredKeys: [] },
    ),
  });
  fc.assert(
    fc.property(criteria, fc.func(fc.nat(6)), fc.nat(4), (one, count, total) => {
      const open = (asked: Criteria): number =>
        asked.text === '' && Object.keys(asked.chosen).length === 0
          ? 7
          : count(asked.text, Object.keys(asked.chosen));
      const found = relaxations(ask(one), total, open, label);
      for (const { asked, n } of found) {
        expect(n).toBeGreaterThan(total);
        expect(open(asked.criteria)).toBe(n);
      }
      const isNarrow = one.text !== '' || Object.keys(one.chosen).length > 0;
      if (total === 0 && isNarrow) expect(found.length).toBeGreaterThan(0);
    }),
  );
});
