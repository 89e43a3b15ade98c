// Holds the direction of the imports: who may know whom, as docs and folders promise. A fault is told in a sentence.
import { importsOf, sourceFiles } from '../support/sources.ts';
import type { Import } from '../support/sources.ts';

/** Folders of `src` that are no domains: plumbing, texts, data that everyone may read, and what wires things together. */
const NO_DOMAIN = ['platform', 'locales', 'migrations', 'demo', 'taxonomies', 'places'];

/** What a kind of file must not use itself, and why. */
const KINDS: { kind: string; not: RegExp; because: string }[] = [
  { kind: 'state', not: /./, because: 'a table of moves stands on its own' },
  { kind: 'policy', not: /\.(model|service|routes|view)\.ts$/, because: 'a policy is pure' },
  { kind: 'schema', not: /\.(model|service|routes|view)\.ts$/, because: 'a schema is pure' },
  { kind: 'view', not: /\.(model|service|routes)\.ts$/, because: 'a view-model is pure' },
  { kind: 'rules', not: /\.(model|service|routes|view)\.ts$/, because: 'rules are pure' },
  { kind: 'model', not: /\.(service|routes|view|policy)\.ts$/, because: 'a model only stores' },
  { kind: 'service', not: /\.(routes|view)\.ts$|^express$/, because: 'a service is used by more than pages' },
  { kind: 'routes', not: /\.model\.ts$/, because: 'there is one door to a domain, its service' },
];

const PURE = /\.(state|policy|schema|view|rules)\.ts$/;
const IMPURE_PACKAGES =
  /^(mongoose|mongodb|express|express-session|connect-mongo|socket\.io|nodemailer)(\/|$)/;

/** What one domain may use of another. */
const OPEN_KINDS = /\.(service|policy|case|state|schema)\.ts$/;
/** A page shows what several domains tell, each in its own words. */
const PAGES = /(\.(routes|view|cards)|^pages\/home)\.ts$/;
/** And the few pieces besides, each used by several domains for the reason given. */
const OPEN_FILES: Record<string, string> = {
  'accounts/actor.ts': 'who asks, for every policy',
  'accounts/guards.ts': 'signedIn and its like, for every table of routes',
  'accounts/one-time-link.ts': 'secret links, for invitations as for passwords',
  'assignments/assignment.cards.ts': 'the card of an assignment, wherever it is shown',
  'assignments/assignment.published.ts': 'which fields everybody may know, for the index',
  'assignments/assignment.view.ts': 'pure: when and where in a few words, for a mail',
  'assignments/assignment.moved.view.ts': 'pure: a changed time or place in words, for a notice',
  'moderation/proposal.model.ts': 'new words, as a part of the document that they are for',
  'moderation/text-check.ts': 'pure: contact details in a public text',
  'moderation/working-days.ts': 'pure: when an answer is due',
  'fit/fit.cards.ts': 'cards with why they are shown',
  'search/search.address.ts': 'the address of a search, wherever one is linked',
  'search/search.cards.ts': 'the cards of a search, wherever they are shown',
  'notifications/letter.ts': 'the frame of every mail',
  'search/engine/distance.ts': 'pure: the way between two points',
  'search/search.source.ts': 'pure: what the index knows of an assignment, also of one that it holds no more',
  'search/engine/entry.ts': 'pure: what is known of what is published',
  'search/engine/asked.ts': 'pure: what is read of free text',
  'search/engine/facets.ts': 'pure: what is found under what',
  'search/engine/relevance.ts': 'pure: the words of an entry',
  'search/engine/scan.ts': 'pure: whether an entry is what is asked for',
  'search/engine/stem.ts': 'pure: what is left of a word without its ending',
  'search/engine/synonyms.ts': 'pure: words that are said for each other',
  'search/engine/term.ts': 'pure: what a word of an entry is found by',
  'search/search.chips.view.ts': 'pure: a search in words',
  'search/synonyms.json': 'words that are said for each other',
  'saved/saved.body.ts': 'the pages of cards that all who are signed in share',
  'saved/saved.cards.ts': 'the heart on the card of an assignment, wherever it is shown',
  'notifications/opened.ts': 'the page of a thing reads what was told of it',
};

