// The forms of organisations. A personal number is refused here, before anything is saved.
import { z } from 'zod';
import { checkText, publicLine, publicText } from '../moderation/text-check.ts';
import { choice, email, mustTick, text } from '../platform/http/fields.ts';
import { isMunicipality } from '../places/places.ts';
import { ACCEPTED_LEGAL_FORMS, LEGAL_FORMS, REFUSED_LEGAL_FORMS } from '../taxonomies/taxonomies.ts';
import type { AcceptedLegalForm } from '../taxonomies/taxonomies.ts';
import { checkOrganisationNumber } from './organisation-number.ts';

const web = text({ max: 200 })
  .transform((value) => (value === '' || /^https?:\/\//i.test(value) ? value : `https://${value}`))
  .refine((value) => value === '' || isWebAddress(value), 'organisations.web.invalid')
  .transform((value) => (value === '' ? undefined : value));

/** Told at once, also while other fields are still to be mended: whoever may not register need not write on. */
const legalForm = choice(LEGAL_FORMS).superRefine((value, context) => {
  const refused = REFUSED_LEGAL_FORMS.find((one) => one === value);
  if (refused !== undefined)
    context.addIssue({ code: 'custom', message: `taxonomies.legalForm.${refused}.refused` });
});

const number = text({ min: 1, max: 30 }).superRefine((value, context) => {
  const checked = checkOrganisationNumber(value);
  if (!checked.ok) context.addIssue({ code: 'custom', message: checked.key });
});

export const organisationForm = z
  .object({
    name: publicLine({ min: 2, max: 120 }),
    legalForm,
    number,
    municipality: text({ min: 1, max: 4 }).refine(isMunicipality, 'errors.field.choose'),
    about: publicText({ min: 40, max: 2_000 }),
    web,
    values: mustTick('organisations.values.required'),
  })
  .transform((form, context) => {
    const accepted = ACCEPTED_LEGAL_FORMS.find((one): one is AcceptedLegalForm => one === form.legalForm);
    const checked = checkOrganisationNumber(form.number, accepted);
    if (!checked.ok) context.addIssue({ code: 'custom', path: ['number'], message: checked.key });
    if (!checked.ok || accepted === undefined) return z.NEVER;
    const { name, municipality, about, web: page } = form;
    return {
      name,
      municipality,
      about,
      web: page,
      legalForm: accepted,
      number: checked.digits,
      flags: [...new Set([...checked.flags, ...warned(name), ...warned(about)])],
    };
  });

export const invitationForm = z.object({ email });

/** What staff should look at: something like a telephone number or a spelt-out address. */
function warned(value: string): string[] {
  return checkText(value).warned.map(({ kind }) => kind);
}

/** Only a plain web page: no script, no user name, no other scheme. */
function isWebAddress(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const url = new URL(value);
  return (
    (url.protocol === 'https:' || url.protocol === 'http:') &&
    url.username === '' &&
    url.hostname.includes('.')
  );
}
