// The picture beside a link: drawn from outlines, whole on a machine without fonts, and never broken by what a title holds.
import fc from 'fast-check';
import { Parser } from 'htmlparser2';
import sharp from 'sharp';
import { canDraw, linesOf, widthOf } from '../../src/sharing/outlined-text.ts';
import { drawShared, sharedSvg } from '../../src/sharing/share-picture.ts';
import { publicFolder } from '../../src/services.ts';
import { send, visitor } from '../support/http.ts';
import { aCoordinator, aDraft, anAssignment } from '../support/people.ts';
import { startService } from '../support/service.ts';

const thing = {
  title: 'Prata svenska över en kopp kaffe',
  organisation: 'Kaffe och Verb',
  where: 'Pettersberg, Västerås',
  drawing: 'integration',
};

test('any text is broken into lines that have room, and what is left out ends in an ellipsis', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', maxLength: 200 }),
      fc.integer({ min: 20, max: 90 }),
      (text, size) => {
        const lines = linesOf(text, size, 1_000, 3);
        expect(lines.length).toBeLessThanOrEqual(3);
        for (const line of lines) expect(widthOf(line, size)).toBeLessThanOrEqual(1_000);
        const kept = lines.join(' ').replaceAll(/[\s…]+/g, '');
        expect(
          text
            .normalize('NFC')
            .replaceAll(/[\s…]+/g, '')
            .startsWith(kept.slice(0, 3)),
        ).toBe(true);
      },
    ),
  );
});

test('å, ä, ö and the letters of our neighbours can be drawn; other scripts are said not to be', () => {
  expect(canDraw('Åka över älven – ”ja”, Łódź, Đorđe, 3 €')).toBe(true);
  expect(canDraw('مساعدة')).toBe(false);
});

test('whatever the words are, the picture stays well-formed and holds none of them as markup', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 80 }), fc.string({ maxLength: 40 }), (title, organisation) => {
      const names = new Set<string>();
      const parser = new Parser({ onopentag: (name) => names.add(name) }, { xmlMode: true });
      parser.end(
        sharedSvg({ ...thing, title: `<script>${title}`, organisation }, '<svg viewBox="0 0 1 1"></svg>'),
      );
      expect([...names].filter((name) => !['svg', 'rect', 'g', 'path'].includes(name))).toEqual([]);
    }),
  );
});

test('it has the measures that others expect, and the title is to be seen', async () => {
  const bytes = await drawShared(thing, publicFolder);
  expect(await sharp(bytes).metadata()).toMatchObject({ format: 'png', width: 1200, height: 630 });
  const dark = async (title: string) => {
    const { data } = await sharp(await drawShared({ ...thing, title }, publicFolder))
      .extract({ left: 60, top: 210, width: 1080, height: 300 })
      .greyscale()
      .raw()
      .toBuffer({ resolveWithObject: true });
    return data.filter((value) => value < 100).length;
  };
  expect(await dark(thing.title)).toBeGreaterThan(1_000 + (await dark('مساعدة')));
});

test('the page names the picture, which says what it stands for, and anybody may see it', async () => {
  const service = await startService();
  const coordinator = await aCoordinator(service.services);
  const id = await anAssignment(service.services, coordinator);
  const { text } = await visitor(service).get(`/assignments/${id}`);
  const path = `/assignments/${id}/share.png`;
  expect(text).toContain(`<meta property="og:image" content="${service.url}${path}">`);
  const first = await visitor(service).get(path);
  expect(first).toMatchObject({ status: 200, headers: { 'content-type': 'image/png' } });
  const again = await send(service.url, 'GET', path, { 'if-none-match': String(first.headers.etag) });
  expect(again.status).toBe(304);
  const draft = await aDraft(service.services, coordinator);
  expect((await visitor(service).get(`/assignments/${draft}/share.png`)).status).toBe(404);
});
