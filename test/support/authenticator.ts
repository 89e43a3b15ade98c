// An authenticator without a device: makes a passkey and signs with it as a telephone would, byte for byte (WebAuthn level 2, 6.1 and 6.5).
import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import type { Services } from '../../src/services.ts';

export interface Passkey {
  id: string;
  /** How often it has signed; stays 0 where it does not count. */
  counter: number;
  /** The answer to a challenge to add it, as JSON. */
  added(challenge: string, origin: string): string;
  /** The answer to a challenge to sign in with it, as JSON; `change` is what a forger does differently. */
  signed(challenge: string, origin: string, change?: Change): string;
}

export interface Change {
  type?: string;
  domain?: string;
  isVerified?: boolean;
  userHandle?: string;
  /** What is signed, where it is not what is shown. */
  payload?: Buffer;
  id?: string;
}

const PRESENT = 1;
const VERIFIED = 4;
const ATTESTED = 64;

export function newPasskey(given: { counts?: boolean } = {}): Passkey {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const rawId = randomBytes(16);

  const clientData = (type: string, challenge: string, origin: string): Buffer =>
    Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
  const authenticatorData = (domain: string, flags: number, more = Buffer.alloc(0)): Buffer => {
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(passkey.counter);
    return Buffer.concat([sha256(domain), Buffer.of(flags), counter, more]);
  };

  const passkey: Passkey = {
    id: rawId.toString('base64url'),
    counter: 0,
    added(challenge, origin) {
      const attested = Buffer.concat([Buffer.alloc(16), Buffer.of(0, rawId.length), rawId]);
      const data = authenticatorData(domainOf(origin), PRESENT | VERIFIED | ATTESTED, attested);
      return JSON.stringify({
        id: passkey.id,
        type: 'public-key',
        response: {
          clientDataJSON: text(clientData('webauthn.create', challenge, origin)),
          authenticatorData: text(data),
          publicKey: text(publicKey.export({ type: 'spki', format: 'der' })),
          publicKeyAlgorithm: -7,
          transports: ['internal'],
        },
      });
    },
    signed(challenge, origin, change = {}) {
      if (given.counts === true) passkey.counter += 1;
      const shown = clientData(change.type ?? 'webauthn.get', challenge, origin);
      const flags = PRESENT | (change.isVerified === false ? 0 : VERIFIED);
      const data = authenticatorData(change.domain ?? domainOf(origin), flags);
      const payload = change.payload ?? Buffer.concat([data, sha256(shown)]);
      return JSON.stringify({
        id: change.id ?? passkey.id,
        type: 'public-key',
        response: {
          clientDataJSON: text(shown),
          authenticatorData: text(data),
          signature: text(sign('sha256', payload, privateKey)),
          ...(change.userHandle === undefined ? {} : { userHandle: change.userHandle }),
        },
      });
    },
  };
  return passkey;
}

/** What an authenticator app with this secret shows at this time. */
export function codeOf(secret: string, now: Date): string {
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: now.getTime() });
}

const known = new Map<string, Passkey>();

/** The passkey that this person signs in with in tests, if they have one. */
export function passkeyOf(email: string): Passkey | undefined {
  return known.get(email);
}

/** Gives a person a passkey, as the page of their account does; `signedIn` uses it from then on. */
export async function givePasskey(
  { secondFactors: { passkeys }, config }: Services,
  person: { id: string; email: string },
): Promise<{ passkey: Passkey; codes: string[] }> {
  const passkey = newPasskey();
  const { challenge } = await passkeys.askForNew(person.id);
  const codes = await passkeys.add(person.id, JSON.parse(passkey.added(challenge, config.baseUrl)), 'Nyckel');
  if (codes === null) throw new Error('The passkey was not taken');
  known.set(person.email, passkey);
  return { passkey, codes };
}

function domainOf(origin: string): string {
  return new URL(origin).hostname;
}

function sha256(data: string | Buffer): Buffer {
  return createHash('sha256').update(data).digest();
}

function text(bytes: Buffer): string {
  return bytes.toString('base64url');
}
