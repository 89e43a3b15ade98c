// Every code has words in every language, and no words are left over from a code that is gone.
import ar from '../../src/locales/ar/taxonomies.json' with { type: 'json' };
import en from '../../src/locales/en/taxonomies.json' with { type: 'json' };
import sv from '../../src/locales/sv/taxonomies.json' with { type: 'json' };
import * as taxonomies from '../../src/taxonomies/taxonomies.ts';

const expectedKeys = [
  ...taxonomies.CAUSES.map((code) => `cause.${code}`),
  ...taxonomies.TARGET_GROUPS.map((code) => `targetGroup.${code}`),
  ...taxonomies.ACTIVITIES.map((code) => `activity.${code}`),
  ...taxonomies.LANGUAGES.map((code) => `language.${code}`),
  ...taxonomies.LEVELS.map((code) => `level.${code}`),
  ...taxonomies.SWEDISH_NEEDED.map((code) => `swedishNeeded.${code}`),
  ...taxonomies.FACTS.map((code) => `fact.${code}`),
  ...taxonomies.FACT_VALUES.map((code) => `factValue.${code}`),
  ...taxonomies.LEGAL_FORMS.map((code) => `legalForm.${code}`),
  ...taxonomies.REFUSED_LEGAL_FORMS.map((code) => `legalForm.${code}.refused`),
  ...taxonomies.DAY_PARTS.map((code) => `dayPart.${code}`),
  ...taxonomies.TIMINGS.map((code) => `timing.${code}`),
  ...taxonomies.WHERES.map((code) => `where.${code}`),
  ...taxonomies.ADDRESS_SHOWN.flatMap((code) => [`addressShown.${code}`, `addressShown.${code}.hint`]),
  ...taxonomies.CAPACITIES.map((code) => `capacity.${code}`),
  ...taxonomies.REST_KINDS.map((code) => `restKind.${code}`),
  ...taxonomies.ADMISSIONS.flatMap((code) => [`admission.${code}`, `admission.${code}.hint`]),
  ...taxonomies.REIMBURSED.map((code) => `reimbursed.${code}`),
  ...taxonomies.DECLINE_REASONS.map((code) => `declineReason.${code}`),
  ...taxonomies.CLOSE_REASONS.map((code) => `closeReason.${code}`),
  ...taxonomies.CANCEL_REASONS.map((code) => `cancelReason.${code}`),
  ...taxonomies.LOOK_REASONS.map((code) => `lookReason.${code}`),
  ...taxonomies.RETURN_REASONS.flatMap((code) => [`returnReason.${code}`, `returnReason.${code}.sentence`]),
  ...taxonomies.DAYS.map((day) => `day.${day}`),
].sort();

describe('the taxonomies', () => {
  test.each([
    ['Swedish', sv],
    ['English', en],
    ['Arabic', ar],
  ])('have words in %s for every code, and for nothing else', (_name, messages) => {
    expect(Object.keys(messages).sort()).toEqual(expectedKeys);
    expect(Object.values(messages).filter((text) => text.trim() === '')).toEqual([]);
  });

  test('call no two codes of one kind by the same name', () => {
    for (const messages of [sv, en, ar]) {
      const named = Object.entries(messages)
        .filter(([key]) => key.split('.').length === 2)
        .map(([key, text]) => `${key.split('.')[0]}: ${text}`);
      expect(new Set(named).size).toBe(named.length);
    }
  });

  test('know which legal forms may register', () => {
    expect(taxonomies.LEGAL_FORMS.filter(taxonomies.isAcceptedLegalForm)).toEqual([
      ...taxonomies.ACCEPTED_LEGAL_FORMS,
    ]);
    expect(taxonomies.isAcceptedLegalForm('toString')).toBe(false);
  });
});
