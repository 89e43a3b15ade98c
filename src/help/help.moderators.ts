// What a moderator can do, in the order in which one meets it. Pure.
import type { Task } from './help.view.ts';

export const moderators: readonly Task[] = [
  {
    id: 'queue',
    title: 'help.moderators.queue',
    steps: [
      'help.moderators.queue.1',
      'help.moderators.queue.2',
      'help.moderators.queue.3',
      'help.moderators.queue.4',
    ],
    href: '/staff',
    link: 'layout.nav.staff',
    picture: { name: 'queue', alt: 'help.moderators.queue.alt' },
  },
  {
    id: 'read',
    title: 'help.moderators.read',
    steps: ['help.moderators.read.1', 'help.moderators.read.2', 'help.moderators.read.3'],
    href: '/staff',
    link: 'layout.nav.staff',
  },
  {
    id: 'decide',
    title: 'help.moderators.decide',
    steps: [
      'help.moderators.decide.1',
      'help.moderators.decide.2',
      'help.moderators.decide.3',
      'help.moderators.decide.4',
    ],
    href: '/staff',
    link: 'layout.nav.staff',
    picture: { name: 'decide', alt: 'help.moderators.decide.alt' },
  },
  {
    id: 'changed',
    title: 'help.moderators.changed',
    steps: ['help.moderators.changed.1', 'help.moderators.changed.2', 'help.moderators.changed.3'],
    href: '/staff',
    link: 'layout.nav.staff',
  },
  {
    id: 'stop',
    title: 'help.moderators.stop',
    steps: ['help.moderators.stop.1', 'help.moderators.stop.2', 'help.moderators.stop.3'],
    href: '/staff',
    link: 'layout.nav.staff',
  },
  {
    id: 'person',
    title: 'help.moderators.person',
    steps: ['help.moderators.person.1', 'help.moderators.person.2', 'help.moderators.person.3'],
    href: '/staff',
    link: 'layout.nav.staff',
  },
  {
    id: 'synonyms',
    title: 'help.moderators.synonyms',
    steps: ['help.moderators.synonyms.1', 'help.moderators.synonyms.2', 'help.moderators.synonyms.3'],
    href: '/staff/synonyms',
    link: 'synonyms.heading',
  },
  {
    id: 'keys',
    title: 'help.moderators.keys',
    steps: ['help.moderators.keys.1', 'help.moderators.keys.2'],
    href: '/staff',
    link: 'layout.nav.staff',
  },
];
