// Cards with why they are shown, from what the index holds: no query of the database.
import { assignmentCard } from '../assignments/assignment.view.ts';
import { pictureView } from '../pictures/picture.view.ts';
import type { Language } from '../platform/i18n/languages.ts';
import type { Services } from '../services.ts';
import type { Fitting } from './fit.service.ts';
import { whyView } from './fit.view.ts';

/** Without reasons: what is like something is like it for everybody. */
export function similarCards(
  services: Pick<Services, 'search' | 'clock'>,
  ids: readonly string[],
  lang: Language,
) {
  return fitCards(
    services,
    ids.map((id) => ({ id, reasons: { fits: [], fitsNot: [] } })),
    lang,
  );
}

export function fitCards(
  { search, clock }: Pick<Services, 'search' | 'clock'>,
  found: readonly Fitting[],
  lang: Language,
) {
  const now = clock.now();
  const reasons = new Map(found.map((one) => [one.id, one.reasons]));
  return search.shown(found.map(({ id }) => id)).map(({ assignment, organisation, queue, picture }) => ({
    ...assignmentCard(assignment, organisation, queue, lang, now),
    picture: picture && pictureView(picture),
    ...whyView(reasons.get(String(assignment._id)) ?? { fits: [], fitsNot: [] }, lang),
  }));
}
