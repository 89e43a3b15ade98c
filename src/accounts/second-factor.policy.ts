// What a person may take away of what they sign in with. Pure.
import { allow, refuse } from '../platform/policy.ts';
import type { Verdict } from '../platform/policy.ts';

/** As much of the stored factors as is asked about. */
export interface Factors {
  app?: object | null;
  passkeys: readonly { id: string }[];
}

/** `app`, the id of a passkey, or all there is. */
export type FactorName = 'app' | 'all' | (string & {});

export const passkeyLimit = 20;

export function isOn(factors: Factors | null): boolean {
  return factors !== null && left(factors) > 0;
}

export function has(factors: Factors, name: FactorName): boolean {
  if (name === 'all') return isOn(factors);
  return name === 'app' ? factors.app != null : factors.passkeys.some(({ id }) => id === name);
}

/** Staff always keeps one. */
export function mayRemoveFactor(isStaff: boolean, factors: Factors, name: FactorName): Verdict {
  const remaining = name === 'all' ? 0 : left(factors) - (has(factors, name) ? 1 : 0);
  return isStaff && remaining === 0 ? refuse('secondFactor.refused.staff') : allow;
}

export function mayAddPasskey(factors: Factors | null): Verdict {
  const isFull = (factors?.passkeys.length ?? 0) >= passkeyLimit;
  return isFull ? refuse('secondFactor.refused.many', { max: passkeyLimit }, 409) : allow;
}

function left({ app, passkeys }: Factors): number {
  return (app == null ? 0 : 1) + passkeys.length;
}
