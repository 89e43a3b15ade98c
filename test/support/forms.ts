// For every route that takes a form: one that is filled in rightly. A guard sends it as it is, or bends one field of it.
import type { Form } from './http.ts';
import { numberOf, password } from './people.ts';
import { aPictureForm } from './pictures.ts';

/** What a form needs to know of the thing that its page is about. */
export type Params = Readonly<Record<string, string>>;

let made = 0;

const words = {
  title: 'Läs läxor med mellanstadiebarn',
  description: 'På torsdagar läser vi läxor tillsammans i biblioteket.',
  easySummary: 'Du läser läxor med barn.',
  gets: 'Fika och en introduktion.',
  firstTime: 'Du får träffa Karin.',
  causes: ['children', 'education'],
  targetGroups: ['children'],
  activities: ['teaching'],
};
const times = {
  timing: 'weekly',
  'slots.0.day': '2',
  'slots.0.from': '15:00',
  'slots.0.to': '17:00',
  'slots.0.every': '1',
  startsOn: '',
  endsOn: '',
  applyBy: '',
  hours: '2',
  where: 'onsite',
  addressShown: 'all',
  address: 'Biblioteksgatan 2',
  municipality: '1980',
  place: '',
};
const people = {
  places: '3',
  others: '1',
  admission: 'review',
  lowestAge: '18',
  groups: 'yes',
  swedishNeeded: 'good',
  practice: 'yes',
  spoken: ['sv', 'ar'],
};
const terms = (contact: string): Form => ({
  'accessibility.stepFree': 'yes',
  reimbursed: ['travel'],
  insured: 'yes',
  membership: 'yes',
  membershipFee: '100',
  'requirements.0': 'Jag kan komma varje vecka.',
  contact,
});
const organisation = {
  name: 'Läxhyllan',
  legalForm: 'association',
  municipality: '1980',
  about: 'Vi läser läxor med barn på biblioteket varje tisdag, och fikar efteråt.',
  web: 'https://laxhyllan.example.org',
  capacity: 'board',
  values: 'yes',
};

