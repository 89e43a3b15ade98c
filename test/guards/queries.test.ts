// Holds every query of the service to an index: on a filled database, with the server's own profiler on, all pages are visited, all forms sent and
// all jobs run, and no operation may have walked through a collection or read much more than it gave.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Document } from 'mongodb';
import { createLimits } from '../../src/platform/http/limits.ts';
import { fillDatabase } from '../support/fill.ts';
import { formOf } from '../support/forms.ts';
import type { Params } from '../support/forms.ts';
import { permissionTable } from '../support/permission-table.ts';
import type { Row } from '../support/permission-table.ts';
import { startService } from '../support/service.ts';
import type { TestService } from '../support/service.ts';
import { aWorld, roles } from '../support/world.ts';
import type { State } from '../support/states.ts';
import type { Role, World } from '../support/world.ts';

const FILTERS = [
  '',
  'municipality=1980&cause=children&where=remote&spoken=sv',
  'q=l%C3%A4xor&near=1980-vasteras&km=10&sort=soonest',
  'q=xyzzy&slot=2-evening&access=stepFree',
  'page=51',
];
/** What those meet for whom more is read than whether they may. */
const FURTHER = ['shown', 'taken', 'onward', 'too late'];
const ENDS_SESSIONS =
  /^POST \/(?:sign-in|sign-out|register\/|password\/|account\/password|account\/sessions|account\/two-factor\/|address\/)/;
/** What the service itself keeps there, not what people have put in. */
const NOT_DATA = /\.(?:system\..*|socket\.io|\$cmd.*)$/;
/** The sitemap, which caches keep for an hour, counts the organisations that have a page of their own. */
const SITEMAP = /COUNT_SCAN \{ status: 1, dueAt: 1 \} .*"pipeline":\[\{"\$match":\{"status":"approved"\}\}/;
/** Longer than any job waits. */
const JOBS = 7_000;

let service: TestService;
let world: World;

test('[ASVS 4.3.1] every operation that the service asks for finds what it needs by an index', async () => {
  service = await startService();
  world = await aWorld(service);
  const prepared: (Row & { params: Params })[] = [];
  const read = new Map<State, Params>();
  for (const row of permissionTable()) {
    const params = read.get(row.when) ?? (await world.make(row.when));
    // What is only read may be read again; what a form changes is its own.
    if (row.route.startsWith('GET ')) read.set(row.when, params);
    else read.delete(row.when);
    prepared.push({ ...row, params });
  }
  await fillDatabase(service.services.connection);

  const { db } = service.services.connection;
  await db?.command({ profile: 0 });
  await db?.collection('system.profile').drop();
  await db?.createCollection('system.profile', { capped: true, size: 64 * 1_048_576 });
  await db?.command({ profile: 2, slowms: 0 });
  await everything(prepared);
  await db?.command({ profile: 0 });

  const rows = (await db?.collection('system.profile').find().toArray()) ?? [];
  const seen = rows.filter(({ ns }) => !NOT_DATA.test(String(ns)));
  expect(seen.length).toBeGreaterThan(1_000);
  const faults = seen.flatMap((row) => {
    const fault = faultOf(row);
    return fault === undefined ? [] : [`${fault}: ${described(row)}`];
  });
  expect([...new Set(faults)]).toEqual([]);
}, 180_000);

async function everything(prepared: (Row & { params: Params })[]): Promise<void> {
  const { jobs, connection, privacy } = service.services;
  for (const filter of FILTERS) await world.client('visitor').get(`/assignments?${filter}`);
  for (const reading of [true, false])
    for (const row of prepared.filter(({ route }) => route.startsWith('GET ') === reading))
      for (const role of roles) if (FURTHER.includes(row.cells[role])) await ask(row, role);
  await createLimits(connection).count('sign-in.account', 'somebody');
  service.clock.moveBy(3 * 3_600_000);
  jobs.start();
  await sleep(JOBS);
  // Everything that has an end has ended by then.
  service.clock.moveBy(60 * 86_400_000);
  await sleep(JOBS);
  await jobs.stop();
  await privacy.retention.run();
  await privacy.erasure.reapply();
}

async function ask({ route, params }: Row & { params: Params }, role: Role): Promise<void> {
  const [method, path = ''] = route.split(' ');
  const address = path.replace(/:(\w+)/g, (_, name: string) => params[name] ?? '');
  const client = world.client(role).copy();
  if (method === 'GET') await client.get(address);
  else await client.post(address, formOf(route, params));
  if (ENDS_SESSIONS.test(route)) await world.renew(role);
}

function faultOf(row: Document): string | undefined {
  const plan = String(row['planSummary'] ?? '');
  if (plan.includes('COLLSCAN')) return 'walks through the collection';
  if (SITEMAP.test(described(row))) return undefined;
  const given = Number(row['nreturned'] ?? 0) + Number(row['nModified'] ?? 0) + Number(row['ndeleted'] ?? 0);
  const read = Number(row['docsExamined'] ?? 0);
  if (read > 60 + 5 * given) return `reads ${read} documents for ${given}`;
  const keys = Number(row['keysExamined'] ?? 0);
  if (keys > 120 + 5 * given) return `reads ${keys} keys for ${given}`;
  return row['hasSortStage'] === true && read > 60 ? `sorts ${read} documents` : undefined;
}

/** The operation with its values left out. */
function described(row: Document): string {
  const {
    lsid: _1,
    $db: _2,
    $clusterTime: _3,
    txnNumber: _4,
    ...command
  } = (row['command'] ?? {}) as Document;
  const shape = JSON.stringify(command)
    .replace(/"[0-9a-f]{24}"/g, '…')
    .replace(/"\d{4}-\d\d-\d\dT[^"]*"/g, '…');
  return `${String(row['op'])} ${String(row['ns'])} ${String(row['planSummary'])} ${shape.slice(0, 400)}`;
}
