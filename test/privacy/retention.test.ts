// What is kept goes when its time is up, and not before; each kind with the days that the public table says.
import { Types } from 'mongoose';
import type { Document } from 'mongodb';
import { day } from '../../src/platform/clock.ts';
import { kept } from '../../src/privacy/collections.ts';
import { startMailbox } from '../support/mailbox.ts';
import { aMatching, emptyService } from '../support/matching.ts';
import { aCoordinator, aPerson, password } from '../support/people.ts';
import { startService } from '../support/service.ts';

const BY_ITSELF = kept.flatMap(([name, { keep }]) =>
  'days' in keep && keep.by === undefined ? [{ name, after: keep.after, days: keep.days }] : [],
);

test.each(BY_ITSELF)('[ASVS 14.2.4] $name go $days days after $after', async ({ name, after, days }) => {
  const { services, clock } = await emptyService();
  const { retention } = services.privacy;
  const now = clock.now().getTime();
  const rows = services.connection.collection<Document>(name);
  const row = (age: number) => ({
    _id: new Types.ObjectId() as never,
    // What an index wants to be one of a kind.
    ...{ hash: String(age), fact: String(age), person: new Types.ObjectId(), key: String(age) },
    copy: new Types.ObjectId(),
    [after]: new Date(now - age),
  });
  await rows.insertMany([row(days * day - 60_000), row(days * day), row((days + 400) * day)]);
  const without = { _id: new Types.ObjectId() as never, [after]: null };
  await rows.insertOne(without);
  expect((await retention.run())[name]).toBe(2);
  expect(await rows.countDocuments()).toBe(2);
  expect(await rows.findOne({ _id: without._id })).not.toBeNull();
  expect((await retention.run())[name]).toBe(0);
});

test('[ASVS 14.2.4] six months after an application has ended its texts and its person are gone, and its count stays', async () => {
  const matching = await aMatching(4, { places: 3 });
  const { services, clock, coordinator } = matching;
  const { applications, privacy } = services;
  for (const n of [0, 1, 2, 3]) await matching.apply(n);
  const ids = await Promise.all([0, 1, 2, 3].map((n) => matching.id(n)));
  const [declined = '', match = '', cancelled = ''] = ids;
  await applications.decline(coordinator, declined, { reason: 'full', text: 'Tyvärr, Kanarie.' });
  for (const n of [1, 2]) {
    await matching.offer(n);
    await matching.confirm(n);
  }
  await applications.moveOwn(matching.who(2), cancelled, 'cancel', { text: 'Kanarie' });
  const release = async () => (await privacy.retention.run())['applications'];
  clock.moveBy(183 * day - 1_000);
  expect(await release()).toBe(0);
  clock.moveBy(2_000);
  expect(await release()).toBe(2);
  expect(await release()).toBe(0);
  const stored = await Promise.all(ids.map((id) => applications.find(id)));
  expect(stored.map(({ status }) => status)).toEqual(['declined', 'matched', 'cancelled', 'submitted']);
  expect(stored.map((one) => 'message' in one)).toEqual([false, true, false, true]);
  expect(stored[2]?.history.map(({ move }) => move)).toEqual(['apply', 'offer', 'confirm', 'cancel']);
  const left = JSON.stringify([stored[0], stored[2]]);
  for (const trace of ['Kanarie', 'Jag vill gärna', matching.who(0).id, matching.who(2).id])
    expect(left).not.toContain(trace);

  // A match of something that has been over for as long goes, too.
  await services.assignments.close(coordinator, matching.assignment, 'over');
  clock.moveBy(183 * day + 1_000);
  await release();
  expect((await applications.find(match)).status).toBe('matched');
  expect(await applications.ofPerson(matching.who(1).id)).toEqual([]);
});

test('nobody goes without both notices, however long the service itself was away', async () => {
  const { services, clock } = await emptyService();
  const { accounts, privacy } = services;
  const { id } = await aCoordinator(services);
  const runOften = async () => {
    for (let n = 0; n < 3; n += 1) await privacy.retention.run();
    return accounts.find(id);
  };
  clock.moveBy(3_000 * day);
  expect((await runOften())?.toldGoing).toEqual({ first: clock.now() });
  clock.moveBy(46 * day);
  expect((await runOften())?.toldGoing?.last).toEqual(clock.now());
  clock.moveBy(14 * day);
  expect(await runOften()).toBeNull();
});

test('an account goes two years after its person was last there, who is told twice before; signing in stops it', async () => {
  const mailbox = await startMailbox();
  const { services, clock } = await startService({ smtpUrl: mailbox.url });
  const { accounts, privacy, outbox, sendMail } = services;
  const gone = await aPerson(services, { email: 'borta@example.org' });
  const back = await aPerson(services, { email: 'tillbaka@example.org' });
  const run = async (): Promise<string[]> => {
    await privacy.retention.run();
    await outbox.drain();
    await sendMail();
    return mailbox.mails.splice(0).map(({ to, subject }) => `${to.join()} ${subject}`);
  };
  clock.moveBy(670 * day - 1_000);
  expect(await run()).toEqual([]);
  clock.moveBy(2_000);
  const told = (await run()).sort();
  expect(told).toHaveLength(2);
  expect(told[0]).toContain('borta@example.org Ditt konto tas bort torsdag 23 november 2028');
  expect(await run()).toEqual([]);
  expect((await accounts.signIn(back.email, password))?.name).toBe(back.name);
  clock.moveBy(46 * day);
  expect(await run()).toEqual([told[0]]);
  clock.moveBy(14 * day - 3_000);
  expect(await run()).toEqual([]);
  expect(await accounts.find(gone.id)).not.toBeNull();
  clock.moveBy(4_000);
  expect(await run()).toEqual([]);
  expect(await accounts.find(gone.id)).toBeNull();
  expect(await accounts.find(back.id)).not.toBeNull();
});
