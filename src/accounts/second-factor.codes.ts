// The two kinds of codes that a person types: six digits from an authenticator app (RFC 6238), and recovery codes of 80 random bits.
import { createHash, randomInt } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';

/** Steps that a clock may be wrong by, either way. */
const skew = 1;

export const recoveryCodes = 10;
/** Crockford's: no letter that is taken for a digit. */
const letters = '0123456789abcdefghjkmnpqrstvwxyz';
const groups = 4;
const groupLength = 4;

export function newAppSecret(): string {
  return new Secret({ size: 20 }).base32;
}

/** What the square says to an authenticator app. */
export function appAddress(secret: string, email: string): string {
  return appOf(secret, email).toString();
}

/** The half minute since 1970 that a code belongs to; null if it is not a code of now. */
export function stepOfCode(secret: string, typed: string, now: Date): number | null {
  const app = appOf(secret, '');
  const timestamp = now.getTime();
  const off = app.validate({ token: typed.replace(/[\s-]/g, ''), timestamp, window: skew });
  return off === null ? null : app.counter({ timestamp }) + off;
}

export function isAppCode(typed: string): boolean {
  return /^\d{6}$/.test(typed.replace(/[\s-]/g, ''));
}

function appOf(secret: string, email: string): TOTP {
  return new TOTP({ issuer: 'Handslag', label: email, secret: Secret.fromBase32(secret) });
}

export function newRecoveryCodes(): string[] {
  const letter = (): string => letters.charAt(randomInt(letters.length));
  const group = (): string => Array.from({ length: groupLength }, letter).join('');
  return Array.from({ length: recoveryCodes }, () => Array.from({ length: groups }, group).join('-'));
}

/** As it is stored: what is random through and through needs no slow hash. The person's id makes equal codes of two people differ. */
export function recoveryHash(person: string, typed: string): string {
  const code = typed
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
    .replaceAll('o', '0')
    .replace(/[il]/g, '1');
  return createHash('sha256').update(`recovery code ${person} ${code}`).digest('base64url');
}
