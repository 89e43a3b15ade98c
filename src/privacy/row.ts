// A stored row of any collection, and the paths by which the table names its fields. Pure.

export type Row = Record<string, unknown> & { _id: unknown };

/** The path as a query names it: `history[].by` is `history.by`. */
export function plainPath(path: string): string {
  return path.replaceAll('[]', '');
}

export function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
