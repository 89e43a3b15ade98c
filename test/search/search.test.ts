// The index follows what happens to assignments.
import { nothing } from '../../src/search/engine/query.ts';
import { aCoordinator, anAssignment } from '../support/people.ts';
import { startService } from '../support/service.ts';

test('what is published is found, and what is closed is gone', async () => {
  const { services } = await startService();
  const { search } = services;
  const coordinator = await aCoordinator(services);
  const id = await anAssignment(services, coordinator);
  await search.caughtUp();
  expect(search.count(nothing)).toBe(1);
  expect(search.shown([id]).map(({ assignment }) => String(assignment._id))).toEqual([id]);
  await services.assignments.pause(coordinator, id);
  await search.caughtUp();
  expect(search.count(nothing)).toBe(0);
});
