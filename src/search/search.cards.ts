// The cards of a search: what is in memory of each assignment, how far away it is, and where it has the words that were asked for.
import { assignmentCard } from '../assignments/assignment.view.ts';
import type { Language } from '../platform/i18n/languages.ts';
import type { Message } from '../platform/i18n/translate.ts';
import { pictureView } from '../pictures/picture.view.ts';
import type { Answer } from './engine/query.ts';
import { createMarker } from './engine/marks.ts';
import { oneLine, snippet } from './snippet.ts';
import type { Search } from './search.service.ts';

export function searchCards(
  search: Pick<Search, 'shown' | 'entry' | 'synonyms'>,
  { hits, mistyped }: Pick<Answer, 'hits' | 'mistyped'>,
  text: string,
  lang: Language,
  now: Date,
  why?: ReadonlyMap<string, { why: string; whyNot: string }>,
) {
  const km = new Map(hits.map((hit) => [hit.id, hit.km]));
  const mark = text === '' ? undefined : createMarker(text, search.synonyms(), mistyped);
  return search.shown(hits.map(({ id }) => id)).map(({ assignment, organisation, queue, picture }) => {
    const id = String(assignment._id);
    const { title, description, textLang = 'sv' } = assignment;
    return {
      ...assignmentCard(assignment, organisation, queue, lang, now),
      picture: picture && pictureView(picture),
      ...why?.get(id),
      distance: distance(km.get(id), search.entry(id)?.isArea === true),
      titleParts: mark?.(title, textLang, 'title'),
      snippet: mark && snippet(mark(oneLine(description), textLang, 'description')),
    };
  });
}

function distance(km: number | undefined, isArea: boolean): Message | undefined {
  if (km === undefined) return undefined;
  return { key: isArea ? 'search.away.about' : 'search.away', values: { km: Math.round(km) } };
}
