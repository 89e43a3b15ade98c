// In the demo mails go to a page instead of a mail server, the newest first.
import { Router } from 'express';
import type { Request, Response } from 'express';
import { Types } from 'mongoose';
import type { Connection } from 'mongoose';
import type { Clock } from '../platform/clock.ts';
import { page } from '../platform/http/page.ts';
import { idOf } from '../platform/http/params.ts';
import type { Letter, Mailer } from '../platform/mail/mailer.ts';
import { missing } from '../platform/refused.ts';

interface DemoMail extends Letter {
  _id: Types.ObjectId;
  messageId: string;
  at: Date;
}

export function demoMailbox(connection: Connection, clock: Clock): { mailer: Mailer; routes: Router } {
  const mails = connection.collection<DemoMail>('demomails');
  const routes = Router();

  routes.get('/demo/mailbox', async (_request: Request, response: Response) => {
    const found = await mails.find().sort({ _id: -1 }).limit(100).toArray();
    page(response, 'demo/mailbox', {
      title: { text: 'Demo: mailbox' },
      mails: found.map(({ _id, to, subject, at }) => ({
        href: `/demo/mailbox/${String(_id)}`,
        to,
        subject,
        at,
      })),
    });
  });

  routes.get('/demo/mailbox/:id', async (request: Request, response: Response) => {
    const mail = await mails.findOne({ _id: new Types.ObjectId(idOf(request)) });
    if (mail === null) throw missing();
    const lines = mail.text
      .split('\n')
      .map((text) => (/^https?:\/\/\S+$/.test(text.trim()) ? { href: text.trim() } : { text }));
    page(response, 'demo/mail', {
      title: { text: mail.subject },
      to: mail.to,
      at: mail.at,
      subject: mail.subject,
      lines,
    });
  });

  return {
    routes,
    mailer: {
      async send(letter, messageId) {
        const { to, subject, text, html } = letter;
        await mails.insertOne({
          _id: new Types.ObjectId(),
          to,
          subject,
          text,
          html,
          messageId,
          at: clock.now(),
        });
      },
      close: () => undefined,
    },
  };
}
