// The forms of the second factor, and the answers of passkeys that come in them as JSON. Messages are keys.
import { z } from 'zod';
import { line, text } from '../platform/http/fields.ts';
import { addressForm } from './account.schema.ts';

const encoded = (max: number) =>
  z
    .string()
    .min(1)
    .max(max)
    .regex(/^[\w-]+$/);

/** Everything that a browser may know of an authenticator's way to us; a hint for the next time and nothing else. */
const transports = z
  .array(
    z
      .string()
      .max(20)
      .regex(/^[a-z-]+$/),
  )
  .max(8)
  .default([]);

const newPasskey = z.object({
  id: encoded(1_400),
  type: z.literal('public-key'),
  response: z.object({
    clientDataJSON: encoded(4_000),
    authenticatorData: encoded(4_000),
    publicKey: encoded(2_000),
    publicKeyAlgorithm: z.union([z.literal(-7), z.literal(-257)]),
    transports,
  }),
});

const signature = z.object({
  id: encoded(1_400),
  type: z.literal('public-key'),
  response: z.object({
    clientDataJSON: encoded(4_000),
    authenticatorData: encoded(4_000),
    signature: encoded(2_000),
    userHandle: encoded(200).optional(),
  }),
});

/** JSON in a field. A person never sees it, so that one sentence says all that can be wrong with it. */
function json<Schema extends z.ZodType>(schema: Schema) {
  return text({ max: 20_000 }).transform((value, context): z.output<Schema> => {
    const read = schema.safeParse(parsed(value));
    if (read.success) return read.data;
    context.addIssue({ code: 'custom', message: 'secondFactor.passkey.unread' });
    return z.NEVER;
  });
}

function parsed(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}

export type NewPasskey = z.output<typeof newPasskey>;
export type Signature = z.output<typeof signature>;

const name = line({ min: 1, max: 60 });
const passkey = text({ min: 1, max: 1_400 });

export const codeForm = z.object({ code: text({ min: 1, max: 60 }) });
export const sureForm = addressForm.pick({ present: true });
export const passkeyForm = z.object({ name, credential: json(newPasskey) });
export const signatureForm = z.object({ credential: json(signature), next: text({ max: 500 }) });
export const renameForm = z.object({ passkey, name });
export const removeForm = z.object({ factor: passkey });
