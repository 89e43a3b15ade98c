// Who of the staff reads what: seen by the others for a quarter of an hour, also on pages that are open already.
import { signedIn } from '../support/http.ts';
import { aCoordinator, aDraft, aModerator } from '../support/people.ts';
import { startService } from '../support/service.ts';

test('who opens an item is shown to the others for fifteen minutes, in the queue and on the item', async () => {
  const service = await startService();
  const { services, clock } = service;
  const coordinator = await aCoordinator(services);
  const id = await aDraft(services, coordinator);
  await services.assignments.submit(coordinator, id);
  const johan = await signedIn(service, (await aModerator(services, { name: 'Johan' })).email);
  const sara = await signedIn(service, (await aModerator(services, { name: 'Sara' })).email);
  const [item, queue] = [`/staff/assignments/${id}`, '/staff'];
  const words = 'Johan läser just nu.';
  await johan.get(item);
  for (const page of [item, queue]) {
    expect((await sara.get(page)).text).toContain(words);
    expect((await johan.get(page)).text).not.toContain(words);
  }
  clock.moveBy(16 * 60_000);
  expect((await sara.get(queue)).text).not.toContain(words);
});

test('after a decision comes the next in the queue, and after the last one the empty queue', async () => {
  const service = await startService();
  const { services } = service;
  const coordinator = await aCoordinator(services);
  const johan = await signedIn(service, (await aModerator(services, { name: 'Johan' })).email);
  const ids = [await aDraft(services, coordinator), await aDraft(services, coordinator)];
  for (const id of ids) {
    service.clock.moveBy(60_000);
    await services.assignments.submit(coordinator, id);
  }
  const decide = async (id = '') => {
    const { revision } = await services.assignments.find(id);
    const answer = await johan.post(`/staff/assignments/${id}/decide`, {
      decision: 'approve',
      revision: String(revision),
    });
    return answer.headers['location'];
  };
  expect(await decide(ids[0])).toBe(`/staff/assignments/${ids[1]}?decided=1`);
  expect(await decide(ids[1])).toBe('/staff?decided=1');
});
