// Pictures from outside: what is taken, what becomes of them, who sees them when, and how they are kept.
import sharp from 'sharp';
import { send, signedIn, visitor } from '../support/http.ts';
import type { Answer, Client } from '../support/http.ts';
import { aCoordinator, aModerator, anAssignment } from '../support/people.ts';
import { aPicture } from '../support/pictures.ts';
import { startService } from '../support/service.ts';
import type { TestService } from '../support/service.ts';

const ALT = 'Två personer läser en bok vid ett bord.';
let service: TestService;
let karin: Awaited<ReturnType<typeof aCoordinator>>;
let johan: Awaited<ReturnType<typeof aModerator>>;
let client: Client;

beforeAll(async () => {
  service = await startService({ lasting: true });
  karin = await aCoordinator(service.services);
  johan = await aModerator(service.services);
  client = await signedIn(service, karin.email);
});

test('[ASVS 5.3.1] a picture is drawn anew in our sizes and keeps nothing of where and how it was taken', async () => {
  const photo = await sharp({ create: { width: 3000, height: 2000, channels: 3, background: '#a04030' } })
    .withExif({
      IFD0: { Make: 'Kameran', Copyright: 'Anna Hemlig' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '59/1 36/1 0/1' },
    })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();
  expect((await sharp(photo).metadata()).exif).toBeDefined();
  const { id, picture } = await putUp(photo);
  await approve(picture);
  const page = (await visitor(service).get(`/assignments/${id}`)).text;
  for (const [size, width, height] of [
    ['small', 427, 640],
    ['large', 853, 1280],
    ['share', 1200, 630],
  ] as const) {
    const { bytes } = await visitor(service).get(`/pictures/${picture}/${size}`);
    const { exif, icc, xmp, iptc, ...found } = await sharp(bytes).metadata();
    expect([exif, xmp, iptc, icc]).toEqual([undefined, undefined, undefined, undefined]);
    expect(found).toMatchObject({ format: size === 'share' ? 'jpeg' : 'webp', width, height });
    expect(bytes.toString('latin1')).not.toMatch(/Anna Hemlig|Kameran/);
  }
  expect(page).toContain(
    `<img class="picture" src="/pictures/${picture}/large" alt="${ALT}" width="853" height="1280">`,
  );
  expect(page).toContain(`content="${service.url}/pictures/${picture}/share"`);
});

test('a picture is kept for a year, answers 304 to whoever has it, and says what it is', async () => {
  const { picture } = await putUp(await aPicture());
  await approve(picture);
  const path = `/pictures/${picture}/small`;
  const { status, headers } = await visitor(service).get(path);
  expect(status).toBe(200);
  expect(headers).toMatchObject({
    'content-type': 'image/webp',
    'cache-control': 'public, max-age=31536000, immutable',
    'x-content-type-options': 'nosniff',
  });
  expect((await visitor(service).get(path, { 'if-none-match': String(headers.etag) })).status).toBe(304);
  expect((await client.get(path)).headers['cache-control']).toBe('public, max-age=31536000, immutable');
});

test('until staff has approved it a new picture is seen by nobody else, and the one before it stays', async () => {
  const { id, picture: first } = await putUp(await aPicture());
  expect((await visitor(service).get(`/pictures/${first}/small`)).status).toBe(404);
  const own = await client.get(`/pictures/${first}/small`);
  expect([own.status, own.headers['cache-control']]).toEqual([200, 'private, no-store']);
  expect((await visitor(service).get(`/assignments/${id}`)).text).toContain('/img/causes/children.svg');
  await approve(first);
  const { picture: second } = await putUp(await aPicture(), id);
  expect((await visitor(service).get(`/assignments/${id}`)).text).toContain(`/pictures/${first}/large`);
  await service.services.moderation.decidePicture(johan, second, {
    decision: 'reject',
    text: 'Bilden är suddig.',
  });
  expect((await visitor(service).get(`/assignments/${id}`)).text).toContain(`/pictures/${first}/large`);
  expect((await client.get(`/assignments/${id}/picture`)).text).toContain('Bilden är suddig.');
  const { picture: third } = await putUp(await aPicture(), id);
  await approve(third);
  expect((await visitor(service).get(`/assignments/${id}`)).text).toContain(`/pictures/${third}/large`);
  expect((await visitor(service).get(`/pictures/${first}/large`)).status).toBe(404);
  await client.post(`/assignments/${id}/picture/remove`);
  expect((await visitor(service).get(`/assignments/${id}`)).text).toContain('/img/causes/children.svg');
});

test('two moderators never decide on the same picture', async () => {
  const { picture } = await putUp(await aPicture());
  const decide = (decision: 'approve' | 'reject') =>
    service.services.moderation.decidePicture(johan, picture, { decision, text: 'Se ovan.' });
  const results = await Promise.allSettled([decide('approve'), decide('reject'), decide('approve')]);
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  for (const result of results)
    if (result.status === 'rejected') expect(result.reason).toMatchObject({ status: 409 });
});

test('uploads at the same moment leave one that waits', async () => {
  const id = await anAssignment(service.services, karin);
  const files = await Promise.all([aPicture(), aPicture(), aPicture(), aPicture()]);
  await Promise.allSettled(
    files.map((file) => service.services.pictures.put(karin, { kind: 'assignment', id }, file, ALT)),
  );
  expect(await service.services.pictures.ofThing(id)).toHaveLength(1);
});

const svg =
  '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="400"><image href="file:///etc/passwd"/></svg>';
