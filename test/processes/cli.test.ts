// The command line of those who run the service: what it does, what it says, and with which status it ends.
import { databaseUri, freshDatabase } from '../support/database.ts';
import { run } from '../support/processes.ts';
import { givePasskey } from '../support/authenticator.ts';
import { aPerson } from '../support/people.ts';
import { startService } from '../support/service.ts';

interface Said {
  status: number | string;
  out: string;
  err: string;
}

test('it explains itself without any settings, and what it does not know it says', async () => {
  const [help, nothing, unknown, half] = await Promise.all([
    handslag(['--help'], {}),
    handslag([], {}),
    handslag(['destroy', 'everything'], {}),
    handslag(['staff', 'add'], {}),
  ]);
  for (const said of [help, nothing]) {
    expect([said.status, said.err]).toEqual([0, '']);
    for (const command of [
      'staff add EMAIL',
      'sessions end EMAIL',
      'asvs',
      'migrate',
      'outbox list',
      'outbox retry',
      'suppressed lift EMAIL',
    ])
      expect(said.out).toContain(command);
  }
  expect(unknown).toMatchObject({ status: 2, out: '' });
  expect(unknown.err).toMatch(/^That is not a command: destroy everything\n\nhandslag COMMAND/);
  expect(half.status).toBe(2);
});

test('asvs prints how each requirement stands, without a database', async () => {
  const said = await handslag(['asvs'], {});
  expect([said.status, said.err]).toEqual([0, '']);
  expect(said.out).toMatch(/^6\.2\.4 +L1 {2}met +.*: .*test\/accounts\/common-passwords\.test\.ts/m);
  expect(said.out).toMatch(/^1\.2\.6 +L2 {2}not applicable {2}no LDAP$/m);
  expect(said.out).toMatch(
    /^\d+ requirements of OWASP ASVS 5\.0:\n +\d+ met \(level 1: \d+, level 2: \d+\)$/m,
  );
});

test('without a database it says what is missing', async () => {
  const said = await handslag(['outbox', 'list'], {});
  expect(said).toMatchObject({ status: 1, out: '' });
  expect(said.err).toContain('MONGODB_URI: is required');
});

test('migrate makes collections and indexes once, and two at once do no harm', async () => {
  const connection = await freshDatabase();
  await connection.dropDatabase();
  const both = await Promise.all([handslag(['migrate']), handslag(['migrate'])]);
  expect(both.map(({ status }) => status)).toEqual([0, 0]);
  expect(both.map(({ out }) => out).toSorted()).toEqual([
    expect.stringMatching(/^(Done: .*\n)+$/),
    'Nothing to do: the database is up to date.\n',
  ]);
  const indexes = await connection.collection('people').indexes();
  expect(indexes.map(({ name }) => name)).toContain('email');
});

test('staff add makes a registered person a moderator, and nobody else', async () => {
  const { services } = await startService();
  const person = await aPerson(services, { email: 'johan@example.org' });
  const [added, unknown] = await Promise.all([
    handslag(['staff', 'add', 'Johan@Example.org']),
    handslag(['staff', 'add', 'nobody@example.org']),
  ]);
  expect(added).toEqual({
    status: 0,
    out: expect.stringMatching(/^Johan@Example\.org is now a moderator/),
    err: '',
  });
  expect(unknown.status).toBe(1);
  expect(unknown.err).toContain('There is no account with the address nobody@example.org');
  expect(await services.accounts.moderators()).toEqual([person.id]);
});

test('second-factor reset lets somebody in with the password alone, and tells whom there is nothing to reset for', async () => {
  const { services } = await startService();
  const person = await aPerson(services, { email: 'johan@example.org' });
  await givePasskey(services, person);
  const reset = await handslag(['second-factor', 'reset', 'Johan@Example.org']);
  expect([reset.status, reset.err]).toEqual([0, '']);
  expect(await services.secondFactors.isOn(person.id)).toBe(false);
  const again = await handslag(['second-factor', 'reset', 'johan@example.org']);
  expect([again.status, again.out]).toEqual([1, '']);
  expect(again.err).toContain(
    'There is no account with the address johan@example.org that has a second factor.',
  );
});

test('suppressed lists the addresses that get no mail, and lifts one', async () => {
  const { services, clock } = await startService();
  const { email } = await aPerson(services);
  for (const address of [email, 'borta@example.org'])
    await services.suppressions.note({ address, kind: 'hard', at: clock.now() });
  const { out } = await handslag(['suppressed', 'list']);
  expect(out).toContain(`2026-11-24T09:00:00.000Z  hard       ${email}\n`);
  expect(out).toMatch(/hard {7}no account \([\w-]{43}\)\n/);
  expect(out).not.toContain('borta');
  const [lifted, again] = await Promise.all([
    handslag(['suppressed', 'lift', email.toUpperCase()]),
    handslag(['suppressed', 'lift', 'nobody@example.org']),
  ]);
  expect(lifted).toEqual({ status: 0, out: `Mail goes to ${email.toUpperCase()} again.\n`, err: '' });
  expect([again.status, again.out]).toEqual([1, '']);
  expect(again.err).toContain('Nothing stands in the way');
});

test('outbox lists what waits, by ids only, and tries it again', async () => {
  const { services } = await startService();
  const row = {
    event: 'PasswordChanged',
    data: { person: 'f'.repeat(24) },
    at: new Date('2026-11-20T10:00:00Z'),
    deliveredAt: null,
    attempts: 3,
    nextAt: new Date(Date.now() + 3_600_000),
  };
  await services.connection.collection('outbox').insertOne(row);
  expect(await handslag(['outbox', 'list'])).toEqual({
    status: 0,
    out: `2026-11-20T10:00:00.000Z  PasswordChanged  {"person":"${'f'.repeat(24)}"}\n`,
    err: '',
  });
  const retried = await handslag(['outbox', 'retry']);
  expect([retried.status, retried.out]).toEqual([
    0,
    '1 waiting; 1 tried now. Those still listed failed again.\n',
  ]);
  expect((await handslag(['outbox', 'list'])).out).toBe('Everything is delivered.\n');
});

async function handslag(
  words: string[],
  settings: Record<string, string> = { MONGODB_URI: databaseUri() },
): Promise<Said> {
  const process = run('cli.ts', words, settings);
  const status = await process.ended();
  return { status, out: process.out(), err: process.err() };
}
