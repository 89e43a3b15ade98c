// What the service keeps about people: one line for every collection of the database, with why it is kept, how long, how it is handed out and how it is
// erased. The export, the erasure, the retention job and the public page all work from this table; a guard fails where a collection or a field is missing in it.
import type { MessageKey } from '../platform/i18n/translate.ts';

/** What becomes of a row when the person whom this field names is erased. */
export type Erasure =
  /** The row goes. */
  | 'removed'
  /** The row stays to be counted, with the fields in `stays` and an id of nobody in the person's place. */
  | 'emptied'
  /** The row is about something else: the person's id goes from it, with the fields that `goes` names. */
  | 'replaced';

type Basis = 'agreement' | 'interest' | 'consent';

/** How long: so many days after the date in a field, or as long as something lasts. */
export type Keep =
  | { readonly days: number; readonly after: string; readonly words: MessageKey; readonly by?: 'own job' }
  | { readonly words: MessageKey };

export interface Kept {
  /** What it is and what it holds about a person, for the public page. */
  readonly title: MessageKey;
  readonly holds: MessageKey;
  readonly basis: Basis;
  readonly keep: Keep;
  /** Every field that holds the id of a person (`list[]`, `list[].field`), and what an erasure of that person does with the row. */
  readonly people: Readonly<Record<string, Erasure>>;
  /** A field that holds an address of e-mail in lower case: rows with the person's own are removed. */
  readonly email?: string;
  /** Fields that name other things than people. */
  readonly things?: readonly string[];
  /** The fields of a row that stays which are not about the person, or count. A text that is not here must go. */
  readonly stays?: readonly string[];
  /** The fields of a `replaced` row that go with the person. */
  readonly goes?: readonly string[];
  /** `no` where it holds nothing but pointers to what is handed out anyway. */
  readonly exported: 'yes' | 'no';
  /** Secrets, and what is only there for the machine: not handed out. */
  readonly secret?: readonly string[];
}

/** Holds nothing about a person. */
const nobody = 'nobody';

