// The one shape of our mails, as text and as HTML in the reader's language.
import type { Language } from '../platform/i18n/languages.ts';
import { facts, isolated } from '../platform/i18n/languages.ts';
import type { Letter } from '../platform/mail/mailer.ts';
import type { Views } from '../platform/http/views.ts';

export interface Content {
  subject: string;
  /** Tilltalsnamn, where we know it. */
  name?: string | undefined;
  paragraphs: readonly string[];
  /** What has happened, each with where to read more. */
  items?: readonly { text: string; href: string }[];
  facts?: readonly { label: string; value: string }[];
  button?: { text: string; href: string };
  /** Why this mail came. */
  footer: string;
  /** Where its reader says which mails they want. */
  settings?: string;
  /** Where they turn off mails like this one. */
  unsubscribe?: string;
  attachments?: Letter['attachments'];
}

export function writeLetter(views: Views, lang: Language, to: string, content: Content): Letter {
  const { t } = facts[lang];
  const greeting =
    content.name === undefined ? t('mail.greeting') : t('mail.greeting.name', { name: content.name });
  const links = [
    ...(content.settings === undefined ? [] : [{ text: t('mail.footer.settings'), href: content.settings }]),
    ...(content.unsubscribe === undefined
      ? []
      : [{ text: t('mail.footer.unsubscribe'), href: content.unsubscribe }]),
  ];
  const text = [
    greeting,
    ...content.paragraphs,
    ...(content.items ?? []).map((item) => `• ${item.text}\n  ${item.href}`),
    ...(content.facts?.length
      ? [content.facts.map((fact) => `${fact.label}: ${isolated(lang, fact.value)}`).join('\n')]
      : []),
    ...(content.button === undefined ? [] : [`${content.button.text}:\n${content.button.href}`]),
    `${t('mail.sign-off')}\nHandslag`,
    ['-- ', content.footer, ...links.map(({ text: words, href }) => `${words}: ${href}`)].join('\n'),
  ].join('\n\n');
  const html = views.render(
    'mail/letter',
    {
      ...content,
      links,
      lang,
      title: content.subject,
      greeting,
      signOff: t('mail.sign-off'),
    },
    'layouts/mail',
  );
  return {
    to,
    subject: content.subject.replace(/[\r\n]+/g, ' '),
    text,
    html,
    ...(content.unsubscribe === undefined ? {} : { unsubscribe: content.unsubscribe }),
    ...(content.attachments === undefined ? {} : { attachments: content.attachments }),
  };
}
