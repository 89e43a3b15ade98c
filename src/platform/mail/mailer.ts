// Hands letters to an SMTP server. It knows nothing of what they say.
import { createTransport } from 'nodemailer';

export interface Letter {
  to: string;
  subject: string;
  text: string;
  html: string;
  /** Where its reader turns off such letters with one click (RFC 8058). */
  unsubscribe?: string;
  attachments?: { filename: string; content: string; contentType: string }[];
}

export interface Mailer {
  /** Resolves when the server has taken it; rejects if it has not: then `refusalOf` says whether there is any point in trying again. */
  send(letter: Letter, messageId: string): Promise<void>;
  close(): void;
}

/** Short time-outs: a server that hangs must not hold up what comes after. */
export function smtpMailer(smtpUrl: string, from: string): Mailer {
  const transport = createTransport(smtpUrl, { from });
  return {
    async send(letter, messageId) {
      const { unsubscribe, ...rest } = letter;
      const oneClick =
        unsubscribe === undefined
          ? {}
          : {
              'List-Unsubscribe': `<${unsubscribe}>`,
              'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
            };
      await transport.sendMail({
        ...rest,
        messageId,
        headers: { 'Auto-Submitted': 'auto-generated', ...oneClick },
      });
    },
    close: () => {
      transport.close();
    },
  };
}

/**
 * What the server says of the address when it refuses it for good (5xx to RCPT): there is nobody there, or the mailbox is full. Undefined for everything
 * else, and where it is us whom the server does not like (RFC 3463: x.7.x): that says nothing of the address.
 */
export function refusalOf(error: unknown): 'hard' | 'soft' | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const { code, command, responseCode, response } = error as Record<string, unknown>;
  if (code !== 'EENVELOPE' || command !== 'RCPT TO' || typeof responseCode !== 'number') return undefined;
  if (responseCode < 500 || responseCode === 503 || responseCode === 530) return undefined;
  const [, subject = ''] = /^\d{3}[ -]5\.(\d{1,3}\.\d{1,3})\b/.exec(String(response)) ?? [];
  if (subject.startsWith('7.')) return undefined;
  return responseCode === 552 || subject === '2.2' ? 'soft' : 'hard';
}

/** Adds time-outs (milliseconds) to an SMTP address unless it states its own. */
export function withTimeouts(smtpUrl: string): string {
  const url = new URL(smtpUrl);
  for (const [name, value] of Object.entries({
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 20_000,
  }))
    if (!url.searchParams.has(name)) url.searchParams.set(name, String(value));
  return url.href;
}