export const collections = {
  people: {
    title: 'privacy.people',
    holds: 'privacy.people.holds',
    basis: 'agreement',
    keep: { days: 730, after: 'lastSeenAt', words: 'privacy.keep.signIn', by: 'own job' },
    people: { _id: 'removed' },
    exported: 'yes',
    secret: ['emailKey', 'passwordHash', 'epoch'],
  },
  applications: {
    title: 'privacy.applications',
    holds: 'privacy.applications.holds',
    basis: 'agreement',
    keep: { days: 183, after: 'changedAt', words: 'privacy.keep.ended', by: 'own job' },
    people: {
      person: 'emptied',
      'history[].by': 'replaced',
      'notes[].by': 'replaced',
      'proposals[].by': 'replaced',
      'proposals[].answeredBy': 'replaced',
      'extract.to': 'replaced',
    },
    things: ['assignment', 'organisation'],
    stays: [
      'status',
      'history.move',
      'history.from',
      'history.to',
      'history.at',
      'history.reason',
      'submittedAt',
      'answeredAt',
      'offeredAt',
      'expiresAt',
      'matchedAt',
      'changedAt',
    ],
    exported: 'yes',
  },
  organisations: {
    title: 'privacy.organisations',
    holds: 'privacy.organisations.holds',
    basis: 'agreement',
    keep: { words: 'privacy.keep.organisation' },
    people: { contact: 'replaced', 'coordinators[]': 'replaced', 'confirmed.by': 'replaced' },
    stays: [
      'name',
      'legalForm',
      'number',
      'municipality',
      'about',
      'web',
      'status',
      'flags',
      'capacity',
      'unit',
      'confirmed.at',
      ...['rests.from', 'rests.to', 'rests.kind', 'rests.text'],
    ],
    exported: 'yes',
  },
  joinRequests: {
    title: 'privacy.joinRequests',
    holds: 'privacy.joinRequests.holds',
    basis: 'agreement',
    keep: { days: 365, after: 'at', words: 'privacy.keep.asked' },
    people: { person: 'removed', answeredBy: 'replaced' },
    things: ['organisation'],
    exported: 'yes',
  },
  assignments: {
    title: 'privacy.assignments',
    holds: 'privacy.assignments.holds',
    basis: 'agreement',
    keep: { words: 'privacy.keep.organisation' },
    people: { contact: 'replaced' },
    things: ['organisation', 'template'],
    stays: [
      ...[
        'title',
        'description',
        'easySummary',
        'gets',
        'firstTime',
        'requirements',
        'status',
        'closeReason',
      ],
      'proposed',
      ...['causes', 'targetGroups', 'activities', 'timing', 'dates.date', 'dates.from', 'dates.to'],
      ...['slots.part', 'slots.from', 'slots.to', 'startsOn', 'endsOn', 'applyBy', 'where', 'address'],
      'addressShown',
      ...[
        'municipality',
        'place',
        'admission',
        'swedishNeeded',
        'spoken',
        'textLang',
        'accessibility',
        'reimbursed',
        'flags',
      ],
    ],
    exported: 'yes',
  },
  unsavedSteps: {
    title: 'privacy.unsavedSteps',
    holds: 'privacy.unsavedSteps.holds',
    basis: 'agreement',
    keep: { days: 30, after: 'at', words: 'privacy.keep.typed' },
    people: { person: 'removed' },
    things: ['assignment'],
    exported: 'yes',
    secret: ['changes'],
  },
  pictures: {
    title: 'privacy.pictures',
    holds: 'privacy.pictures.holds',
    basis: 'interest',
    keep: { words: 'privacy.keep.organisation' },
    people: {},
    things: ['thing', 'organisation'],
    exported: 'no',
  },
  decisions: {
    title: 'privacy.decisions',
    holds: 'privacy.decisions.holds',
    basis: 'interest',
    keep: { words: 'privacy.keep.service' },
    people: { by: 'replaced' },
    things: ['thing'],
    stays: ['kind', 'decision', 'before', 'after', 'reasons', 'text', 'shown'],
    exported: 'yes',
  },
  revisions: {
    title: 'privacy.revisions',
    holds: 'privacy.revisions.holds',
    basis: 'interest',
    keep: { words: 'privacy.keep.organisation' },
    people: { by: 'replaced' },
    things: ['thing'],
    stays: ['words'],
    exported: 'yes',
  },
  looks: {
    title: 'privacy.looks',
    holds: 'privacy.looks.holds',
    basis: 'interest',
    keep: { days: 730, after: 'at', words: 'privacy.keep.looked' },
    people: { person: 'replaced', by: 'replaced' },
    stays: ['reason'],
    goes: ['text'],
    exported: 'yes',
    secret: ['by'],
  },
  readings: {
    title: 'privacy.readings',
    holds: 'privacy.readings.holds',
    basis: 'interest',
    keep: { days: 0, after: 'until', words: 'privacy.keep.reading' },
    people: { person: 'removed' },
    exported: 'no',
  },
  notifications: {
    title: 'privacy.notifications',
    holds: 'privacy.notifications.holds',
    basis: 'agreement',
    keep: { days: 180, after: 'at', words: 'privacy.keep.made' },
    people: { person: 'removed', about: 'removed' },
    exported: 'yes',
    secret: ['fact'],
  },
  mails: {
    title: 'privacy.mails',
    holds: 'privacy.mails.holds',
    basis: 'agreement',
    keep: { days: 30, after: 'doneAt', words: 'privacy.keep.sent' },
    people: { 'data.person': 'removed' },
    exported: 'yes',
    secret: ['nextAt', 'attempts'],
  },
  links: {
    title: 'privacy.links',
    holds: 'privacy.links.holds',
    basis: 'agreement',
    keep: { days: 7, after: 'expiresAt', words: 'privacy.keep.expired' },
    people: { person: 'removed', invitedBy: 'replaced' },
    email: 'emailKey',
    things: ['organisation', 'application'],
    exported: 'yes',
    secret: ['hash', 'emailKey'],
  },
  secondFactors: {
    title: 'privacy.secondFactors',
    holds: 'privacy.secondFactors.holds',
    basis: 'agreement',
    keep: { words: 'privacy.keep.account' },
    people: { _id: 'removed' },
    exported: 'yes',
    secret: ['app.secret', 'app.lastStep', 'begun', 'passkeys.publicKey', 'passkeys.counter', 'codes'],
  },
  challenges: {
    title: 'privacy.challenges',
    holds: 'privacy.challenges.holds',
    basis: 'agreement',
    keep: { days: 0, after: 'expiresAt', words: 'privacy.keep.challenge' },
    people: { person: 'removed' },
    exported: 'no',
  },
  sessions: {
    title: 'privacy.sessions',
    holds: 'privacy.sessions.holds',
    basis: 'agreement',
    keep: { days: 0, after: 'expires', words: 'privacy.keep.session' },
    people: { 'session.passport.user': 'removed', 'session.waiting.person': 'removed' },
    exported: 'yes',
    secret: ['_id', 'session'],
  },
  outbox: {
    title: 'privacy.outbox',
    holds: 'privacy.outbox.holds',
    basis: 'interest',
    keep: { days: 30, after: 'deliveredAt', words: 'privacy.keep.delivered' },
    people: { 'data.person': 'removed', 'data.by': 'removed' },
    exported: 'no',
  },
  limits: {
    title: 'privacy.limits',
    holds: 'privacy.limits.holds',
    basis: 'interest',
    keep: { days: 0, after: 'expire', words: 'privacy.keep.limit' },
    people: {},
    exported: 'no',
  },
  'socket.io': {
    title: 'privacy.sockets',
    holds: 'privacy.sockets.holds',
    basis: 'agreement',
    keep: { words: 'privacy.keep.socket' },
    people: {},
    exported: 'no',
  },
  erasures: {
    title: 'privacy.erasures',
    holds: 'privacy.erasures.holds',
    basis: 'agreement',
    keep: { days: 180, after: 'at', words: 'privacy.keep.erased' },
    people: {},
    exported: 'no',
  },
  templates: nobody,
  leases: nobody,
  migrations: nobody,
} as const satisfies Record<string, Kept | typeof nobody>;

export type CollectionName = keyof typeof collections;

/** Those that hold something about a person, in the order of the public page. */
export const kept: readonly (readonly [CollectionName, Kept])[] = Object.entries(collections).flatMap(
  ([name, what]) => (what === nobody ? [] : [[name as CollectionName, what as Kept] as const]),
);
