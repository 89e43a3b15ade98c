// Seals a text (AES-256-GCM) with a key of its own use, made from the service's secret (HKDF): whoever has only the database, or only the text, opens none.
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

const algorithm = 'aes-256-gcm';
const ivLength = 12;
const tagLength = 16;

export interface Seal {
  /** `owner` is bound to it: moved to another's row it does not open. */
  seal(text: string, owner: string): string;
  /** Null where it was sealed with another secret, for another owner, or has been changed. */
  open(sealed: string, owner: string): string | null;
}

/** Each use has another key, so that what was sealed for one is nothing to another. */
export function createSeal(secret: string, use: string): Seal {
  const key = new Uint8Array(hkdfSync('sha256', secret, '', `handslag: ${use}`, 32));
  return {
    seal(text, owner) {
      const iv = randomBytes(ivLength);
      const cipher = createCipheriv(algorithm, key, iv).setAAD(Buffer.from(owner));
      const parts = [iv, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()];
      return Buffer.concat(parts).toString('base64url');
    },
    open(sealed, owner) {
      const bytes = Buffer.from(sealed, 'base64url');
      if (bytes.length <= ivLength + tagLength) return null;
      const decipher = createDecipheriv(algorithm, key, bytes.subarray(0, ivLength), {
        authTagLength: tagLength,
      });
      decipher.setAAD(Buffer.from(owner)).setAuthTag(bytes.subarray(-tagLength));
      try {
        const text = decipher.update(bytes.subarray(ivLength, -tagLength));
        return Buffer.concat([text, decipher.final()]).toString('utf8');
      } catch {
        return null;
      }
    },
  };
}
