// Opens every page of the service in its states, in Swedish and English, and once in every other language, in a real browser: for everybody to read, valid, at home on a small screen,
// quiet, and asking nobody else for anything.
import { writeSync } from 'node:fs';
import type { Browser, BrowserContext } from 'playwright-core';
import { facts, languages } from '../../src/platform/i18n/languages.ts';
import type { Language } from '../../src/platform/i18n/languages.ts';
import { givePasskey } from '../support/authenticator.ts';
import { openBrowser } from '../support/browser.ts';
import { pagesOfMail } from '../support/pages-of-mail.ts';
import type { Params } from '../support/forms.ts';
import { visitor } from '../support/http.ts';
import { notPages } from '../support/page-case.ts';
import type { PageCase } from '../support/page-case.ts';
import { faultsOf, open, watch } from '../support/page-check.ts';
import type { Watched } from '../support/page-check.ts';
import { pagesOfAgreeing } from '../support/pages-of-agreeing.ts';
import { pagesOfConsenting } from '../support/pages-of-consenting.ts';
import { pagesOfDataAndLeaving } from '../support/pages-of-data-and-leaving.ts';
import { pagesOfCoordinators } from '../support/pages-of-coordinators.ts';
import { pagesOfFit } from '../support/pages-of-fit.ts';
import { pagesOfFinding } from '../support/pages-of-finding.ts';
import { pagesOfHelp } from '../support/pages-of-help.ts';
import { pagesOfOrganisations } from '../support/pages-of-organisations.ts';
import { pagesOfPictures } from '../support/pages-of-pictures.ts';
import { pagesOfSearch } from '../support/pages-of-search.ts';
import { pagesOfSynonyms } from '../support/pages-of-synonyms.ts';
import { pagesOfTwoSteps } from '../support/pages-of-two-steps.ts';
import { pagesOfSaved } from '../support/pages-of-saved.ts';
import { pagesOfStaff } from '../support/pages-of-staff.ts';
import { pagesOfVolunteers } from '../support/pages-of-volunteers.ts';
import { pagesOfWriting } from '../support/pages-of-writing.ts';
import { anAssignment, aPerson, password } from '../support/people.ts';
import { routesOf } from '../support/routes.ts';
import { startService } from '../support/service.ts';
import type { TestService } from '../support/service.ts';
import type { State } from '../support/states.ts';
import { throughout } from '../support/throughout.ts';
import { aWorld } from '../support/world.ts';
import type { Role, World } from '../support/world.ts';

const all = [
  ...pagesOfVolunteers,
  ...pagesOfSearch,
  ...pagesOfMail,
  ...pagesOfSaved,
  ...pagesOfOrganisations,
  ...pagesOfCoordinators,
  ...pagesOfPictures,
  ...pagesOfAgreeing,
  ...pagesOfWriting,
  ...pagesOfSynonyms,
  ...pagesOfTwoSteps,
  ...pagesOfConsenting,
  ...pagesOfHelp,
  ...pagesOfFit,
  ...pagesOfFinding,
  ...pagesOfStaff,
  ...pagesOfDataAndLeaving,
];
// What is empty is seen first, before anything is there.
const cases = [
  ...all.filter(({ before }) => before === 'empty'),
  ...all.filter(({ before }) => before !== 'empty'),
];
/** More than one page of the list. */
const MANY = 22;

let service: TestService;
let world: World;
let browser: Browser;
const made = new Map<State, Params>();
const contexts = new Map<Role, Promise<BrowserContext>>();
const tabs = new Map<string, Promise<Watched>>();
/** By who reads, language and title, the routes that have it. */
const titles = new Map<string, Set<string>>();
/** Routes of which a state has been looked at in every language. */
const seen = new Set<string>();
let looked = 0;
let checked = 0;

beforeAll(async () => {
  browser = await openBrowser();
  service = await startService({ lasting: true, environment: { LIMITS: 'true' } });
  world = await aWorld(service);
}, 60_000);

test('every page of the service is looked at', () => {
  const routes = routesOf(service.app).filter(({ method }) => method === 'GET');
  const known = new Set([...notPages, ...cases.map(({ route }) => route)]);
  expect(routes.map(({ name }) => name).filter((name) => !known.has(name))).toEqual([]);
  expect([...known].filter((name) => !routes.some((route) => route.name === name))).toEqual([]);
});

