// Who may do what with an application, and the sentence that says why not: every row of people and states.
import type { MaybeActor } from '../../src/accounts/actor.ts';
import {
  mayApply,
  mayMoveAsCoordinator,
  mayMoveAsVolunteer,
  mayReopen,
  maySeeApplication,
  takes,
} from '../../src/applications/application.policy.ts';
import type { ApplicationCase, AssignmentFacts } from '../../src/applications/application.policy.ts';
import { applicationStates } from '../../src/applications/application.state.ts';
import type { ApplicationState } from '../../src/applications/application.state.ts';
import { assignmentStates } from '../../src/assignments/assignment.state.ts';
import { hour } from '../../src/platform/clock.ts';
import type { Verdict } from '../../src/platform/policy.ts';

const now = new Date('2026-11-24T09:00:00Z');
const later = new Date(now.getTime() + hour);
const earlier = new Date(now.getTime() - hour);

const volunteer = { id: 'amina', isModerator: false, organisations: [] };
const coordinator = { id: 'karin', isModerator: false, organisations: ['the club'] };
const stranger = { id: 'someone', isModerator: false, organisations: [] };
const otherCoordinator = { id: 'olle', isModerator: false, organisations: ['another club'] };
const moderator = { id: 'johan', isModerator: true, organisations: [] };

const PEOPLE: Record<string, MaybeActor> = {
  'the volunteer': volunteer,
  'a coordinator': coordinator,
  'another volunteer': stranger,
  'a coordinator of another organisation': otherCoordinator,
  'a moderator': moderator,
  'a visitor': null,
};

const open: AssignmentFacts = {
  organisation: 'the club',
  status: 'published',
  free: 1,
  pastAt: null,
  applyUntil: null,
  lowestAge: 0,
};

function anApplication(status: ApplicationState, given: Partial<ApplicationCase> = {}): ApplicationCase {
  return { organisation: 'the club', person: 'amina', status, lastBy: 'karin', ...given };
}

function answer(verdict: Verdict): string {
  return verdict.allowed ? 'yes' : `${verdict.status} ${verdict.key}`;
}

const HIDDEN = '404 errors.404.text';
const CHANGED = '409 applications.refused.changed';

describe.each(Object.entries(PEOPLE))('%s', (name, actor) => {
  const isVolunteer = name === 'the volunteer';
  const isCoordinator = name === 'a coordinator';

  test(
    isVolunteer || isCoordinator ? 'sees the application' : 'is not told that the application exists',
    () => {
      for (const status of applicationStates)
        expect(answer(maySeeApplication(actor, anApplication(status)))).toBe(
          isVolunteer || isCoordinator ? 'yes' : HIDDEN,
        );
    },
  );

  test.each([
    ['withdraw', ['submitted', 'waitlisted', 'offered']],
    ['confirm', ['offered']],
    ['cancel', ['matched']],
  ] as const)(`as volunteer: ${isVolunteer ? 'may' : 'may not'} %s`, (move, from) => {
    for (const status of applicationStates) {
      const verdict = mayMoveAsVolunteer(actor, anApplication(status), open, move, now);
      const own = (from as readonly string[]).includes(status) ? 'yes' : CHANGED;
      expect([status, answer(verdict)]).toEqual([status, isVolunteer ? own : HIDDEN]);
    }
  });

  test.each([
    ['offer', ['submitted'], 1],
    ['queue', ['submitted'], 0],
    ['decline', ['submitted', 'waitlisted', 'offered'], 1],
    ['cancel', ['matched'], 1],
  ] as const)(`as coordinator: ${isCoordinator ? 'may' : 'may not'} %s`, (move, from, free) => {
    for (const status of applicationStates) {
      const verdict = mayMoveAsCoordinator(actor, anApplication(status), { ...open, free }, move, now);
      const own = (from as readonly string[]).includes(status) ? 'yes' : CHANGED;
      expect([status, answer(verdict)]).toEqual([status, isCoordinator ? own : HIDDEN]);
    }
  });

  test(isCoordinator ? 'cannot apply to the own organisation' : 'can apply if signed in', () => {
    if (actor !== null)
      expect(answer(mayApply(actor, open, null, now))).toBe(
        isCoordinator ? '403 applications.refused.own' : 'yes',
      );
  });
});

