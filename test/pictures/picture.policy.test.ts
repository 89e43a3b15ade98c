// Who sees a picture, and who decides on it: every person in every state.
import { isForAll, mayDecidePicture, maySeePicture } from '../../src/pictures/picture.policy.ts';
import { pictureDecisionForm, pictureForm } from '../../src/pictures/picture.schema.ts';
import { pictureStates } from '../../src/pictures/picture.state.ts';
import { readForm } from '../../src/platform/http/form.ts';
import { HIDDEN, answers, everybody } from '../support/verdicts.ts';

describe.each(pictureStates)('a picture that is %s', (status) => {
  const picture = { organisation: 'the club', status };
  const forOwners = everybody(HIDDEN, { coordinator: 'yes', moderator: 'yes', both: 'yes' });

  test('is seen by everybody when approved, on a page that is public; else by its own and staff', () => {
    expect(isForAll(picture, true)).toBe(status === 'approved');
    expect(isForAll(picture, false)).toBe(false);
    expect(answers((actor) => maySeePicture(actor, picture, true))).toEqual(
      status === 'approved' ? everybody('yes') : forOwners,
    );
    expect(answers((actor) => maySeePicture(actor, picture, false))).toEqual(forOwners);
  });

  test('is decided on once, by staff who have no part in it', () => {
    expect(answers((actor) => mayDecidePicture(actor, picture))).toEqual(
      everybody(HIDDEN, {
        moderator: status === 'waiting' ? 'yes' : '409 moderation.refused.decided',
        both: '403 moderation.refused.own',
      }),
    );
  });
});

test.each([
  [pictureForm, { alt: 'Två barn läser' }, {}],
  [pictureForm, { alt: 'Två' }, { alt: 'errors.field.short' }],
  [pictureForm, { alt: 'å'.repeat(201) }, { alt: 'errors.field.long' }],
  [pictureForm, {}, { alt: 'errors.field.required' }],
  [pictureForm, { alt: 'Skriv till karin@example.org' }, { alt: 'moderation.text.email' }],
  [pictureDecisionForm, { decision: 'approve' }, {}],
  [pictureDecisionForm, { decision: 'reject', text: 'Ansiktet syns.' }, {}],
  [pictureDecisionForm, { decision: 'reject', text: ' ' }, { text: 'pictures.decide.why' }],
  [pictureDecisionForm, { decision: 'suspend' }, { decision: 'errors.field.choose' }],
] as const)('a form of a picture %#', (form, given, faults) => {
  const read = readForm(form, given);
  const found = read.ok ? [] : Object.entries(read.form.errors).map(([name, { key }]) => [name, key]);
  expect(Object.fromEntries(found)).toEqual(faults);
});
