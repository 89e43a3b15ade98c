// Reads what the index shows of published assignments, in batches: themselves, who offers them, how many wait, and their picture; and the synonyms in use.
import type { Applications } from '../applications/application.service.ts';
import type { PublishedAssignment } from '../assignments/assignment.published.ts';
import type { Assignments } from '../assignments/assignment.service.ts';
import type { PublicOrganisation } from '../organisations/organisation.public.ts';
import type { Organisations } from '../organisations/organisation.service.ts';
import type { CardPicture } from '../pictures/picture.view.ts';
import type { Pictures } from '../pictures/picture.service.ts';
import type { Synonyms as SynonymGroups } from '../moderation/synonym.service.ts';
import { synonymsOf } from './engine/synonyms.ts';
import type { Synonyms } from './engine/synonyms.ts';
import type { Pending } from './search.pending.ts';

export interface Reading {
  assignment: PublishedAssignment;
  organisation: PublicOrganisation;
  queue: { waiting: number; queued: number };
  picture: CardPicture | undefined;
}

const none = { waiting: 0, queued: 0 };

export function createReadings(parts: {
  assignments: Assignments;
  organisations: Organisations;
  applications: Applications;
  pictures: Pictures;
  synonyms: Pick<SynonymGroups, 'groups'>;
}) {
  const { assignments, organisations, applications, pictures, synonyms } = parts;

  /** Those of organisations that everybody may see. */
  async function around(found: readonly PublishedAssignment[]): Promise<Reading[]> {
    const ids = found.map(({ _id }) => _id);
    const [owners, queues, shown] = await Promise.all([
      organisations.publicOf([...new Set(found.map(({ organisation }) => String(organisation)))]),
      applications.queues(ids),
      pictures.shownOf(ids),
    ]);
    const owner = new Map(owners.map((one) => [String(one._id), one]));
    return found.flatMap((assignment) => {
      const id = String(assignment._id);
      const organisation = owner.get(String(assignment.organisation));
      if (organisation === undefined) return [];
      return [{ assignment, organisation, queue: queues.get(id) ?? none, picture: shown.get(id) }];
    });
  }

  return {
    of: async (ids: readonly string[]): Promise<Reading[]> => around(await assignments.published(ids)),

    /** All there is; each batch is read when it is asked for. */
    async *all(): AsyncGenerator<Reading[]> {
      for await (const found of assignments.everyPublished()) yield await around(found);
    },

    synonyms: async (): Promise<Synonyms> => synonymsOf(await synonyms.groups()),

    /** Ids of the assignments that changes of these concern. */
    async concerned(changed: Pending): Promise<string[]> {
      const ids = { organisations: [...changed.organisations], applications: [...changed.applications] };
      const found = await Promise.all([
        ids.organisations.length === 0 ? [] : assignments.shownBy(ids.organisations),
        ids.applications.length === 0 ? [] : applications.assignmentsOf(ids.applications),
        changed.pictures.size === 0 ? [] : pictures.thingsOf([...changed.pictures]),
      ]);
      return found.flat();
    },
  };
}

export type Readings = ReturnType<typeof createReadings>;
