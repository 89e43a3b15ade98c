// The running help beside the form: the same facts in the browser and on the server, each there or not yet, and never a sum of them.
import fc from 'fast-check';
import { hasPlaceholder, stepFacts } from '../../public/js/assignment-facts.js';
import type { FormValues } from '../../public/js/assignment-facts.js';
import { helpFacts, missingFacts } from '../../src/assignments/assignment.help.ts';
import { steps } from '../../src/assignments/assignment.schema.ts';
import { messagesOf } from '../support/messages.ts';

const done = (step: number, values: FormValues) =>
  stepFacts(step, values)
    .filter((fact) => fact.done)
    .map(({ code }) => code);

test('an empty form has nothing but no words left to replace', () => {
  expect(steps.flatMap((step) => done(step, {}))).toEqual(['placeholders']);
});

test('words that say enough are there, and too long a text is not', () => {
  const words = {
    title: 'Läs läxor med barn på tisdagar',
    description: 'å'.repeat(150),
    firstTime: 'Karin möter dig.',
    gets: 'Fika.',
    easySummary: 'Du läser läxor.',
    causes: ['children'],
  };
  expect(done(1, words)).toHaveLength(7);
  expect(done(1, { ...words, title: 'Läxhjälp' })).not.toContain('title');
  expect(done(1, { ...words, description: 'å'.repeat(149) })).not.toContain('description');
  expect(done(1, { ...words, description: '🌱'.repeat(1_500) })).toContain('description');
  expect(done(1, { ...words, description: 'å'.repeat(1_501) })).not.toContain('description');
  expect(done(1, { ...words, firstTime: ' \n ' })).not.toContain('firstTime');
});

test.each([
  [{ timing: 'flexible' }, true],
  [{ timing: 'dates' }, false],
  [{ timing: 'dates', 'dates.0.date': '2026-12-01' }, false],
  [{ timing: 'dates', 'dates.3.date': '2026-12-01', 'dates.3.from': '10:00', 'dates.3.to': '12:00' }, true],
  [{ timing: 'dates', 'dates.0.date': '2026-12-01', 'dates.1.from': '10:00', 'dates.1.to': '12:00' }, false],
  [{ timing: 'weekly', 'slots.0.day': '2', 'slots.0.from': '10:00', 'slots.0.to': '12:00' }, true],
  [{ timing: 'dates', 'slots.0.day': '2', 'slots.0.from': '10:00', 'slots.0.to': '12:00' }, false],
])('a clear time in %j: %s', (values, isThere) => {
  expect(done(2, values as FormValues).includes('time')).toBe(isThere);
});

test.each([
  [{ where: 'remote' }, true],
  [{ where: 'onsite', municipality: '1980' }, false],
  [{ where: 'onsite', municipality: '1980', place: 'vallby' }, true],
  [{ where: 'both', municipality: '1980', address: 'Storgatan 1' }, true],
  [{ where: 'onsite', address: 'Storgatan 1' }, false],
  [{ where: 'onsite', municipality: '1980', addressShown: 'never' }, true],
])('a clear place in %j: %s', (values, isThere) => {
  expect(done(2, values as FormValues).includes('place')).toBe(isThere);
});

test('an answer about the place is a yes or a no', () => {
  const answers = { 'accessibility.stepFree': 'yes', 'accessibility.quietPlace': 'no' };
  expect(done(4, { ...answers, 'accessibility.hearingLoop': 'unknown' })).toEqual([]);
  expect(done(4, { ...answers, 'accessibility.publicTransport': 'no' })).toEqual(['access', 'transport']);
});

test.each([
  ['Läs läxor med [vilka barn]', true],
  ['Läs läxor med [vilka barn', false],
  ['[]', false],
  ['[första\nandra]', false],
  ['[[ålder]]', true],
])('%s holds words to replace: %s', (text, isThere) => {
  expect(hasPlaceholder(text)).toBe(isThere);
});

test('whatever is sent, the facts are those of the step, and each has its words', () => {
  const swedish = messagesOf('sv');
  const value = fc.oneof(fc.string({ unit: 'binary' }), fc.array(fc.string({ unit: 'binary' })));
  const values = fc.dictionary(fc.string(), value);
  fc.assert(
    fc.property(fc.constantFrom(...steps), values, (step, given) => {
      const facts = helpFacts(step, given);
      expect(facts.map(({ code }) => code)).toEqual(stepFacts(step, {}).map(({ code }) => code));
      for (const { key } of facts) expect(swedish.has(key)).toBe(true);
    }),
  );
  expect(missingFacts({}).map(({ step }) => step)).toContain(4);
});
