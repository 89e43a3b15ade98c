// The forms of organisations. A personal number is refused here, before anything is saved.
import { z } from 'zod';
import { checkText, publicLine, publicText } from '../moderation/text-check.ts';
import {
  choice,
  email,
  id,
  mustTick,
  optionalChoice,
  optionalDate,
  text,
  ticked,
} from '../platform/http/fields.ts';
import { isDate } from '../platform/stockholm.ts';
import { isMunicipality } from '../places/places.ts';
import {
  ACCEPTED_LEGAL_FORMS,
  CAPACITIES,
  LEGAL_FORMS,
  REFUSED_LEGAL_FORMS,
  REST_KINDS,
} from '../taxonomies/taxonomies.ts';
import type { AcceptedLegalForm } from '../taxonomies/taxonomies.ts';
import { checkOrganisationNumber } from './organisation-number.ts';
import type { OrganisationState } from './organisation.state.ts';

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

const number = text({ max: 30 }).superRefine((value, context) => {
  if (value === '') return;
  const checked = checkOrganisationNumber(value);
  if (!checked.ok) context.addIssue({ code: 'custom', message: checked.key });
});

/**
 * Until it has been sent to staff it may wait for its number; once approved, who speaks for it is no longer asked. Without a state it is new.
 */
export function organisationForm(status: OrganisationState = 'draft') {
  return z
    .object({
      name: publicLine({ min: 2, max: 120 }),
      legalForm,
      number,
      awaitsNumber: ticked,
      unit: publicLine({ max: 60 }),
      municipality: text({ min: 1, max: 4 }).refine(isMunicipality, 'errors.field.choose'),
      about: publicText({ min: 40, max: 2_000 }),
      web,
      capacity: optionalChoice(CAPACITIES).refine(
        (value) => value !== undefined || status === 'approved',
        'errors.field.choose',
      ),
      values: mustTick('organisations.values.required'),
    })
    .superRefine((form, context) => {
      if (form.number !== '' || (form.awaitsNumber && status === 'draft')) return;
      const message = status === 'draft' ? 'organisations.number.orWaits' : 'errors.field.required';
      context.addIssue({ code: 'custom', path: ['number'], message });
    })
    .transform((form, context) => {
      const accepted = ACCEPTED_LEGAL_FORMS.find((one): one is AcceptedLegalForm => one === form.legalForm);
      if (accepted === undefined) return z.NEVER;
      const checked = form.number === '' ? undefined : checkOrganisationNumber(form.number, accepted);
      if (checked?.ok === false) {
        context.addIssue({ code: 'custom', path: ['number'], message: checked.key });
        return z.NEVER;
      }
      const { name, unit, municipality, about, web: page, capacity } = form;
      return {
        name: nameWithUnit(name, unit),
        unit,
        municipality,
        about,
        web: page,
        legalForm: accepted,
        number: checked?.digits,
        ...(capacity === undefined ? {} : { capacity }),
        flags: [...new Set([...(checked?.flags ?? []), ...warned(name), ...warned(unit), ...warned(about)])],
      };
    });
}

export const invitationForm = z.object({ email });
export const takeBackForm = z.object({ invitation: id });
export const removalForm = z.object({ successor: id });

/** What is agreed stands, or all is called off. */
export const CLOSING_REASONS = ['over', 'cancelled'] as const;
export const closingForm = z.object({ reason: choice(CLOSING_REASONS) });

export const restForm = z.object({
  kind: choice(REST_KINDS),
  from: optionalDate.refine((value) => value !== undefined, 'errors.field.date'),
  to: optionalDate.refine((value) => value !== undefined, 'errors.field.date'),
  text: publicLine({ max: 120 }),
});
export const restRemovalForm = z.object({ rest: text({ max: 10 }).refine(isDate) });

export const askForm = z.object({ message: publicText({ max: 500 }) });
/** `seen` is the number whose holders were shown. */
export const askHolderForm = z.object({ seen: text({ max: 10 }).refine((value) => /^\d{10}$/.test(value)) });

/** A unit is called by its own name wherever the organisation is named. */
function nameWithUnit(name: string, unit: string): string {
  return name.toLowerCase().includes(unit.toLowerCase()) ? name : `${name}, ${unit}`;
}

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
