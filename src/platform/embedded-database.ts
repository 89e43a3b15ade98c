// A MongoDB of our own for the demo, the tests and the benchmarks: a real mongod as a replica set of one member,
// in a folder that survives a restart or in a temporary one. The service never imports this file.
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { MongoClient, MongoServerError } from 'mongodb';
import type { Db } from 'mongodb';
import { insistOnFolder, inWords } from './embedded-database.folder.ts';
import { findMongod } from './embedded-database.program.ts';

export { findMongod } from './embedded-database.program.ts';

export interface EmbeddedDatabase {
  /** Ready for a driver: host, port and replica set, without a database name. */
  uri: string;
  stop(): Promise<void>;
  /** As by `kill -9`: nothing is written down any more. What is in the folder is found by the next start. */
  kill(): Promise<void>;
}

interface SetConfig {
  version: number;
  members: { _id: number; host: string }[];
}

const SET = 'handslag';
const IP = '127.0.0.1';
const ARGUMENTS = [
  ...['--wiredTigerCacheSizeGB', '1'],
  ...['--setParameter', 'diagnosticDataCollectionEnabled=false'],
  // What a killed process had open holds its documents for so long; ours are done in moments.
  ...['--setParameter', 'transactionLifetimeLimitSeconds=10'],
];
const ALREADY_INITIALIZED = 23;
const NOT_YET_INITIALIZED = 94;
const PRIMARY_WITHIN_MS = 30_000;

/**
 * Starts MongoDB and waits until it takes writes. With `folder` the data is found again by the next start, on whatever
 * port; without, it goes with `stop`. Without `port` a free one is taken.
 */
export async function startEmbeddedDatabase(
  options: { folder?: string; port?: number } = {},
): Promise<EmbeddedDatabase> {
  const program = await findMongod();
  const { MongoInstance } = await import('mongodb-memory-server-core');
  const folder = options.folder ?? (await mkdtemp(join(tmpdir(), 'handslag-mongo-')));
  await insistOnFolder(folder);
  const port = await freePort(options.port);
  process.env['MONGOMS_SYSTEM_BINARY_VERSION_CHECK'] ??= 'false';
  const instance = new MongoInstance({
    instance: { ip: IP, port, dbPath: folder, replSet: SET, storageEngine: 'wiredTiger', args: ARGUMENTS },
    binary: { systemBinary: program },
    // Ctrl-C in a terminal reaches every program of the group: mongod stops when it is told to, not before the service.
    spawn: { detached: true },
  });
  const stop = async (): Promise<void> => {
    await instance.stop();
    if (options.folder === undefined) await rm(folder, { recursive: true, force: true });
  };
  try {
    await instance.start();
    await becomePrimary(`${IP}:${port}`);
  } catch (cause) {
    await stop();
    throw new Error(inWords(cause, folder), { cause });
  }
  const kill = async (): Promise<void> => {
    const mongod = instance.mongodProcess;
    if (mongod?.exitCode !== null) return;
    const gone = once(mongod, 'exit');
    mongod.kill('SIGKILL');
    await gone;
    await stop();
  };
  return { uri: `mongodb://${IP}:${port}/?replicaSet=${SET}`, stop, kill };
}

/** The replica set remembers the port it last had, so a set that is found on another one is told where it is now. */
async function becomePrimary(host: string): Promise<void> {
  const client = await MongoClient.connect(`mongodb://${host}`, { directConnection: true });
  try {
    const admin = client.db('admin');
    const config = (await configOf(admin)) ?? (await initiate(admin, host));
    if (config !== undefined && config.members.some((member) => member.host !== host)) {
      const members = config.members.map((member) => ({ ...member, host }));
      await admin.command({
        replSetReconfig: { ...config, members, version: config.version + 1 },
        force: true,
      });
    }
    await untilWritable(admin);
  } finally {
    await client.close();
  }
}

/** Undefined for a new set. One that has just been started may not have read yet that it is one: then it says so, and is waited for. */
async function initiate(admin: Db, host: string): Promise<SetConfig | undefined> {
  try {
    await admin.command({ replSetInitiate: { _id: SET, members: [{ _id: 0, host }] } });
    return undefined;
  } catch (fault) {
    if (!(fault instanceof MongoServerError) || fault.code !== ALREADY_INITIALIZED) throw fault;
    const last = Date.now() + PRIMARY_WITHIN_MS;
    for (let known = await configOf(admin); ; known = await configOf(admin)) {
      if (known !== undefined) return known;
      if (Date.now() > last) throw fault;
      await wait(20);
    }
  }
}

async function configOf(admin: Db): Promise<SetConfig | undefined> {
  try {
    return (await admin.command({ replSetGetConfig: 1 }))['config'] as SetConfig;
  } catch (fault) {
    if (fault instanceof MongoServerError && fault.code === NOT_YET_INITIALIZED) return undefined;
    throw fault;
  }
}

async function untilWritable(admin: Db): Promise<void> {
  const last = Date.now() + PRIMARY_WITHIN_MS;
  while (!(await admin.command({ hello: 1 }))['isWritablePrimary']) {
    if (Date.now() > last) throw new Error('MongoDB started but does not take writes.');
    await wait(20);
  }
}

async function freePort(wanted = 0): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', () => reject(new Error(`Port ${wanted} is taken by another program.`)));
    server.listen(wanted, IP, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : wanted));
    });
  });
}
