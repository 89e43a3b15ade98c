// The pages of help: every picture is there in every language and is one that the script takes, every link leads to its task, and nothing is too heavy.
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { shots } from '../../docs/screenshots/shots.ts';
import { helpPages, pictureFolders, pictureSize, tasks } from '../../src/help/help.view.ts';
import { facts, languages } from '../../src/platform/i18n/languages.ts';
import { visitor } from '../support/http.ts';
import { startService } from '../support/service.ts';
import { ROOT, textFiles } from '../support/sources.ts';

const folder = join(ROOT, 'public/img/help');
const folders = [...new Set(languages.map((lang) => pictureFolders[lang]))];
const pictures = helpPages.flatMap((name) => tasks[name].flatMap(({ picture }) => picture ?? []));

test('the script takes every picture that help shows, and no other', () => {
  expect(shots.map(({ name }) => name).sort()).toEqual(pictures.map(({ name }) => name).sort());
});

test.each(folders)('every picture is there in %s, in both sizes, and no file is left over', async (lang) => {
  const expected = pictures.flatMap(({ name }) => [`${name}-1x.webp`, `${name}-2x.webp`]);
  expect(readdirSync(join(folder, lang)).sort()).toEqual(expected.sort());
  for (const { name } of pictures)
    for (const times of [1, 2]) {
      const { width, height, exif } = await sharp(join(folder, lang, `${name}-${times}x.webp`)).metadata();
      expect({ name, width, height, exif }).toEqual({
        name,
        width: times * pictureSize.width,
        height: times * pictureSize.height,
        exif: undefined,
      });
    }
});

test('all pictures together are lighter than one and a half megabytes', () => {
  const bytes = folders
    .flatMap((lang) => readdirSync(join(folder, lang)).map((file) => statSync(join(folder, lang, file)).size))
    .reduce((sum, size) => sum + size, 0);
  expect(bytes).toBeLessThan(1_500_000);
});

test.each(languages)(
  'the pages in %s show them with words beside them, when they come near',
  async (lang) => {
    const { t, prefix } = facts[lang];
    const client = visitor(await startService());
    for (const name of helpPages) {
      const { text, status } = await client.get(`${prefix}/help/${name}`);
      expect(status).toBe(200);
      const images = [...text.matchAll(/<img [^>]*class="picture"[^>]*>/g)].map(([image]) => image);
      expect(images).toHaveLength(tasks[name].filter(({ picture }) => picture !== undefined).length);
      for (const image of images) {
        expect(image).toContain('loading="lazy"');
        expect(image).toContain(`width="${pictureSize.width}" height="${pictureSize.height}"`);
        for (const [, file = ''] of image.matchAll(/\/(img\/help\/[^?]+)\?v=/g))
          expect(existsSync(join(ROOT, 'public', file))).toBe(true);
      }
      for (const { id, title, picture } of tasks[name]) {
        expect(text).toContain(`<h2 id="${id}">${t(title)}</h2>`);
        expect(text).toContain(`<a href="#${id}">`);
        if (picture !== undefined) expect(t(picture.alt).length).toBeGreaterThan(20);
      }
    }
  },
);

test('every page leads to help, and a link to a task leads to one that is there, by its own name', async () => {
  expect((await visitor(await startService()).get('/contact')).text).toContain('<a href="/help">');
  const links = textFiles('views/**/*.hbs').flatMap(({ file, text }) =>
    [...text.matchAll(/help\/link to="(\w+)#(\w+)" task="help\.([\w.]+)"/g)].map(
      ([, page = '', id = '', task = '']) => ({ file, page, id, task }),
    ),
  );
  expect(links.length).toBeGreaterThan(8);
  const known = helpPages.flatMap((page) => tasks[page].map(({ id }) => `${page}.${id}`));
  for (const { page, id, task } of links) {
    expect(known).toContain(task);
    expect(`${page}.${id}`).toBe(task);
  }
});

test('where a task says to go is a page of the service', async () => {
  const client = visitor(await startService());
  for (const { href } of helpPages.flatMap((name) => tasks[name]))
    expect([200, 303]).toContain((await client.get(href)).status);
});
