// What is left of a row that stays to be counted: the fields that may stay, and nobody where the person stood. Pure but for the ids of MongoDB.
import { Types } from 'mongoose';
import type { Kept } from './collections.ts';
import { isPlain, plainPath } from './row.ts';
import type { Row } from './row.ts';

/** A new id leads nowhere: two emptied rows do not even tell that they were of one person. */
export function emptied(row: Row, what: Kept, person: string): Row {
  const may = [...(what.stays ?? []), ...(what.things ?? []), ...Object.keys(what.people).map(plainPath)];
  const nobody = new Types.ObjectId();
  return { ...(pruned(row, '', may, person, nobody) as object), _id: row._id };
}

function pruned(
  value: unknown,
  path: string,
  may: readonly string[],
  person: string,
  nobody: unknown,
): unknown {
  if (Array.isArray(value)) return value.map((one: unknown) => pruned(one, path, may, person, nobody));
  if (!isPlain(value)) return String(value) === person ? nobody : value;
  const before = path === '' ? '' : `${path}.`;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => may.some((one) => one === before + name || one.startsWith(`${before}${name}.`)))
      .map(([name, held]) => [name, pruned(held, before + name, may, person, nobody)]),
  );
}
