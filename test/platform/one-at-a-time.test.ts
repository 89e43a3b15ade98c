// Turns within a process: order, numbers, failures, and who has waited too long.
import { atMost, oneAtATime } from '../../src/platform/one-at-a-time.ts';
import { Refused } from '../../src/platform/refused.ts';

interface Piece {
  work: () => Promise<string>;
  end: (fault?: Error) => void;
}

function aPiece(name: string, begun: string[]): Piece {
  let end: (fault?: Error) => void = () => undefined;
  const done = new Promise<void>((resolve, reject) => {
    end = (fault) => (fault === undefined ? resolve() : reject(fault));
  });
  return {
    work: async () => {
      begun.push(name);
      await done;
      return name;
    },
    end: (fault) => end(fault),
  };
}

const soon = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

afterEach(() => import.meta.jest.useRealTimers());

test('so many pieces run at once, the rest in the order in which they came', async () => {
  const begun: string[] = [];
  const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((name) => aPiece(name, begun)) as [
    Piece,
    Piece,
    Piece,
    Piece,
  ];
  const run = atMost(2);
  const all = Promise.all([a, b, c, d].map(({ work }) => run(work)));
  await soon();
  expect(begun).toEqual(['a', 'b']);
  b.end();
  await soon();
  expect(begun).toEqual(['a', 'b', 'c']);
  for (const piece of [a, c, d]) piece.end();
  expect(await all).toEqual(['a', 'b', 'c', 'd']);
});

test('a piece that fails lets the next one run', async () => {
  const begun: string[] = [];
  const [a, b] = [aPiece('a', begun), aPiece('b', begun)];
  const run = atMost(1);
  const first = run(a.work);
  const second = run(b.work);
  a.end(new Error('on purpose'));
  await expect(first).rejects.toThrow('on purpose');
  b.end();
  expect(await second).toBe('b');
});

test('pieces of one name take turns; those of another do not wait for them', async () => {
  const begun: string[] = [];
  const [a, b, other] = [aPiece('a', begun), aPiece('b', begun), aPiece('other', begun)];
  const inTurn = oneAtATime();
  const all = [inTurn('x', a.work), inTurn('x', b.work), inTurn('y', other.work)];
  await soon();
  expect(begun).toEqual(['a', 'other']);
  for (const piece of [a, b, other]) piece.end();
  expect(await Promise.all(all)).toEqual(['a', 'b', 'other']);
});

test('[ASVS 15.2.2] whoever waits too long is refused, and what they wanted is not done later', async () => {
  import.meta.jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask'] });
  const begun: string[] = [];
  const [a, b, c] = [aPiece('a', begun), aPiece('b', begun), aPiece('c', begun)];
  const run = atMost(1);
  const first = run(a.work);
  const late = run(b.work).catch((error: unknown) => error);
  import.meta.jest.advanceTimersByTime(25_000);
  const inTime = run(c.work);
  import.meta.jest.advanceTimersByTime(5_000);
  expect(await late).toMatchObject({ status: 503 });
  expect(await late).toBeInstanceOf(Refused);
  a.end();
  c.end();
  expect(await Promise.all([first, inTime])).toEqual(['a', 'c']);
  expect(begun).toEqual(['a', 'c']);
});
