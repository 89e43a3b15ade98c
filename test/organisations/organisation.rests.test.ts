// A rest is seen where it matters: before applying, and by who waits for an answer.
import { signedIn } from '../support/http.ts';
import { aCoordinator, anAssignment, aPerson, applicationText } from '../support/people.ts';
import { startService } from '../support/service.ts';

test('who applies within a rest is told of it beforehand, and sees when the answer is due', async () => {
  const service = await startService();
  const { services } = service;
  const karin = await aCoordinator(services);
  const id = await anAssignment(services, karin);
  const own = await signedIn(service, karin.email);
  const path = `/organisations/${karin.organisation}`;
  const rest = { kind: 'holidays', from: '2026-11-24', to: '2026-12-06', text: 'Vi ses sedan.' };
  expect((await own.post(`${path}/rests`, { ...rest, from: '2026-11-01' })).status).toBe(422);
  expect((await own.post(`${path}/rests`, rest)).status).toBe(303);

  const amina = await aPerson(services);
  const client = await signedIn(service, amina.email);
  for (const page of [path, `/assignments/${id}`, `/assignments/${id}/apply`]) {
    const { text } = await client.get(page);
    expect(text).toContain('Helguppehåll 24 nov.–6 dec.');
    expect(text).toContain('senast måndag 14 december');
  }
  const application = await services.applications.apply(amina, id, applicationText());
  for (const page of [`/applications/${application}`, '/home'])
    expect((await client.get(page)).text).toContain('måndag 14 december');

  await own.post(`${path}/rests/remove`, { rest: rest.from });
  expect((await client.get('/home')).text).toContain('tisdag 1 december');
});
