// Several organisations under one number: which names are free, and who confirms a new unit.
import { isSameUnit, mayConfirmUnit, unitFault } from '../../src/organisations/organisation.units.policy.ts';
import type { Holder } from '../../src/organisations/organisation.units.policy.ts';
import { organisationStates } from '../../src/organisations/organisation.state.ts';
import { HIDDEN, answers, everybody } from '../support/verdicts.ts';

const association: Holder = { id: 'the club', unit: '', status: 'approved' };
const section: Holder = { id: 'section', unit: 'Bordtennis', status: 'approved' };

test('names of units are the same as people read them: case aside, å ä ö letters of their own', () => {
  expect(isSameUnit('Bordtennis', 'bordtennis')).toBe(true);
  expect(isSameUnit('Åby', 'Aby')).toBe(false);
  expect(isSameUnit('Bordtennis', 'Tennis')).toBe(false);
});

test.each([
  ['a number that nobody holds', [], '', false, undefined],
  ['the association where it is', [association], '', true, 'number organisations.number.exists'],
  ['the association where only units are, unseen', [section], '', false, 'number organisations.number.units'],
  ['the association where only units are, seen', [section], '', true, undefined],
  ['a unit that is there', [association, section], 'BORDTENNIS', true, 'unit organisations.unit.exists'],
  ['a new unit', [association, section], 'Simning', false, undefined],
] as const)('registering %s', (_what, holders, unit, hasSeen, expected) => {
  const fault = unitFault(holders, unit, hasSeen);
  expect(fault && `${fault.field} ${fault.key}`).toBe(expected);
});

describe('a unit that waits', () => {
  const waiting = { id: 'new', unit: 'Simning', status: 'pending', isConfirmed: false } as const;
  const ask = (unit: Parameters<typeof mayConfirmUnit>[1], others: readonly Holder[]) =>
    answers((actor) => mayConfirmUnit(actor, unit, others));
  const byOthers = (own: string) => everybody(HIDDEN, { coordinator: own, both: own });

  test('is confirmed by who coordinates an approved organisation of the number', () => {
    expect(ask(waiting, [association, section])).toEqual(byOthers('yes'));
    expect(ask(waiting, [section])).toEqual(everybody(HIDDEN));
    for (const status of organisationStates)
      expect(ask(waiting, [{ ...association, status }])).toEqual(
        status === 'approved' ? byOthers('yes') : everybody(HIDDEN),
      );
  });

  test('is not confirmed by its own coordinators', () => {
    expect(ask({ ...waiting, id: 'the club' }, [{ ...association, unit: 'Simning' }])).toEqual(
      everybody(HIDDEN),
    );
  });

  test('is confirmed once, while it waits, and is not the association itself', () => {
    const gone = byOthers('409 organisations.refused.changed');
    expect(ask({ ...waiting, isConfirmed: true }, [association])).toEqual(gone);
    for (const status of organisationStates)
      expect(ask({ ...waiting, status }, [association])).toEqual(
        status === 'pending' ? byOthers('yes') : gone,
      );
    expect(ask({ ...waiting, unit: '' }, [association])).toEqual(everybody(HIDDEN));
  });
});
