// Saved assignments over HTTP and through a real mail server: the heart without JavaScript, the page of all of them, and what is told of them once.
import { day, hour } from '../../src/platform/clock.ts';
import { signedIn, visitor } from '../support/http.ts';
import type { Client } from '../support/http.ts';
import { startMailbox } from '../support/mailbox.ts';
import type { Mailbox } from '../support/mailbox.ts';
import { aCoordinator, aDraft, anAssignment, aPerson, applicationText } from '../support/people.ts';
import type { TestPerson } from '../support/people.ts';
import { startService } from '../support/service.ts';
import type { TestService } from '../support/service.ts';

let mailbox: Mailbox;
let service: TestService;
let karin: TestPerson & { organisation: string };
let vera: TestPerson;
let client: Client;

beforeEach(async () => {
  mailbox = await startMailbox();
  service = await startService({ smtpUrl: mailbox.url });
  karin = await aCoordinator(service.services, { name: 'Karin' });
  vera = await aPerson(service.services, { name: 'Vera' });
  client = await signedIn(service, vera.email);
});

const press = (id: string, saved: 'yes' | 'no', next = '') =>
  client.post(`/assignments/${id}/saved`, { saved, next });

async function heard(): Promise<string[]> {
  await service.services.outbox.drain();
  const rows = await service.services.notifications.model.find({ person: vera.id }).lean();
  return rows.map(({ key }) => key);
}

async function fillUpTo(id: string, left: number): Promise<void> {
  const { applications, assignments } = service.services;
  for (let { free } = await assignments.find(id); free > left; free -= 1)
    await applications.offer(
      karin,
      await applications.apply(await aPerson(service.services), id, applicationText()),
    );
}

test('the heart saves, shows that it has, leads back to where one was, and lets go', async () => {
  const id = await anAssignment(service.services, karin);
  const isPressed = async (path: string) => /aria-pressed="true"/.test((await client.get(path)).text);
  expect(await isPressed(`/assignments/${id}`)).toBe(false);
  expect((await press(id, 'yes', '/assignments?cause=children')).headers.location).toBe(
    `/assignments?cause=children#saved-${id}`,
  );
  for (const path of [
    '/',
    '/assignments',
    `/assignments/${id}`,
    `/organisations/${karin.organisation}`,
    '/saved',
  ])
    expect(await isPressed(path)).toBe(true);
  await press(id, 'yes');
  expect((await press(id, 'no', '//other.example')).headers.location).toBe(`/assignments/${id}#saved-${id}`);
  expect(await isPressed('/assignments')).toBe(false);
  expect((await client.get('/saved')).text).toContain('Du har inte sparat något uppdrag än');
});

test('a visitor gets the same page to the byte whatever anybody has saved, with a way to sign in and come back', async () => {
  const id = await anAssignment(service.services, karin);
  const pages = async () =>
    Promise.all(
      ['/', '/assignments', `/assignments/${id}`].map(
        async (path) => (await visitor(service).get(path)).text,
      ),
    );
  const before = await pages();
  await press(id, 'yes');
  expect(await pages()).toEqual(before);
  expect(before[2]).toContain(`/sign-in?next=/assignments/${id}`);
  expect(before.join()).not.toContain('data-heart');
});

test('what has closed or is full stays among the saved ones and says so; what was taken away does not', async () => {
  const [closed, full, gone] = [
    await anAssignment(service.services, karin, { title: 'Det stängda' }),
    await anAssignment(service.services, karin, { title: 'Det fulla', places: 1 }),
    await anAssignment(service.services, karin, { title: 'Det borttagna' }),
  ];
  for (const id of [closed, full, gone]) await press(id, 'yes');
  await service.services.assignments.close(karin, closed, 'over');
  await fillUpTo(full, 0);
  await service.services.connection
    .collection('assignments')
    .updateOne({ title: 'Det borttagna' }, { $set: { status: 'closed', closeReason: 'suspended' } });
  const { text } = await client.get('/saved');
  expect(text.indexOf('Det fulla')).toBeLessThan(text.indexOf('Det stängda'));
  expect(text).toContain('Platsen är tagen');
  expect(text).not.toContain('Det borttagna');
});

test('the last place of several is told once, by the bell and by mail, and not to whoever has applied', async () => {
  const id = await anAssignment(service.services, karin, { places: 3 });
  const amina = await aPerson(service.services, { name: 'Amina' });
  await press(id, 'yes');
  await service.services.saved.save(amina, id);
  await service.services.applications.apply(amina, id, applicationText());
  await fillUpTo(id, 2);
  expect(await heard()).toEqual([]);
  await fillUpTo(id, 1);
  expect(await heard()).toEqual(['notifications.saved.filling']);
  service.clock.moveBy(hour);
  await service.services.sendMail();
  const mails = mailbox.mails.filter(({ to }) => to.includes(vera.email));
  expect(mails.map(({ subject }) => subject)).toEqual([
    '”Läs läxor med mellanstadiebarn”, som du har sparat, är snart fullt.',
  ]);
  await service.services.saved.deliver({
    ...{ id: 'again', event: 'AssignmentChanged', at: service.clock.now() },
    data: { assignment: id },
  });
  expect(await heard()).toHaveLength(1);
  expect(await service.services.notifications.model.countDocuments({ person: amina.id, key: /saved/ })).toBe(
    0,
  );
});

test('three days before the last day to apply it is told, however long the service was away, and once', async () => {
  const id = await anAssignment(service.services, karin, { applyBy: '2026-12-10' });
  await press(id, 'yes');
  service.clock.moveTo(new Date('2026-12-07T22:59:00Z'));
  await service.services.saved.lookAtDue();
  expect(await heard()).toEqual([]);
  service.clock.moveBy(2 * day);
  await Promise.all([service.services.saved.lookAtDue(), service.services.saved.lookAtDue()]);
  await service.services.saved.lookAtDue();
  expect(await heard()).toEqual(['notifications.saved.closing']);
});

test('what was said on the page when it was saved is not told', async () => {
  const id = await anAssignment(service.services, karin, { places: 2, applyBy: '2026-11-26' });
  await fillUpTo(id, 1);
  await press(id, 'yes');
  await service.services.saved.lookAtDue();
  await fillUpTo(id, 1);
  expect(await heard()).toEqual([]);
});

test('a draft is not there to be saved', async () => {
  const id = await anAssignment(service.services, karin);
  expect((await press(await aDraft(service.services, karin), 'yes')).status).toBe(404);
  expect((await press('0123456789abcdef01234567', 'yes')).status).toBe(404);
  expect((await client.post(`/assignments/${id}/saved`, { saved: 'perhaps' })).status).toBe(404);
});
