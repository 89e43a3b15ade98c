// A machine that asks with a secret: `Authorization: Bearer …`, compared in constant time.
import { timingSafeEqual } from 'node:crypto';

/** False where no secret is set. */
export function isBearer(header: string | undefined, secret: string | undefined): boolean {
  if (header === undefined || secret === undefined) return false;
  const given = Buffer.from(header);
  const wanted = Buffer.from(`Bearer ${secret}`);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}
