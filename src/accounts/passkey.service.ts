// Passkeys (WebAuthn): what a browser is asked, and whether the answer is right. A challenge is good for one answer, and only on our own address.
import { server } from '@passwordless-id/webauthn';
import type { Connection } from 'mongoose';
import type { Clock } from '../platform/clock.ts';
import { isDuplicateKey } from '../platform/database.ts';
import { insist } from '../platform/policy.ts';
import { Refused, missing } from '../platform/refused.ts';
import type { Accounts } from './account.service.ts';
import { challengeLifetime, createChallenges } from './challenge.model.ts';
import { evenSignature } from './passkey.signature.ts';
import { secondFactorModel } from './second-factor.model.ts';
import type { PasskeyDocument, SecondFactorDocument } from './second-factor.model.ts';
import { mayAddPasskey } from './second-factor.policy.ts';
import type { NewPasskey, Signature } from './second-factor.schema.ts';
import type { AddFactor } from './second-factor.service.ts';

export function createPasskeys(parts: {
  connection: Connection;
  clock: Clock;
  accounts: Accounts;
  baseUrl: string;
  add: AddFactor;
}) {
  const { clock, accounts, baseUrl } = parts;
  const factors = secondFactorModel(parts.connection);
  const challenges = createChallenges(parts);
  const domain = new URL(baseUrl).hostname;
  const timeout = challengeLifetime;

  /** What was signed, and where; an answer of another shape or from another site is worth nothing. */
  const expected = (challenge: string) => ({ challenge, origin: baseUrl, domain });

  async function stored(person: string): Promise<PasskeyDocument[]> {
    return (await factors.findById(person).lean<SecondFactorDocument>())?.passkeys ?? [];
  }

  const known = ({ id, transports }: PasskeyDocument) => ({ id, transports });

  return {
    /** What to ask the browser for when it makes a passkey; public/js/passkey.js puts it in the browser's own form. */
    async askForNew(id: string) {
      const { email, name } = await accounts.get(id);
      return {
        challenge: await challenges.make('add', id),
        rp: { id: domain, name: 'Handslag' },
        user: { id: handleOf(id), name: email, displayName: name },
        exclude: (await stored(id)).map(known),
        timeout,
      };
    },

    /** Null if the answer is not right; the recovery codes where it is the first factor. */
    async add(id: string, answer: NewPasskey, name: string): Promise<string[] | null> {
      const { response } = answer;
      const challenge = challengeIn(response.clientDataJSON);
      if (!(await challenges.take(challenge, 'add', id))) return null;
      const algorithm = response.publicKeyAlgorithm === -7 ? 'ES256' : 'RS256';
      const given = { ...answer, rawId: answer.id, clientExtensionResults: {}, user: { name: '' } };
      const registration = {
        ...given,
        response: { ...response, attestationObject: '', transports: response.transports as [] },
      };
      const info = await server
        .parseCryptoKey(algorithm, response.publicKey)
        .then(() => server.verifyRegistration(registration, { ...expected(challenge), userVerified: false }))
        .catch(() => null);
      if (info === null) return null;
      const { counter } = info.authenticator;
      const addedAt = clock.now();
      const { transports, publicKey } = response;
      const passkey = {
        id: answer.id,
        ...{ publicKey, algorithm, transports, counter, name, addedAt, usedAt: null },
      };
      try {
        return await parts.add(id, 'passkeyAdded', { $push: { passkeys: passkey } }, (before) => {
          insist(mayAddPasskey(before));
        });
      } catch (error) {
        if (isDuplicateKey(error)) throw new Refused(409, 'secondFactor.refused.known');
        throw error;
      }
    },

    /** Beside the password one of this person's; alone (null) any that its owner has unlocked. */
    async ask(person: string | null) {
      const purpose = person === null ? 'alone' : 'beside';
      return {
        challenge: await challenges.make(purpose, person),
        rpId: domain,
        allow: person === null ? [] : (await stored(person)).map(known),
        userVerification: person === null ? 'required' : 'preferred',
        timeout,
      };
    },

    /** Whose passkey has signed; null if the answer is not right. */
    async check(answer: Signature, person: string | null): Promise<string | null> {
      const { id, response } = answer;
      const challenge = challengeIn(response.clientDataJSON);
      const purpose = person === null ? 'alone' : 'beside';
      if (!(await challenges.take(challenge, purpose, person))) return null;
      const owner = await factors.findOne({ 'passkeys.id': id }).lean<SecondFactorDocument>();
      const passkey = owner?.passkeys.find((one) => one.id === id);
      if (owner === null || passkey === undefined) return null;
      const found = String(owner._id);
      if (person !== null && found !== person) return null;
      if (response.userHandle !== undefined && response.userHandle !== handleOf(found)) return null;
      const { algorithm, publicKey, counter } = passkey;
      const even = algorithm === 'ES256' ? evenSignature(response.signature) : response.signature;
      const given = { ...answer, rawId: id, clientExtensionResults: {} };
      const authentication = { ...given, response: { ...withoutHandle(response), signature: even } };
      const info = await server
        .verifyAuthentication(
          authentication,
          { id, algorithm, publicKey, transports: [] },
          { ...expected(challenge), userVerified: person === null, counter },
        )
        .catch(() => null);
      if (info === null) return null;
      // A count that has moved meanwhile means that two have the same key.
      const { matchedCount } = await factors.updateOne(
        { _id: owner._id, passkeys: { $elemMatch: { id, counter } } },
        { $set: { 'passkeys.$.counter': info.counter, 'passkeys.$.usedAt': clock.now() } },
      );
      return matchedCount === 1 ? found : null;
    },

    async nameOf(person: string, id: string): Promise<string> {
      const passkey = (await stored(person)).find((one) => one.id === id);
      if (passkey === undefined) throw missing();
      return passkey.name;
    },

    async rename(person: string, id: string, name: string): Promise<void> {
      const { matchedCount } = await factors.updateOne(
        { _id: person, 'passkeys.id': id },
        { $set: { 'passkeys.$.name': name } },
      );
      if (matchedCount === 0) throw missing();
    },
  };
}

export type Passkeys = ReturnType<typeof createPasskeys>;

/** How an authenticator knows a person: the random id of the account, and nothing of who they are. */
function handleOf(person: string): string {
  return Buffer.from(person).toString('base64url');
}

function withoutHandle({ clientDataJSON, authenticatorData }: Signature['response']) {
  return { clientDataJSON, authenticatorData };
}

/** What the browser says that it was asked; empty where it says nothing that can be read. */
function challengeIn(clientDataJSON: string): string {
  try {
    const said: unknown = JSON.parse(Buffer.from(clientDataJSON, 'base64url').toString('utf8'));
    const { challenge } = said as { challenge?: unknown };
    return typeof challenge === 'string' ? challenge : '';
  } catch {
    return '';
  }
}
