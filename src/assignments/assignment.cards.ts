// Cards for a list of assignments: looks up the organisations' names and the queues in two queries.
import type { Language } from '../platform/i18n/languages.ts';
import type { Services } from '../services.ts';
import type { AssignmentDocument } from './assignment.model.ts';
import { assignmentCard, noQueue } from './assignment.view.ts';

export async function assignmentCards(
  services: Pick<Services, 'applications' | 'organisations' | 'clock'>,
  list: readonly AssignmentDocument[],
  lang: Language,
) {
  const [queues, found] = await Promise.all([
    services.applications.queues(list.map(({ _id }) => _id)),
    services.organisations.many([...new Set(list.map(({ organisation }) => String(organisation)))]),
  ]);
  const names = new Map(found.map(({ _id, name }) => [String(_id), name]));
  const now = services.clock.now();
  return list.map((assignment) =>
    assignmentCard(
      assignment,
      names.get(String(assignment.organisation)) ?? '',
      queues.get(String(assignment._id)) ?? noQueue,
      lang,
      now,
    ),
  );
}
