// A record extract may be asked for only where the assignment means direct and regular contact with children, and everybody reads of it beforehand.
import { stepForms } from '../../src/assignments/assignment.schema.ts';
import { readForm } from '../../src/platform/http/form.ts';
import { signedIn, visitor } from '../support/http.ts';
import { aCoordinator, aDraft, aModerator, anAssignment } from '../support/people.ts';
import { startService } from '../support/service.ts';

const terms = { contact: 'a'.repeat(24) };

test.each([
  [{}, { withChildren: false, recordExtract: false }],
  [{ withChildren: 'yes' }, { withChildren: true, recordExtract: false }],
  [
    { withChildren: 'yes', recordExtract: 'yes' },
    { withChildren: true, recordExtract: true },
  ],
])('the form takes %j', (ticked, expected) => {
  const form = readForm(stepForms[4], { ...terms, ...ticked });
  expect(form.ok && form.data).toMatchObject(expected);
});

test('without contact with children an extract is refused, with the reason at the field and nothing stored', async () => {
  const service = await startService();
  const coordinator = await aCoordinator(service.services);
  const id = await aDraft(service.services, coordinator);
  const client = await signedIn(service, coordinator.email);
  const send = (more: object) =>
    client.post(`/assignments/${id}/edit/4`, { contact: coordinator.id, recordExtract: 'yes', ...more });
  const refused = await send({});
  expect(refused.status).toBe(422);
  expect(refused.text).toContain('Lagen låter er be om registerutdrag bara när');
  expect(refused.text).toMatch(/id="f-recordExtract"[^>]* checked/);
  expect(await service.services.assignments.find(id)).toMatchObject({ recordExtract: false });
  expect((await send({ withChildren: 'yes' })).status).toBe(303);
  expect(await service.services.assignments.find(id)).toMatchObject({
    withChildren: true,
    recordExtract: true,
  });
  expect((await client.get(`/assignments/${id}/edit/4`)).text).toMatch(/id="f-recordExtract"[^>]* checked/);
});

test('everybody who reads the assignment reads that an extract will be asked for, and staff, too', async () => {
  const service = await startService();
  const { services } = service;
  const coordinator = await aCoordinator(services);
  const change = { withChildren: true, recordExtract: true };
  const [id, draft] = [
    await anAssignment(services, coordinator, change),
    await aDraft(services, coordinator, change),
  ];
  const without = await anAssignment(services, coordinator);
  await services.assignments.submit(coordinator, draft);
  const moderator = await aModerator(services);
  const asked = 'vill föreningen se ett utdrag ur belastningsregistret';
  for (const [client, path] of [
    [visitor(service), `/assignments/${id}`],
    [await signedIn(service, coordinator.email), `/assignments/${draft}/preview`],
    [await signedIn(service, moderator.email), `/staff/assignments/${draft}`],
  ] as const)
    expect([path, (await client.get(path)).text]).toEqual([path, expect.stringContaining(asked)]);
  expect((await visitor(service).get(`/en/assignments/${id}`)).text).toContain('Record extract');
  expect((await visitor(service).get(`/assignments/${without}`)).text).not.toContain(asked);
});

test('it applies at once to what is published, and a copy has it, too', async () => {
  const service = await startService();
  const { assignments } = service.services;
  const coordinator = await aCoordinator(service.services);
  const id = await anAssignment(service.services, coordinator);
  await assignments.save(coordinator, id, { withChildren: true, recordExtract: true });
  const changed = await assignments.find(id);
  expect(changed).toMatchObject({ status: 'published', withChildren: true, recordExtract: true });
  expect(changed.proposed).toBeUndefined();
  const copy = await assignments.copy(coordinator, id);
  expect(await assignments.find(typeof copy === 'string' ? copy : copy.id)).toMatchObject({
    withChildren: true,
    recordExtract: true,
  });
});
