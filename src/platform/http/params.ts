// What stands in an address. Anything that could not be an id is missing, in the same words as an id that leads nowhere.
import type { Request } from 'express';
import { missing } from '../refused.ts';

export function idOf(request: Request): string {
  const { id } = request.params;
  if (typeof id !== 'string' || !/^[0-9a-f]{24}$/.test(id)) throw missing();
  return id;
}

/** The person whom an address names beside the thing. */
export function personOf(request: Request): string {
  const { person } = request.params;
  if (typeof person !== 'string' || !/^[0-9a-f]{24}$/.test(person)) throw missing();
  return person;
}

/** The secret of a one-time link. */
export function tokenOf(request: Request): string {
  const { token } = request.params;
  return typeof token === 'string' ? token : '';
}
