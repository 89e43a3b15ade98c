// Reverse search: so many saved searches, one assignment that is published. How long it takes to find whose it is, and to note it for each of them, against
// holding every search against it.
import { parseArgs } from 'node:util';
import { municipalities, seatOf } from '../src/places/places.ts';
import { entryOf } from '../src/search/search.source.ts';
import type { Criteria } from '../src/search/engine/query.ts';
import { synonymsOf } from '../src/search/engine/synonyms.ts';
import { keysOfEntry, keysOfWatch } from '../src/watches/watch.keys.ts';
import { matcherOf } from '../src/watches/watch.match.ts';
import type { WatchDocument } from '../src/watches/watch.model.ts';
import { ACTIVITIES, CAUSES, DAY_PARTS, LANGUAGES } from '../src/taxonomies/taxonomies.ts';
import { aCoordinator, anAssignment } from '../test/support/people.ts';
import { randomness } from '../test/support/random-watches.ts';
import type { Random } from '../test/support/random-watches.ts';
import { percentile } from './benchmark.ts';
import type { Benchmark } from './benchmark.ts';
import { startInstances } from './stage.ts';

const searched =
  'läxhjälp språkkafé barn äldre hund trädgård fotboll mat matlagning promenad biblioteket sällskap dataspel flyktingar katter natur skog hantverk körsång ledare'.split(
    ' ',
  );

export const reverse: Benchmark = {
  about: 'who of many watches for an assignment that is published',
  usage: '--watches 100000 --assignments 40 --seed 1',
  async run(options) {
    const { values } = parseArgs({
      args: options,
      options: {
        watches: { type: 'string', default: '100000' },
        assignments: { type: 'string', default: '40' },
        seed: { type: 'string', default: '1' },
      },
    });
    const count = Number(values.watches);
    const random = randomness(Number(values.seed));
    const { instances, stop } = await startInstances(1);
    try {
      const { services } = instances[0];
      const watches = Array.from({ length: count }, () => believable(random));
      const began = performance.now();
      await store(services.watches.model, watches);
      const stored = performance.now() - began;
      const coordinator = await aCoordinator(services);
      const times = {
        candidates: [] as number[],
        keys: [] as number[],
        found: [] as number[],
        find: [] as number[],
        note: [] as number[],
        plain: [] as number[],
      };
      for (let n = 0; n < Number(values.assignments); n += 1) {
        const municipality = popular(random);
        const id = await anAssignment(services, coordinator, {
          municipality,
          causes: random.some(CAUSES, 2),
          activities: random.some(ACTIVITIES, 2),
          title: `${random.of(searched)} ${random.of(searched)}`,
        });
        const assignment = await services.assignments.find(id);
        const organisation = await services.organisations.find(String(assignment.organisation));
        const entry = entryOf(assignment, { organisation, waiting: 0 });
        const synonyms = synonymsOf(await services.synonyms.groups());
        const keys = keysOfEntry(entry, synonyms);
        times.keys.push(keys.length);
        times.candidates.push(await services.watches.model.countDocuments({ keys: { $in: keys } }));
        // Interleaved, so that what the machine does besides falls on both.
        const found = await timed(times.find, () => services.finds.wanting(id));
        const plain = await timed(times.plain, () =>
          Promise.resolve(watches.filter(matcherOf(entry, synonyms)).length),
        );
        if (found.length !== plain) throw new Error(`${found.length} found and ${plain} by looking at all`);
        times.found.push(found.length);
        const fact = {
          id,
          event: 'AssignmentDecided',
          at: new Date(),
          data: { assignment: id, decision: 'approve' },
        };
        await timed(times.note, () => services.finds.deliver(fact));
      }
      const row = (what: string, numbers: readonly number[], digits = 1) => ({
        what,
        median: Number(percentile(numbers, 50).toFixed(digits)),
        p95: Number(percentile(numbers, 95).toFixed(digits)),
        most: Number(Math.max(...numbers).toFixed(digits)),
      });
      const table = [
        row('keys of the assignment', times.keys, 0),
        row('watches that they find', times.candidates, 0),
        row('of them want it', times.found, 0),
        row('to find them, ms', times.find),
        row('to find and note them, ms', times.note),
        row('to hold all against it, in memory, ms', times.plain),
      ];
      return { table, figures: { watches: count, storedMs: Math.round(stored), times } };
    } finally {
      await stop();
    }
  },
};

async function timed<T>(into: number[], work: () => Promise<T>): Promise<T> {
  const began = performance.now();
  const result = await work();
  into.push(performance.now() - began);
  return result;
}

/** Some municipalities are watched far more than others (Zipf). */
function popular(random: Random): string {
  const all = municipalities();
  return all[Math.min(all.length - 1, Math.floor(all.length ** random.next()) - 1)]?.code ?? '1980';
}

/** What somebody would save: mostly a place and one or two wishes. */
function believable(random: Random): Criteria {
  const { chance, some, of } = random;
  const municipality = popular(random);
  const seat = seatOf(municipality);
  const isNear = chance(0.2);
  const days = [1, 2, 3, 4, 5, 6, 7];
  const chosen = {
    ...(!isNear && chance(0.8) ? { region: chance(0.1) ? [municipality.slice(0, 2)] : [municipality] } : {}),
    ...(chance(0.5) ? { cause: some(CAUSES, 3) } : {}),
    ...(chance(0.2) ? { activity: some(ACTIVITIES, 3) } : {}),
    ...(chance(0.25) ? { slot: some(days, 3).map((day) => `${day}-${of(DAY_PARTS)}`) } : {}),
    ...(chance(0.1) ? { spoken: [of(LANGUAGES)] } : {}),
    ...(chance(0.08) ? { swedish: ['none'] } : {}),
  };
  return {
    text: chance(0.2) ? of(searched) : '',
    chosen,
    ...(isNear && seat !== undefined
      ? { near: { lat: seat.lat, lon: seat.lon, km: of([5, 10, 25, 50]) } }
      : {}),
    ...(chance(0.1) ? { age: of([13, 15, 16]) } : {}),
  };
}

async function store(
  model: { insertMany: (rows: Partial<WatchDocument>[], options: object) => Promise<unknown> },
  watches: readonly Criteria[],
): Promise<void> {
  const at = new Date();
  const endsAt = new Date(at.getTime() + 365 * 86_400_000);
  for (let first = 0; first < watches.length; first += 5_000)
    await model.insertMany(
      watches.slice(first, first + 5_000).map((criteria, n) => ({
        ...{
          email: `w${first + n}@example.org`,
          emailKey: `w${first + n}@example.org`,
          language: 'sv' as const,
        },
        ...{
          search: '',
          criteria,
          keys: keysOfWatch(criteria),
          pace: 'daily' as const,
          isConfirmed: true,
          at,
          endsAt,
        },
      })),
      { ordered: false },
    );
}
