// The page of an assignment as everybody gets it: finished bytes that are right while they are kept and nobody's own, and what is said of one that is gone.
import { brotliDecompressSync } from 'node:zlib';
import { hour } from '../../src/platform/clock.ts';
import { send, signedIn } from '../support/http.ts';
import {
  aCoordinator,
  aDraft,
  aModerator,
  anAssignment,
  aPerson,
  applicationText,
} from '../support/people.ts';
import type { TestPerson } from '../support/people.ts';
import { startService } from '../support/service.ts';
import type { TestService } from '../support/service.ts';

let service: TestService;
let karin: TestPerson & { organisation: string };

beforeEach(async () => {
  service = await startService();
  karin = await aCoordinator(service.services);
});

/** As a browser that is nobody's asks for it, once the index has heard of everything. */
async function shown(id: string): Promise<{ status: number; text: string }> {
  await service.services.search.caughtUp();
  const { status, bytes, headers } = await send(service.url, 'GET', `/assignments/${id}`, {
    'accept-encoding': 'br',
  });
  const isPacked = headers['content-encoding'] === 'br';
  return { status, text: String(isPacked ? brotliDecompressSync(bytes) : bytes) };
}

const kept = (): number => service.services.finished.size().pages;

test('is made once, and anew when something changes that it shows', async () => {
  const { services } = service;
  const id = await anAssignment(services, karin, { title: 'Baka bullar', places: 3 });
  const first = await shown(id);
  expect([first.status, kept()]).toEqual([200, 1]);
  expect(await shown(id)).toEqual(first);

  await services.assignments.save(karin, id, { places: 7 });
  expect((await shown(id)).text).toMatch(/7 platser/);
  await services.applications.apply(await aPerson(services), id, applicationText());
  const waited = (await shown(id)).text;
  expect(waited).toMatch(/1 väntar/);
  await services.assignments.pause(karin, id);
  expect((await shown(id)).text).not.toEqual(waited);
  await services.assignments.close(karin, id, 'over');
  expect(await shown(id)).toMatchObject({
    status: 200,
    text: expect.stringContaining('tar inte längre emot intresseanmälningar') as string,
  });
});

test('follows the clock: what can no longer be applied for says so', async () => {
  const { services, clock } = service;
  const id = await anAssignment(services, karin, {
    dates: soon(clock.now()),
    timing: 'dates',
  });
  const before = (await shown(id)).text;
  clock.moveBy(72 * hour);
  expect((await shown(id)).text).not.toEqual(before);
});

test('holds nothing of anybody, and who is signed in leaves nothing there', async () => {
  const { services } = service;
  const id = await anAssignment(services, karin, { addressShown: 'match', address: 'Kanariegatan 7' });
  const amina = await aPerson(services, { name: 'Ingegerd-Kanarie' });
  const own = await signedIn(service, amina.email);
  await own.post(`/assignments/${id}/saved`, { saved: 'yes' });
  await services.applications.apply(amina, id, applicationText());
  await own.get(`/assignments/${id}`, { 'accept-encoding': 'br' });
  expect(kept()).toBe(0);
  await shown(id);
  const all = services.finished.contents().map((bytes) => String(brotliDecompressSync(bytes)));
  expect(all).toHaveLength(1);
  expect(all.join('')).not.toMatch(/Kanarie|Ingegerd|aria-pressed="true"/);
});

test('is gone (410) once staff has closed it or the organisation, and what was never public is not there (404)', async () => {
  const { services } = service;
  const id = await anAssignment(services, karin);
  const draft = await aDraft(services, karin);
  expect([(await shown(id)).status, (await shown(draft)).status]).toEqual([200, 404]);
  const staff = await aModerator(services);
  const { revision } = await services.organisations.find(karin.organisation);
  const given = { revision, reasons: [], text: 'Vi behöver veta mer.' };
  await services.moderation.decideOrganisation(staff, karin.organisation, { ...given, decision: 'suspend' });
  const gone = await shown(id);
  expect(gone.status).toBe(410);
  expect(gone.text).toContain('Uppdraget är borttaget');
  expect(gone.text).toContain('name="q"');
  expect([(await shown(draft)).status, kept()]).toEqual([404, 0]);
});

function soon(now: Date) {
  const date = new Date(now.getTime() + 48 * hour).toISOString().slice(0, 10);
  return [{ date, from: '10:00', to: '12:00' }];
}
