// The forms of organisations. A personal number is refused here, before anything is saved.
import { z } from 'zod';
import { choice, email, mustTick, text } from '../platform/http/fields.ts';
import { isMunicipality } from '../places/places.ts';
import { ACCEPTED_LEGAL_FORMS, LEGAL_FORMS, REFUSED_LEGAL_FORMS } from '../taxonomies/taxonomies.ts';
import type { AcceptedLegalForm } from '../taxonomies/taxonomies.ts';
import { checkOrganisationNumber } from './organisation-number.ts';

const web = text({ max: 200 })
  .transform((value) => (value === '' || /^https?:\/\//i.test(value) ? value : `https://${value}`))
  .refine((value) => value === '' || isWebAddress(value), 'organisations.web.invalid')
  .transform((value) => (value === '' ? undefined : value));

export const organisationForm = z
  .object({
    name: text({ min: 2, max: 120 }),
    legalForm: choice(LEGAL_FORMS),
    number: text({ min: 1, max: 30 }),
    municipality: text({ min: 1, max: 4 }).refine(isMunicipality, 'errors.field.choose'),
    about: text({ min: 40, max: 2_000 }),
    web,
    values: mustTick('organisations.values.required'),
  })
  .transform((form, context) => {
    const accepted = ACCEPTED_LEGAL_FORMS.find((one): one is AcceptedLegalForm => one === form.legalForm);
    const number = checkOrganisationNumber(form.number, accepted);
    if (!number.ok) context.addIssue({ code: 'custom', path: ['number'], message: number.key });
    const refused = REFUSED_LEGAL_FORMS.find((one) => one === form.legalForm);
    if (refused !== undefined)
      context.addIssue({
        code: 'custom',
        path: ['legalForm'],
        message: `taxonomies.legalForm.${refused}.refused`,
      });
    if (!number.ok || accepted === undefined) return z.NEVER;
    const { name, municipality, about, web: page } = form;
    return {
      name,
      municipality,
      about,
      web: page,
      legalForm: accepted,
      number: number.digits,
      flags: number.flags,
    };
  });

export const invitationForm = z.object({ email });

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
