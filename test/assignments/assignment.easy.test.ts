// The easy Swedish that an association wrote comes first for whoever reads the pages in easy Swedish, on the card and on the page.
import { easyOpening } from '../../src/assignments/assignment.easy.ts';
import { visitor } from '../support/http.ts';
import { aCoordinator, anAssignment } from '../support/people.ts';
import { startService } from '../support/service.ts';

const easySummary =
  'Vi träffas på onsdagar. Vi dricker kaffe och pratar svenska. Du hjälper andra att prata.';

test('a card opens with as many whole sentences as it has room for', () => {
  expect(easyOpening({ easySummary }, 'latt')).toBe(easySummary);
  const long = `${easySummary} ${easySummary} ${easySummary}`;
  const shown = easyOpening({ easySummary: long }, 'latt') ?? '';
  expect(shown.length).toBeLessThanOrEqual(160);
  expect(long.startsWith(`${shown} `)).toBe(true);
  expect(shown).toMatch(/\.$/);
  const one = 'ord '.repeat(80).trim();
  expect(easyOpening({ easySummary: one }, 'latt')).toBe(one);
});

test('there is none where nobody wrote one, or where the page is not in easy Swedish', () => {
  expect(easyOpening({ easySummary: ' ' }, 'latt')).toBeUndefined();
  expect(easyOpening({ easySummary }, 'sv')).toBeUndefined();
  expect(easyOpening({ easySummary }, 'en')).toBeUndefined();
});

test('the page says it before everything else, once, and the rest under its own headings', async () => {
  const service = await startService();
  const id = await anAssignment(service.services, await aCoordinator(service.services), { easySummary });
  const order = async (prefix: string): Promise<string[]> => {
    const { text } = await visitor(service).get(`${prefix}/assignments/${id}`);
    return [...text.matchAll(/id="(easy|what)"|class="(picture|facts is-wide)"/g)].map(
      ([, heading, part]) => heading ?? part ?? '',
    );
  };
  const easy = await order('/latt');
  expect(easy.slice(0, 4)).toEqual(['easy', 'picture', 'facts is-wide', 'what']);
  expect(easy.filter((one) => one === 'easy')).toHaveLength(1);
  expect((await order('')).slice(0, 4)).toEqual(['picture', 'facts is-wide', 'easy', 'what']);
  const list = (prefix: string) => visitor(service).get(`${prefix}/assignments`);
  expect((await list('/latt')).text).toContain(`<p>${easySummary}</p>`);
  expect((await list('')).text).not.toContain('Vi träffas på onsdagar.');
});

test('Swedish words are marked as Swedish where the page is not, and nowhere else', async () => {
  const service = await startService();
  const id = await anAssignment(service.services, await aCoordinator(service.services), { easySummary });
  const page = async (prefix: string) => (await visitor(service).get(`${prefix}/assignments/${id}`)).text;
  const marked = '<p class="as-typed" lang="sv" dir="auto">Vi träffas på onsdagar.';
  expect(await page('/en')).toContain(marked);
  for (const prefix of ['', '/latt']) {
    const text = await page(prefix);
    expect(text).toContain('<p class="as-typed">Vi träffas på onsdagar.');
    expect(text).toContain('<html lang="sv" dir="ltr">');
  }
});
