// The point of an assignment: what the field takes, and who learns of it.
import { publicPoint } from '../../src/assignments/assignment.policy.ts';
import { stepForms } from '../../src/assignments/assignment.schema.ts';
import { distanceToMunicipality, kilometres } from '../../src/places/areas.ts';
import { place, seatOf } from '../../src/places/places.ts';
import { readForm } from '../../src/platform/http/form.ts';
import { formOf } from '../support/forms.ts';
import { signedIn, visitor } from '../support/http.ts';
import { aCoordinator, aDraft, anAssignment } from '../support/people.ts';
import { startService } from '../support/service.ts';

const times = { timing: 'flexible', where: 'onsite', municipality: '1980', place: '', address: '' };
const door = { lat: 59.61234, lon: 16.53421 };

test.each([
  ['', undefined],
  ['59.61234, 16.53421', door],
  ['59.612342,16.534209', door],
])('takes “%s” as a point', (point, expected) => {
  const form = readForm(stepForms[2], { ...times, point });
  expect(form.ok && form.data).toMatchObject({ point: expected });
});

test.each([
  ['Stora torget', 'assignments.form.point.format'],
  ['59.61234', 'assignments.form.point.format'],
  ['59,61, 16,53', 'assignments.form.point.format'],
  ['NaN, NaN', 'assignments.form.point.format'],
  ['99.9, 16.5', 'assignments.form.point.far'],
  // Köping, in another municipality.
  ['59.514, 15.9926', 'assignments.form.point.far'],
  ['16.53421, 59.61234', 'assignments.form.point.far'],
])('refuses “%s” as a point', (point, key) => {
  const form = readForm(stepForms[2], { ...times, point });
  expect(form.ok ? {} : form.form.errors).toMatchObject({ point: { key } });
});

test('a point needs its municipality, and islands that the borders leave out are near enough to their places', () => {
  const alone = readForm(stepForms[2], { ...times, municipality: '', point: '59.6, 16.5' });
  expect(alone.ok ? {} : alone.form.errors).toMatchObject({
    point: { key: 'assignments.form.point.noMunicipality' },
  });
  const donso = place('1480-donso');
  if (donso === undefined) throw new Error('Donsö is gone');
  expect(distanceToMunicipality('1480', donso)).toBeGreaterThan(5);
  const onDonso = readForm(stepForms[2], {
    ...times,
    municipality: '1480',
    point: `${donso.lat}, ${donso.lon}`,
  });
  expect(onDonso.ok).toBe(true);
});

test.each([
  [{ addressShown: 'never', where: 'onsite' }],
  [{ addressShown: 'all', where: 'remote' }],
] as const)('no point is kept of %j', (kind) => {
  const form = readForm(stepForms[2], { ...times, ...kind, point: '59.61234, 16.53421' });
  expect(form.ok && form.data.point).toBeUndefined();
});

test('everybody knows the point itself only where the address is for everybody', () => {
  const given = { where: 'onsite', municipality: '1980', place: '1980-pettersberg', point: door } as const;
  const [pettersberg, seat] = [place('1980-pettersberg'), seatOf('1980')];
  const at = (one: typeof seat) => ({ at: { lat: one?.lat, lon: one?.lon }, isArea: true });
  expect(publicPoint({ ...given, addressShown: 'all' })).toEqual({ at: door, isArea: false });
  expect(publicPoint({ ...given, addressShown: 'match' })).toEqual(at(pettersberg));
  expect(publicPoint({ ...given, addressShown: 'never' })).toEqual(at(seat));
  const { point: _, ...unpointed } = given;
  expect(publicPoint({ ...unpointed, addressShown: 'all' })).toEqual(at(pettersberg));
  expect(publicPoint({ ...given, where: 'remote' })).toBeUndefined();
});

test('it is saved in its step, shown to everybody or as the area alone, and of a sheltered place stored nowhere', async () => {
  const service = await startService();
  const { services } = service;
  const karin = await aCoordinator(services);
  const id = await aDraft(services, karin, {});
  const client = await signedIn(service, karin.email);
  const form = { ...formOf('POST /assignments/:id/edit/:step', { step: '2' }), addressShown: 'all' };
  const save = (more: Record<string, string>) =>
    client.post(`/assignments/${id}/edit/2`, { ...form, ...more });

  const far = await save({ point: '59.514, 15.9926' });
  expect(far.status).toBe(422);
  expect(far.text).toMatch(/Punkten ligger 1\d km från Västerås/);
  expect(far.text).toContain('value="59.514, 15.9926"');
  expect((await save({ point: '59.61234, 16.53421' })).status).toBe(303);
  expect(await services.assignments.find(id)).toMatchObject({ point: door });
  expect((await client.get(`/assignments/${id}/edit/2`)).text).toContain('value="59.61234, 16.53421"');

  const sheltered = await save({ point: '59.61234, 16.53421', addressShown: 'never', address: 'Gatan 1' });
  expect(sheltered.text).not.toContain('59.61234');
  expect((await save({ point: '59.61234, 16.53421', addressShown: 'never', address: '' })).status).toBe(303);
  for (const collection of (await services.connection.db?.collections()) ?? [])
    expect(JSON.stringify(await collection.find().toArray())).not.toContain('59.61234');

  const shown = await anAssignment(services, karin, { point: door, addressShown: 'all' });
  const hidden = await anAssignment(services, karin, { point: door, addressShown: 'match' });
  expect((await visitor(service).get(`/assignments/${shown}`)).text).toContain('data-at="59.61234,16.53421"');
  const page = (await visitor(service).get(`/assignments/${hidden}`)).text;
  expect(page).toMatch(/data-at="[\d.]+,[\d.]+" data-area/);
  expect(page).not.toContain('59.61234');
  expect(kilometres(door, seatOf('1980') ?? door)).toBeGreaterThan(0.5);
});
