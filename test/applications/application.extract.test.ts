// A record extract: asked for with the offer and of whom it may be, noted as shown to whom and when, with nothing of the paper anywhere.
import fc from 'fast-check';
import { ageOn, dueOf, isFresh, offered, runsOn } from '../../src/applications/application.awaited.policy.ts';
import { day } from '../../src/platform/clock.ts';
import { signedIn } from '../support/http.ts';
import type { Client } from '../support/http.ts';
import { aMatching, expectRefused, expectSound, matchingOf } from '../support/matching.ts';
import type { Matching } from '../support/matching.ts';
import { aCoordinator, anAssignment, aPerson, applicationText } from '../support/people.ts';
import { aPictureForm } from '../support/pictures.ts';
import { startService, testStart } from '../support/service.ts';
import type { TestService } from '../support/service.ts';

const asking = { withChildren: true, recordExtract: true };

async function anOffer(change = {}): Promise<Matching & { application: string }> {
  const m = await aMatching(2, { ...asking, ...change });
  await m.apply(0);
  await m.offer(0);
  return { ...m, application: await m.id(0) };
}

function noteAs(m: Matching, id: string, shownOn: string) {
  return m.services.applications.noteExtract(m.coordinator, id, shownOn);
}

describe('what is awaited', () => {
  const anyNow = fc.date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true });
  const anyDay = fc
    .date({ min: new Date('2019-01-01'), max: new Date('2041-01-01'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10));
  const anyConsent = fc.option(
    fc.record(
      {
        guardian: fc.constant('Gunnel'),
        isUnder15: fc.boolean(),
        askedAt: anyNow,
        givenAt: anyNow,
      },
      { requiredKeys: ['guardian', 'isUnder15', 'askedAt'] },
    ),
    { nil: undefined },
  );

  test('an offer stands still exactly while something is due, and nobody under 15 is asked for an extract', () => {
    fc.assert(
      fc.property(anyNow, anyConsent, fc.boolean(), (now, consent, recordExtract) => {
        const assignment = { recordExtract };
        const made = offered(now, assignment, consent === undefined ? {} : { consent });
        const due = dueOf({ consent, extract: made.extract }, assignment, now);
        expect(made.awaitedSince !== undefined).toBe(due.length > 0);
        expect(made.extract !== undefined).toBe(recordExtract && consent?.isUnder15 !== true);
        expect(made.expiresAt?.getTime()).toBe(now.getTime() + (due.length > 0 ? 33 : 5) * day);
      }),
    );
  });

  test('the clock runs on once, when the last of it is in', () => {
    fc.assert(
      fc.property(
        anyNow,
        anyConsent,
        fc.nat({ max: 32 * day }),
        fc.boolean(),
        (now, consent, later, first) => {
          const assignment = { recordExtract: true };
          const before = offered(now, assignment, consent === undefined ? {} : { consent });
          const at = new Date(now.getTime() + later);
          const given = consent && { ...consent, givenAt: consent.givenAt ?? at };
          const shown = before.extract && { ...before.extract, shownOn: at.toISOString().slice(0, 10) };
          const both = { ...before, status: 'offered' as const, consent: given, extract: shown };
          const one = first ? { ...both, extract: before.extract } : { ...both, consent };
          for (const after of [one, both]) {
            const isIn = dueOf(after, assignment, at).length === 0;
            const runs = runsOn(after, assignment, at);
            expect(runs !== undefined).toBe(before.awaitedSince !== undefined && isIn);
            if (runs !== undefined) expect(runsOn({ ...after, ...runs }, assignment, at)).toBeUndefined();
          }
        },
      ),
    );
  });

  test('an extract is fresh from the day it was shown for a year, and not before', () => {
    fc.assert(
      fc.property(anyDay, anyNow, (shownOn, now) => {
        const days = (now.getTime() - Date.parse(shownOn)) / day;
        if (days > 1 && days < 364) expect(isFresh(shownOn, now)).toBe(true);
        if (days < -1 || days > 368) expect(isFresh(shownOn, now)).toBe(false);
      }),
    );
    expect(isFresh('2025-11-24', testStart)).toBe(true);
    expect(isFresh('2025-11-23', testStart)).toBe(false);
    expect(isFresh('2026-11-25', testStart)).toBe(false);
  });

  test.each([
    ['2008-11-24', 18],
    ['2008-11-25', 17],
    ['2008-02-29', 18],
  ])('born %s one is %i', (born, age) => {
    expect(ageOn('2026-11-24', born)).toBe(age);
  });
});

test('an offer is confirmed once the extract was shown, and only the day and to whom is kept', async () => {
  const m = await anOffer();
  await expectRefused(m.confirm(0), 'applications.refused.extract');
  await noteAs(m, m.application, '2026-11-20');
  const { extract } = await m.read(0);
  expect(Object.keys(extract ?? {}).sort()).toEqual(['askedAt', 'shownOn', 'to']);
  expect([extract?.shownOn, String(extract?.to)]).toEqual(['2026-11-20', m.coordinator.id]);
  await m.confirm(0);
  expect(await m.states()).toEqual(['matched', 'none']);
  await expectSound(m);
});

