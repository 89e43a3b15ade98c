// Who is told of what: for every move the sides that the product names, and nobody of what they did themselves but of a match.
import { applicationMoves, isErasure } from '../../src/applications/application.state.ts';
import type { ApplicationMove } from '../../src/applications/application.state.ts';
import { noticesOf, watchersOf } from '../../src/notifications/notification.rules.ts';
import type { FactAbout } from '../../src/notifications/notification.rules.ts';
import { facts, languages } from '../../src/platform/i18n/languages.ts';
import { valuesIn } from '../../src/notifications/notification.words.ts';

type About<K extends FactAbout['kind']> = Extract<FactAbout, { kind: K }>;

function aMove(move: ApplicationMove, by: string | null): About<'application'> {
  return {
    kind: 'application',
    id: '1',
    move,
    by,
    volunteer: 'amina',
    coordinators: ['karin', 'olle'],
    name: 'Amina',
    assignment: '7',
    title: 'Läs läxor',
    organisation: 'Pettersbergs läxhjälp',
  };
}

/** The product's column "tells", for whoever may make the move. */
const TOLD: [move: ApplicationMove, by: string | null, told: string[]][] = [
  ['apply', 'amina', ['karin', 'olle']],
  ['applyToQueue', 'amina', ['karin', 'olle']],
  ['applyDirect', 'amina', ['amina', 'karin', 'olle']],
  ['offerDirect', 'amina', ['amina', 'karin', 'olle']],
  ['offer', 'karin', ['amina']],
  ['withhold', null, ['amina', 'karin', 'olle']],
  ['withholdMatch', null, ['amina', 'karin', 'olle']],
  ['queue', 'karin', ['amina']],
  ['promote', null, ['amina', 'karin', 'olle']],
  ['promoteDirect', null, ['amina', 'karin', 'olle']],
  ['decline', 'karin', ['amina']],
  ['withdraw', 'amina', ['karin', 'olle']],
  ['confirm', 'amina', ['amina', 'karin', 'olle']],
  ['expire', null, ['amina', 'karin', 'olle']],
  ['close', 'karin', ['amina']],
  ['close', 'a moderator', ['amina']],
  ['close', null, ['amina']],
  ['closeMatch', 'karin', ['amina', 'olle']],
  ['closeMatch', 'a moderator', ['amina', 'karin', 'olle']],
  ['cancel', 'amina', ['karin', 'olle']],
  ['cancel', 'karin', ['amina']],
  ['erase', null, ['karin', 'olle']],
  ['eraseMatch', null, ['karin', 'olle']],
];

test.each(TOLD)('%s by %s is told to %j', (move, by, told) => {
  const notices = noticesOf(aMove(move, by));
  expect(notices.map(({ person }) => person).sort()).toEqual(told);
  for (const notice of notices) {
    expect(notice).toMatchObject(
      isErasure(move)
        ? { link: '/assignments/7/manage', thing: 'assignment:7' }
        : { link: '/applications/1', thing: 'application:1' },
    );
    expect(notice.mail).toBe(['confirm', 'applyDirect'].includes(move) ? 'now' : 'later');
    for (const lang of languages) expect(facts[lang].t(notice.key, notice.values)).toContain('Läs läxor');
  }
});

test('every move has its row above', () => {
  expect(applicationMoves.filter((move) => !TOLD.some(([name]) => name === move))).toEqual([]);
});

test('the pages of both sides follow every move, told or not', () => {
  expect(watchersOf(aMove('offer', 'karin'))).toEqual(['amina', 'karin', 'olle']);
});

test('what is told holds only what both sides may read before a match', () => {
  for (const [move, by] of TOLD)
    for (const { values } of noticesOf(aMove(move, by)))
      expect(values).toEqual({
        title: 'Läs läxor',
        organisation: 'Pettersbergs läxhjälp',
        ...(isErasure(move) ? {} : { name: 'Amina' }),
      });
});

test('a row that names somebody else says whom, to go when they are erased', () => {
  for (const [move, by] of TOLD)
    for (const { person, about, values } of noticesOf(aMove(move, by)))
      expect(about).toBe('name' in values && person !== 'amina' ? 'amina' : undefined);
});

describe('organisations', () => {
  const about = (what: About<'organisation'>['what']): About<'organisation'> => ({
    kind: 'organisation',
    id: '2',
    what,
    coordinators: ['karin'],
    moderators: ['johan'],
    organisation: 'Pettersbergs läxhjälp',
  });

  test('that wait stand in the queue of staff, without a mail', () => {
    expect(noticesOf(about('submitted'))).toMatchObject([
      { person: 'johan', link: '/staff/organisations/2', mail: 'later' },
    ]);
  });

  test.each(['approve', 'return', 'reject', 'suspend', 'lift'] as const)(
    'decided on (%s) tell their coordinators',
    (what) => {
      expect(noticesOf(about(what))).toMatchObject([
        { person: 'karin', key: `notifications.organisation.${what}`, mail: 'later' },
      ]);
    },
  );
});

const changes = { sv: 'Platsen.', latt: 'Platsen.', en: 'The place.', ar: 'المكان.' };

describe('assignments', () => {
  const about = (given: Partial<About<'assignment'>>): About<'assignment'> => ({
    kind: 'assignment',
    id: '3',
    what: 'changed',
    coordinators: ['karin'],
    moderators: ['johan'],
    volunteers: [
      { person: 'amina', application: '1', isMatched: true, changes },
      { person: 'vera', application: '2', isMatched: false, changes },
    ],
    ofProposal: false,
    title: 'Läs läxor',
    organisation: 'Pettersbergs läxhjälp',
    ...given,
  });

  test('that wait stand in the queue of staff, without a mail', () => {
    expect(noticesOf(about({ what: 'submitted' }))).toMatchObject([
      { person: 'johan', link: '/staff/assignments/3', mail: 'later' },
    ]);
  });

  test.each(['approve', 'return', 'reject', 'suspend'] as const)(
    'decided on (%s) tell their coordinators',
    (what) => {
      expect(noticesOf(about({ what }))).toMatchObject([
        { person: 'karin', key: `notifications.assignment.${what}`, link: '/assignments/3/manage' },
      ]);
    },
  );

  test('whose new words are decided on say so in other words', () => {
    expect(noticesOf(about({ what: 'return', ofProposal: true }))).toMatchObject([
      { person: 'karin', key: 'notifications.assignment.words.return' },
    ]);
  });

  test('with a new time or place tell those who come', () => {
    const notices = noticesOf(about({}));
    expect(notices).toMatchObject([
      { person: 'amina', link: '/applications/1', thing: 'application:1', mail: 'now' },
      { person: 'vera', link: '/assignments/3', thing: 'assignment:3', mail: 'later' },
    ]);
    expect(valuesIn('en', notices[0]?.values ?? {})).toMatchObject({ changes: 'The place.' });
  });
});

test('a new coordinator is announced to the others', () => {
  const about: About<'joined'> = {
    kind: 'joined',
    id: '2',
    person: 'olle',
    coordinators: ['karin', 'olle'],
    name: 'Olle',
    organisation: 'Pettersbergs läxhjälp',
  };
  expect(noticesOf(about)).toMatchObject([{ person: 'karin', link: '/organisations/2/coordinators' }]);
});
