// What a coordinator can do, in the order in which one meets it. Pure.
import type { Task } from './help.view.ts';

export const coordinators: readonly Task[] = [
  {
    id: 'register',
    title: 'help.coordinators.register',
    steps: [
      'help.coordinators.register.1',
      'help.coordinators.register.2',
      'help.coordinators.register.3',
      'help.coordinators.register.4',
    ],
    href: '/organisations/new',
    link: 'layout.nav.organise',
  },
  {
    id: 'write',
    title: 'help.coordinators.write',
    steps: [
      'help.coordinators.write.1',
      'help.coordinators.write.2',
      'help.coordinators.write.3',
      'help.coordinators.write.4',
    ],
    href: '/assignments/new',
    link: 'assignments.new.title',
    picture: { name: 'write', alt: 'help.coordinators.write.alt' },
  },
  {
    id: 'found',
    title: 'help.coordinators.found',
    steps: [
      'help.coordinators.found.1',
      'help.coordinators.found.2',
      'help.coordinators.found.3',
      'help.coordinators.found.4',
      'help.coordinators.found.5',
    ],
    href: '/order',
    link: 'guide.order.title',
  },
  {
    id: 'children',
    title: 'help.coordinators.children',
    steps: ['help.coordinators.children.1', 'help.coordinators.children.2', 'help.coordinators.children.3'],
    href: '/home',
    link: 'layout.nav.home',
  },
  {
    id: 'answer',
    title: 'help.coordinators.answer',
    steps: [
      'help.coordinators.answer.1',
      'help.coordinators.answer.2',
      'help.coordinators.answer.3',
      'help.coordinators.answer.4',
      'help.coordinators.answer.5',
    ],
    href: '/home',
    link: 'layout.nav.home',
    picture: { name: 'answer', alt: 'help.coordinators.answer.alt' },
  },
  {
    id: 'match',
    title: 'help.coordinators.match',
    steps: ['help.coordinators.match.1', 'help.coordinators.match.2', 'help.coordinators.match.3'],
    href: '/home',
    link: 'layout.nav.home',
    picture: { name: 'people', alt: 'help.coordinators.match.alt' },
  },
  {
    id: 'change',
    title: 'help.coordinators.change',
    steps: [
      'help.coordinators.change.1',
      'help.coordinators.change.2',
      'help.coordinators.change.3',
      'help.coordinators.change.4',
    ],
    href: '/home',
    link: 'layout.nav.home',
    picture: { name: 'manage', alt: 'help.coordinators.change.alt' },
  },
  {
    id: 'close',
    title: 'help.coordinators.close',
    steps: [
      'help.coordinators.close.1',
      'help.coordinators.close.2',
      'help.coordinators.close.3',
      'help.coordinators.close.4',
    ],
    href: '/home',
    link: 'layout.nav.home',
  },
  {
    id: 'share',
    title: 'help.coordinators.share',
    steps: ['help.coordinators.share.1', 'help.coordinators.share.2', 'help.coordinators.share.3'],
    href: '/home',
    link: 'layout.nav.home',
  },
];
