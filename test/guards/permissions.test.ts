// Holds docs/permissions.md to the running service: a row for every route, and every cell asked over HTTP.
import { formOf } from '../support/forms.ts';
import type { Params } from '../support/forms.ts';
import type { Answer } from '../support/http.ts';
import { permissionTable } from '../support/permission-table.ts';
import { routesOf } from '../support/routes.ts';
import { startService } from '../support/service.ts';
import type { TestService } from '../support/service.ts';
import { changes, snapshot } from '../support/snapshot.ts';
import { aWorld, roles } from '../support/world.ts';
import type { State } from '../support/states.ts';
import type { Role, World } from '../support/world.ts';

/** After these a session has ended or is somebody else's. */
const ENDS_SESSIONS =
  /^POST \/(?:sign-in|sign-out|register\/|password\/|account\/password|account\/sessions|account\/two-factor\/|address\/)/;

const rows = permissionTable();
let service: TestService;
let world: World;

beforeAll(async () => {
  service = await startService({ lasting: true });
  world = await aWorld(service);
});

test('the table has rows for the routes of the service, for all of them and for no others', () => {
  const routes = new Set(routesOf(service.app).map(({ name }) => name));
  const written = new Set(rows.map(({ route }) => route));
  expect([...routes].filter((name) => !written.has(name))).toEqual([]);
  expect([...written].filter((name) => !routes.has(name))).toEqual([]);
});

/** Things that nobody has changed yet, to be met again. */
const untouched = new Map<State, Params>();

test.each(rows)('[ASVS 3.5.3, 8.2.1] $route with $when', async ({ route, when, cells }) => {
  const faults: string[] = [];
  for (const role of roles) {
    const expected = cells[role];
    const params = untouched.get(when) ?? (await world.make(when));
    untouched.set(when, params);
    const met = await meet(role, route, params);
    if (met.changed.length > 0) untouched.delete(when);
    if (ENDS_SESSIONS.test(route)) await world.renew(role);
    if (met.outcome !== expected)
      faults.push(`${role}: ${met.outcome} instead of ${expected} (${met.changed.join(', ')})`);
  }
  expect(faults).toEqual([]);
});

async function meet(
  role: Role,
  route: string,
  params: Params,
): Promise<{ outcome: string; changed: string[] }> {
  const [method, path = ''] = route.split(' ');
  const address = path.replace(/:(\w+)/g, (_, name: string) => params[name] ?? '');
  const { connection, outbox } = service.services;
  const client = world.client(role).copy();
  const before = await snapshot(connection);
  const answer = await (method === 'GET' ? client.get(address) : client.post(address, formOf(route, params)));
  await outbox.drain();
  const changed = changes(before, await snapshot(connection));
  return { outcome: outcomeOf(method === 'GET', answer, changed), changed };
}

function outcomeOf(reading: boolean, { status, headers, text }: Answer, changed: string[]): string {
  const still = changed.length === 0;
  const onlyRead = changed.every((name) => name === 'notifications' || name === 'readings');
  const { location = '' } = headers;
  if (status === 303 && location.startsWith('/sign-in?next=') && reading && still) return 'sign in';
  if (status === 303 && still) return 'onward';
  if (reading) {
    if (status === 200 && onlyRead) return 'shown';
    return still && status === 404 ? 'missing' : `${status}`;
  }
  if (status === 303 || status === 200) return still ? `${status} without a change` : 'taken';
  if (status === 409 && onlyRead) return 'too late';
  if (!still) return `${status} with a change`;
  if (status === 403) return text.includes('href="/sign-in') ? 'sign in' : 'refused';
  return status === 404 ? 'missing' : String(status);
}
