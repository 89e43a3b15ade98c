// The mails of watches: to prove an address, what is new and why, and that one ends.
import type { Accounts } from '../accounts/account.service.ts';
import type { OneTimeLinks } from '../accounts/one-time-link.ts';
import { isOpen } from '../assignments/assignment.state.ts';
import type { AssignmentDocument } from '../assignments/assignment.model.ts';
import { whenText, whereText } from '../assignments/assignment.view.ts';
import type { Assignments } from '../assignments/assignment.service.ts';
import { writeLetter } from '../notifications/letter.ts';
import type { Organisations } from '../organisations/organisation.service.ts';
import type { Clock } from '../platform/clock.ts';
import type { Views } from '../platform/http/views.ts';
import { facts, formatDate, isLanguage, pathIn } from '../platform/i18n/languages.ts';
import type { Language } from '../platform/i18n/languages.ts';
import type { Letter } from '../platform/mail/mailer.ts';
import type { MailRow } from '../platform/mail/post.ts';
import type { Finds } from './find.service.ts';
import { watchLetter } from './find.service.ts';
import type { WatchLinks } from './watch.link.ts';
import type { WatchDocument } from './watch.model.ts';
import { organisationsIn, searchWords } from './watch.search.ts';
import { watchEnding } from './watch.service.ts';
import type { Watches } from './watch.service.ts';

export const watchAsked = 'WatchAsked';
export const watchMails: readonly string[] = [watchAsked, watchLetter, watchEnding];
/** More than anybody reads in one letter. */
const shown = 15;

interface Reader {
  to: string;
  name?: string;
  lang: Language;
}