const bad: [string, () => Buffer | Promise<Buffer>, string][] = [
  ['a drawing that could carry a script', () => Buffer.from(svg), 'JPEG, PNG, WebP eller AVIF'],
  [
    'a page that calls itself a picture',
    () => Buffer.from('<html><script>alert(1)</script>'),
    'inte en bild',
  ],
  [
    'half a picture',
    async () => (await aPicture({ width: 2000, height: 2000 })).subarray(0, 900),
    'går inte att läsa',
  ],
  [
    'the head of a picture and nothing else',
    () => Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    'går inte att läsa',
  ],
  ['an archive', () => Buffer.from('PK\x03\x04\x14\0\0\0\x08\0a.png', 'latin1'), 'inte en bild'],
  ['a picture of a few points', () => aPicture({ width: 20, height: 20 }), 'för liten'],
  ['more than eight megabytes', () => Buffer.alloc(8 * 1_048_576 + 1, 0xff), 'för stor'],
  ['nothing', () => Buffer.alloc(0), 'Välj en bild'],
];

test.each(bad)(
  '[ASVS 1.3.4, 5.2.1, 5.2.2, 5.2.3] %s is refused at its field, and what was written stays',
  async (_, file, said) => {
    const id = await anAssignment(service.services, karin);
    const answer = await upload(id, await file());
    expect(answer.status).toBe(422);
    expect(answer.text).toMatch(new RegExp(`id="f-picture-error"[^]{0,200}${said}`));
    expect(answer.text).toContain(`value="${ALT}"`);
    expect(await service.services.pictures.ofThing(id)).toEqual([]);
  },
);

test('a small file that unpacks to a hundred million points is refused before it is unpacked', async () => {
  const bomb = await sharp({ create: { width: 10_000, height: 10_000, channels: 3, background: '#fff' } })
    .png({ compressionLevel: 9 })
    .toBuffer();
  expect(bomb.length).toBeLessThan(1_048_576);
  const before = process.memoryUsage().rss;
  const id = await anAssignment(service.services, karin);
  const answer = await upload(id, bomb);
  expect([answer.status, /fler bildpunkter/.test(answer.text)]).toEqual([422, true]);
  expect(process.memoryUsage().rss - before).toBeLessThan(150 * 1_048_576);
}, 30_000);

test('a picture without words, or with an address in them, is asked for again together with its words', async () => {
  const id = await anAssignment(service.services, karin);
  for (const alt of ['', 'Skriv till anna@example.org']) {
    const { status, text } = await upload(id, await aPicture(), { alt });
    expect(status).toBe(422);
    expect(text).toContain('id="f-alt-error"');
    expect(text).toContain('Välj bilden en gång till');
  }
});

test('a body that is no form of ours is refused, whatever it holds', async () => {
  const id = await anAssignment(service.services, karin);
  const file = await aPicture();
  const two = { ...part('picture', file), more: part('picture', file).body };
  const bodies: Buffer[] = [
    Buffer.concat([two.body, two.more, END]),
    Buffer.concat([part('other', file).body, END]),
    Buffer.concat([...Array.from({ length: 40 }, (_, n) => part(`f${n}`).body), END]),
    Buffer.concat([part('alt', Buffer.alloc(20_000, 'a'), '').body, END]),
    Buffer.from('--x\r\nContent-Disposition: form-data; name="alt"\r\n\r\n'),
    Buffer.from('not a form at all'),
  ];
  for (const body of bodies) expect((await post(id, body)).status).toBe(400);
  const strange = Buffer.concat([
    part('__proto__[x]', Buffer.from('1'), '').body,
    part('alt[$ne]', Buffer.from('1'), '').body,
    END,
  ]);
  expect((await post(id, strange)).status).toBe(422);
  expect(await service.services.pictures.ofThing(id)).toEqual([]);
});

test('a picture sent from another site is refused, and so is one for somebody else’s assignment', async () => {
  const id = await anAssignment(service.services, karin);
  const body = Buffer.concat([
    part('alt', Buffer.from(ALT), '').body,
    part('picture', await aPicture()).body,
    END,
  ]);
  expect((await post(id, body, { origin: 'https://evil.example' })).status).toBe(403);
  const other = await aCoordinator(service.services);
  const { cookie } = { cookie: (await signedIn(service, other.email)).cookie() };
  expect((await post(id, body, { cookie })).status).toBe(404);
  expect(await service.services.pictures.ofThing(id)).toEqual([]);
});

const END = Buffer.from('--x--\r\n');

function part(
  name: string,
  content: Buffer = Buffer.from('1'),
  file = '; filename="../../a.png"',
): { body: Buffer } {
  const head = `--x\r\nContent-Disposition: form-data; name="${name}"${file}\r\n\r\n`;
  return { body: Buffer.concat([Buffer.from(head), content, Buffer.from('\r\n')]) };
}

function upload(id: string, file: Buffer, { alt = ALT } = {}): Promise<Answer> {
  return post(id, Buffer.concat([part('alt', Buffer.from(alt), '').body, part('picture', file).body, END]));
}

function post(id: string, body: Buffer, headers: Record<string, string> = {}): Promise<Answer> {
  return send(
    service.url,
    'POST',
    `/assignments/${id}/picture`,
    {
      cookie: client.cookie(),
      origin: service.url,
      'content-type': 'multipart/form-data; boundary=x',
      ...headers,
    },
    body,
  );
}

/** Returns the assignment and its waiting picture. */
async function putUp(file: Buffer, of?: string): Promise<{ id: string; picture: string }> {
  const id = of ?? (await anAssignment(service.services, karin));
  expect((await upload(id, file)).status).toBe(303);
  const waiting = (await service.services.pictures.ofThing(id)).find(({ status }) => status === 'waiting');
  return { id, picture: String(waiting?._id) };
}

async function approve(picture: string): Promise<void> {
  await service.services.moderation.decidePicture(johan, picture, { decision: 'approve', text: '' });
}
