// The page of a search over HTTP: what is asked for is what is shown, with what each choice would give, and all of it from memory.
import { visitor } from '../support/http.ts';
import { aCoordinator, anAssignment } from '../support/people.ts';
import { startService } from '../support/service.ts';
import type { TestService } from '../support/service.ts';

let service: TestService;
let hidden: string;

beforeAll(async () => {
  service = await startService({ lasting: true });
  const { services } = service;
  const karin = await aCoordinator(services, { organisation: 'Läxhyllan' });
  await anAssignment(services, karin, {
    place: '1980-vasteras',
    address: 'Stora gatan 1',
    point: { lat: 59.6161, lon: 16.5527 },
    accessibility: { stepFree: 'yes' },
  });
  hidden = await anAssignment(services, karin, {
    title: 'Språkkafé för alla',
    description: 'Vi fikar och pratar svenska. Sedan går vi en sväng <b>tillsammans</b>.',
    causes: ['integration'],
    place: '1980-pettersberg',
    address: 'Kardusgatan 12',
    addressShown: 'match',
    practice: true,
    lowestAge: 15,
  });
  await anAssignment(services, karin, {
    title: 'Svara i telefon',
    where: 'remote',
    causes: ['elderly'],
    timing: 'flexible',
    slots: [],
  });
  await services.search.caughtUp();
});

const get = (path: string) => visitor(service).get(path);
const read = async (query: string): Promise<string> => (await get(`/assignments?${query}`)).text;
const titles = (html: string) =>
  [...html.matchAll(/<h3><a [^>]*>(.*?)<\/a>/g)].map(([, title = '']) => title.replace(/<\/?mark>/g, ''));
const found = (html: string) => /<h2 id="found"[^>]*>(\d+|Ing\S+)/.exec(html)?.[1];

test('each choice says how many it gives, in figures and in words', async () => {
  const html = await read('cause=children');
  expect(found(html)).toBe('1');
  expect(html).toMatch(/name="cause" value="children" checked>.*Barn och unga .*>1<.*, 1 uppdrag</);
  // The other causes count as if this one was not chosen, everything else as it is.
  expect(html).toMatch(/name="cause" value="integration">.*, 1 uppdrag</);
  expect(html).toMatch(/name="slot" value="2-afternoon"><span aria-hidden="true">1<\/span>/);
  expect(html).not.toContain('name="where" value="remote"');
  expect(html).toMatch(/<option value="13">13 år \(1 uppdrag\)/);
});

test('what is chosen stands above the list, each with the way back', async () => {
  const html = await read('q=spr%C3%A5k&near=1980-vasteras&km=10&practice=yes');
  const chips = [...html.matchAll(/<a class="tag is-good" href="([^"]*)">.*?<\/span>(.*?)<svg/g)];
  expect(
    chips.map(([, href = '', text]) => [text, href.replaceAll('&#x3D;', '=').replaceAll('&amp;', '&')]),
  ).toEqual([
    ['”språk”', '/assignments?near=1980-vasteras&km=10&practice=yes'],
    ['Inom 10 km från Västerås', '/assignments?q=spr%C3%A5k&practice=yes'],
    ['Du kan öva svenska', '/assignments?q=spr%C3%A5k&near=1980-vasteras&km=10'],
  ]);
  expect(html).toContain('<title>Uppdrag: språk · Handslag</title>');
});

test('the words that were asked for are marked, in a text that stays text', async () => {
  expect(await read('q=spr%C3%A5k')).toContain('<mark>Språkkafé</mark> för alla</a>');
  expect(await read('q=sprakkafe')).toContain('<mark>Språkkafé</mark> för alla</a>');
  expect(await read('q=prata+svenskan')).toMatch(/fikar och <mark>pratar<\/mark> <mark>svenska<\/mark>/);
  expect(await read('q=language+caf%C3%A9')).toContain('<mark>Språkkafé</mark> för alla</a>');
  expect(await read('q=tillsamans')).toContain('<mark>tillsammans</mark>');
  const html = await read('q=tillsammans');
  expect(html).toContain('&lt;b&gt;<mark>tillsammans</mark>&lt;/b&gt;');
});

test('what has only some of the words is shown as that', async () => {
  const html = await read('q=spr%C3%A5kkaf%C3%A9%20telefon');
  expect(titles(html).toSorted()).toEqual(['Språkkafé för alla', 'Svara i telefon']);
  expect(html).toContain('Inget uppdrag har alla dina ord. De här har några av dem.');
  expect(await read('q=spr%C3%A5kkaf%C3%A9%20alla')).not.toContain('alla dina ord');
});

test('a distance is told, and is a rough one where the address is not for everybody', async () => {
  const html = await read('near=1980-vasteras');
  expect(titles(html)).toHaveLength(3);
  expect(html).toContain('Mindre än 1 km bort');
  expect(html).toMatch(/Ungefär \d km bort/);
  expect(html).not.toContain('Kardusgatan');
  expect(titles(await read('near=1980-vasteras&km=25'))).toHaveLength(2);
});

