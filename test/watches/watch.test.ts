// Watches through a real database and a real mail server: begun with and without an account, told once of each assignment, at the pace that was chosen.
import { day, hour, minute } from '../../src/platform/clock.ts';
import { linkTo, mailTo } from '../support/account-mail.ts';
import { send, signedIn, visitor } from '../support/http.ts';
import { startMailbox } from '../support/mailbox.ts';
import type { Mail, Mailbox } from '../support/mailbox.ts';
import { aCoordinator, aModerator, anAssignment, aPerson } from '../support/people.ts';
import type { TestPerson } from '../support/people.ts';
import { startService } from '../support/service.ts';
import type { TestService } from '../support/service.ts';

const address = 'nadia@example.org';
const search = 'municipality=1980&cause=children';

let mailbox: Mailbox;
let service: TestService;
let karin: TestPerson & { organisation: string };

beforeEach(async () => {
  mailbox = await startMailbox();
  service = await startService({ smtpUrl: mailbox.url });
  karin = await aCoordinator(service.services, { name: 'Karin' });
});

async function sent(milliseconds = 0): Promise<void> {
  await service.services.outbox.drain();
  service.clock.moveBy(milliseconds);
  await service.services.sendMail();
}

const to = (email: string): Mail[] =>
  mailbox.mails.filter((mail) => mail.to.includes(email) && /uppdrag/.test(mail.subject));

/** Begun without an account, its address proved. Returns the path of the page in its mails. */
async function watching(given: { email?: string; search?: string; pace?: string } = {}): Promise<string> {
  const email = given.email ?? address;
  await visitor(service).post('/watches', {
    search: given.search ?? search,
    pace: given.pace ?? 'atOnce',
    email,
  });
  const path = await linkTo(service, mailbox, email, 'watches/confirm');
  const { headers } = await visitor(service).post(path, {});
  return (headers.location ?? '').split('?')[0] ?? '';
}

test('without an account a watch begins with the link in a mail, writes once of what fits and says why', async () => {
  await watching();
  const id = await anAssignment(service.services, karin);
  await anAssignment(service.services, karin, { causes: ['environment'] });
  await anAssignment(service.services, karin, { municipality: '0180' });
  await sent(hour);
  expect(to(address)).toHaveLength(1);
  const [mail] = to(address);
  expect(mail?.subject).toBe('Nytt uppdrag: Läs läxor med mellanstadiebarn');
  expect(mail?.text).toContain('Därför att du bevakar: ');
  expect(mail?.text).toContain('Västerås');
  expect(mail?.links.some((link) => link.endsWith(`/assignments/${id}`))).toBe(true);
  await sent(day);
  expect(to(address)).toHaveLength(1);
});

test('a watch follows the words that staff keep, also those that came after it', async () => {
  const moderator = await aModerator(service.services);
  await watching({ search: 'q=pluggstöd' });
  await anAssignment(service.services, karin);
  await sent(hour);
  expect(to(address)).toHaveLength(0);
  await service.services.synonyms.create(moderator, { words: ['pluggstöd', 'läs läxor'], revision: 0 });
  await anAssignment(service.services, karin);
  await sent(hour);
  expect(to(address)).toHaveLength(1);
});

test('before the address is proved nothing is watched, and what is kept goes after seven days', async () => {
  await visitor(service).post('/watches', { search, pace: 'atOnce', email: address });
  await anAssignment(service.services, karin);
  await sent(hour);
  expect(to(address)).toHaveLength(0);
  const [kept] = await service.services.watches.model.find().lean();
  expect(Number(kept?.endsAt) - Number(kept?.at)).toBe(7 * day);
  expect(Object.keys(kept ?? {}).sort()).toEqual(
    [
      '_id',
      'at',
      'criteria',
      'email',
      'emailKey',
      'endsAt',
      'isConfirmed',
      'language',
      'pace',
      'search',
    ].sort(),
  );
});

