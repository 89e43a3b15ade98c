// The languages in which everything is looked at in every state. The others have the same templates and rules: they are looked at where words could break something.
import type { Language } from '../../src/platform/i18n/languages.ts';

export const throughout: readonly Language[] = ['sv', 'en'];