test('it is asked only of whom a place was offered, and noted only by the organisation', async () => {
  const m = await aMatching(2, asking);
  const id = await m.apply(0);
  expect((await m.read(0)).extract).toBeUndefined();
  await expectRefused(noteAs(m, id, '2026-11-20'), 'applications.refused.changed');
  await m.offer(0);
  await expectRefused(m.services.applications.noteExtract(m.who(0), id, '2026-11-20'), 'errors.404.text');
  await expectRefused(noteAs(m, id, '2026-11-25'), 'applications.refused.extractAgain');
  await expectRefused(noteAs(m, id, '2025-11-23'), 'applications.refused.extractAgain');
});

test('one that has become older than a year is refused when the volunteer confirms', async () => {
  const m = await anOffer();
  await noteAs(m, m.application, '2025-11-24');
  m.clock.moveBy(day);
  await expectRefused(m.confirm(0), 'applications.refused.extractAgain');
  await noteAs(m, m.application, '2026-11-25');
  await m.confirm(0);
  expect(await m.states()).toEqual(['matched', 'none']);
});

test('what the assignment no longer asks for is not awaited', async () => {
  const m = await anOffer();
  await m.services.assignments.save(m.coordinator, m.assignment, { recordExtract: false });
  await m.confirm(0);
  expect(await m.states()).toEqual(['matched', 'none']);
});

test('nobody under 15 is asked for one', async () => {
  const m = await aMatching(1, asking);
  const minor = {
    isUnder15: true,
    guardian: { name: 'Gunnel', email: 'gunnel@example.org' },
    language: 'sv' as const,
  };
  await m.services.applications.apply(m.who(0), m.assignment, { ...applicationText(), minor });
  await m.offer(0);
  expect((await m.read(0)).extract).toBeUndefined();
  await expectRefused(m.confirm(0), 'applications.refused.consent');
});

test('with consent and extract both due the clock stands still until the later of them', async () => {
  const m = await aMatching(1, { ...asking, admission: 'direct' });
  const minor = {
    isUnder15: false,
    guardian: { name: 'Gunnel', email: 'gunnel@example.org' },
    language: 'sv' as const,
  };
  const { applications, connection, links } = m.services;
  const id = await applications.apply(m.who(0), m.assignment, { ...applicationText(), minor });
  expect(await m.states()).toEqual(['offered']);
  const made = m.clock.now().getTime();
  m.clock.moveBy(3 * day);
  await noteAs(m, id, '2026-11-27');
  expect((await m.read(0)).expiresAt?.getTime()).toBe(made + 33 * day);
  m.clock.moveBy(4 * day);
  const link = await connection.collection('links').findOne({ purpose: 'consent' });
  await applications.consent(links.token(String(link?._id)), 'sv');
  expect((await m.read(0)).expiresAt?.getTime()).toBe(made + 12 * day);
  await m.confirm(0);
  await expectSound(m);
});

test('both sides read why it waits and what to do, and then to whom it was shown', async () => {
  const service = await startService();
  const { m, id, ours, theirs } = await onPages(service);
  const page = async (client: Client) => (await client.get(`/applications/${id}`)).text;
  expect(await page(theirs)).toContain('Beställ utdraget för arbete med barn hos Polisen');
  expect(await page(theirs)).toContain('Tiden för att svara står still');
  expect(await page(theirs)).not.toContain('Ja, jag kommer');
  expect(await page(ours)).toContain('lämna tillbaka det och anteckna dagen här');
  expect(await page(ours)).toContain('Tiden för att svara står still');
  for (const [shownOn, words] of [
    ['2026-11-25', 'Dagen har inte varit ännu'],
    ['2025-11-23', 'Det är mer än ett år sedan'],
    ['', 'Fyll i'],
  ] as const) {
    const answer = await ours.post(`/applications/${id}/extract`, { shownOn });
    expect([answer.status, answer.text.includes(words)]).toEqual([422, true]);
  }
  expect((await ours.post(`/applications/${id}/extract`, { shownOn: '2026-11-20' })).status).toBe(303);
  for (const client of [ours, theirs])
    expect(await page(client)).toMatch(new RegExp(`Visat för ${m.coordinator.name} (?:\\S+ )?20 november`));
  expect(await page(theirs)).toContain('Ja, jag kommer');
});

test('there is no way to send the paper: no page has a field for it, and a file that is sent goes nowhere', async () => {
  const service = await startService();
  const { id, ours, theirs } = await onPages(service);
  for (const client of [ours, theirs])
    expect((await client.get(`/applications/${id}`)).text).not.toMatch(/type="file"|multipart/);
  const { connection } = service.services;
  const count = async () =>
    JSON.stringify(await connection.collection('applications').find().toArray()) +
    String(await connection.collection('pictures').countDocuments());
  const before = await count();
  const form = { ...aPictureForm(), shownOn: '2026-11-20' };
  for (const client of [ours, theirs]) {
    const { status } = await client.post(`/applications/${id}/extract`, form);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
  }
  expect(await count()).toBe(before);
});

/** An offer that awaits an extract, and the two sides at their browsers. */
async function onPages(service: TestService) {
  const { services } = service;
  const coordinator = await aCoordinator(services);
  const assignment = await anAssignment(services, coordinator, asking);
  const m = matchingOf(service, coordinator, assignment, [await aPerson(services)]);
  const id = await m.apply(0);
  await m.offer(0);
  const [ours, theirs] = [
    await signedIn(service, coordinator.email),
    await signedIn(service, m.who(0).email),
  ];
  return { m, id, ours, theirs };
}
