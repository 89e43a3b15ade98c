// A letter in Arabic: its HTML is read from the right, and what stands beside words keeps its order there and in plain text.
import { join } from 'node:path';
import { writeLetter } from '../../src/notifications/letter.ts';
import { createViews } from '../../src/platform/http/views.ts';
import { facts } from '../../src/platform/i18n/languages.ts';
import type { Language } from '../../src/platform/i18n/languages.ts';
import { ROOT } from '../support/sources.ts';

const views = createViews(join(ROOT, 'views'), join(ROOT, 'public'));

function aLetter(lang: Language) {
  const { t } = facts[lang];
  return writeLetter(views, lang, 'karin@example.org', {
    subject: t('mail.match.subject', { title: 'Läs läxor (åk 4–6)' }),
    name: 'Karin',
    paragraphs: [t('mail.match.coordinator')],
    facts: [{ label: t('applications.contact.phone'), value: '070-174 06 05' }],
    button: { text: t('mail.match.button'), href: 'https://handslag.example/ar/applications/1' },
    footer: t('mail.footer.match'),
  });
}

test('its subject and its plain text keep names and numbers in their order', () => {
  const { subject, text } = aLetter('ar');
  expect(subject).toBe('تمّ التوافق: \u2068Läs läxor (åk 4–6)\u2069');
  expect(text).toContain('الهاتف: \u2068070-174 06 05\u2069\n');
  expect(text).toContain(':\nhttps://handslag.example/ar/applications/1\n');
  expect(aLetter('sv').text).toContain('Telefon: 070-174 06 05\n');
});

test('its HTML says what it is written in, and has values apart from their words', () => {
  const { html } = aLetter('ar');
  expect(html).toContain('<html lang="ar" dir="rtl">');
  expect(html).toContain('<bdi>070-174 06 05</bdi>');
  expect(html).not.toMatch(/(?:margin|padding)-(?:left|right)|text-align:\s*(?:left|right)|float:/);
});

test('a page in Arabic has fields for addresses that are written from the left', () => {
  const fields = views
    .render('accounts/sign-in', {
      lang: 'ar',
      title: '',
      path: '/sign-in',
      others: [],
      form: { values: {}, errors: {}, summary: [] },
    })
    .match(/<input[^>]*type="(?:email|password)"[^>]*>/g);
  expect(fields).toHaveLength(2);
  for (const field of fields ?? []) expect(field).toContain('dir="ltr"');
});