test('the answer is the same for an address with an account, and its watch belongs to the account', async () => {
  const vera = await aPerson(service.services, { name: 'Vera' });
  const answers = await Promise.all(
    [vera.email, address].map(async (email) => {
      const { status, text } = await visitor(service).post('/watches', { search, pace: 'daily', email });
      return { status, text: text.replaceAll(email, 'ADDRESS').replace(/nonce-[^"']+/g, '') };
    }),
  );
  expect(answers[0]).toEqual(answers[1]);
  await visitor(service).post(await linkTo(service, mailbox, vera.email, 'watches/confirm'), {});
  const { text } = await (await signedIn(service, vera.email)).get('/watches');
  expect(text).toContain('Västerås');
  expect(
    await service.services.watches.model.countDocuments({ person: vera.id, email: { $exists: false } }),
  ).toBe(1);
});

test('each assignment is told once a reader, whichever of their watches it fits, however often it is delivered', async () => {
  await watching();
  await watching({ search: 'q=läxor', pace: 'daily' });
  const id = await anAssignment(service.services, karin);
  await sent(hour);
  await service.services.finds.deliver(published(id));
  await service.services.assignments.pause(karin, id);
  await service.services.assignments.resume(karin, id);
  await sent(2 * day);
  expect(to(address)).toHaveLength(1);
});

test('what comes between a delivery and its letter is neither lost nor doubled', async () => {
  await watching();
  const id = await anAssignment(service.services, karin);
  await Promise.all([1, 2, 3].map(() => service.services.finds.deliver(published(id))));
  await service.services.finds.deliver(published(id));
  await Promise.all([1, 2].map(() => sent(hour)));
  await sent(hour);
  expect(to(address)).toHaveLength(1);
});

test('what has become full or closed before the letter goes is left out, and comes when it is resumed', async () => {
  await watching({ pace: 'daily' });
  const id = await anAssignment(service.services, karin);
  await service.services.outbox.drain();
  await service.services.assignments.pause(karin, id);
  await sent(2 * day);
  expect(to(address)).toHaveLength(0);
  await service.services.assignments.resume(karin, id);
  await sent(2 * day);
  expect(to(address)).toHaveLength(1);
});

test('the daily letter goes at five, the weekly one on Sunday at five, each with all that is new', async () => {
  await watching({ pace: 'daily' });
  await watching({ email: 'weekly@example.org', pace: 'weekly' });
  await anAssignment(service.services, karin, { title: 'Det första' });
  await anAssignment(service.services, karin, { title: 'Det andra' });
  await service.services.outbox.drain();
  service.clock.moveTo(new Date('2026-11-24T15:59:00Z'));
  await sent();
  expect([to(address).length, to('weekly@example.org').length]).toEqual([0, 0]);
  await sent(minute);
  expect(to(address).map(({ subject }) => subject)).toEqual(['2 nya uppdrag som du bevakar']);
  service.clock.moveTo(new Date('2026-11-29T15:59:00Z'));
  await sent();
  expect(to('weekly@example.org')).toHaveLength(0);
  await sent(minute);
  expect(to('weekly@example.org')).toHaveLength(1);
});

test('one click in a mail program stops it, without a session, and it can be taken up again', async () => {
  await watching();
  await anAssignment(service.services, karin);
  await sent(hour);
  const [, link = ''] = /^<(.+)>$/.exec(to(address)[0]?.header('list-unsubscribe') ?? '') ?? [];
  const { pathname } = new URL(link);
  const type = { 'content-type': 'application/x-www-form-urlencoded' };
  expect((await send(service.url, 'POST', pathname, type, 'nothing=1')).status).toBe(400);
  expect((await send(service.url, 'POST', pathname, type, 'List-Unsubscribe=One-Click')).status).toBe(200);
  await anAssignment(service.services, karin);
  await sent(hour);
  expect(to(address)).toHaveLength(1);
  const [watch] = await service.services.watches.model.find().lean();
  await visitor(service).post(`${pathname}/${String(watch?._id)}`, { act: 'save', pace: 'atOnce' });
  await anAssignment(service.services, karin);
  await sent(hour);
  expect(to(address)).toHaveLength(2);
});

test('the page of a mail changes its own watches and nobody else’s', async () => {
  const [mine, other] = [await watching(), await watching({ email: 'other@example.org' })];
  const [first, second] = await service.services.watches.model.find().sort({ _id: 1 }).lean();
  const act = (path: string, id: unknown) =>
    visitor(service).post(`${path}/${String(id)}`, { act: 'remove', pace: '' });
  expect((await act(mine, second?._id)).status).toBe(404);
  expect((await act(`${other.slice(0, -4)}AAAA`, first?._id)).status).toBe(404);
  expect((await act(mine, first?._id)).status).toBe(303);
  expect((await visitor(service).get(mine)).text).toContain('Det finns ingen bevakning kvar här');
});

test('mail to an address that called one unwanted stops all of its watches', async () => {
  await watching();
  await service.services.suppressions.note({ address, kind: 'complaint', at: service.clock.now() });
  expect(await service.services.watches.model.countDocuments({ keys: { $exists: true } })).toBe(0);
});

test('somebody signed in watches at most twenty searches, and the same search once', async () => {
  const vera = await aPerson(service.services, { name: 'Vera' });
  const client = await signedIn(service, vera.email);
  const begin = (age: number) => client.post('/watches', { search: `age=${age}`, pace: 'daily' });
  for (let age = 1; age <= 20; age += 1) expect((await begin(age)).status).toBe(303);
  expect((await begin(20)).status).toBe(303);
  expect((await begin(21)).status).toBe(409);
});

test('before it ends its reader is told once, and one press renews it', async () => {
  const path = await watching();
  service.clock.moveBy(340 * day);
  for (let n = 0; n < 2; n += 1) {
    await service.services.watches.tellEnding(service.services.post);
    await sent();
  }
  const mails = await mailTo(service, mailbox, address);
  expect(mails.filter(({ subject }) => subject === 'Din bevakning slutar snart')).toHaveLength(1);
  const [watch] = await service.services.watches.model.find().lean();
  await visitor(service).post(`${path}/${String(watch?._id)}`, { act: 'renew', pace: '' });
  const [renewed] = await service.services.watches.model.find().lean();
  expect(Number(renewed?.endsAt)).toBe(service.clock.now().getTime() + 365 * day);
});

function published(assignment: string) {
  const data = { assignment, decision: 'approve' };
  return { id: 'again', event: 'AssignmentDecided', at: service.clock.now(), data };
}
