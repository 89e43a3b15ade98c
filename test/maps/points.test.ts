// What the map of a search is sent: all its hits that have a place, gathered, and never more of where something is than everybody may know.
import { visitor } from '../support/http.ts';
import { aCoordinator, anAssignment } from '../support/people.ts';
import { startService } from '../support/service.ts';
import type { TestService } from '../support/service.ts';

interface Points {
  status: string;
  bounds?: [[number, number], [number, number]];
  cells: { at: [number, number]; n: number; isArea: boolean; label: string; told: Told[]; more?: string }[];
}
interface Told {
  href: string;
  title: string;
  lang?: string;
  where: string;
}

const door = { lat: 59.61234, lon: 16.53421 };
const secret = { lat: 59.60777, lon: 16.51777 };
let service: TestService;

beforeAll(async () => {
  service = await startService({ lasting: true });
  const { services } = service;
  const karin = await aCoordinator(services);
  const backby = { municipality: '1980', place: '1980-backby' };
  await anAssignment(services, karin, { title: 'Vid dörren', ...backby, point: door, addressShown: 'all' });
  await anAssignment(services, karin, {
    title: 'Dold gata',
    ...backby,
    point: secret,
    addressShown: 'match',
  });
  await anAssignment(services, karin, { title: 'Skyddat', ...backby, point: secret, addressShown: 'never' });
  await anAssignment(services, karin, { title: 'På distans', where: 'remote' });
  await anAssignment(services, karin, { title: 'I Köping', municipality: '1983', causes: ['animals'] });
  await services.search.caughtUp();
});

async function points(query = '', prefix = ''): Promise<Points> {
  const { status, text } = await visitor(service).get(`${prefix}/assignments/points${query}`);
  expect(status).toBe(200);
  return JSON.parse(text) as Points;
}

const titles = ({ cells }: Points) => cells.flatMap(({ told }) => told.map(({ title }) => title)).sort();
const sum = ({ cells }: Points) => cells.reduce((all, { n }) => all + n, 0);
const vasteras = 'view=59.5,16.3,59.7,16.8';

test('all that has a place is there, and what is remote is not', async () => {
  const all = await points();
  expect(sum(all)).toBe(4);
  expect(all.status).toBe('4 uppdrag i den här delen av kartan');
  expect((await points('', '/en')).status).toBe('4 assignments in this part of the map');
  expect(sum(await points('?cause=animals'))).toBe(1);
  expect(sum(await points(`?${vasteras}`))).toBe(3);
  expect(sum(await points(`?municipality=1983&${vasteras}`))).toBe(0);
  expect(sum(await points('?bounds=59.4,15.9,59.6,16.1'))).toBe(1);
  expect(sum(await points(`?bounds=59.4,15.9,59.6,16.1&${vasteras}`))).toBe(0);
});

test('close up each is told by name, a hidden one at the middle of its area', async () => {
  const close = await points(`?${vasteras}&zoom=12`);
  expect(titles(close)).toEqual(['Dold gata', 'Skyddat', 'Vid dörren']);
  const cell = (title: string) => close.cells.find(({ told }) => told.some((one) => one.title === title));
  expect(cell('Vid dörren')).toMatchObject({ at: [door.lat, door.lon], isArea: false, n: 1 });
  expect(cell('Dold gata')).toMatchObject({ isArea: true, label: '1 uppdrag i Bäckby, Västerås' });
  expect(cell('Dold gata')?.told[0]?.where).toBe('Någonstans i Bäckby, Västerås');
  expect(cell('Skyddat')?.told[0]?.where).toBe('Någonstans i Västerås');
});

test('nothing tells a hidden point, however closely and wherever one looks', async () => {
  for (let zoom = 4; zoom <= 13; zoom += 1)
    for (const size of [0.002, 0.02, 0.2]) {
      const { lat, lon } = secret;
      const view = [lat - size, lon - size, lat + size, lon + size].join(',');
      const answer = await points(`?view=${view}&zoom=${zoom}`);
      expect(JSON.stringify(answer)).not.toMatch(/59\.607|16\.517/);
      // The two are found only where their areas are.
      if (size < 0.02) expect(sum(answer)).toBe(0);
    }
});

test.each([
  '?view=NaN,NaN,NaN,NaN',
  '?view=1,2,3',
  '?view=70,10,50,20',
  `?view=${'9'.repeat(200)}`,
  '?zoom=NaN',
  '?zoom=1e308',
  '?zoom=-5',
  '?view=59,16&view=60,17&zoom=4&zoom=5',
  '?bounds=x&q=%ff%fe',
])('what makes no sense is the whole country: %s', async (query) => {
  expect(sum(await points(query))).toBe(4);
});

test('every map is told the names of places, and the tiles of whoever runs the service', async () => {
  const about = JSON.parse((await visitor(service).get('/en/map.json')).text);
  expect(about.words.zoomIn).toBe('Zoom in');
  expect(about.names).toContainEqual([
    '1980-vasteras',
    'Västerås',
    expect.any(Number),
    expect.any(Number),
    0,
  ]);
  expect(about.tiles).toBeUndefined();
});
