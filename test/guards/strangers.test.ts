// Holds that nobody can find out by an address whether something of others exists: what is not yours is missing, in the same words.
import { createHash } from 'node:crypto';
import { Types } from 'mongoose';
import { formOf } from '../support/forms.ts';
import type { Params } from '../support/forms.ts';
import type { Answer, Client } from '../support/http.ts';
import { permissionTable } from '../support/permission-table.ts';
import { startService } from '../support/service.ts';
import type { TestService } from '../support/service.ts';
import { changes, snapshot } from '../support/snapshot.ts';
import { aWorld, roles } from '../support/world.ts';
import type { State } from '../support/states.ts';
import type { Role, World } from '../support/world.ts';

const MISSING_ID = 'ffffffffffffffffffffffff';
/** Beside the thing, an address may name a person. */
const NOBODY = 'e'.repeat(24);
const MALFORMED = [
  'x',
  '0',
  'undefined',
  'F'.repeat(24),
  `${MISSING_ID}0`,
  'ffffffffffffffffffffffg',
  '%00',
  '%24ne',
  '%5Bobject%20Object%5D',
  "'%20or%201=1",
  '..%2F..%2Fetc%2Fpasswd',
  'å'.repeat(24),
];

const rows = permissionTable().filter(({ route }) => /:(?:id|token)\b/.test(route));
const routes = [...new Set(rows.map(({ route }) => route))];
let service: TestService;
let world: World;
const made = new Map<State, Params>();

beforeAll(async () => {
  service = await startService({ lasting: true });
  world = await aWorld(service);
  for (const when of new Set(rows.map((row) => row.when))) made.set(when, await world.make(when));
});

test.each(routes.filter((route) => route.includes(':id')))(
  '[ASVS 8.2.2] %s answers for what is not yours as for what is missing',
  async (route) => {
    const before = await snapshot(service.services.connection);
    const faults: string[] = [];
    for (const role of roles) {
      const missing = await ask(route, role, { id: MISSING_ID });
      const others = [
        ...(role === 'coordinator' ? MALFORMED : MALFORMED.slice(0, 2)).map((id): [string, Params] => [
          id,
          { id },
        ]),
        ...strangers(route, role),
        ...ofOtherKind(route),
      ];
      for (const [name, params] of others) {
        const difference = differenceOf(missing, await ask(route, role, params));
        if (difference !== undefined) faults.push(`${role}, ${name}: ${difference}`);
      }
      const status = missing[0]?.status;
      if (role !== 'visitor' && status !== 404) faults.push(`${role} meets ${status} where nothing is`);
    }
    expect(faults).toEqual([]);
    expect(changes(before, await snapshot(service.services.connection))).toEqual([]);
  },
);

test.each(routes.filter((route) => route.includes(':token')))(
  '%s does not tell one worthless link from another',
  async (route) => {
    const worth = await worthless(route);
    const before = await snapshot(service.services.connection);
    const faults: string[] = [];
    for (const role of roles) {
      const missing = await ask(route, role, {
        token: createHash('sha256').update('never made').digest('base64url'),
      });
      for (const [name, token] of Object.entries({
        ...worth,
        short: 'x',
        nothing: '%00',
        long: 'a'.repeat(2_000),
      })) {
        const difference = differenceOf(missing, await ask(route, role, { token }));
        if (difference !== undefined) faults.push(`${role}, ${name}: ${difference}`);
      }
    }
    expect(faults).toEqual([]);
    expect(changes(before, await snapshot(service.services.connection))).toEqual([]);
  },
);

test('[ASVS 8.4.1] a form that names an organisation or a person of others is answered as one that names nobody', async () => {
  const { coordinator, other, volunteer } = world.people;
  const before = await snapshot(service.services.connection);
  for (const role of ['volunteer', 'coordinator', 'moderator'] as const) {
    const client = world.client(role);
    const create = (organisation: string) =>
      client.post('/assignments/new', { organisation, title: 'Läs läxor med barn' });
    const answers = [MISSING_ID, other.organisation, 'x', '', volunteer.id];
    const [first, ...rest] = await Promise.all(answers.map(create));
    expect(first?.status).toBe(404);
    for (const answer of rest) expect(answer.text).toBe(first?.text);
    const named = answers.filter((id) => id !== '');
    const asked = await Promise.all(named.map((id) => client.get(`/assignments/new?organisation=${id}`)));
    for (const [index, { text }] of asked.entries())
      expect(plain(text, named[index] ?? '')).toBe(plain(asked[0]?.text ?? '', MISSING_ID));
  }
  const { id = '' } = made.get('draft assignment') ?? {};
  const contacts = await Promise.all(
    [MISSING_ID, other.id, volunteer.id].map((contact) =>
      world.client('coordinator').post(`/assignments/${id}/edit/4`, { contact }),
    ),
  );
  expect(contacts.map(({ status }) => status)).toEqual([409, 409, 409]);
  const texts = contacts.map(({ text }) => text.replace(/[0-9a-f]{24}/g, ''));
  expect(texts[1]).toBe(texts[0]);
  expect(texts[2]).toBe(texts[0]);
  expect(coordinator.organisation).not.toBe(other.organisation);
  expect(changes(before, await snapshot(service.services.connection))).toEqual([]);
});

