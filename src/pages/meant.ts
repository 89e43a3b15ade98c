// What somebody may have meant who typed an address that leads nowhere: our pages by their names in Swedish and English, with room for a slip. Pure.
import type { MessageKey } from '../platform/i18n/translate.ts';

interface Meant {
  href: string;
  key: MessageKey;
}

const known: readonly (Meant & { names: readonly string[] })[] = [
  { href: '/assignments', key: 'layout.nav.assignments', names: ['assignments', 'uppdrag', 'search', 'sok'] },
  { href: '/sign-in', key: 'layout.nav.signIn', names: ['sign-in', 'login', 'logga-in', 'inloggning'] },
  {
    href: '/register',
    key: 'layout.nav.register',
    names: ['register', 'registrera', 'signup', 'skapa-konto'],
  },
  {
    href: '/organisations/new',
    key: 'layout.nav.organise',
    names: ['organisations', 'foreningar', 'forening'],
  },
  { href: '/home', key: 'layout.nav.home', names: ['home', 'hem', 'min-sida'] },
  { href: '/help', key: 'help.title', names: ['help', 'hjalp', 'faq', 'fragor', 'manual'] },
  { href: '/about', key: 'layout.footer.about', names: ['about', 'om', 'om-oss'] },
  {
    href: '/privacy',
    key: 'layout.footer.privacy',
    names: ['privacy', 'integritet', 'gdpr', 'personuppgifter'],
  },
  { href: '/accessibility', key: 'layout.footer.accessibility', names: ['accessibility', 'tillganglighet'] },
  { href: '/contact', key: 'layout.footer.contact', names: ['contact', 'kontakt'] },
  { href: '/report', key: 'layout.footer.report', names: ['report', 'anmal'] },
];

/** The pages whose name the first part of `path` is, or nearly is; none for an address that has the right beginning already. */
export function meant(path: string): Meant[] {
  const [first = '', ...rest] =
    path
      .split(/[?#]/)[0]
      ?.split('/')
      .filter((part) => part !== '') ?? [];
  const said = plain(first);
  if (said.length < 2) return [];
  return known
    .filter(
      ({ href, names }) =>
        (rest.length === 0 || !href.startsWith(`/${said}`)) && names.some((name) => near(said, name)),
    )
    .map(({ href, key }) => ({ href, key }))
    .slice(0, 3);
}

/** Lower case, without marks on letters and without an ending such as .html. */
function plain(part: string): string {
  let text = part;
  try {
    text = decodeURIComponent(part);
  } catch {
    // It stays as it was typed.
  }
  return text
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/\.\w+$/, '')
    .slice(0, 30);
}

function near(a: string, b: string): boolean {
  if (a === b) return true;
  const most = b.length < 5 ? 1 : 2;
  return Math.abs(a.length - b.length) <= most && b.length > 3 && distance(a, b) <= most;
}

/** Letters to change, put in or leave out. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, n) => n);
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1];
    for (const [j, other] of [...b].entries())
      next.push(
        Math.min((row[j] ?? 0) + (letter === other ? 0 : 1), (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1),
      );
    row = next;
  }
  return row.at(-1) ?? 0;
}
