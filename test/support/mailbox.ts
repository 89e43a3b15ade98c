// A mail server that keeps what it gets: a real SMTP conversation, which can also be made to fail.
// It stops at the end of the test file, if the test has not stopped it.
import { simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';

export interface Mail {
  to: string[];
  from: string;
  subject: string;
  text: string;
  html: string;
  messageId: string;
  attachments: { filename: string; contentType: string; text: string }[];
  /** All addresses in the text part, in order. */
  links: string[];
  /** A header by its lower-case name, as it was sent. */
  header(name: string): string | undefined;
}

export interface Mailbox {
  /** For SMTP_URL. */
  url: string;
  mails: Mail[];
  /** The first mail, had already or yet to come, that fits; fails after `withinMs`. */
  waitFor(fits: (mail: Mail) => boolean, withinMs?: number): Promise<Mail>;
  clear(): void;
  /** From now on a connection is taken and never answered. */
  hang(): void;
  /** From now on every address is refused: for good with 550, for the time being with 451. */
  refuse(code?: number, text?: string): void;
  /** Takes mail again after `hang` or `refuse`. */
  accept(): void;
  stop(): Promise<void>;
}

const open = new Set<SMTPServer>();

type Mode = 'accept' | 'hang' | number;

export async function startMailbox(): Promise<Mailbox> {
  const mails: Mail[] = [];
  const waiting = new Set<() => void>();
  let mode: Mode = 'accept';
  let said = '';
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    disableReverseLookup: true,
    logger: false,
    closeTimeout: 100,
    onConnect: (_session, done) => {
      if (mode !== 'hang') done();
    },
    onRcptTo: (_address, _session, done) => {
      if (typeof mode === 'number') done(Object.assign(new Error(said), { responseCode: mode }));
      else if (mode !== 'hang') done();
    },
    onData: (stream, session, done) => {
      const to = session.envelope.rcptTo.map(({ address }) => address);
      parse(stream, to).then((mail) => {
        mails.push(mail);
        for (const look of waiting) look();
        done();
      }, done);
    },
  });
  server.on('error', () => {
    // A sender that hangs up in the middle of a conversation is part of the tests.
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.add(server);
  const address = server.server.address();
  if (address === null || typeof address === 'string') throw new Error('The mailbox has no port.');

  return {
    url: `smtp://127.0.0.1:${address.port}`,
    mails,
    waitFor: (fits, withinMs = 5000) =>
      new Promise((resolve, reject) => {
        const settle = (): void => {
          waiting.delete(look);
          clearTimeout(timer);
        };
        const look = (): void => {
          const mail = mails.find(fits);
          if (mail === undefined) return;
          settle();
          resolve(mail);
        };
        const timer = setTimeout(() => {
          settle();
          reject(
            new Error(`No such mail within ${withinMs} ms. Had: ${mails.map(inShort).join(' · ') || 'none'}`),
          );
        }, withinMs);
        waiting.add(look);
        look();
      }),
    clear: () => void mails.splice(0),
    hang: () => void (mode = 'hang'),
    refuse: (code = 550, text = 'Refused by the test') => {
      mode = code;
      said = text;
    },
    accept: () => void (mode = 'accept'),
    stop: () => close(server),
  };
}

async function close(server: SMTPServer): Promise<void> {
  if (open.delete(server)) await new Promise<void>((resolve) => server.close(resolve));
}

async function parse(stream: Parameters<typeof simpleParser>[0], to: string[]): Promise<Mail> {
  const mail = await simpleParser(stream);
  const text = mail.text ?? '';
  return {
    to,
    from: mail.from?.text ?? '',
    subject: mail.subject ?? '',
    text,
    html: mail.html || '',
    messageId: mail.messageId ?? '',
    attachments: mail.attachments.map(({ filename, contentType, content }) => ({
      filename: filename ?? '',
      contentType,
      text: content.toString('utf8'),
    })),
    links: text.match(/https?:\/\/[^\s<>")]+/g) ?? [],
    header: (name) => mail.headerLines.find(({ key }) => key === name)?.line.replace(/^[^:]*:\s*/, ''),
  };
}

function inShort(mail: Mail): string {
  return `${mail.to.join(', ')}: ${mail.subject}`;
}

afterAll(async () => {
  await Promise.all([...open].map(close));
});
