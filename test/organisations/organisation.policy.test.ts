// Who may do what with an organisation, and the sentence that says why not: every person in every state. With it the table of moves.
import {
  isPublicOrganisation,
  mayDecideOrganisation,
  mayEditOrganisation,
  mayInvite,
  mayReadOrganisationAsOwner,
  mayRemoveCoordinator,
  maySeeOrganisation,
  mayWork,
} from '../../src/organisations/organisation.policy.ts';
import {
  claimsNumber,
  mayMoveOrganisation,
  organisationMoves,
  organisationStates,
} from '../../src/organisations/organisation.state.ts';
import type { OrganisationMove } from '../../src/organisations/organisation.state.ts';
import { HIDDEN, answers, everybody } from '../support/verdicts.ts';

const allMoves = Object.keys(organisationMoves) as OrganisationMove[];

test('each move leads where it should, for whom it should', () => {
  const drawn = Object.entries(organisationMoves).flatMap(([name, { to, who }]) =>
    organisationStates
      .filter((from) => mayMoveOrganisation(from, name as OrganisationMove))
      .map((from) => `${from} → ${to} (${name}, ${who})`),
  );
  expect(drawn.sort()).toEqual(
    [
      'draft → pending (submit, coordinator)',
      'returned → pending (submit, coordinator)',
      'pending → approved (approve, staff)',
      'pending → returned (return, staff)',
      'pending → rejected (reject, staff)',
      'approved → suspended (suspend, staff)',
      'suspended → approved (lift, staff)',
      'draft → closed (close, coordinator)',
      'pending → closed (close, coordinator)',
      'returned → closed (close, coordinator)',
      'approved → closed (close, coordinator)',
    ].sort(),
  );
});

test('a number is claimed from the first review until rejected or closed', () => {
  expect(organisationStates.filter(claimsNumber)).toEqual(['pending', 'approved', 'returned', 'suspended']);
});

describe.each(organisationStates)('one that is %s', (status) => {
  const organisation = { id: 'the club', status };
  const forOwners = everybody(HIDDEN, { coordinator: 'yes', moderator: 'yes', both: 'yes' });
  const ended = ['rejected', 'closed', 'suspended'].includes(status);
  const own = ended ? '409 organisations.refused.ended' : 'yes';
  const byCoordinators = everybody(HIDDEN, { coordinator: own, both: own });

  test('is seen by everybody once it is approved, else by its own and staff', () => {
    expect(isPublicOrganisation(status)).toBe(status === 'approved');
    expect(answers((actor) => maySeeOrganisation(actor, organisation))).toEqual(
      status === 'approved' ? everybody('yes') : forOwners,
    );
    expect(answers((actor) => mayReadOrganisationAsOwner(actor, organisation))).toEqual(forOwners);
  });

  test('is changed, and invites, until it has ended', () => {
    expect(answers((actor) => mayEditOrganisation(actor, organisation))).toEqual(byCoordinators);
    expect(answers((actor) => mayInvite(actor, organisation))).toEqual(byCoordinators);
    expect(mayWork(status)).toBe(!ended);
  });

  test('lets a coordinator go, but not the last one', () => {
    expect(answers((actor) => mayRemoveCoordinator(actor, organisation, 2))).toEqual(byCoordinators);
    const last = ended ? own : '409 organisations.refused.last';
    expect(answers((actor) => mayRemoveCoordinator(actor, organisation, 1))).toEqual(
      everybody(HIDDEN, { coordinator: last, both: last }),
    );
  });

  test.each(allMoves)('is decided on by staff who have no part in it: %s', (move) => {
    const may = (organisationMoves[move].from as readonly string[]).includes(status);
    expect(answers((actor) => mayDecideOrganisation(actor, organisation, move))).toEqual(
      everybody(HIDDEN, {
        moderator: may ? 'yes' : '409 moderation.refused.decided',
        both: '403 moderation.refused.own',
      }),
    );
  });
});
