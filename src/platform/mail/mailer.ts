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
  /** Resolves when the server has taken it; rejects if it has not, and then it is tried again. */
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
