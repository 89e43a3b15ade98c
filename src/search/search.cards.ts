// The cards of a search: what is in memory of each assignment, how far away it is, and where it has the words that were asked for.
import { assignmentCard } from '../assignments/assignment.view.ts';
import type { Language } from '../platform/i18n/languages.ts';
import type { Message } from '../platform/i18n/translate.ts';
import { pictureView } from '../pictures/picture.view.ts';
import type { Hit } from './engine/query.ts';
import { wordsOf } from './engine/text.ts';
import { marked, snippet } from './marks.ts';
import type { Search } from './search.service.ts';

export function searchCards(
  search: Pick<Search, 'shown' | 'entry'>,
  hits: readonly Hit[],
  text: string,
  lang: Language,
  now: Date,
  why?: ReadonlyMap<string, { why: string; whyNot: string }>,
) {
  const km = new Map(hits.map((hit) => [hit.id, hit.km]));
  const isHit = wordTest(text);
  return search.shown(hits.map(({ id }) => id)).map(({ assignment, organisation, queue, picture }) => {
    const id = String(assignment._id);
    return {
      ...assignmentCard(assignment, organisation, queue, lang, now),
      picture: picture && pictureView(picture),
      ...why?.get(id),
      distance: distance(km.get(id), search.entry(id)?.isArea === true),
      titleParts: isHit && marked(assignment.title, isHit),
      snippet: isHit && snippet(assignment.description, isHit),
    };
  });
}

function distance(km: number | undefined, isArea: boolean): Message | undefined {
  if (km === undefined) return undefined;
  return { key: isArea ? 'search.away.about' : 'search.away', values: { km: Math.round(km) } };
}

/** Words that begin as one of those asked for. */
function wordTest(text: string): ((word: string) => boolean) | undefined {
  const asked = wordsOf(text);
  if (asked.length === 0) return undefined;
  return (word) => wordsOf(word).some((one) => asked.some((begin) => one.startsWith(begin)));
}
