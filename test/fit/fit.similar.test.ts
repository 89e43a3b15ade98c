// What is like an assignment: alike both ways, nothing closed, and there too where the assignment itself is over.
import fc from 'fast-check';
import { likeness, sameWords } from '../../src/fit/fit.similar.ts';
import { visitor } from '../support/http.ts';
import { aCoordinator, anAssignment } from '../support/people.ts';
import { startService } from '../support/service.ts';
import { anEntry } from './arbitrary.ts';

test('likeness is from 0 to 100 and the same both ways, and nothing is more like it than itself', () => {
  fc.assert(
    fc.property(anEntry, anEntry, (one, other) => {
      const like = likeness(one, other);
      expect(like).toBeCloseTo(likeness(other, one), 9);
      expect(like >= 0 && like <= 100.000_001).toBe(true);
    }),
  );
  fc.assert(
    fc.property(anEntry, anEntry, (one, other) => {
      const same = { ...one, id: other.id };
      expect(likeness(one, same)).toBeGreaterThanOrEqual(
        likeness(one, { ...other, causes: [], groups: [], activities: [] }) - 1e-9,
      );
    }),
  );
});

test('titles that share long words are nearer', () => {
  expect(sameWords('Läxhjälp på tisdagar', 'Läxhjälp för vuxna')).toBe(5);
  expect(sameWords('Fika med äldre', 'Fika på torget')).toBe(5);
  expect(sameWords('Ett bad', 'Ett hus')).toBe(0);
});

test('an open and a closed assignment show what is like them, nearest in kind first, and never what is closed', async () => {
  const service = await startService();
  const { services } = service;
  const coordinator = await aCoordinator(services);
  const make = (title: string, change: object) => anAssignment(services, coordinator, { title, ...change });
  const own = await make('Läs läxor i Råby', { activities: ['teaching'] });
  const like = await make('Läs läxor i Skallberget', { activities: ['teaching'] });
  const less = await make('Dela ut mat på fredagar', { causes: ['social'], timing: 'flexible' });
  const shut = await make('Läs läxor i centrum', { activities: ['teaching'] });
  await services.assignments.close(coordinator, shut, 'over');
  await services.search.caughtUp();
  const client = visitor(service);
  const similarOf = async (id: string) =>
    (await client.get(`/assignments/${id}`)).text.split('id="similar"')[1] ?? '';
  const open = await similarOf(own);
  expect(open).toContain(like);
  expect(open).not.toContain(shut);
  expect(open).not.toContain(`/assignments/${own}"`);
  expect(open.indexOf(like)).toBeLessThan(open.includes(less) ? open.indexOf(less) : Infinity);
  const closed = await similarOf(shut);
  expect([own, like].every((id) => closed.includes(id))).toBe(true);
});
