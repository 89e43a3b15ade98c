// What the pages of the second factor show. Pure.
import { encode } from 'uqr';
import { isOn, mayAddPasskey, mayRemoveFactor } from './second-factor.policy.ts';
import type { Factors } from './second-factor.policy.ts';

interface Shown extends Factors {
  app?: { since: Date };
  passkeys: { id: string; name: string; addedAt: Date; usedAt: Date | null }[];
  codes: readonly string[];
}

/** So few recovery codes are left that it is time for new ones. */
const fewCodes = 2;

export function factorsView(found: Shown | null, isStaff: boolean) {
  const factors = found ?? { passkeys: [], codes: [] };
  const mayRemove = (name: string): boolean => mayRemoveFactor(isStaff, factors, name).allowed;
  return {
    isOn: isOn(factors),
    app: factors.app == null ? null : { since: factors.app.since, mayRemove: mayRemove('app') },
    passkeys: factors.passkeys.map(({ id, name, addedAt, usedAt }) => ({
      ...{ id, name, addedAt, usedAt },
      mayRemove: mayRemove(id),
    })),
    mayAddPasskey: mayAddPasskey(factors).allowed,
    mayTurnOff: mayRemove('all'),
    codesLeft: factors.codes.length,
    fewCodes: factors.codes.length <= fewCodes,
  };
}

/** The square that an app reads, as the path of a picture: a rectangle for every dark field. */
export function square(address: string): { size: number; path: string } {
  const { data, size } = encode(address, { ecc: 'M', border: 4 });
  const dark = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])));
  return { size, path: dark.join('') };
}

/** In fours, as it is easiest to type. */
export function spacedSecret(secret: string): string {
  return secret.replace(/(.{4})(?=.)/g, '$1 ');
}
