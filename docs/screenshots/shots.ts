// Which pages of the demo the pages of help show: who opens each, where it is, and what stands at its top.
import type { DemoIds } from './demo-ids.ts';

export interface Shot {
  /** As src/help/help.view.ts names it. */
  name: string;
  /** Whose address it is; a visitor where there is none. */
  who?: 'amina' | 'karin' | 'johan';
  path: (ids: DemoIds) => string;
  at: string;
  /** What is opened first, and what is there when it has. */
  opened?: { press: string; until: string };
}

export const shots: readonly Shot[] = [
  { name: 'list', path: () => '/assignments', at: '#hits' },
  { name: 'guide', path: () => '/guide', at: '.page-head' },
  {
    name: 'map',
    path: () => '/assignments',
    at: '.map-frame',
    opened: { press: '#map > summary', until: '.map-point' },
  },
  { name: 'apply', who: 'amina', path: ({ cafe }) => `/assignments/${cafe}/apply`, at: 'main form' },
  { name: 'waiting', who: 'amina', path: ({ waiting }) => `/applications/${waiting}`, at: '#application' },
  {
    name: 'offered',
    who: 'amina',
    path: ({ offered }) => `/applications/${offered}`,
    at: '#application .columns',
  },
  { name: 'match', who: 'amina', path: ({ matched }) => `/applications/${matched}`, at: '.match-body' },
  { name: 'write', who: 'karin', path: ({ draft }) => `/assignments/${draft}/edit/1`, at: 'main form' },
  {
    name: 'answer',
    who: 'karin',
    path: ({ toAnswer }) => `/applications/${toAnswer}`,
    at: '#application .columns',
  },
  { name: 'people', who: 'karin', path: ({ cafe }) => `/assignments/${cafe}/people`, at: 'table' },
  { name: 'manage', who: 'karin', path: ({ cafe }) => `/assignments/${cafe}/manage`, at: '#state' },
  { name: 'queue', who: 'johan', path: () => '/staff', at: 'h1' },
  { name: 'decide', who: 'johan', path: ({ inReview }) => `/staff/assignments/${inReview}`, at: '#decide' },
];
