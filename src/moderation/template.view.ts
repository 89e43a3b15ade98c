// What pages show of templates: to staff, who keeps them, and to coordinators, who begin from them. Pure but for the names it is handed a way to look up.
import type { Accounts } from '../accounts/account.service.ts';
import { facts, otherLanguage } from '../platform/i18n/languages.ts';
import type { Language } from '../platform/i18n/languages.ts';
import { CAUSES, LANGUAGES } from '../taxonomies/taxonomies.ts';
import type { KeptLogDocument } from './decision.model.ts';
import { templateStates, moveFrom } from './kept.state.ts';
import { namesOf } from './moderation.view.ts';
import type { TemplateDocument } from './template.model.ts';
import { templateFields } from './template.state.ts';

export function templateRows(templates: readonly TemplateDocument[], lang: Language) {
  return templates.map(({ _id, name, cause, textLang, status }) => ({
    href: `/staff/templates/${String(_id)}`,
    name,
    causeKey: `taxonomies.cause.${cause}` as const,
    textLang: otherLanguage(textLang, lang),
    languageKey: `taxonomies.language.${textLang}` as const,
    withdrawn: status === 'withdrawn',
  }));
}

export function templateValues({ name, cause, textLang, words, hints, revision }: TemplateDocument) {
  return {
    name,
    cause,
    textLang,
    revision: String(revision),
    ...words,
    ...Object.fromEntries(templateFields.map((field) => [`hint.${field}`, hints[field]])),
  };
}

export function templateChoices() {
  return {
    causeOptions: CAUSES.map((value) => ({ value, key: `taxonomies.cause.${value}` as const })),
    languageOptions: LANGUAGES.map((value) => ({ value, key: `taxonomies.language.${value}` as const })),
  };
}

/** The one thing that can be done with it besides changing its words. */
export function templateMove({ _id, status }: TemplateDocument) {
  const move = moveFrom(templateStates, status);
  return {
    action: `/staff/templates/${String(_id)}/${move}`,
    label: `moderation.template.${move}` as const,
    stateKey: `moderation.template.state.${status}` as const,
  };
}

export async function templateHistory(history: readonly KeptLogDocument[], accounts: Pick<Accounts, 'many'>) {
  const nameOf = await namesOf(history, accounts);
  return history.map(({ at, by, decision, revision }) => ({
    at,
    name: nameOf(by),
    key: `moderation.template.decided.${decision}` as const,
    revision,
  }));
}

/** To choose from: those in the language of the page first, the others with their language. */
export function templateOptions(templates: readonly TemplateDocument[], lang: Language) {
  const { t, tag } = facts[lang];
  const own = templates.filter(({ textLang }) => textLang === tag);
  const others = templates.filter(({ textLang }) => textLang !== tag);
  return [...own, ...others].map(({ _id, name, cause, textLang }) => ({
    value: String(_id),
    text: [
      name,
      t(`taxonomies.cause.${cause}`),
      ...(textLang === tag ? [] : [t(`taxonomies.language.${textLang}`)]),
    ].join(' · '),
  }));
}

/** What is said at each field while one writes, marked as the language it is in. */
export function templateTips(template: TemplateDocument | undefined, lang: Language) {
  if (template === undefined) return undefined;
  const { hints, textLang } = template;
  return Object.fromEntries(
    templateFields.flatMap((field) =>
      hints[field] === '' ? [] : [[field, { text: hints[field], textLang: otherLanguage(textLang, lang) }]],
    ),
  );
}
