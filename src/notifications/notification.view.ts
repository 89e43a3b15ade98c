// What the notification centre shows of the rows about one thing. Pure.
import type { Language } from '../platform/i18n/languages.ts';
import { facts, pathIn } from '../platform/i18n/languages.ts';
import type { MessageKey } from '../platform/i18n/translate.ts';
import { addDays, stockholmDate } from '../platform/stockholm.ts';
import type { NotificationDocument } from './notification.model.ts';
import { valuesIn } from './notification.words.ts';

export function groupView(rows: readonly NotificationDocument[], lang: Language, now: Date) {
  const { title, organisation } = rows[0]?.values ?? {};
  return {
    title: title ?? organisation,
    unread: rows.some(isUnread),
    rows: rows.map((row) => ({
      text: facts[lang].t(row.key as MessageKey, valuesIn(lang, row.values)),
      href: pathIn(lang, row.link),
      at: row.at,
      when: dayWord(row.at, now),
      unread: isUnread(row),
    })),
  };
}

/** Today and yesterday have words; other days are told by their date. */
function dayWord(at: Date, now: Date): MessageKey | undefined {
  const today = stockholmDate(now);
  if (stockholmDate(at) === today) return 'notifications.at.today';
  return stockholmDate(at) === addDays(today, -1) ? 'notifications.at.yesterday' : undefined;
}

function isUnread(row: NotificationDocument): boolean {
  return row.openedAt === null;
}