export const forms: Readonly<Record<string, (params: Params) => Form>> = {
  'POST /register': () => ({ email: `ny${(made += 1)}@example.org`, next: '' }),
  'POST /register/:token': () => ({ name: 'Ny', fullName: 'Ny Person', password, terms: 'yes' }),
  'POST /sign-in': ({ email = '' }) => ({ email, password, next: '' }),
  'POST /sign-out': () => ({}),
  'POST /password/forgotten': ({ email = '' }) => ({ email, next: '' }),
  'POST /password/:token': () => ({ password }),
  'POST /account': () => ({
    name: 'Amina',
    fullName: 'Amina Testsson',
    phone: '070-174 06 05',
    municipality: '1980',
    causes: ['children'],
    about: `Jag tycker om böcker (${(made += 1)}).`,
    language: 'sv',
    'languages.0.code': 'ar',
    'languages.0.level': 'fluent',
  }),
  'POST /account/address': () => ({ email: `flyttat${(made += 1)}@example.org`, present: password }),
  'POST /address/:token': () => ({}),
  'POST /address/keep/:token': () => ({}),
  'POST /account/sessions': () => ({ end: 'others' }),
  'POST /sign-in/second': () => ({ code: '000000' }),
  'POST /sign-in/second/challenge': () => ({}),
  'POST /sign-in/second/passkey': ({ credential = '' }) => ({ credential }),
  'POST /sign-in/passkey/challenge': () => ({}),
  'POST /sign-in/passkey': ({ credential = '' }) => ({ credential, next: '' }),
  'POST /account/two-factor/sure': () => ({ present: password }),
  'POST /account/two-factor/app': () => ({}),
  'POST /account/two-factor/app/confirm': ({ code = '' }) => ({ code }),
  'POST /account/two-factor/passkeys/challenge': () => ({}),
  'POST /account/two-factor/passkeys': ({ credential = '' }) => ({ name: 'Min telefon', credential }),
  'POST /account/two-factor/passkeys/rename': ({ passkey = '' }) => ({
    passkey,
    name: `Min telefon ${(made += 1)}`,
  }),
  'POST /account/two-factor/remove': ({ passkey = '' }) => ({ factor: passkey }),
  'POST /account/two-factor/codes': () => ({}),
  'POST /account/mail': () => ({ own: ['daily', 'never', 'atOnce'][(made += 1) % 3] ?? '' }),
  'POST /mail/bounces': () => ({}),
  'POST /unsubscribe/:token': () => ({ 'List-Unsubscribe': 'One-Click' }),
  'POST /unsubscribe/:token/undo': () => ({ own: 'daily' }),
  'POST /account/data': () => ({}),
  'POST /account/delete': ({ closes = '' }) => ({ present: password, closes: closes.split(' ') }),
  'POST /account/password': () => ({ present: password, password }),
  'POST /organisations/new': () => ({ ...organisation, number: numberOf(50_000 + (made += 1)) }),
  'POST /organisations/:id/edit': ({ number = '' }) => ({ ...organisation, number }),
  'POST /organisations/:id/submit': () => ({}),
  'POST /organisations/:id/coordinators': () => ({ email: `inbjuden${(made += 1)}@example.org` }),
  'POST /organisations/:id/uninvite': ({ invitation = '' }) => ({ invitation }),
  'POST /organisations/:id/coordinators/:person/remove': () => ({}),
  'POST /organisations/:id/close': () => ({ reason: 'over' }),
  'POST /organisations/:id/unit/confirm': () => ({}),
  'POST /organisations/:id/rests': () => ({
    kind: 'holidays',
    from: '2096-12-21',
    to: '2097-01-06',
    text: 'Vi ses i januari.',
  }),
  'POST /organisations/:id/rests/remove': () => ({ rest: '2026-11-24' }),
  'POST /organisations/:id/join': () => ({ message: 'Jag sitter i styrelsen.' }),
  'POST /organisations/join': ({ number = '' }) => ({ seen: number }),
  'POST /join-requests/:id/withdraw': () => ({}),
  'POST /join-requests/:id/accept': () => ({}),
  'POST /join-requests/:id/refuse': () => ({}),
  'POST /invitations/:token': () => ({}),
  'POST /assignments/new': ({ id = '' }) => ({ organisation: id, title: words.title }),
  'POST /assignments/:id/edit/:step': ({ step = '1', contact = '' }) =>
    ({ 1: words, 2: times, 3: people, 4: terms(contact) })[step] ?? {},
  'POST /assignments/:id/edit/:step/unsaved': ({ version = '' }) => ({
    ...words,
    description: `Halva men (${(made += 1)})`,
    version,
    basis: '',
    keep: 'mine',
  }),
  'POST /assignments/:id/edit/:step/unsaved/choose': ({ version = '' }) => ({ version, choice: 'discard' }),
  'POST /assignments/:id/submit': () => ({}),
  'POST /assignments/:id/pause': () => ({}),
  'POST /assignments/:id/resume': () => ({}),
  'POST /assignments/:id/close': () => ({ reason: 'over', told: 'yes' }),
  'POST /assignments/:id/reopen': () => ({}),
  'POST /assignments/:id/copy': () => ({}),
  'POST /assignments/:id/places': () => ({ places: '4', others: '1' }),
  'POST /assignments/:id/proposal/withdraw': () => ({}),
  'POST /watches': () => ({
    search: `cause=children&age=${13 + ((made += 1) % 80)}`,
    pace: 'daily',
    email: `bevakar${made}@example.org`,
  }),
  'POST /watches/confirm/:token': () => ({}),
  'POST /watches/:id': () => ({ act: 'save', pace: ['weekly', 'atOnce'][(made += 1) % 2] ?? '' }),
  'POST /watches/mail/:token': () => ({ 'List-Unsubscribe': 'One-Click' }),
  'POST /watches/mail/:token/:id': () => ({ act: 'remove', pace: '' }),
  'POST /assignments/:id/saved': () => ({ saved: 'yes', next: '/assignments' }),
  'POST /assignments/:id/apply': () => ({
    message: 'Jag vill gärna hjälpa till på tisdagar.',
    adult: 'yes',
    born: '',
    guardianName: '',
    guardianEmail: '',
  }),
  'POST /applications/:id/offer': () => ({}),
  'POST /applications/:id/queue': () => ({}),
  'POST /applications/:id/confirm': () => ({}),
  'POST /applications/:id/withdraw': () => ({}),
  'POST /applications/:id/decline': () => ({ reason: 'full', text: 'Vi har tyvärr fullt just nu.' }),
  'POST /assignments/:id/picture': () => aPictureForm(),
  'POST /assignments/:id/picture/remove': () => ({}),
  'POST /organisations/:id/picture': () => aPictureForm(),
  'POST /organisations/:id/picture/remove': () => ({}),
  'POST /staff/synonyms/new': () => ({ revision: '0', words: aWordPair() }),
  'POST /staff/synonyms/:id': ({ revision = '1' }) => ({ revision, words: aWordPair() }),
  'POST /staff/synonyms/:id/withdraw': () => ({}),
  'POST /staff/synonyms/:id/restore': () => ({}),
  'POST /staff/templates/new': () => template('0'),
  'POST /staff/templates/:id': ({ revision = '1' }) => template(revision),
  'POST /staff/templates/:id/withdraw': () => ({}),
  'POST /staff/templates/:id/restore': () => ({}),
  'POST /staff/pictures/:id/decide': () => ({ decision: 'approve', text: 'Fin bild.' }),
  'POST /applications/:id/cancel': () => ({ reason: 'unable', text: 'Jag kan tyvärr inte komma.' }),
  'POST /applications/:id/notes': () => ({ note: 'Jag kommer till porten klockan tre.' }),
  'POST /applications/:id/proposals': ({ after = '0' }) => ({
    kind: 'try',
    date: '2026-12-01',
    time: '10:00',
    words: 'Vid entrén.',
    after,
  }),
  'POST /applications/:id/proposals/answer': ({ answer = 'yes' }) => ({ proposal: '0', answer }),
  'POST /applications/:id/phone': () => ({}),
  'POST /applications/:id/phone/remove': () => ({}),
  'POST /applications/:id/guardian': () => ({
    guardianName: 'Gunnel Testsson',
    guardianEmail: `malsman${(made += 1)}@example.org`,
  }),
  'POST /applications/:id/extract': () => ({ shownOn: '2026-11-20' }),
  'POST /consent/:token': () => ({ answer: 'yes' }),
  'POST /consent/given/:token': () => ({}),
  'POST /notifications/read': () => ({}),
  'POST /staff/people': ({ email = '' }) => ({ email, reason: 'asked', text: 'Ringde om sin anmälan.' }),
  'POST /staff/people/:id': () => ({ reason: 'report', text: '' }),
  'POST /staff/organisations/:id/decide': ({ revision = '1' }) => ({
    ...decision(revision),
    shown: 'Protokoll från årsmötet.',
  }),
  'POST /staff/assignments/:id/decide': ({ revision = '1' }) => decision(revision),
};

function aWordPair(): string {
  return `läxstund ${(made += 1)}\nläxstuga`;
}

function template(revision: string): Form {
  const { title, description, easySummary, firstTime, gets } = words;
  return {
    ...{ title, description, easySummary, firstTime, gets },
    revision,
    name: `Läxläsning ${(made += 1)}`,
    cause: 'education',
    textLang: 'sv',
    'hint.title': 'Säg vad man gör.',
    'hint.description': 'Säg hur gamla barnen är.',
    'hint.easySummary': 'Korta meningar.',
    'hint.firstTime': 'Säg vem som möter.',
    'hint.gets': 'Det ni kan ge.',
  };
}

function decision(revision: string): Form {
  return { decision: 'approve', revision, reasons: ['unclear'], text: 'Välkommen.' };
}

/** The form of a route; a guard that meets a route without one says so. */
export function formOf(route: string, params: Params): Form {
  const form = forms[route];
  if (form === undefined) throw new Error(`test/support/forms.ts has no form for ${route}`);
  return form(params);
}
