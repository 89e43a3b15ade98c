// What those who run the service type. Each command goes through a service.
import { parseArgs } from 'node:util';
import type { Connection } from 'mongoose';
import { readConfig } from './config.ts';
import { migrate } from './migrations/migrations.ts';
import { asvsTable } from './platform/asvs.ts';
import { takeBackup } from './platform/backup/backup.ts';
import { restoreBackup } from './platform/backup/restore.ts';
import { connectDatabase } from './platform/database.ts';
import { createLifecycle } from './platform/lifecycle.ts';
import { createLog } from './platform/log.ts';
import { startFault, startServices } from './start.ts';
import type { Services } from './services.ts';

const help = `handslag COMMAND

  staff add EMAIL       makes the person with this address a moderator (they register first, on the site)
  sessions end EMAIL    signs the person with this address out everywhere; open tabs within a minute
  second-factor reset EMAIL
                        lets somebody who has lost app, passkeys and recovery codes in with the password alone, and tells them by mail
  migrate               makes collections and indexes; safe to run again
  retention             lets go now of what has been kept for long enough, and says how much
  outbox list           facts that are not delivered yet, oldest first
  outbox retry          tries them all again, now
  suppressed list       addresses that get no mail because it came back, the newest first
  suppressed lift EMAIL mail goes to this address again
  backup FOLDER         writes everything as it is at this instant into a new folder, with checksums
  restore FOLDER        checks it and writes it into an empty database; with --force into one that is dropped first,
                        with --erasures FOLDER it also erases again whoever was erased according to that later backup
  asvs                  how the service stands against OWASP ASVS 5.0, requirement by requirement; needs no database
  --help                this text

It reads the same settings as the service: MONGODB_URI is needed for all but asvs.
With npm: npm run handslag -- staff add EMAIL`;

const say = (text: string): void => void process.stdout.write(`${text}\n`);

const [command = '--help', ...rest] = process.argv.slice(2);
const lifecycle = createLifecycle(createLog('silent'));
try {
  process.exitCode = await run(command, rest);
} catch (error) {
  process.stderr.write(`${startFault(error)}\n`);
  process.exitCode = 1;
} finally {
  await lifecycle.stop();
}

/** The exit status: 0 done, 1 not done, 2 not understood. */
async function run(name: string, words: string[]): Promise<number> {
  if (name === '--help' || name === 'help') {
    say(help);
    return 0;
  }
  if (name === 'asvs') {
    say(asvsTable());
    return 0;
  }
  if (name === 'migrate') return runMigrations();
  if (name === 'staff' && words[0] === 'add' && words[1] !== undefined)
    return addStaff(await services(), words[1]);
  if (name === 'sessions' && words[0] === 'end' && words[1] !== undefined)
    return endSessions(await services(), words[1]);
  if (name === 'second-factor' && words[0] === 'reset' && words[1] !== undefined)
    return resetSecondFactor(await services(), words[1]);
  if (name === 'retention') return release(await services());
  if (name === 'outbox' && words[0] === 'list') return listOutbox(await services());
  if (name === 'outbox' && words[0] === 'retry') return retryOutbox(await services());
  if (name === 'suppressed' && words[0] === 'list') return listSuppressed(await services());
  if (name === 'suppressed' && words[0] === 'lift' && words[1] !== undefined)
    return liftSuppressed(await services(), words[1]);
  if (name === 'backup' && words[0] !== undefined) return backUp(words[0]);
  if (name === 'restore') {
    const order = restoreOrder(words);
    if (order !== undefined) return restore(order);
  }
  process.stderr.write(`That is not a command: ${[name, ...words].join(' ')}\n\n${help}\n`);
  return 2;
}

async function services(): Promise<Services> {
  const config = readConfig(process.env);
  return startServices({ config, log: createLog('silent'), lifecycle });
}

async function connected(): Promise<Connection> {
  const connection = await connectDatabase(readConfig(process.env).mongodbUri);
  lifecycle.onStop('database', () => connection.close());
  return connection;
}

