// Who is told of what happens among those who coordinate an organisation, or ask to. Pure.
import type { CoordinationMove } from '../events.ts';
import type { Notice } from './notification.rules.ts';

export interface CoordinationAbout {
  kind: 'coordination';
  /** The organisation. */
  id: string;
  what: CoordinationMove;
  person: string;
  by: string;
  request: string | undefined;
  coordinators: readonly string[];
  moderators: readonly string[];
  /** True if staff answers those who ask to join. */
  forStaff: boolean;
  isPublic: boolean;
  name: string;
  organisation: string;
  /** What the one who asks is told of it: its number where its name is not public. */
  asked: string;
  unit: string;
  n: number;
}

/** A row of somebody else's that names the person goes with them. */
export function ofCoordination(fact: CoordinationAbout): Notice[] {
  return noticesOf(fact).map((notice) =>
    fact.name === '' || notice.person === fact.person ? notice : { ...notice, about: fact.person },
  );
}

function noticesOf(fact: CoordinationAbout): Notice[] {
  const { what, id, person, by, coordinators } = fact;
  const page = `/organisations/${id}`;
  const notice = {
    values: { name: fact.name, organisation: fact.organisation, unit: fact.unit, n: fact.n },
    thing: `organisation:${id}`,
    link: page,
    mail: 'later' as const,
  };
  const others = coordinators.filter((one) => one !== by && one !== person);
  // Whoever has erased the account has no name any more.
  const left =
    fact.name === ''
      ? ('notifications.coordination.gone' as const)
      : ('notifications.coordination.left' as const);
  switch (what) {
    case 'asked':
      return fact.forStaff
        ? fact.moderators.map((one) => ({
            ...notice,
            person: one,
            key: 'notifications.staff.asked',
            link: `/staff${page}`,
          }))
        : others.map((one) => ({
            ...notice,
            person: one,
            key: 'notifications.coordination.asked',
            link: `${page}/coordinators`,
          }));
    case 'accepted':
      return [{ ...notice, person, key: 'notifications.coordination.accepted' }];
    case 'refused':
      return [
        {
          ...notice,
          values: { organisation: fact.asked },
          person,
          key: 'notifications.coordination.refused',
          link: `/join-requests/${fact.request ?? ''}`,
          thing: `joinRequest:${fact.request ?? ''}`,
        },
      ];
    case 'removed':
      return [
        {
          ...notice,
          person,
          key: 'notifications.coordination.removed',
          link: fact.isPublic ? page : '/home',
        },
        ...others.map((one) => ({ ...notice, person: one, key: left })),
      ];
    case 'left':
      return others.map((one) => ({ ...notice, person: one, key: left }));
    case 'closed':
      return others.map((one) => ({ ...notice, person: one, key: 'notifications.coordination.closed' }));
    case 'responsible':
      return person === by
        ? []
        : [{ ...notice, person, key: 'notifications.coordination.responsible', link: page }];
    case 'unitWaits':
      return others.map((one) => ({ ...notice, person: one, key: 'notifications.coordination.unitWaits' }));
    case 'unitConfirmed':
      return others.map((one) => ({
        ...notice,
        person: one,
        key: 'notifications.coordination.unitConfirmed',
      }));
    case 'withdrawn':
      return [];
  }
}

export function watchersOfCoordination(fact: CoordinationAbout): string[] {
  return [fact.person, ...fact.coordinators, ...fact.moderators];
}
