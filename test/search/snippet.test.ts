// The piece of a long text that is shown around what was asked for.
import { createMarker } from '../../src/search/engine/marks.ts';
import { oneLine, snippet } from '../../src/search/snippet.ts';

const shown = (text: string, asked: string) =>
  snippet(createMarker(asked)(oneLine(text), 'sv', 'description'))
    ?.map((segment) => (segment.isMarked ? `[${segment.text}]` : segment.text))
    .join('');

test('is around the first word that answers, cut between words, with every other that answers in it', () => {
  const before = 'Vi träffas i parken och leker. '.repeat(8);
  const text = `${before}Sedan   läser\nvi läxor, och läxan blir klar. ${before}`;
  const found = shown(text, 'läxa') ?? '';
  expect(found).toMatch(/^… .* Sedan läser vi \[läxor\], och \[läxan\] blir klar\. .* …$/);
  expect(found.replace(/[[\]…]/g, '').trim().length).toBeLessThanOrEqual(160);
  for (const word of found.replace(/[[\]…]/g, ' ').split(' ')) expect(` ${oneLine(text)} `).toContain(word);
});

test('is the whole of a short text, and nothing where no word answers', () => {
  expect(shown('Vi läser läxor.', 'läxa')).toBe('Vi läser [läxor].');
  expect(shown('Vi läser läxor.', 'fotboll')).toBeUndefined();
  expect(shown('', 'läxa')).toBeUndefined();
});
