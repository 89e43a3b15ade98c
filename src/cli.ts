// What those who run the service type. Each command goes through a service.
import { readConfig } from './config.ts';
import { migrate } from './migrations/migrations.ts';
import { connectDatabase } from './platform/database.ts';
import { createLifecycle } from './platform/lifecycle.ts';
import type { Lifecycle } from './platform/lifecycle.ts';
import { createLog } from './platform/log.ts';
import { startFault, startServices } from './start.ts';
import type { Services } from './services.ts';

const help = `handslag COMMAND

  staff add EMAIL       makes the person with this address a moderator (they register first, on the site)
  migrate               makes collections and indexes; safe to run again
  outbox list           facts that are not delivered yet, oldest first
  outbox retry          tries them all again, now
  --help                this text

It reads the same settings as the service: MONGODB_URI is always needed.
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
  if (name === 'migrate') return runMigrations(lifecycle);
  if (name === 'staff' && words[0] === 'add' && words[1] !== undefined)
    return addStaff(await services(), words[1]);
  if (name === 'outbox' && words[0] === 'list') return listOutbox(await services());
  if (name === 'outbox' && words[0] === 'retry') return retryOutbox(await services());
  process.stderr.write(`That is not a command: ${[name, ...words].join(' ')}\n\n${help}\n`);
  return 2;
}

async function services(): Promise<Services> {
  const config = readConfig(process.env);
  return startServices({ config, log: createLog('silent'), lifecycle });
}

async function runMigrations(stops: Lifecycle): Promise<number> {
  const connection = await connectDatabase(readConfig(process.env).mongodbUri);
  stops.onStop('database', () => connection.close());
  const ran = await migrate(connection, createLog('silent'));
  say(
    ran.length === 0
      ? 'Nothing to do: the database is up to date.'
      : ran.map((one) => `Done: ${one}`).join('\n'),
  );
  return 0;
}

async function addStaff({ accounts }: Services, email: string): Promise<number> {
  if (await accounts.makeModerator(email)) {
    say(`${email} is now a moderator.`);
    return 0;
  }
  process.stderr.write(`There is no account with the address ${email}. They register on the site first.\n`);
  return 1;
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
