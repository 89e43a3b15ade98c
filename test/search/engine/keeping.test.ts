// What is written to disk comes back as it was, and nothing else is taken for it.
import fc from 'fast-check';
import { createEngine } from '../../../src/search/engine/quick.ts';
import { entries, queries, start } from './entries.ts';

const joined = (pieces: readonly Uint8Array[]) => new Uint8Array(Buffer.concat(pieces));

test('an engine that is read back answers as before, and goes on', () => {
  fc.assert(
    fc.property(
      fc.array(entries, { maxLength: 30 }),
      fc.array(entries, { maxLength: 10 }),
      fc.array(queries, { minLength: 5 }),
      (first, then, asked) => {
        const [one, other] = [createEngine(), createEngine()];
        first.forEach((entry) => one.put(entry));
        first.slice(0, 3).forEach(({ id }) => one.remove(id));
        expect(other.load(joined(one.dump()))).toBe(true);
        for (const changes of [[], then]) {
          changes.forEach((entry) => [one, other].forEach((engine) => engine.put(entry)));
          expect(other.size).toBe(one.size);
          for (const query of asked)
            expect(other.search(query, { now: start })).toEqual(one.search(query, { now: start }));
        }
      },
    ),
    { numRuns: 40 },
  );
});

test('bytes of another kind or version are refused, and change nothing', () => {
  const engine = createEngine();
  const bytes = joined(engine.dump());
  const other = bytes.slice();
  other[20] = (other[20] ?? 0) ^ 1;
  expect(engine.load(new Uint8Array(0))).toBe(false);
  expect(engine.load(new TextEncoder().encode('something else altogether'))).toBe(false);
  expect(engine.load(other)).toBe(false);
  expect(engine.load(bytes.subarray(0, bytes.length - 8))).toBe(false);
  expect(engine.size).toBe(0);
  expect(engine.load(bytes)).toBe(true);
});
