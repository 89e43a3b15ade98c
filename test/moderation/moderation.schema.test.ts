// Staff's decision as a form: what must be said with which decision, and what is never stored.
import { decisionForm, decisions, organisationDecisionForm } from '../../src/moderation/moderation.schema.ts';
import { decidesProposal, inReview, latestWords } from '../../src/moderation/proposal.state.ts';
import { readForm } from '../../src/platform/http/form.ts';

function faults(form: Parameters<typeof readForm>[0], given: Record<string, string | string[]>) {
  const read = readForm(form, { revision: '3', ...given });
  const found = read.ok ? [] : Object.entries(read.form.errors).map(([name, { key }]) => [name, key]);
  return Object.fromEntries(found) as Record<string, string>;
}

test.each(decisions)('%s says why where somebody is refused', (decision) => {
  const needsWhy = decision !== 'approve' && decision !== 'lift';
  const why = needsWhy ? { reasons: 'moderation.decide.why' } : {};
  expect(faults(decisionForm, { decision })).toEqual(why);
  expect(faults(decisionForm, { decision, text: '  ' })).toEqual(why);
  expect(faults(decisionForm, { decision, text: 'Skriv vad ni gör.' })).toEqual({});
  expect(faults(decisionForm, { decision, reasons: ['contact'] })).toEqual({});
  expect(faults(organisationDecisionForm, { decision, shown: 'Protokoll från årsmötet.' })).toEqual(why);
});

test('approving an organisation says how its coordinator has shown to speak for it, and nothing else does', () => {
  const shown = 'Protokoll från årsmötet.';
  expect(faults(organisationDecisionForm, { decision: 'approve' })).toEqual({
    shown: 'moderation.shown.required',
  });
  const approved = readForm(organisationDecisionForm, { decision: 'approve', revision: '3', shown });
  expect(approved).toMatchObject({ ok: true, data: { decision: 'approve', revision: 3, shown } });
  const lifted = readForm(organisationDecisionForm, { decision: 'lift', revision: '3', shown });
  expect(lifted.ok && lifted.data).toEqual({ decision: 'lift', revision: 3, reasons: [], text: '' });
});

test('a page and a number to call may be named, a personal number never', () => {
  const text = 'Se https://example.org eller ring 070-174 06 05.';
  expect(faults(decisionForm, { decision: 'reject', text })).toEqual({});
  expect(faults(decisionForm, { decision: 'reject', text: 'Karin, 811218-9876' })).toEqual({
    text: 'moderation.text.personalNumber',
  });
  expect(faults(decisionForm, { decision: 'reject', text: 'x'.repeat(1001) })).toEqual({
    text: 'errors.field.long',
  });
});

test('a decision names the words that were read', () => {
  for (const revision of ['', '0', '1000001', 'x'])
    expect([revision, faults(decisionForm, { decision: 'approve', revision })]).toEqual([
      revision,
      { revision: 'errors.field.number' },
    ]);
  expect(faults(decisionForm, { decision: 'destroy' })).toEqual({ decision: 'errors.field.choose' });
});

describe('new words', () => {
  const dueAt = new Date('2026-11-26T16:00:00Z');
  const later = new Date('2026-11-27T16:00:00Z');

  test('are what staff reads where the thing itself is out', () => {
    const proposed = { status: 'pending', dueAt: later, flags: ['phone'] } as const;
    expect(inReview({ status: 'pending', dueAt, flags: ['web'] })).toEqual({
      isProposal: false,
      dueAt,
      flags: ['web'],
    });
    const mutable = { ...proposed, flags: [...proposed.flags] };
    expect(inReview({ status: 'published', dueAt, flags: [], proposed: mutable })).toEqual({
      isProposal: true,
      dueAt: later,
      flags: ['phone'],
    });
    expect(
      inReview({ status: 'published', flags: [], proposed: { ...mutable, status: 'returned' } }),
    ).toBeUndefined();
    expect(inReview({ status: 'published', flags: [] })).toBeUndefined();
  });

  test('are decided on while they wait, by what concerns words', () => {
    expect(decisions.filter((decision) => decidesProposal('pending', decision))).toEqual([
      'approve',
      'return',
      'reject',
    ]);
    expect(decisions.filter((decision) => decidesProposal('returned', decision))).toEqual([]);
    expect(decisions.filter((decision) => decidesProposal(undefined, decision))).toEqual([]);
  });

  test('stand before the approved ones for who wrote them', () => {
    const proposed = { words: { title: 'Ny' }, revision: 2, status: 'pending', submittedAt: dueAt } as const;
    const thing = { title: 'Gammal', kind: 'x', proposed: { ...proposed, dueAt, flags: [] } };
    expect(latestWords(thing)).toEqual({ ...thing, title: 'Ny' });
    expect(latestWords({ title: 'Gammal' })).toEqual({ title: 'Gammal' });
  });
});