export function createWatchMail(parts: {
  clock: Clock;
  accounts: Accounts;
  links: OneTimeLinks;
  organisations: Organisations;
  assignments: Assignments;
  watches: Watches;
  finds: Finds;
  watchLinks: WatchLinks;
  views: Views;
  baseUrl: string;
}) {
  const { clock, accounts, organisations, assignments, watches, finds, watchLinks, views } = parts;
  const at = (lang: Language, path: string): string => parts.baseUrl + pathIn(lang, path);

  async function readerOf(watch: WatchDocument): Promise<Reader | null> {
    if (watch.person !== undefined) {
      const person = await accounts.find(String(watch.person));
      return person && { to: person.email, name: person.name, lang: person.language };
    }
    return watch.email === undefined ? null : { to: watch.email, lang: watch.language ?? 'sv' };
  }

  async function wordsOf(list: readonly WatchDocument[], lang: Language): Promise<Map<string, string>> {
    const ids = [...new Set(list.flatMap(({ search }) => organisationsIn(search)))];
    const named = ids.length === 0 ? [] : await organisations.many(ids);
    const names = new Map(named.map(({ _id, name }) => [String(_id), name]));
    return new Map(
      list.map(({ _id, search }) => [String(_id), searchWords(search, lang, (id) => names.get(id))]),
    );
  }

  function endOf(lang: Language, list: readonly WatchDocument[]) {
    const href = at(lang, `/watches/mail/${watchLinks.token(list.map(({ _id }) => String(_id)))}`);
    return { footer: facts[lang].t('watches.mail.footer'), unsubscribe: href };
  }

  /** Null once the link is worth nothing. */
  async function ofLink(row: MailRow): Promise<Letter | null> {
    const link = await parts.links.byId(row.data['link'] ?? '');
    if (link?.watch === undefined || link.usedAt !== null) return null;
    const watch = await watches.model.findById(link.watch).lean<WatchDocument>();
    if (watch === null) return null;
    const asked = row.data['language'];
    const lang: Language = isLanguage(asked) ? asked : 'sv';
    const { t } = facts[lang];
    const words = (await wordsOf([watch], lang)).get(String(watch._id)) ?? '';
    return writeLetter(views, lang, link.email, {
      subject: t('watches.mail.asked.subject'),
      paragraphs: [t('watches.mail.asked.text', { words })],
      button: {
        text: t('watches.mail.asked.button'),
        href: at(lang, `/watches/confirm/${parts.links.token(String(link._id))}`),
      },
      footer: t('watches.mail.footer'),
    });
  }

  /** Null where nothing in it is open any more, or nobody watches for it. */
  async function ofFinds(row: MailRow): Promise<Letter | null> {
    const found = await finds.carriedBy(row._id);
    const live = (await watches.behind(found.flatMap((one) => one.watches.map(String)))).filter(
      ({ pace }) => pace !== 'never',
    );
    const [first] = live;
    const reader = first === undefined ? null : await readerOf(first);
    if (reader === null) return null;
    const { lang, to, name } = reader;
    const { t } = facts[lang];
    const now = clock.now();
    const all = await assignments.many(found.map(({ assignment }) => String(assignment)));
    const open = new Map(all.filter((one) => isOpen(one, now)).map((one) => [String(one._id), one]));
    const owners = await organisations.many([
      ...new Set(all.map(({ organisation }) => String(organisation))),
    ]);
    const names = new Map(owners.map((one) => [String(one._id), one.name]));
    const words = await wordsOf(live, lang);
    const news = found.flatMap((one) => {
      const assignment = open.get(String(one.assignment));
      const because = one.watches.map((id) => words.get(String(id))).find((text) => text !== undefined);
      return assignment === undefined || because === undefined ? [] : [{ assignment, because }];
    });
    const [newest] = news;
    if (newest === undefined) return null;
    const items = news.slice(0, shown).map(({ assignment, because }) => ({
      text: `${line(assignment, names.get(String(assignment.organisation)) ?? '', lang)}\n${t('watches.mail.because', { words: because })}`,
      href: at(lang, `/assignments/${String(assignment._id)}`),
    }));
    const more = news.length - items.length;
    return writeLetter(views, lang, to, {
      name,
      subject: t('watches.mail.subject', { n: news.length, title: newest.assignment.title }),
      paragraphs: [t('watches.mail.text', { n: news.length })],
      items:
        more > 0
          ? [...items, { text: t('watches.mail.more', { n: more }), href: at(lang, '/assignments') }]
          : items,
      ...endOf(lang, live),
    });
  }

  function line(assignment: AssignmentDocument, organisation: string, lang: Language): string {
    const { t } = facts[lang];
    const where = whereText(assignment);
    const when = whenText(assignment, lang, clock.now());
    const key =
      when.whenKey === undefined || typeof when.whenKey === 'string' ? when.whenKey : when.whenKey.key;
    return t('watches.mail.item', {
      title: assignment.title,
      organisation,
      where: where.whereKey === undefined ? (where.whereText ?? '') : t(where.whereKey),
      when: key === undefined ? (when.whenText ?? '') : t(key),
    });
  }

  async function ofEnd(row: MailRow): Promise<Letter | null> {
    const watch = await watches.model.findById(row.data['watch']).lean<WatchDocument>();
    const reader = watch === null || watch.pace === 'never' ? null : await readerOf(watch);
    if (watch === null || reader === null) return null;
    const { lang, to, name } = reader;
    const { t } = facts[lang];
    const words = (await wordsOf([watch], lang)).get(String(watch._id)) ?? '';
    const end = endOf(lang, [watch]);
    return writeLetter(views, lang, to, {
      name,
      subject: t('watches.mail.ending.subject'),
      paragraphs: [t('watches.mail.ending.text', { words, date: formatDate(lang, watch.endsAt, 'full') })],
      button: { text: t('watches.mail.ending.button'), href: end.unsubscribe },
      ...end,
    });
  }

  return (row: MailRow): Promise<Letter | null> => {
    if (row.kind === watchAsked) return ofLink(row);
    return row.kind === watchEnding ? ofEnd(row) : ofFinds(row);
  };
}
