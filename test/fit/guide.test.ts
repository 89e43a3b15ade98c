// The guide: five questions whose answers stand in the address alone, and which always lead somewhere.
import fc from 'fast-check';
import {
  GUIDE_AGES,
  KMS,
  OTHER_LANGUAGES,
  WHENS,
  asks,
  guideSteps,
  pairsOf,
  readAnswers,
  slotsOfWhen,
  wishOfAnswers,
} from '../../src/fit/guide.schema.ts';
import type { Answers } from '../../src/fit/guide.schema.ts';
import { SLOTS } from '../../src/taxonomies/taxonomies.ts';
import { municipalities } from '../../src/places/places.ts';
import { ACTIVITIES, CAUSES, FACTS, SWEDISH_NEEDED } from '../../src/taxonomies/taxonomies.ts';
import { visitor } from '../support/http.ts';
import type { Client } from '../support/http.ts';
import { aCoordinator, anAssignment } from '../support/people.ts';
import { startService } from '../support/service.ts';
import type { TestService } from '../support/service.ts';

const some = <const T extends readonly string[]>(list: T) => fc.subarray([...list] as T[number][]);
const maybe = <const T>(list: readonly T[]) => fc.option(fc.constantFrom(...list), { nil: undefined });
const someAnswers: fc.Arbitrary<Answers> = fc.record({
  activity: some(ACTIVITIES),
  cause: some(CAUSES),
  when: some(WHENS),
  municipality: maybe(municipalities().map(({ code }) => code)),
  km: maybe(KMS),
  home: fc.boolean(),
  swedish: maybe(SWEDISH_NEEDED),
  speaks: some(OTHER_LANGUAGES),
  practice: fc.boolean(),
  groups: fc.boolean(),
  access: some(FACTS),
  age: maybe(GUIDE_AGES),
});

test('answers go into an address and out again', () => {
  fc.assert(
    fc.property(someAnswers, (answers) => {
      expect(readAnswers(asExpress(pairsOf(answers)))).toEqual(answers);
    }),
  );
});

test('whatever is no answer is left out', () => {
  fc.assert(
    fc.property(
      fc.dictionary(
        fc.constantFrom(...Object.values(asks).flat()),
        fc.oneof(fc.string(), fc.array(fc.string())),
      ),
      (query) => {
        const read = readAnswers(query);
        expect(readAnswers(asExpress(pairsOf(read)))).toEqual(read);
        expect(wishOfAnswers(read).slots.every((slot) => SLOTS.includes(slot))).toBe(true);
      },
    ),
  );
});

test('each answer belongs to one question, and the times cover the week once', () => {
  const all = { age: '18', km: '5', municipality: '1980', swedish: 'none' };
  const names = guideSteps.flatMap((step) => [...asks[step]]).sort();
  expect(names).toEqual(Object.keys(readAnswers(all)).sort());
  expect(WHENS.flatMap((when) => slotsOfWhen([when])).sort()).toEqual([...SLOTS].sort());
});

describe('with a running service', () => {
  let service: TestService;
  let client: Client;
  const made: Record<string, string> = {};

  beforeAll(async () => {
    service = await startService({ lasting: true });
    client = visitor(service);
    const coordinator = await aCoordinator(service.services);
    const change = {
      near: {
        title: 'Språkkafé på tisdagar',
        causes: ['integration'],
        activities: ['language'],
        swedishNeeded: 'none',
      },
      fluent: { title: 'Hjälp till i styrelsen', activities: ['board'], swedishNeeded: 'fluent' },
      far: { title: 'Städa stranden i Malmö', municipality: '1280' },
      adult: { title: 'Kör bilen till festen', lowestAge: 18 },
      remote: { title: 'Översätt hemifrån', where: 'remote', municipality: undefined, timing: 'flexible' },
    } as const;
    for (const [name, what] of Object.entries(change))
      made[name] = await anAssignment(service.services, coordinator, { ...what } as never);
    await service.services.search.caughtUp();
  });

  test('what is within reach is shown, best first and with why; the rest is not', async () => {
    const text = await shown('municipality=1980&km=10&swedish=none&activity=language&when=days');
    expect(positions(text, 'near', 'fluent')).toEqual([true, true, true]);
    expect(text).toContain('i din kommun · tisdag eftermiddag passar · svenska behövs inte');
    expect(text).toContain('kräver flytande svenska');
    expect(text).not.toContain(made['far']);
    expect(text).toContain(made['remote']);
  });

  test('whoever is 15 is shown nothing for adults, and whoever has not said is', async () => {
    expect(await shown('age=15')).not.toContain(made['adult']);
    expect(await shown('')).toContain(made['adult']);
  });

  test('whoever stays at home is shown only what can be done there', async () => {
    const text = await shown('home=yes&municipality=1980');
    expect(text).toContain(made['remote']);
    expect(text).not.toContain(made['near']);
  });

  test('is never a dead end: what lies further off is offered with its true number', async () => {
    const text = await shown('municipality=2584&km=5');
    expect(text).toContain('5 uppdrag i hela landet');
    expect(text).toContain('/guide/fit"');
    expect(text).toMatch(/href="\/assignments\?near&#x3D;/);
  });

  test('keeps each answer on the way through, and nothing anywhere else', async () => {
    const first = await client.get('/guide/when?activity=it&cause=elderly');
    expect(first.text).toContain('<input type="hidden" name="activity" value="it">');
    expect(first.text).toContain('<input type="hidden" name="cause" value="elderly">');
    expect(first.text).toContain('action="/guide/where"');
    expect(first.text).toContain('href="/guide?activity&#x3D;it&amp;cause&#x3D;elderly"');
    expect(first.headers['set-cookie']).toBeUndefined();
    const changed = await client.get('/guide/when?activity=it&when=days&change=yes');
    expect(changed.text).toContain('action="/guide/fit"');
    expect(changed.text).not.toContain('name="change"');
  });

  test('only its first page is for search engines', async () => {
    expect((await client.get('/guide')).text).not.toContain('noindex');
    expect((await client.get('/guide?cause=sport')).text).toContain('noindex');
    expect((await client.get('/guide/fit')).text).toContain('noindex');
  });

  test('the page on the order says every weight, and what is not used', async () => {
    const { text } = await client.get('/order');
    for (const points of [20, 15, 10, 5]) expect(text).toContain(`${points} poäng`);
    expect(text).toContain('Minst vart 5:e uppdrag');
    expect(text).toContain('kortare tid än 90 dagar');
    expect(text).toContain('Ingen förening kan betala');
  });

  async function shown(query: string): Promise<string> {
    const answer = await client.get(`/guide/fit?${query}`);
    expect(answer.status).toBe(200);
    return answer.text;
  }

  /** Whether each is there, and the first comes before the second. */
  function positions(text: string, one: string, other: string): boolean[] {
    const [a, b] = [one, other].map((name) => text.indexOf(made[name] ?? '?'));
    return [Number(a) > 0, Number(b) > 0, Number(a) < Number(b)];
  }
});

/** As Express hands a query over. */
function asExpress(pairs: readonly { name: string; value: string }[]): Record<string, string | string[]> {
  const query: Record<string, string | string[]> = {};
  for (const [name, list = []] of Object.entries(Object.groupBy(pairs, (pair) => pair.name))) {
    const values = list.map(({ value }) => value);
    query[name] = values.length === 1 ? (values[0] ?? '') : values;
  }
  return query;
}
