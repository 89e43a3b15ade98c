// Cards for a list of assignments: looks up the organisations' names, the queues and the pictures, each in one query.
import type { Language } from '../platform/i18n/languages.ts';
import { pictureView } from '../pictures/picture.view.ts';
import type { Services } from '../services.ts';
import type { AssignmentDocument } from './assignment.model.ts';
import { assignmentCard, noQueue } from './assignment.view.ts';

export async function assignmentCards(
  services: Pick<Services, 'applications' | 'organisations' | 'pictures' | 'clock'>,
  list: readonly AssignmentDocument[],
  lang: Language,
) {
  const [queues, found, pictures] = await Promise.all([
    services.applications.queues(list.map(({ _id }) => _id)),
    services.organisations.many([...new Set(list.map(({ organisation }) => String(organisation)))]),
    services.pictures.shownOf(list.map(({ _id }) => _id)),
  ]);
  const names = new Map(found.map(({ _id, name }) => [String(_id), name]));
  const now = services.clock.now();
  return list.map((assignment) => {
    const picture = pictures.get(String(assignment._id));
    const name = names.get(String(assignment.organisation)) ?? '';
    const queue = queues.get(String(assignment._id)) ?? noQueue;
    return {
      ...assignmentCard(assignment, name, queue, lang, now),
      picture: picture && pictureView(picture),
    };
  });
}
