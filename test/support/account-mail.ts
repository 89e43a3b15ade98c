// Reads account mail in tests: delivers what waits, and finds the link in it.
import type { Mail, Mailbox } from './mailbox.ts';
import type { TestService } from './service.ts';

/** All mail that is due, sent; returns what went to this address, the newest last. */
export async function mailTo(service: TestService, mailbox: Mailbox, email: string): Promise<Mail[]> {
  await service.services.outbox.drain();
  await service.services.sendMail();
  return mailbox.mails.filter(({ to }) => to.includes(email));
}

/** The path of the newest one-time link that was sent to this address. */
export async function linkTo(
  service: TestService,
  mailbox: Mailbox,
  email: string,
  kind:
    | 'register'
    | 'password'
    | 'invitations'
    | 'address'
    | 'address/keep'
    | 'consent'
    | 'consent/given'
    | 'watches/confirm',
): Promise<string> {
  const mail = (await mailTo(service, mailbox, email)).at(-1);
  const link = mail?.links.find((one) => new RegExp(`/${kind}/[\\w-]{43}$`).test(one));
  if (link === undefined) throw new Error(`No ${kind} link was sent to ${email}: ${mail?.text ?? 'no mail'}`);
  return new URL(link).pathname;
}
