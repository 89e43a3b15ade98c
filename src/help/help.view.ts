// What the pages of help say: for each role its tasks, in the order in which one meets them, with steps, a picture where it helps and where to go. Pure.
import type { Language } from '../platform/i18n/languages.ts';
import type { MessageKey } from '../platform/i18n/translate.ts';

export const helpPages = ['volunteers', 'coordinators', 'moderators'] as const;
export type HelpPage = (typeof helpPages)[number];

export interface Task {
  /** What an address ends in: `/help/volunteers#apply`. */
  id: string;
  title: MessageKey;
  steps: readonly MessageKey[];
  href: string;
  link: MessageKey;
  /** The name of its files in the folder of each language, taken by docs/screenshots. */
  picture?: { name: string; alt: MessageKey };
}

/** The folder of its pictures in public/img/help. */
export const pictureFolders: Readonly<Record<Language, Language>> = {
  sv: 'sv',
  latt: 'sv',
  en: 'en',
  ar: 'ar',
};

/** Every picture of help is a telephone's screen of this size in CSS pixels, kept once and twice as large. */
export const pictureSize = { width: 400, height: 560 } as const;

export const tasks: Readonly<Record<HelpPage, readonly Task[]>> = {
  volunteers: [
    {
      id: 'search',
      title: 'help.volunteers.search',
      steps: [
        'help.volunteers.search.1',
        'help.volunteers.search.2',
        'help.volunteers.search.3',
        'help.volunteers.search.4',
      ],
      href: '/assignments',
      link: 'layout.nav.assignments',
      picture: { name: 'list', alt: 'help.volunteers.search.alt' },
    },
    {
      id: 'account',
      title: 'help.volunteers.account',
      steps: [
        'help.volunteers.account.1',
        'help.volunteers.account.2',
        'help.volunteers.account.3',
        'help.volunteers.account.4',
      ],
      href: '/register',
      link: 'layout.nav.register',
    },
    {
      id: 'apply',
      title: 'help.volunteers.apply',
      steps: [
        'help.volunteers.apply.1',
        'help.volunteers.apply.2',
        'help.volunteers.apply.3',
        'help.volunteers.apply.4',
      ],
      href: '/assignments',
      link: 'layout.nav.assignments',
      picture: { name: 'apply', alt: 'help.volunteers.apply.alt' },
    },
    {
      id: 'young',
      title: 'help.volunteers.young',
      steps: ['help.volunteers.young.1', 'help.volunteers.young.2', 'help.volunteers.young.3'],
      href: '/assignments',
      link: 'layout.nav.assignments',
    },
    {
      id: 'extract',
      title: 'help.volunteers.extract',
      steps: ['help.volunteers.extract.1', 'help.volunteers.extract.2', 'help.volunteers.extract.3'],
      href: '/home',
      link: 'layout.nav.home',
    },
    {
      id: 'wait',
      title: 'help.volunteers.wait',
      steps: [
        'help.volunteers.wait.1',
        'help.volunteers.wait.2',
        'help.volunteers.wait.3',
        'help.volunteers.wait.4',
        'help.volunteers.wait.5',
      ],
      href: '/home',
      link: 'layout.nav.home',
      picture: { name: 'waiting', alt: 'help.volunteers.wait.alt' },
    },
    {
      id: 'yes',
      title: 'help.volunteers.yes',
      steps: ['help.volunteers.yes.1', 'help.volunteers.yes.2', 'help.volunteers.yes.3'],
      href: '/home',
      link: 'layout.nav.home',
      picture: { name: 'offered', alt: 'help.volunteers.yes.alt' },
    },
    {
      id: 'match',
      title: 'help.volunteers.match',
      steps: ['help.volunteers.match.1', 'help.volunteers.match.2', 'help.volunteers.match.3'],
      href: '/home',
      link: 'layout.nav.home',
      picture: { name: 'match', alt: 'help.volunteers.match.alt' },
    },
    {
      id: 'safe',
      title: 'help.volunteers.safe',
      steps: ['help.volunteers.safe.1', 'help.volunteers.safe.2', 'help.volunteers.safe.3'],
      href: '/account/two-factor',
      link: 'secondFactor.section',
    },
    {
      id: 'own',
      title: 'help.volunteers.own',
      steps: ['help.volunteers.own.1', 'help.volunteers.own.2', 'help.volunteers.own.3'],
      href: '/account/data',
      link: 'accounts.section.data',
    },
    {
      id: 'trouble',
      title: 'help.volunteers.trouble',
      steps: ['help.volunteers.trouble.1', 'help.volunteers.trouble.2', 'help.volunteers.trouble.3'],
      href: '/report',
      link: 'layout.footer.report',
    },
  ],
  coordinators: [
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
  ],
  moderators: [
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
  ],
};
