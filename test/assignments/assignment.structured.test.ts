// What search engines read of an assignment: true, whole while it is open, and never more than the page shows.
import { Parser } from 'htmlparser2';
import { visitor } from '../support/http.ts';
import { aCoordinator, anAssignment } from '../support/people.ts';
import { startService } from '../support/service.ts';
import type { TestService } from '../support/service.ts';

async function structured(service: TestService, path: string): Promise<Record<string, unknown>[]> {
  const { text } = await visitor(service).get(path);
  let isInside = false;
  let json = '';
  const parser = new Parser({
    onopentag: (name, { type }) => (isInside = name === 'script' && type === 'application/ld+json'),
    ontext: (part) => (json += isInside ? part : ''),
    onclosetag: () => (isInside = false),
  });
  parser.end(text);
  return json === '' ? [] : (JSON.parse(json) as Record<string, unknown>[]);
}

test('an open assignment is a posting for volunteers, with the way to it', async () => {
  const service = await startService();
  const coordinator = await aCoordinator(service.services);
  const id = await anAssignment(service.services, coordinator, { places: 3 });
  const [posting, way] = await structured(service, `/en/assignments/${id}`);
  expect(posting).toMatchObject({
    '@type': 'JobPosting',
    url: `${service.url}/en/assignments/${id}`,
    title: 'Läs läxor med mellanstadiebarn',
    employmentType: 'VOLUNTEER',
    datePosted: '2026-11-24T09:00:00.000Z',
    totalJobOpenings: 3,
    inLanguage: 'sv',
    jobLocation: { address: { addressCountry: 'SE' } },
  });
  expect(way).toMatchObject({ '@type': 'BreadcrumbList' });
  await service.services.assignments.close(coordinator, id, 'filled');
  expect(await structured(service, `/assignments/${id}`)).toEqual([]);
});

test('[ASVS 1.2.1] words that would end the element do not', async () => {
  const service = await startService();
  const coordinator = await aCoordinator(service.services);
  const description = 'Vi läser </script><script>alert(1)</script> tillsammans på biblioteket varje tisdag.';
  const id = await anAssignment(service.services, coordinator, { description });
  const [posting] = await structured(service, `/assignments/${id}`);
  expect(posting?.['description']).toBe(description);
});

test.each(['match', 'never'] as const)(
  'an address that is shown to %s is not in it',
  async (addressShown) => {
    const service = await startService();
    const coordinator = await aCoordinator(service.services);
    const id = await anAssignment(service.services, coordinator, {
      addressShown,
      address: 'Hemliga gatan 7',
    });
    const found = await structured(service, `/assignments/${id}`);
    expect(found).toHaveLength(2);
    expect(JSON.stringify(found)).not.toContain('Hemliga');
  },
);
