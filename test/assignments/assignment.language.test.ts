// What an association writes carries its language, where that is not the one of the page.
import { visitor } from '../support/http.ts';
import { aCoordinator, anAssignment } from '../support/people.ts';
import { startService } from '../support/service.ts';

test('words in another language than the page say which, and those in the same say nothing', async () => {
  const service = await startService();
  const coordinator = await aCoordinator(service.services);
  const inSwedish = await anAssignment(service.services, coordinator);
  const inFrench = await anAssignment(service.services, coordinator, {
    title: 'Le café du samedi',
    textLang: 'fr',
    requirements: ['Aimer le café.'],
  });
  const read = async (path: string): Promise<string> => (await visitor(service).get(path)).text;
  const french = await read(`/assignments/${inFrench}`);
  expect(french).toContain('<h1 lang="fr" dir="auto">Le café du samedi</h1>');
  expect(french).toMatch(/<ul lang="fr" dir="auto">\s*<li>Aimer le café/);
  await service.services.search.caughtUp();
  expect(await read('/assignments')).toContain('lang="fr" dir="auto">Le café du samedi</a>');
  expect(await read(`/assignments/${inSwedish}`)).not.toMatch(/<h1[^>]* lang=/);
  expect(await read(`/en/assignments/${inSwedish}`)).toContain('<h1 lang="sv" dir="auto">');
});
