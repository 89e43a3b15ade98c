// Feeds as a reader of feeds that is not ours understands them.
import fc from 'fast-check';
import { parseFeed } from 'htmlparser2';
import { Parser } from 'htmlparser2';
import { atom, changedAt, jsonFeed } from '../../src/feeds/feed.ts';
import type { Feed } from '../../src/feeds/feed.ts';

const feed: Feed = {
  title: 'Uppdrag i Västerås',
  lang: 'sv',
  page: 'https://handslag.example/assignments?municipality=1980',
  self: 'https://handslag.example/feeds/assignments.atom?municipality=1980&cause=children',
  madeAt: new Date('2026-11-24T09:00:00Z'),
  items: [
    {
      url: 'https://handslag.example/assignments/65f000000000000000000001',
      title: 'Läs läxor & fika <på> "biblioteket"',
      lang: 'sv',
      text: 'Vi läser läxor.',
      author: 'Hjälpkretsen',
      publishedAt: new Date('2026-11-20T08:00:00Z'),
      tags: ['Barn och unga'],
    },
  ],
};

test('an Atom feed says what there is to read, when it came and where it stands', () => {
  const read = parseFeed(atom(feed));
  expect(read).toMatchObject({
    type: 'atom',
    title: feed.title,
    link: feed.self,
    updated: new Date('2026-11-20T08:00:00Z'),
    items: [{ id: feed.items[0]?.url, title: feed.items[0]?.title, description: 'Vi läser läxor.' }],
  });
});

test('a JSON feed says the same', () => {
  expect(JSON.parse(jsonFeed(feed))).toMatchObject({
    version: 'https://jsonfeed.org/version/1.1',
    feed_url: feed.self,
    items: [{ title: feed.items[0]?.title, authors: [{ name: 'Hjälpkretsen' }], tags: ['Barn och unga'] }],
  });
});

test('an empty feed is a feed', () => {
  expect(changedAt({ ...feed, items: [] })).toEqual(feed.madeAt);
  expect(parseFeed(atom({ ...feed, items: [] }))).toMatchObject({ type: 'atom' });
});

test('whatever stands in a text, the feed keeps its shape, and the words come through', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (title) => {
      const written = atom({
        ...feed,
        items: feed.items.map((item) => ({ ...item, title: `${title}</title>` })),
      });
      const names: string[] = [];
      new Parser({ onopentag: (name) => void names.push(name) }, { xmlMode: true }).end(written);
      expect(names.filter((name) => name === 'title')).toHaveLength(2);
      expect(written).not.toMatch(/[\u{0}-\u{8}\u{B}\u{C}\u{E}-\u{1F}\u{FFFE}\u{FFFF}]/u);
      expect(written.isWellFormed()).toBe(true);
    }),
  );
});
