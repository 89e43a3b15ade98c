// Signing out is final: against requests under way, against open tabs, and against whoever holds the cookie.
import type { Express } from 'express';
import { linkTo } from '../support/account-mail.ts';
import { signedIn, visitor } from '../support/http.ts';
import { startMailbox } from '../support/mailbox.ts';
import type { Mailbox } from '../support/mailbox.ts';
import { aPerson, password } from '../support/people.ts';
import { startService } from '../support/service.ts';
import type { TestService } from '../support/service.ts';
import { openTab } from '../support/tabs.ts';

let service: TestService;
let mailbox: Mailbox;
const email = 'kim@example.org';
const slow = gate();

beforeAll(async () => {
  mailbox = await startMailbox();
  service = await startService({ smtpUrl: mailbox.url, lasting: true, extra: slowRoute });
  await aPerson(service.services, { email });
  await aPerson(service.services, { email: 'other@example.org' });
});

test('[ASVS 14.3.1] signing out ends the session, in the browser and on the server', async () => {
  const someone = await signedIn(service, email);
  const cookie = someone.cookie();
  const answer = await someone.post('/sign-out');
  expect([answer.status, answer.headers.location]).toEqual([303, '/?signed-out=1']);
  expect(answer.headers['clear-site-data']).toBe('"cache", "storage"');
  expect((await someone.get('/account')).status).toBe(303);
  expect((await visitor(service, cookie).get('/account')).status).toBe(303);
});

test('[ASVS 3.5.3] a link or a picture signs nobody out', async () => {
  const someone = await signedIn(service, email);
  expect((await someone.get('/sign-out')).status).toBe(404);
  expect((await someone.get('/account')).status).toBe(200);
});

test('who is not signed in signs out in peace, and leaves nothing in the database', async () => {
  const before = await sessions();
  expect((await visitor(service).post('/sign-out')).status).toBe(303);
  expect(await sessions()).toBe(before);
});

test.each([
  ['that wrote to its session', 'write'],
  ['that only read', 'read'],
])(
  '[ASVS 7.4.1] a slow request %s, under way at sign-out, does not bring the session back',
  async (_what, kind) => {
    const someone = await signedIn(service, email);
    const sameBrowser = visitor(service, someone.cookie());
    const arrived = slow.arrives();
    const underWay = sameBrowser.get(`/slow/${kind}`);
    await arrived;
    await someone.post('/sign-out');
    slow.open();
    expect((await underWay).status).toBe(200);
    const after = await visitor(service, sameBrowser.cookie()).get('/account');
    expect(after.status).toBe(303);
  },
);

test('a slow request under way when the password is reset does not bring the session back', async () => {
  const someone = await signedIn(service, email);
  const arrived = slow.arrives();
  const underWay = someone.get('/slow/write');
  await arrived;
  await resetPassword();
  slow.open();
  await underWay;
  expect((await someone.get('/account')).status).toBe(303);
});

test('a sign-out in one tab closes the other tabs of the browser, and nobody else’s', async () => {
  const here = await signedIn(service, email);
  const elsewhere = await signedIn(service, email);
  const stranger = await signedIn(service, 'other@example.org');
  const [one, two, phone, theirs] = await Promise.all(
    [here, here, elsewhere, stranger].map((client) => openTab(service.url, client.cookie())),
  );
  await here.post('/sign-out');
  await Promise.all([one?.closed(), two?.closed()]);
  expect([phone?.socket.connected, theirs?.socket.connected]).toEqual([true, true]);
  await expect(openTab(service.url, here.cookie())).rejects.toThrow('signed out');
});

test('signing in as somebody else closes the tabs of the one before', async () => {
  const browser = await signedIn(service, email);
  const tab = await openTab(service.url, browser.cookie());
  await browser.post('/sign-in', { email: 'other@example.org', password });
  await tab.closed();
});

test('a reset password closes every tab of the person, wherever it is open', async () => {
  const tabs = await Promise.all(
    [1, 2].map(async () => openTab(service.url, (await signedIn(service, email)).cookie())),
  );
  const theirs = await openTab(service.url, (await signedIn(service, 'other@example.org')).cookie());
  await resetPassword();
  await Promise.all(tabs.map((tab) => tab.closed()));
  expect(theirs.socket.connected).toBe(true);
});

test('[ASVS 7.4.3] a changed password closes every tab, and this session’s may open again', async () => {
  const here = await signedIn(service, email);
  const there = await signedIn(service, email);
  const tabs = await Promise.all([here, there].map((client) => openTab(service.url, client.cookie())));
  await here.post('/account/password', { present: password, password });
  await Promise.all(tabs.map((tab) => tab.closed()));
  await openTab(service.url, here.cookie());
  await expect(openTab(service.url, there.cookie())).rejects.toThrow('signed out');
});

/** By mail, to the same password as before. */
async function resetPassword(): Promise<void> {
  await visitor(service).post('/password/forgotten', { email });
  const link = await linkTo(service, mailbox, email, 'password');
  const { status } = await visitor(service).post(link, { password });
  expect(status).toBe(303);
}

function sessions(): Promise<number> {
  return service.services.connection.collection('sessions').countDocuments();
}

function slowRoute(app: Express): void {
  app.get('/slow/:kind', async (request, response) => {
    await slow.pass();
    if (request.params.kind === 'write') Object.assign(request.session, { seen: Date.now() });
    response.send('done');
  });
}

/** Holds back who comes until it is opened; opened once, it closes behind them. */
function gate() {
  let arrived = (): void => undefined;
  let open = (): void => undefined;
  return {
    arrives: () => new Promise<void>((resolve) => (arrived = resolve)),
    pass: () =>
      new Promise<void>((resolve) => {
        open = resolve;
        arrived();
      }),
    open: () => {
      open();
    },
  };
}