test.each(cases)(
  '[ASVS 14.2.3] $name',
  async (one) => {
    if (one.before !== 'empty') await fill();
    const params = made.get(one.when) ?? (await world.make(one.when));
    made.set(one.when, params);
    await prepare(one);
    const inThese = languages.filter((lang) => !seen.has(one.route) || throughout.includes(lang));
    const faults = await Promise.all(inThese.map((lang) => look(one, params, lang)));
    if (one.before === 'break')
      await service.services.connection.collection('notifications').deleteMany({ fact: 'broken' });
    seen.add(one.route);
    expect(faults.flat()).toEqual([]);
  },
  60_000,
);

test('no two pages have the same title', () => {
  const faults = [...titles]
    .filter(([, routes]) => routes.size > 1)
    .map(([title, routes]) => `${title}: ${[...routes].join(', ')}`);
  expect(faults).toEqual([]);
});

afterAll(() => {
  const routes = new Set(cases.map(({ route }) => route));
  writeSync(
    1,
    `\n${routes.size} pages in ${cases.length} states and ${languages.length} languages: ${looked} looked at, ${checked} of them with axe\n`,
  );
});

async function look(one: PageCase, params: Params, lang: Language): Promise<string[]> {
  const { tag } = facts[lang];
  // Easy Swedish has other words than Swedish, and nothing else that axe asks for.
  const known = lang !== 'sv' && (seen.has(one.route) || tag === facts.sv.tag);
  const watched = await tabOf(one.role, lang);
  const address = (path: string): string =>
    service.url + facts[lang].prefix + pathWith(path, params, one.name);
  const path = one.to ?? one.route.replace('GET ', '') + (one.query ?? '');
  const response = await open(watched, address(path), one.form);
  const faults = await faultsOf(watched, response, { lang: tag, status: one.status, known });
  if (!known) checked += 1;
  looked += 1;
  if (one.role === 'visitor' && watched.heard.requests.some((url) => /socket|live/.test(url)))
    faults.push('asks for the socket client');
  if (one.status === 200 && one.form === undefined) {
    const title = `${one.role} ${lang} ${await watched.page.title()}`;
    titles.set(title, (titles.get(title) ?? new Set()).add(one.route));
  }
  return faults.map((fault) => `${lang}: ${fault}`);
}

function pathWith(path: string, params: Params, name: string): string {
  const step = /\b[1-4]\b/.exec(name)?.[0] ?? '1';
  return path.replace(/:(\w+)/g, (_, param: string) =>
    param === 'step' ? step : (params[param] ?? 'nothing'),
  );
}

/** One tab for each reader and language: to open a new one costs more than the page. */
function tabOf(role: Role, lang: Language): Promise<Watched> {
  const name = `${role} ${lang}`;
  const tab = tabs.get(name) ?? contextOf(role).then(async (context) => watch(await context.newPage()));
  tabs.set(name, tab);
  return tab;
}

function contextOf(role: Role): Promise<BrowserContext> {
  const context = contexts.get(role) ?? newContext(role);
  contexts.set(role, context);
  return context;
}

async function newContext(role: Role): Promise<BrowserContext> {
  const context = await browser.newContext({ reducedMotion: 'reduce' });
  const [name = '', value = ''] = world.client(role).cookie().split('=');
  if (value !== '') await context.addCookies([{ name, value, url: service.url }]);
  return context;
}

/** The visitor has given the right password of somebody who signs in in two steps. */
async function goHalfway(): Promise<void> {
  const person = await aPerson(service.services);
  await givePasskey(service.services, person);
  const client = visitor(service);
  await client.post('/sign-in', { email: person.email, password });
  const [name = '', value = ''] = client.cookie().split('=');
  await (await contextOf('visitor')).addCookies([{ name, value, url: service.url }]);
}

let filled: Promise<void> | undefined;

async function fill(): Promise<void> {
  filled ??= (async () => {
    for (let n = 0; n < MANY; n += 1)
      await anAssignment(service.services, world.people.coordinator, { places: 2 });
  })();
  await filled;
}

async function prepare({ before, form }: PageCase): Promise<void> {
  if (before === 'exhaust') for (let n = 0; n < 11; n += 1) await visitor(service).post('/sign-in', form);
  if (before === 'halfway') await goHalfway();
  if (before !== 'break') return;
  // A message that nobody has written: the one fault that no check of what comes in could find.
  const broken = {
    fact: 'broken',
    key: 'no.such.message',
    values: {},
    link: '/home',
    thing: 'broken',
    at: new Date(),
    openedAt: null,
  };
  const people = await service.services.accounts.findByEmail(world.people.volunteer.email);
  await service.services.connection.collection('notifications').insertOne({ ...broken, person: people?._id });
}
