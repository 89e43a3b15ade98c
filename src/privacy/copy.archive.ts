// Puts together what a person gets a copy of: everything that the table of collections hands out, once for a machine and once for them to read, in one archive.
import { strToU8, zipSync } from 'fflate';
import type { Connection } from 'mongoose';
import type { Accounts } from '../accounts/account.service.ts';
import { contactShownTo } from '../accounts/contact.policy.ts';
import type { PersonDocument } from '../accounts/person.model.ts';
import type { Assignments } from '../assignments/assignment.service.ts';
import { noticeText } from '../notifications/notification.service.ts';
import { askedName } from '../organisations/join-request.policy.ts';
import type { Organisations } from '../organisations/organisation.service.ts';
import type { Views } from '../platform/http/views.ts';
import { facts } from '../platform/i18n/languages.ts';
import { kept } from './collections.ts';
import type { CollectionName, Kept } from './collections.ts';
import { copyView } from './copy.view.ts';
import type { Row } from './row.ts';
import { handedOut, idsAt } from './handed-out.ts';
import type { Names } from './handed-out.ts';
import { keptFacts } from './retention.view.ts';
import { rowsOf } from './rows.ts';

export interface CopyPiece {
  name: CollectionName;
  what: Kept;
  rows: Record<string, unknown>[];
}

export function createArchive(parts: {
  connection: Connection;
  accounts: Accounts;
  organisations: Organisations;
  assignments: Assignments;
  views: Views;
  baseUrl: string;
}) {
  const { accounts, organisations, assignments } = parts;

  /** Of staff no name is told, nor that of an organisation which is not public, but to its own coordinators. */
  async function namesOf(found: readonly { what: Kept; rows: Row[] }[], self: string): Promise<Names> {
    const ids = (paths: (what: Kept) => readonly string[]): string[] => [
      ...new Set(
        found.flatMap(({ what, rows }) =>
          paths(what).flatMap((path) => rows.flatMap((row) => idsAt(row, path))),
        ),
      ),
    ];
    const things = ids(({ things: named }) => named ?? []);
    const [people, bodies, tasks] = await Promise.all([
      inHundreds(
        ids(({ people: named }) => Object.keys(named)),
        accounts.many,
      ),
      inHundreds(things, organisations.many),
      inHundreds(things, assignments.many),
    ]);
    const persons = new Map(
      people
        .filter(({ isModerator }) => !isModerator)
        .map((one) => [String(one._id), contactShownTo('none', one).name]),
    );
    const named = new Map([
      ...bodies.map((one): [string, string] => [
        String(one._id),
        one.coordinators.some((id) => String(id) === self) ? one.name : askedName(one),
      ]),
      ...tasks.map((one): [string, string] => [String(one._id), one.title]),
    ]);
    return { person: (id) => persons.get(id) ?? null, thing: (id) => named.get(id) ?? null };
  }

  async function gathered({ _id, emailKey }: PersonDocument): Promise<CopyPiece[]> {
    const self = String(_id);
    const found: { name: CollectionName; what: Kept; rows: Row[] }[] = [];
    for (const [name, what] of kept)
      if (what.exported === 'yes')
        found.push({ name, what, rows: await rowsOf(parts.connection, name, what, { id: self, emailKey }) });
    const names = await namesOf(found, self);
    return found.map(({ name, what, rows }) => ({
      name,
      what,
      rows: rows.map((row) => handedOut(row, what, self, names)).filter((row) => row !== null),
    }));
  }

  return {
    async make(person: PersonDocument, now: Date): Promise<Uint8Array> {
      const { language: lang } = person;
      const { t } = facts[lang];
      const pieces = await gathered(person);
      const told = pieces.map(({ name, what, rows }): [string, object] => {
        const [keep, basis] = keptFacts(what, lang).map(({ key, values }) => t(key, values));
        return [name, { title: t(what.title), holds: t(what.holds), keep, basis, rows }];
      });
      const data = {
        format: 'handslag',
        version: 1,
        madeAt: now,
        language: lang,
        parts: Object.fromEntries(told),
      };
      const page = {
        lang,
        title: t('privacy.copy.page.title'),
        ...copyView(pieces, lang, now, noticeText),
      };
      const html = parts.views.render('privacy/copy', { ...page, baseUrl: parts.baseUrl }, 'layouts/copy');
      return zipSync({
        'data.json': strToU8(JSON.stringify(data, undefined, 2)),
        'index.html': strToU8(html),
      });
    },
  };
}

export type Archive = ReturnType<typeof createArchive>;

async function inHundreds<T>(ids: readonly string[], find: (few: string[]) => Promise<T[]>): Promise<T[]> {
  const whole = ids.filter((id) => /^[0-9a-f]{24}$/.test(id));
  const found: T[] = [];
  for (let at = 0; at < whole.length; at += 100) found.push(...(await find(whole.slice(at, at + 100))));
  return found;
}
