// The index follows what happens to assignments, to those who offer them and to those who apply.
import { nothing } from '../../src/search/engine/query.ts';
import type { Services } from '../../src/services.ts';
import { visitor } from '../support/http.ts';
import { aCoordinator, aModerator, anAssignment, aPerson, applicationText } from '../support/people.ts';
import type { TestPerson } from '../support/people.ts';
import { aPicture } from '../support/pictures.ts';
import { startService } from '../support/service.ts';

let services: Services;
let karin: TestPerson & { organisation: string };
let id: string;

beforeEach(async () => {
  ({ services } = await startService());
  karin = await aCoordinator(services, { organisation: 'Läxhyllan' });
  id = await anAssignment(services, karin);
});

test('what is published is found, and what is closed is gone', async () => {
  expect(await found()).toBe(1);
  await services.assignments.pause(karin, id);
  expect(await found()).toBe(0);
  expect(services.search.entry(id)).toBeUndefined();
  expect(services.search.shown([id])).toEqual([]);
});

test('an organisation with a new name is found by it, and no longer by the old one', async () => {
  const { name, ...rest } = await services.organisations.find(karin.organisation);
  expect(await found(name)).toBe(1);
  await services.organisations.save(karin, karin.organisation, {
    ...rest,
    name: 'Bokmalarna',
    web: undefined,
    number: rest.number,
  });
  expect(await found('Läxhyllan')).toBe(0);
  expect(await found('Bokmalarna')).toBe(1);
  expect(services.search.shown([id])).toMatchObject([{ organisation: 'Bokmalarna' }]);
});

test('with a suspended organisation all that it offers is gone', async () => {
  expect(await found()).toBe(1);
  const staff = await aModerator(services);
  const { revision } = await services.organisations.find(karin.organisation);
  const given = { revision, reasons: [], text: 'Vi behöver veta mer.' };
  await services.moderation.decideOrganisation(staff, karin.organisation, { ...given, decision: 'suspend' });
  expect(await found()).toBe(0);
});

test('those who wait are counted, and who takes the last place closes it to others', async () => {
  const amina = await aPerson(services);
  await services.assignments.save(karin, id, { places: 1 });
  const application = await services.applications.apply(amina, id, applicationText());
  expect(await found()).toBe(1);
  expect(services.search.entry(id)).toMatchObject({ waiting: 1, free: 1 });
  await services.applications.offer(karin, application);
  expect(await found()).toBe(0);
  expect(services.search.entry(id)).toMatchObject({ waiting: 0, free: 0 });
  await services.applications.moveOwn(amina, application, 'withdraw');
  expect(await found()).toBe(1);
});

test('a picture is shown when staff has approved it, until it is taken away', async () => {
  const picture = async () => {
    await services.search.caughtUp();
    return services.search.shown([id])[0]?.picture;
  };
  const thing = { kind: 'assignment', id } as const;
  await services.pictures.put(karin, thing, await aPicture(), 'Barn som läser.');
  expect(await picture()).toBeUndefined();
  const [waiting] = await services.pictures.pending();
  const staff = await aModerator(services);
  await services.moderation.decidePicture(staff, String(waiting?._id), { decision: 'approve', text: '' });
  expect(await picture()).toMatchObject({ alt: 'Barn som läser.' });
  await services.pictures.remove(karin, thing);
  expect(await picture()).toBeUndefined();
});

test('a page that is asked for right after a change shows it', async () => {
  const service = await startService();
  const coordinator = await aCoordinator(service.services);
  for (const title of ['Läs läxor', 'Baka bullar', 'Gå på promenad']) {
    await anAssignment(service.services, coordinator, { title });
    await visitor(service).get('/');
    expect(service.services.search.count({ ...nothing, text: title })).toBe(1);
  }
});

async function found(text = ''): Promise<number> {
  await services.search.caughtUp();
  return services.search.count({ ...nothing, text });
}
