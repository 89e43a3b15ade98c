// When an answer is due from an organisation that rests.
import {
  answerDue,
  restFault,
  restingUntil,
  restToTell,
} from '../../src/organisations/organisation.rest.policy.ts';
import type { Rest } from '../../src/organisations/organisation.rest.policy.ts';

const rest = (from: string, to: string): Rest => ({ from, to, kind: 'holidays', text: '' });
const at = (text: string): Date => new Date(text);
const christmas = { rests: [rest('2026-12-21', '2027-01-06')] };

test('without a rest an answer is due 7 days after the application was sent', () => {
  expect(answerDue(at('2026-11-24T09:00:00Z'), {})).toEqual(at('2026-12-01T09:00:00Z'));
  expect(answerDue(at('2026-11-24T09:00:00Z'), christmas)).toEqual(at('2026-12-01T09:00:00Z'));
});

test('what is sent in a rest, or would be due in one, counts from its end', () => {
  const due = at('2027-01-13T23:00:00Z');
  expect(answerDue(at('2026-12-24T09:00:00Z'), christmas)).toEqual(due);
  expect(answerDue(at('2026-12-18T09:00:00Z'), christmas)).toEqual(due);
});

test('a rest lasts from the first day to the last in Sweden, and two that follow upon each other are one', () => {
  expect(restingUntil(christmas, at('2026-12-20T22:59:59Z'))).toBeUndefined();
  expect(restingUntil(christmas, at('2026-12-20T23:00:00Z'))).toEqual(at('2027-01-06T23:00:00Z'));
  expect(restingUntil(christmas, at('2027-01-06T23:00:00Z'))).toBeUndefined();
  const two = { rests: [rest('2027-01-07', '2027-01-10'), ...christmas.rests] };
  expect(restingUntil(two, at('2026-12-24T09:00:00Z'))).toEqual(at('2027-01-10T23:00:00Z'));
});

test('a rest is told of before applying from the day that an answer would be due in it', () => {
  expect(restToTell(christmas, at('2026-12-10T09:00:00Z'))).toBeUndefined();
  expect(restToTell(christmas, at('2026-12-15T09:00:00Z'))).toEqual(christmas.rests[0]);
  expect(restToTell(christmas, at('2027-01-07T09:00:00Z'))).toBeUndefined();
});

test.each([
  ['2026-11-23', '2026-11-25', 'past'],
  ['2026-12-02', '2026-12-01', 'order'],
  ['2026-12-01', '2027-03-04', 'long'],
  ['2027-01-06', '2027-01-08', 'overlap'],
])('a rest from %s to %s is refused: %s', (from, to, reason) => {
  expect(restFault(christmas, { from, to }, at('2026-11-24T09:00:00Z'))?.key).toBe(
    `organisations.rests.${reason}`,
  );
});

test('a rest from today is taken', () => {
  expect(restFault(christmas, rest('2026-11-24', '2026-12-20'), at('2026-11-24T09:00:00Z'))).toBeUndefined();
});