/** Reads, or sends the form filled in rightly and, since a check of fields must not come before a check of rights, empty. */
async function ask(route: string, role: Role, params: Params): Promise<(Answer & { params: Params })[]> {
  const [method, path = ''] = route.split(' ');
  const given = { step: '1', size: 'small', token: 'never-made', ...params, person: NOBODY };
  const address = path.replace(/:(\w+)/g, (_, name: keyof typeof given) =>
    encodeURI(given[name]).replaceAll('%25', '%'),
  );
  const client: Client = world.client(role).copy();
  const answers =
    method === 'GET'
      ? [await client.get(address)]
      : [await client.post(address, formOf(route, given)), await client.post(address, {})];
  return answers.map((answer) => ({ ...answer, params }));
}

/** Things that exist and that the table calls missing for this person. */
function strangers(route: string, role: Role): [string, Params][] {
  return rows
    .filter((row) => row.route === route && row.cells[role] === 'missing')
    .map(({ when }) => [when, made.get(when) ?? {}]);
}

/** An organisation's id where an assignment's belongs, and so on. */
function ofOtherKind(route: string): [string, Params][] {
  const kinds = {
    organisations: 'draft organisation',
    assignments: 'draft assignment',
    applications: 'submitted application',
  } as const;
  return Object.entries(kinds)
    .filter(([folder]) => !route.includes(`/${folder}/`))
    .map(([, when]) => [when, { id: made.get(when)?.['id'] ?? '' }]);
}

/** Links that are worth nothing at this route, each for another reason. */
async function worthless(route: string): Promise<Record<string, string>> {
  const { connection } = service.services;
  const own = rows.find((row) => row.route === route)?.when ?? 'invitation';
  const used = await world.make(own);
  const expired = await world.make(own);
  const others = (['registration link', 'password link', 'invitation'] as const).filter(
    (kind) => kind !== own,
  );
  const elsewhere = Object.fromEntries(others.map((kind) => [kind, made.get(kind)?.['token'] ?? '']));
  // The link of a mail is kept nowhere and used as often as one likes, until its person is gone.
  if (own.endsWith('mail link')) {
    await connection.collection('people').deleteOne({ _id: new Types.ObjectId(used['person']) });
    return { gone: used['token'] ?? '', ...elsewhere };
  }
  // Sealed, too: it changes what it came from and nothing else, as often as one likes, and says when that is gone.
  if (own === 'watch mail') return elsewhere;
  const links = connection.collection('links');
  // Of several that went to one address the newest is the one in the address.
  const newest = { sort: { _id: -1 as const } };
  await links.findOneAndUpdate({ email: used['email'] ?? '' }, { $set: { usedAt: new Date() } }, newest);
  const over = { $set: { expiresAt: new Date(0) } };
  await links.findOneAndUpdate({ email: expired['email'] ?? '' }, over, newest);
  return { used: used['token'] ?? '', expired: expired['token'] ?? '', ...elsewhere };
}

/** Same status, same headers, same bytes; the address itself, which the page links to, apart. */
function differenceOf(
  a: (Answer & { params: Params })[],
  b: (Answer & { params: Params })[],
): string | undefined {
  for (const [index, one] of a.entries()) {
    const two = b[index];
    if (one.status !== two?.status) return `${one.status} and ${two?.status}`;
    if (headersOf(one) !== headersOf(two)) return `${headersOf(one)} and ${headersOf(two)}`;
    if (plain(one.text, addressed(one)) !== plain(two.text, addressed(two)))
      return firstDifference(plain(one.text, addressed(one)), plain(two.text, addressed(two)));
  }
  return undefined;
}

function firstDifference(a: string, b: string): string {
  const at = [...a].findIndex((letter, index) => letter !== b[index]);
  return `…${a.slice(Math.max(0, at - 60), at + 60)}… and …${b.slice(Math.max(0, at - 60), at + 60)}…`;
}

function addressed({ params }: { params: Params }): string {
  return params['token'] ?? params['id'] ?? '';
}

const OWN_HEADERS = ['date', 'x-request-id', 'etag', 'content-length', 'location'];

function headersOf({ headers }: Answer): string {
  const compared = Object.entries(headers).filter(([name]) => !OWN_HEADERS.includes(name));
  return JSON.stringify(compared.sort(([a], [b]) => a.localeCompare(b)));
}

function plain(text: string, id: string): string {
  if (id === '') return text;
  const forms = [id, encodeURI(id), encodeURIComponent(id), encodeURIComponent(encodeURI(id)), escaped(id)];
  return forms.reduce(
    (rest, form) =>
      rest.replaceAll(new RegExp(`(?<=[/=]|%2F|&#x3D;)${RegExp.escape(form)}(?=[/"?&<]|%2F|$)`, 'g'), 'ID'),
    text,
  );
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll("'", '&#x27;').replaceAll('=', '&#x3D;');
}