test('what a form leaves empty is not in the address that it leads to, in any language', async () => {
  const { status, headers } = await get(
    '/en/assignments?q=&municipality=1980&municipality=&near=v%C3%A4ster%C3%A5s&km=10&from=',
  );
  expect([status, headers.location]).toEqual([
    303,
    '/en/assignments?municipality=1980&near=1980-vasteras&km=10',
  ]);
  const { text } = await get(String(headers.location));
  expect(text).toContain(
    `<link rel="canonical" href="${service.url}/en/assignments?municipality&#x3D;1980&amp;near&#x3D;1980-vasteras&amp;km&#x3D;10">`,
  );
  expect(text).toContain('<option value="10" selected>');
});

test('who has mistyped is asked whether something else was meant, with what that gives', async () => {
  const html = await read('q=spr%C3%A5kkafe+tillsamans');
  expect(titles(html)[0]).toBe('Språkkafé för alla');
  const [, href = '', n] =
    /href="([^"]*)">Menade du ”språkkafe tillsammans”\? (\d+) uppdrag/.exec(html) ?? [];
  const meant = (await get(href.replaceAll('&#x3D;', '=').replaceAll('&amp;', '&'))).text;
  expect(Number(n)).toBeGreaterThan(0);
  expect(found(meant)).toBe(n);
  expect(meant).not.toContain('Menade du');
});

test('a search without hits leads on, by links that give what they say', async () => {
  const html = await read('cause=children&slot=7-evening&access=stepFree');
  expect(found(html)).toBe('Inget');
  const [, list = ''] = /<h3 id="relaxed">[\s\S]*?<ul>([\s\S]*?)<\/ul>/.exec(html) ?? [];
  const ways = [...list.matchAll(/href="([^"]*)">(\d+) uppdrag/g)];
  expect(ways.length).toBeGreaterThan(0);
  for (const [, href = '', n] of ways)
    expect(found((await get(href.replaceAll('&#x3D;', '=').replaceAll('&amp;', '&'))).text)).toBe(n);
});

test('an unknown place and a broken address are told of, and the rest is searched', async () => {
  const html = await read('near=Atlantis&km=x&cause=integration');
  expect(html).toContain('Vi hittar ingen ort som heter Atlantis.');
  expect(html).toContain('En del av adressen gick inte att läsa');
  expect(titles(html)).toEqual(['Språkkafé för alla']);
});

test('an organisation has a search of its own, by its name', async () => {
  const organisation = String((await service.services.assignments.find(hidden)).organisation);
  const html = await read(`organisation=${organisation}`);
  expect(titles(html)).toHaveLength(3);
  expect(html).toContain('</span>Läxhyllan<svg');
  expect(html).toContain(`<input type="hidden" name="organisation" value="${organisation}">`);
});

test('nobody turns pages for ever', async () => {
  expect(await read('page=51')).toContain('Vi bläddrar inte längre än till sida 50.');
  expect(await read('page=999999')).toContain('Till första sidan');
  expect(await read('page=2')).toContain('Det finns inga fler uppdrag här.');
});

test('whatever is asked is answered in a moment', async () => {
  const values = Array.from({ length: 900 }, (_, n) => `cause=x${n}`).join('&');
  for (const query of [
    `q=${'%C3%A4'.repeat(2_400)}`,
    values,
    `q=${'a+'.repeat(7_000)}`,
    'km=1e309&near=NaN,NaN&page=-1',
    '%FF=%FE&q=%FF%FE',
  ]) {
    const times: number[] = [];
    for (let n = 0; n < 5; n += 1) {
      const began = performance.now();
      expect((await get(`/assignments?${query}`)).status).toBeLessThan(400);
      times.push(performance.now() - began);
    }
    expect(Math.min(...times)).toBeLessThan(50);
  }
});

test('for somebody who is not signed in no question goes to the database', async () => {
  const { db } = service.services.connection;
  await db?.command({ profile: 2 });
  for (const query of ['', 'q=l%C3%A4xor&near=1980-vasteras', 'cause=children&slot=7-evening'])
    await read(query);
  expect(await askedFor()).toEqual([]);
  await get(`/assignments/${hidden}`);
  expect(await askedFor()).not.toEqual([]);
  await db?.command({ profile: 0 });

  async function askedFor(): Promise<string[]> {
    const rows = (await db?.collection('system.profile').find().toArray()) ?? [];
    const asked = rows.filter(
      ({ op, ns }) => op !== 'getmore' && !/\$cmd|system\.|socket\.io/.test(String(ns)),
    );
    return asked.map(({ op, ns }) => `${String(op)} ${String(ns)}`);
  }
});
