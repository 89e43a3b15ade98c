// Several processes on one database: two that serve pages, one that works in the background. What happens in one reaches the others.
import { Types } from 'mongoose';
import { openBrowser } from '../support/browser.ts';
import { databaseUri } from '../support/database.ts';
import { signedIn, visitor } from '../support/http.ts';
import { openLivePage } from '../support/live-page.ts';
import { startMailbox } from '../support/mailbox.ts';
import { aCoordinator, aModerator, anAssignment, aPerson, applicationText } from '../support/people.ts';
import { run } from '../support/processes.ts';
import { freePort, startService } from '../support/service.ts';
import { openTab } from '../support/tabs.ts';
import { until } from '../support/until.ts';

test('a match that is confirmed in one process shows in a browser on the other, delivered by the one that works', async () => {
  const { services } = await startService();
  const karin = await aCoordinator(services, { name: 'Karin' });
  const amina = await aPerson(services, { name: 'Amina' });
  const assignment = await anAssignment(services, karin);
  const application = await services.applications.apply(amina, assignment, applicationText());
  await services.applications.offer(karin, application);
  await services.outbox.drain();
  const { a, b, stop } = await startProcesses();

  const page = await openLivePage(await openBrowser(), b.url, karin, `/applications/${application}`);
  expect(await page.getByText('Amina Testsson').count()).toBe(0);
  const own = await signedIn(a, amina.email);
  expect((await own.post(`/applications/${application}/confirm`)).status).toBe(303);
  await page.getByRole('status').getByText('Amina').first().waitFor();
  await page.locator('#application').getByText('Amina Testsson').first().waitFor();
  await stop();
}, 90_000);

test('pages, tabs, mail and sign-out meet in the database, whichever process they go through', async () => {
  const { services } = await startService();
  const { connection } = services;
  const karin = await aCoordinator(services, { approved: false });
  await services.organisations.submit(karin, karin.organisation);
  await services.outbox.drain();
  const moderator = await aModerator(services);
  const mailbox = await startMailbox();
  const { a, b, stop } = await startProcesses({ SMTP_URL: mailbox.url });

  // Decided in one process, heard in a tab of the other.
  const own = await signedIn(b, karin.email);
  const tab = await openTab(b.url, own.cookie());
  const staff = await signedIn(a, moderator.email);
  const decided = await staff.post(`/staff/organisations/${karin.organisation}/decide`, {
    decision: 'approve',
    revision: '1',
    shown: 'Protokoll från årsmötet.',
  });
  expect(decided.status).toBe(303);
  expect(await tab.hears('notice', 5_000)).toMatchObject({ thing: `organisation:${karin.organisation}` });

  // Asked for in a process that sends no mail, sent by the one that does.
  await visitor(a).post('/password/forgotten', { email: karin.email });
  await mailbox.waitFor((mail) => mail.to.includes(karin.email) && /\/password\//.test(mail.text), 10_000);

  // As if the process had died between the commit and the delivery: the background process delivers, and the tab hears.
  const rows = connection.collection('outbox');
  const row = await rows.findOne({ event: 'OrganisationDecided' });
  const heard = tab.heard.length;
  await rows.insertOne({
    ...row,
    _id: new Types.ObjectId(),
    deliveredAt: null,
    nextAt: new Date(),
    attempts: 0,
  });
  await until(() => tab.heard.length > heard, 5_000);
  await until(async () => (await rows.countDocuments({ deliveredAt: null })) === 0, 5_000);

  // Signed out in one process, cut off in the other.
  const sameBrowser = visitor(a, own.cookie());
  expect((await sameBrowser.post('/sign-out')).status).toBe(303);
  await tab.closed(5_000);
  expect((await own.get('/account')).status).toBe(303);

  await stop();
}, 90_000);

/** Two that serve pages and one that works in the background. */
async function startProcesses(given: Record<string, string> = {}) {
  const settings = { MONGODB_URI: databaseUri(), WORKER: 'separate', LIMITS: 'false', ...given };
  const [portA, portB] = [await freePort(), await freePort()];
  const processes = [
    run('server.ts', [], { ...settings, PORT: String(portA) }),
    run('server.ts', [], { ...settings, PORT: String(portB) }),
    run('worker.ts', [], settings),
  ];
  await Promise.all(processes.map((one) => one.says(/"msg":"(listening|working)"/)));
  async function stop(): Promise<void> {
    for (const one of processes) one.signal('SIGTERM');
    expect(await Promise.all(processes.map((one) => one.ended()))).toEqual([0, 0, 0]);
    expect(processes.map((one) => one.err())).toEqual(['', '', '']);
  }
  return { a: { url: `http://localhost:${portA}` }, b: { url: `http://localhost:${portB}` }, stop };
}
