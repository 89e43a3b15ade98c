// What of a stored row is handed out to the person whom it names: their own rows without what is secret, of other rows only their part. Others stand in it by
// the name that everybody calls them by, never by an id or an address. Pure.
import type { Kept } from './collections.ts';
import { isPlain, plainPath } from './row.ts';
import type { Row } from './row.ts';

/** Whoever reads the copy, or another by name; null where it is nobody, or somebody of staff. */
export type Somebody = { readonly you: true } | { readonly name: string } | null;
export interface Something {
  readonly id: string;
  readonly name: string | null;
}

export interface Names {
  person: (id: string) => string | null;
  thing: (id: string) => string | null;
}

/** Null where nothing of the row is the person's to have. */
export function handedOut(row: Row, what: Kept, self: string, names: Names): Record<string, unknown> | null {
  const here = Object.entries(what.people).filter(([path]) => idsAt(row, path).includes(self));
  const isOwn =
    here.some(([, way]) => way === 'removed' || way === 'emptied') ||
    // Found by the address alone.
    here.length === 0;
  if (!isOwn && here.every(([, way]) => way === 'mentions')) return null;
  const hides = what.secret ?? [];
  const shows = isOwn
    ? undefined
    : [
        ...(what.shows ?? []),
        ...(what.things ?? []),
        ...(what.goes ?? []).filter((path) => !path.includes('.')),
        ...here.map(([path]) => path.split('[]')[0] ?? path),
      ];

  function part(value: unknown, path: string): unknown {
    if (Array.isArray(value)) return listed(value, path).map((one) => part(one, path));
    const somebody = Object.keys(what.people).some((one) => plainPath(one) === path);
    if (somebody) return asSomebody(value);
    if (what.things?.includes(path) === true && value != null) return asSomething(value);
    if (!isPlain(value)) return plainValue(value);
    return Object.fromEntries(
      Object.entries(value).flatMap(([name, held]) => {
        const at = path === '' ? name : `${path}.${name}`;
        return hides.includes(at) || !isShown(at) ? [] : [[name, part(held, at)]];
      }),
    );
  }

  function isShown(path: string): boolean {
    if (shows === undefined) return true;
    return shows.some((one) => one === path || path.startsWith(`${one}.`) || one.startsWith(`${path}.`));
  }

  /** Of a list in somebody else's row, the entries that name the person. */
  function listed(list: readonly unknown[], path: string): readonly unknown[] {
    if (isOwn) return list;
    const [named] = here.find(([one]) => one.includes('[]') && one.split('[]')[0] === path) ?? [];
    if (named === undefined) return list;
    const field = named.split('[].')[1];
    return list.filter((one) => String(field === undefined ? one : isPlain(one) && one[field]) === self);
  }

  function asSomebody(value: unknown): Somebody {
    if (value == null) return null;
    const id = idIn(value);
    if (id === self) return { you: true };
    const name = names.person(id);
    return name === null ? null : { name };
  }

  function asSomething(value: unknown): Something {
    const id = idIn(value);
    return { id, name: names.thing(id) };
  }

  return part(row, '') as Record<string, unknown>;
}

/** The ids at a path of the table, `list[].field`, as text. */
export function idsAt(row: Row, path: string): string[] {
  const found = plainPath(path)
    .split('.')
    .reduce<unknown[]>(
      (values, name) => values.flatMap((value) => (isPlain(value) ? [value[name]].flat() : [])),
      [row],
    );
  return found.filter((one) => one != null).map(idIn);
}

/** As JSON has it: an id as text, and no bytes. */
function plainValue(value: unknown): unknown {
  if (value instanceof Date || typeof value !== 'object' || value === null) return value;
  return 'toHexString' in value ? idIn(value) : undefined;
}

/** Ids are kept as ids, as text and, in sessions, as the beginning of a text. */
function idIn(value: unknown): string {
  return String(value).split(' ')[0] ?? '';
}
