// The pages on which staff keeps words that mean the same, in their states.
import { late, page, refused } from './page-case.ts';
import type { PageCase } from './page-case.ts';

export const pagesOfSynonyms: readonly PageCase[] = [
  page('moderator', '/staff/synonyms', 'removed synonyms', { query: '?saved=1&q=sagostund' }),
  page('moderator', '/staff/synonyms', 'nothing', { name: 'none found', query: '?q=xyzzy' }),
  page('moderator', '/staff/synonyms/new'),
  page('moderator', '/staff/synonyms/new', 'nothing', refused('refused', { words: 'ensam' })),
  page('moderator', '/staff/synonyms/:id', 'synonyms'),
  page('moderator', '/staff/synonyms/:id', 'removed synonyms'),
  page('moderator', '/staff/synonyms/:id', 'synonyms', refused('refused', { revision: '1', words: '!' })),
  page(
    'moderator',
    '/staff/synonyms/:id',
    'removed synonyms',
    late('removed again', '/staff/synonyms/:id/withdraw'),
  ),
];
