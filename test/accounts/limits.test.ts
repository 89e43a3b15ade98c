// How often one may try: by account and address of e-mail closely, by network address loosely, and always told how long to wait.
import { givePasskey } from '../support/authenticator.ts';
import { signedIn, visitor } from '../support/http.ts';
import type { Answer } from '../support/http.ts';
import { aCoordinator, aPerson, password } from '../support/people.ts';
import { startService } from '../support/service.ts';
import type { TestService } from '../support/service.ts';

let service: TestService;

beforeAll(async () => {
  service = await startService({ lasting: true, environment: { LIMITS: 'true', TRUST_PROXY: '1' } });
  await aPerson(service.services, { email: 'kim@example.org' });
});

test('[ASVS 6.3.1, 2.4.1] the eleventh try within a quarter of an hour waits, with the right password too, and is told how long', async () => {
  const tries = await inOrder(10, () => signIn('kim@example.org', 'inte det här'));
  expect(new Set(tries.map(({ status }) => status))).toEqual(new Set([422]));
  for (const [email, given] of [
    ['kim@example.org', password],
    ['KIM@example.org', password],
  ] as const) {
    const answer = await signIn(email, given);
    expect(answer.status).toBe(429);
    expect(answer.text).toContain('Vänta 15 minuter och försök igen.');
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(800);
    expect(answer.headers['set-cookie']).toBeUndefined();
  }
});

test('[ASVS 6.6.3] codes of the second step are counted by account, wherever they come from', async () => {
  const person = await aPerson(service.services);
  await givePasskey(service.services, person);
  const clients = [visitor(service), visitor(service)];
  for (const client of clients) await client.post('/sign-in', { email: person.email, password });
  const tries = await inOrder(10, (n) =>
    (clients[n % 2] ?? visitor(service)).post('/sign-in/second', { code: `00000${n}` }),
  );
  expect(new Set(tries.map(({ status }) => status))).toEqual(new Set([422]));
  for (const client of clients)
    expect((await client.post('/sign-in/second', { code: '123456' })).status).toBe(429);
});

test('an address without an account is limited just the same', async () => {
  const tries = await inOrder(11, () => signIn('nobody@example.org', 'inte det här'));
  expect(tries.map(({ status }) => status)).toEqual([...Array<number>(10).fill(422), 429]);
});

test('whoever signs in with the right password can do so as often as they like', async () => {
  await aPerson(service.services, { email: 'often@example.org' });
  const tries = await inOrder(12, () => signIn('often@example.org', password));
  expect(tries.every(({ status }) => status === 303)).toBe(true);
});

test('one account’s tries do not stop another’s from the same place', async () => {
  await aPerson(service.services, { email: 'class@example.org' });
  expect((await signIn('class@example.org', password)).status).toBe(303);
});

test('the tries at changing a password count, too', async () => {
  await aPerson(service.services, { email: 'change@example.org' });
  const client = await signedIn(service, 'change@example.org');
  const form = { present: 'inte det här', password: 'en helt annan mening' };
  const tries = await inOrder(11, () => client.post('/account/password', form));
  expect(tries.map(({ status }) => status)).toEqual([...Array<number>(10).fill(422), 429]);
});

test('five invitations an hour go to one address, whoever sends them, and leave it its own mails', async () => {
  const invitedBy = async (name: string, times: number) => {
    const { email, organisation } = await aCoordinator(service.services, { name });
    const client = await signedIn(service, email);
    const path = `/organisations/${organisation}/coordinators`;
    return inOrder(times, () => client.post(path, { email: 'invited@example.org' }));
  };
  const tries = [...(await invitedBy('Karin', 3)), ...(await invitedBy('Omar', 3))];
  expect(tries.map(({ status }) => status)).toEqual([...Array<number>(5).fill(303), 429]);
  const forgotten = await visitor(service).post('/password/forgotten', { email: 'invited@example.org' });
  expect(forgotten.status).toBe(200);
});

test('[ASVS 2.4.1] five mails an hour go to one address, registration and forgotten password together', async () => {
  const form = { email: 'post@example.org' };
  const tries = [
    ...(await inOrder(3, () => visitor(service).post('/register', form))),
    ...(await inOrder(3, () => visitor(service).post('/password/forgotten', form))),
  ];
  expect(tries.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 429]);
  expect(tries.at(-1)?.text).toContain('Vänta 60 minuter');
});

test('a whole class may register from behind one address', async () => {
  const tries = await Promise.all(
    Array.from({ length: 40 }, (_, n) =>
      visitor(service).post('/register', { email: `pupil-${n}@example.org` }),
    ),
  );
  expect(new Set(tries.map(({ status }) => status))).toEqual(new Set([200]));
});

test('[ASVS 4.1.3, 6.3.1, 15.3.4] a network address has an end, too, counted by the last proxy and not by what a sender claims', async () => {
  const statuses: number[] = [];
  for (let round = 0; round < 13; round += 1) {
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, n) =>
        visitor(service).post(
          '/register',
          { email: '' },
          { 'x-forwarded-for': `10.0.${round}.${n}, 192.0.2.7` },
        ),
      ),
    );
    statuses.push(...answers.map(({ status }) => status));
  }
  expect(statuses.filter((status) => status === 422)).toHaveLength(120);
  expect(statuses.filter((status) => status === 429)).toHaveLength(10);
  const elsewhere = await visitor(service).post(
    '/register',
    { email: '' },
    { 'x-forwarded-for': '192.0.2.8' },
  );
  expect(elsewhere.status).toBe(422);
});

test('what is counted holds no address and no name', async () => {
  const rows = await service.services.connection.collection('limits').find().toArray();
  expect(rows.length).toBeGreaterThan(10);
  expect(JSON.stringify(rows)).not.toMatch(/@|example|192\.0\.2|127\.0\.0/);
});

function signIn(email: string, given: string): Promise<Answer> {
  return visitor(service).post('/sign-in', { email, password: given });
}

async function inOrder(times: number, work: (turn: number) => Promise<Answer>): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (let turn = 0; turn < times; turn += 1) answers.push(await work(turn));
  return answers;
}
