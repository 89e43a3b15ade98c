// The first so many of a set in order, without sorting all of it: a heap of the best so far, with the worst of them on top. O(n log k). Pure.

/** Below 0 if the first comes first. */
export type Compare = (one: number, other: number) => number;

export function topOf(docs: Uint32Array, n: number, most: number, compare: Compare): number[] {
  if (most <= 0) return [];
  if (most * 4 > n) return [...docs.subarray(0, n)].sort(compare).slice(0, most);
  const heap: number[] = [];
  for (let i = 0; i < n; i += 1) {
    const doc = docs[i] as number;
    if (heap.length < most) {
      heap.push(doc);
      rise(heap, compare);
    } else if (compare(doc, heap[0] as number) < 0) {
      heap[0] = doc;
      sink(heap, compare);
    }
  }
  return heap.sort(compare);
}

function rise(heap: number[], compare: Compare): void {
  let at = heap.length - 1;
  const own = heap[at] as number;
  while (at > 0) {
    const up = (at - 1) >>> 1;
    if (compare(own, heap[up] as number) <= 0) break;
    heap[at] = heap[up] as number;
    at = up;
  }
  heap[at] = own;
}

function sink(heap: number[], compare: Compare): void {
  const own = heap[0] as number;
  let at = 0;
  for (;;) {
    let down = at * 2 + 1;
    if (down >= heap.length) break;
    if (down + 1 < heap.length && compare(heap[down + 1] as number, heap[down] as number) > 0) down += 1;
    if (compare(heap[down] as number, own) <= 0) break;
    heap[at] = heap[down] as number;
    at = down;
  }
  heap[at] = own;
}
