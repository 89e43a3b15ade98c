// A coordinator of several organisations sees all in one list, or one of them.
import { inTransaction } from '../../src/platform/database.ts';
import { signedIn } from '../support/http.ts';
import { aCoordinator, anAssignment, aPerson, applicationText } from '../support/people.ts';
import { startService } from '../support/service.ts';

test('what waits in several organisations stands in one list, and can be narrowed to one', async () => {
  const service = await startService();
  const { services } = service;
  const karin = await aCoordinator(services, { organisation: 'Läxhyllan' });
  const other = await aCoordinator(services, { organisation: 'Simklubben' });
  await inTransaction(services.connection, (transaction) =>
    services.organisations.addCoordinator(transaction, other.organisation, karin.id),
  );
  for (const [coordinator, name] of [
    [karin, 'Amina'],
    [other, 'Vera'],
  ] as const) {
    const id = await anAssignment(services, coordinator, {
      timing: 'dates',
      dates: [{ date: '2026-12-05', from: '10:00', to: '12:00' }],
    });
    await services.applications.apply(await aPerson(services, { name }), id, applicationText());
  }
  const client = await signedIn(service, karin.email);
  const both = (await client.get('/home')).text;
  for (const shown of ['Amina: ', 'Vera: ', '5 december']) expect(both).toContain(shown);
  const one = (await client.get(`/home?organisation=${other.organisation}`)).text;
  expect(one).toContain('Vera: ');
  expect(one).not.toContain('Amina: ');
  expect((await client.get('/home?organisation=ffffffffffffffffffffffff')).text).toContain('Amina: ');
});
