// What the pages of help say: for each role its tasks, in the order in which one meets them, with steps, a picture where it helps and where to go. Pure.
import type { Language } from '../platform/i18n/languages.ts';
import type { MessageKey } from '../platform/i18n/translate.ts';
import { coordinators } from './help.coordinators.ts';
import { moderators } from './help.moderators.ts';
import { volunteers } from './help.volunteers.ts';

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

export const tasks: Readonly<Record<HelpPage, readonly Task[]>> = { volunteers, coordinators, moderators };
