// Who may ask to coordinate an organisation, who answers, and when the question goes to staff.
import {
  askedName,
  isForStaff,
  isSilent,
  mayAnswer,
  mayAsk,
  mayWithdraw,
} from '../../src/organisations/join-request.policy.ts';
import { joinStates } from '../../src/organisations/join-request.state.ts';
import { organisationStates } from '../../src/organisations/organisation.state.ts';
import { day } from '../../src/platform/clock.ts';
import { HIDDEN, answers, everybody } from '../support/verdicts.ts';

const now = new Date('2026-11-24T09:00:00Z');
const ago = (time: number): Date => new Date(now.getTime() - time);
const club = { id: 'the club', status: 'approved' } as const;
const ANSWERED = '409 organisations.join.answered';

test('an organisation is silent when none of its coordinators has been there for more than sixty days', () => {
  expect(isSilent([ago(60 * day)], now)).toBe(false);
  expect(isSilent([ago(60 * day + 1)], now)).toBe(true);
  expect(isSilent([ago(90 * day), ago(day)], now)).toBe(false);
  expect(isSilent([], now)).toBe(true);
});

test('a question is for staff where the organisation is unapproved or silent', () => {
  for (const status of organisationStates)
    expect([status, isForStaff({ id: 'the club', status }, [now], now)]).toEqual([
      status,
      status !== 'approved',
    ]);
  expect(isForStaff(club, [ago(61 * day)], now)).toBe(true);
});

test('everybody may ask who does not coordinate it; whoever was refused after thirty days', () => {
  const already = '403 organisations.join.already';
  const coordinators = { coordinator: already, both: already };
  const late = '409 organisations.join.refusedLately';
  const ask = (refusedAt?: Date) => answers((actor) => mayAsk(actor, club, refusedAt, now));
  expect(ask()).toEqual(everybody('yes', coordinators));
  expect(ask(ago(30 * day - 1))).toEqual(everybody(late, coordinators));
  expect(ask(ago(30 * day))).toEqual(everybody('yes', coordinators));
});

test.each(joinStates)('a question that is %s is answered by whom it is for', (status) => {
  const request = { person: 'amina', status };
  const may = status === 'waiting' ? 'yes' : ANSWERED;
  const ask = (forStaff: boolean, organisation: Parameters<typeof mayAnswer>[2] = club) =>
    answers((actor) => mayAnswer(actor, request, organisation, forStaff));
  expect(ask(false)).toEqual(everybody(HIDDEN, { coordinator: may, both: may }));
  expect(ask(true)).toEqual(everybody(HIDDEN, { coordinator: may, both: may, moderator: may }));
  expect(ask(true, { ...club, status: 'pending' })).toEqual(everybody(HIDDEN, { both: may, moderator: may }));
  expect(ask(false, { ...club, status: 'suspended' })).toEqual(everybody(HIDDEN));
});

test('nobody answers themselves', () => {
  for (const person of ['karin', 'johan'])
    expect(
      Object.values(answers((actor) => mayAnswer(actor, { person, status: 'waiting' }, club, true))).filter(
        (said) => said === 'yes',
      ),
    ).toHaveLength(2);
});

test.each(joinStates)('a question that is %s is withdrawn by who asked', (status) => {
  expect(answers((actor) => mayWithdraw(actor, { person: 'amina', status }))).toEqual(
    everybody(HIDDEN, { person: status === 'waiting' ? 'yes' : ANSWERED }),
  );
});

test('who asks reads the name of what is public, else the number that they gave', () => {
  const name = 'Läxhjälpen';
  for (const status of organisationStates)
    expect([status, askedName({ name, number: '8020000009', status })]).toEqual([
      status,
      status === 'approved' ? name : '802000-0009',
    ]);
  expect(askedName({ name, status: 'draft' })).toBe(name);
});