describe('an assignment takes applications', () => {
  test.each(assignmentStates)('when %s', (status) => {
    const expected: Partial<Record<typeof status, string>> = {
      published: 'yes',
      paused: '409 applications.refused.paused',
    };
    expect(answer(takes({ ...open, status }, now))).toBe(
      expected[status] ?? '409 applications.refused.closed',
    );
  });

  test.each([
    ['full: yes, in the queue', { free: 0 }, 'yes'],
    ['its last occasion begins now: no', { pastAt: now }, '409 applications.refused.past'],
    ['its last occasion is to come: yes', { pastAt: later }, 'yes'],
    ['the last day to apply is over: no', { applyUntil: now }, '409 applications.refused.late'],
    ['the last day to apply is not over: yes', { applyUntil: later }, 'yes'],
    [
      'past and late: it says past',
      { pastAt: earlier, applyUntil: earlier },
      '409 applications.refused.past',
    ],
    [
      'paused and past: it says paused',
      { status: 'paused', pastAt: earlier },
      '409 applications.refused.paused',
    ],
  ] as const)('when %s', (_title, given, expected) => {
    expect(answer(takes({ ...open, ...given }, now))).toBe(expected);
    expect(answer(mayApply(volunteer, { ...open, ...given }, null, now))).toBe(expected);
  });
});

describe('applying again', () => {
  const byOneself = { lastBy: 'amina' };
  const byTheOther = { lastBy: 'karin' };
  const bySystem = { lastBy: '' };

  test.each([
    ['withdrawn', byOneself, true],
    ['expired', bySystem, true],
    ['closed', byTheOther, true],
    ['closed', bySystem, true],
    ['cancelled', byOneself, true],
    ['cancelled', byTheOther, false],
    ['cancelled', bySystem, false],
    ['declined', byTheOther, false],
    ['submitted', byOneself, false],
    ['waitlisted', byOneself, false],
    ['offered', byTheOther, false],
    ['matched', byOneself, false],
  ] as const)('after %s, by %j: %s', (status, by, may) => {
    const existing = anApplication(status, by);
    expect(mayReopen(existing)).toBe(may);
    expect(answer(mayApply(volunteer, open, existing, now))).toBe(
      may ? 'yes' : `409 applications.refused.existing.${status}`,
    );
  });

  test('is refused like a first time where the assignment takes none', () => {
    const existing = anApplication('withdrawn', byOneself);
    expect(answer(mayApply(volunteer, { ...open, status: 'closed' }, existing, now))).toBe(
      '409 applications.refused.closed',
    );
  });
});

describe('confirming an offer', () => {
  const confirm = (given: Partial<ApplicationCase>, assignment: Partial<AssignmentFacts> = {}) =>
    answer(
      mayMoveAsVolunteer(
        volunteer,
        anApplication('offered', given),
        { ...open, ...assignment },
        'confirm',
        now,
      ),
    );

  test('is open until its time is out, and not a moment longer', () => {
    expect(confirm({ expiresAt: later })).toBe('yes');
    expect(confirm({ expiresAt: new Date(now.getTime() + 1) })).toBe('yes');
    expect(confirm({ expiresAt: now })).toBe('409 applications.refused.expired');
    expect(confirm({ expiresAt: earlier })).toBe('409 applications.refused.expired');
  });

  test('is refused once the assignment is over, even if the offer had time left', () => {
    expect(confirm({ expiresAt: later }, { pastAt: earlier })).toBe('409 applications.refused.past');
  });

  test('is open while the assignment is paused', () => {
    expect(confirm({ expiresAt: later }, { status: 'paused', free: 0 })).toBe('yes');
  });

  test('can still be withdrawn from when its time is out', () => {
    const application = anApplication('offered', { expiresAt: earlier });
    expect(answer(mayMoveAsVolunteer(volunteer, application, open, 'withdraw', now))).toBe('yes');
  });
});

describe('a coordinator', () => {
  const submitted = anApplication('submitted');
  const move = (name: 'offer' | 'queue' | 'decline', given: Partial<AssignmentFacts>) =>
    answer(mayMoveAsCoordinator(coordinator, submitted, { ...open, ...given }, name, now));

  test.each([
    ['full', { free: 0 }, '409 applications.refused.full'],
    ['paused', { status: 'paused' }, '409 applications.refused.paused'],
    ['over', { pastAt: earlier }, '409 applications.refused.past'],
    ['past its last day to apply', { applyUntil: earlier }, 'yes'],
  ] as const)('offers on what is %s: %j', (_title, given, expected) => {
    expect(move('offer', given)).toBe(expected);
  });

  test('puts somebody in the queue only when all places are taken', () => {
    expect(move('queue', { free: 1 })).toBe('409 applications.refused.notFull');
    expect(move('queue', { free: 0 })).toBe('yes');
    expect(move('queue', { free: 0, status: 'paused' })).toBe('yes');
  });

  test('declines also while it is paused', () => {
    expect(move('decline', { status: 'paused' })).toBe('yes');
  });
});
