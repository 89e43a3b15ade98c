// The link in a mail by which its reader turns off such mails without signing in (RFC 8058). It names the person and the kinds, sealed with the
// service's secret (AES-256-GCM): nobody can read or make one, it is stored nowhere, and it works for as long as the account is there.
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { MAIL_KINDS } from './mailing.schema.ts';
import type { MailKind } from './mailing.schema.ts';

export interface Unsubscription {
  person: string;
  kinds: MailKind[];
}

const nonceLength = 12;
const tagLength = 16;
/** An id, and a bit for each kind. */
const length = 12 + 1;

export function createMailLinks(secret: string) {
  const key = Buffer.from(hkdfSync('sha256', secret, '', 'unsubscribe', 32));
  return {
    token({ person, kinds }: Unsubscription): string {
      const bits = kinds.reduce((sum, kind) => sum | (1 << MAIL_KINDS.indexOf(kind)), 0);
      const nonce = randomBytes(nonceLength);
      const cipher = createCipheriv('aes-256-gcm', key, nonce);
      const sealed = cipher.update(Buffer.concat([Buffer.from(person, 'hex'), Buffer.from([bits])]));
      cipher.final();
      return Buffer.concat([nonce, sealed, cipher.getAuthTag()]).toString('base64url');
    },

    /** Null for everything that we have not sealed. */
    open(token: string): Unsubscription | null {
      const bytes = Buffer.from(token, 'base64url');
      if (bytes.length !== nonceLength + length + tagLength || bytes.toString('base64url') !== token)
        return null;
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, nonceLength), {
        authTagLength: tagLength,
      });
      decipher.setAuthTag(bytes.subarray(-tagLength));
      const opened = decipher.update(bytes.subarray(nonceLength, -tagLength));
      try {
        decipher.final();
      } catch {
        return null;
      }
      const bits = opened.at(-1) ?? 0;
      return {
        person: opened.subarray(0, -1).toString('hex'),
        kinds: MAIL_KINDS.filter((_, place) => (bits & (1 << place)) !== 0),
      };
    },
  };
}

export type MailLinks = ReturnType<typeof createMailLinks>;