async function backUp(folder: string): Promise<number> {
  const { collections } = await takeBackup(await connected(), folder, say);
  say(`Backed up ${collections.length} collections to ${folder}.`);
  return 0;
}

interface RestoreOrder {
  folder: string;
  force: boolean;
  erasures: string | undefined;
}

function restoreOrder(words: string[]): RestoreOrder | undefined {
  const options = { force: { type: 'boolean', default: false }, erasures: { type: 'string' } } as const;
  try {
    const { values, positionals } = parseArgs({ args: words, options, allowPositionals: true });
    const [folder, ...more] = positionals;
    if (folder === undefined || more.length > 0) return undefined;
    return { folder, force: values.force, erasures: values.erasures };
  } catch {
    return undefined;
  }
}

async function restore({ folder, force, erasures }: RestoreOrder): Promise<number> {
  const connection = await connected();
  const growing = { name: 'erasures', alsoFrom: erasures };
  const { takenAt } = await restoreBackup(connection, folder, { force, growing, say });
  say(`Restored what was backed up at ${takenAt}. Everybody signs in again.`);
  if ((await connection.collection('erasures').findOne()) !== null)
    say(`Erased again: ${await (await services()).privacy.erasure.reapply()} who have been erased.`);
  return 0;
}

async function runMigrations(): Promise<number> {
  const ran = await migrate(await connected(), createLog('silent'));
  say(
    ran.length === 0
      ? 'Nothing to do: the database is up to date.'
      : ran.map((one) => `Done: ${one}`).join('\n'),
  );
  return 0;
}

async function addStaff({ accounts }: Services, email: string): Promise<number> {
  if (await accounts.makeModerator(email)) {
    say(
      `${email} is now a moderator, and sets up a second factor at the next visit before any page of staff is shown.`,
    );
    return 0;
  }
  process.stderr.write(`There is no account with the address ${email}. They register on the site first.\n`);
  return 1;
}

async function endSessions({ accounts }: Services, email: string): Promise<number> {
  const person = await accounts.findByEmail(email);
  if (person === null) {
    process.stderr.write(`There is no account with the address ${email}.\n`);
    return 1;
  }
  await accounts.endSessions(String(person._id));
  say(`${email} is signed out everywhere.`);
  return 0;
}

async function resetSecondFactor({ secondFactors }: Services, email: string): Promise<number> {
  if (await secondFactors.reset(email)) {
    say(`${email} signs in with the password alone now, is signed out everywhere, and is told by mail.`);
    return 0;
  }
  process.stderr.write(`There is no account with the address ${email} that has a second factor.\n`);
  return 1;
}

async function release({ privacy }: Services): Promise<number> {
  for (const [what, count] of Object.entries(await privacy.retention.run()))
    say(`${String(count).padStart(6)}  ${what}`);
  return 0;
}

async function listOutbox({ outbox }: Services): Promise<number> {
  const facts = await outbox.list(200);
  say(
    facts.length === 0
      ? 'Everything is delivered.'
      : facts
          .map(({ at, event, data }) => `${at.toISOString()}  ${event}  ${JSON.stringify(data)}`)
          .join('\n'),
  );
  return 0;
}

async function retryOutbox({ outbox }: Services): Promise<number> {
  const waiting = await outbox.retry();
  say(`${waiting} waiting; ${await outbox.drain()} tried now. Those still listed failed again.`);
  return 0;
}

async function listSuppressed({ suppressions }: Services): Promise<number> {
  const found = await suppressions.list(500);
  say(
    found.length === 0
      ? 'Mail goes to every address.'
      : found
          .map(
            ({ _id, at, kind, address }) =>
              `${at.toISOString()}  ${kind.padEnd(9)}  ${address ?? `no account (${_id})`}`,
          )
          .join('\n'),
  );
  return 0;
}

async function liftSuppressed({ suppressions }: Services, email: string): Promise<number> {
  if (await suppressions.lift(email)) {
    say(`Mail goes to ${email} again.`);
    return 0;
  }
  process.stderr.write(`Nothing stands in the way of mail to ${email}.\n`);
  return 1;
}