/** Entry points of the service, and what must never come along with it. */
const SERVICE = ['server.ts', 'worker.ts'];
const NOT_IN_SERVICE = /^(demo\.ts$|demo\/|platform\/embedded-database)/;

const imports = new Map(sourceFiles().map((file) => [file, importsOf(file)]));

test('each kind of file uses only what its kind may', () => {
  const faults = all().flatMap(([file, used]) => {
    const rule = KINDS.find(({ kind }) => file.endsWith(`.${kind}.ts`));
    if (rule === undefined || used.typeOnly || !rule.not.test(used.specifier)) return [];
    return [`${file} imports ${used.specifier}, but ${rule.because}.`];
  });
  expect(faults).toEqual([]);
});

test('pure files reach neither the database nor the web, not even by a detour', () => {
  const faults = [...imports.keys()]
    .filter((file) => PURE.test(file))
    .flatMap((file) => {
      const way = wayTo(file, (name) => IMPURE_PACKAGES.test(name));
      return way === undefined ? [] : [`${file} is pure, but reaches ${way.join(' → ')}.`];
    });
  expect(faults).toEqual([]);
});

test('the plumbing knows no domain', () => {
  const faults = all()
    .filter(([file, used]) => file.startsWith('platform/') && domainOf(used.file) !== undefined)
    .map(
      ([file, used]) => `${file} imports ${used.specifier}, but platform knows nothing about volunteering.`,
    );
  expect(faults).toEqual([]);
});

test('a domain uses another only through its service, policy, state or schema', () => {
  const faults = all().flatMap(([file, used]) => {
    const from = domainOf(file);
    const to = domainOf(used.file);
    if (from === undefined || to === undefined || from === to || used.typeOnly) return [];
    if (PAGES.test(file) && used.specifier.endsWith('.view.ts')) return [];
    if (OPEN_KINDS.test(used.specifier) || (used.file !== undefined && used.file in OPEN_FILES)) return [];
    return [
      `${file} imports ${used.specifier}, but ${to} is used through its service, policy, state or schema.`,
    ];
  });
  expect(faults).toEqual([]);
});

test('applications call assignments, never the other way', () => {
  const faults = all()
    .filter(([file, used]) => domainOf(file) === 'assignments' && domainOf(used.file) === 'applications')
    // A page may show both.
    .filter(([file]) => !file.endsWith('.routes.ts'))
    .map(([file, used]) => `${file} imports ${used.specifier}: hand the work in from services.ts instead.`);
  expect(faults).toEqual([]);
});

test('[ASVS 15.2.3] the service never carries the demo or the embedded database along', () => {
  const faults = SERVICE.filter((file) => imports.has(file)).flatMap((file) => {
    const way = wayTo(file, (name) => NOT_IN_SERVICE.test(name));
    return way === undefined
      ? []
      : [`${file} reaches ${way.join(' → ')}, which is for the demo and the tests only.`];
  });
  expect(faults).toEqual([]);
});

function all(): [file: string, used: Import][] {
  return [...imports].flatMap(([file, list]) => list.map((used): [string, Import] => [file, used]));
}

/** The shortest chain of imports that run (types are erased) from a file to something that is looked for. */
function wayTo(start: string, wanted: (name: string) => boolean): string[] | undefined {
  const ways: string[][] = [[start]];
  const seen = new Set([start]);
  for (const way of ways) {
    for (const used of imports.get(way.at(-1) ?? '') ?? []) {
      const name = used.file ?? used.specifier;
      if (used.typeOnly || seen.has(name)) continue;
      if (wanted(name)) return [...way.slice(1), name];
      seen.add(name);
      ways.push([...way, name]);
    }
  }
  return undefined;
}

function domainOf(file: string | undefined): string | undefined {
  const folder = file?.includes('/') ? file.split('/')[0] : undefined;
  return folder === undefined || folder === '..' || NO_DOMAIN.includes(folder) ? undefined : folder;
}
