// The forms of accounts. Messages are keys.
import { z } from 'zod';
import { publicLine, publicText } from '../moderation/text-check.ts';
import { choice, choices, email, mustTick, optionalChoice, text, ticked } from '../platform/http/fields.ts';
import { fault } from '../platform/http/form.ts';
import { languages } from '../platform/i18n/languages.ts';
import { isMunicipality } from '../places/places.ts';
import { ACTIVITIES, CAUSES, DAYS, DAY_PARTS, LANGUAGES, LEVELS } from '../taxonomies/taxonomies.ts';
import { isCommonPassword } from './common-passwords.ts';

/** One account an address, however it is typed. */
export function emailKey(email: string): string {
  return email.trim().toLowerCase();
}

export const passwordLength = { min: 8, max: 128 } as const;

/** 8 to 128 characters of any kind, not a common one (NIST SP 800-63B, OWASP ASVS 5.0 6.2). Never trimmed. */
const newPassword = z
  .string('errors.field.required')
  .refine(
    (value) => [...value].length >= passwordLength.min,
    fault('accounts.password.short', passwordLength),
  )
  .refine(
    (value) => [...value].length <= passwordLength.max,
    fault('accounts.password.long', passwordLength),
  );

const typedPassword = z
  .string('errors.field.required')
  .min(1, 'errors.field.required')
  .max(1_000, 'errors.field.invalid');

const phone = z
  .preprocess((value) => value ?? '', z.string().trim())
  .transform((value) =>
    value
      .replace(/^((?:\+|00)\d{1,3}\s*)\(0\)/, '$1')
      .replace(/[\s()-]/g, '')
      .replace(/^00/, '+')
      .replace(/^0(?=[1-9])/, '+46'),
  )
  .refine((value) => value === '' || /^\+[1-9]\d{6,14}$/.test(value), 'accounts.phone.invalid')
  .transform((value) => (value === '' ? undefined : value));

/** What others read of a person; a name is read in mails, too. */
const names = { name: publicLine({ min: 1, max: 60 }), fullName: publicLine({ min: 1, max: 120 }) };

export const emailForm = z.object({ email, next: text({ max: 500 }) });

/** Refuses a password that holds the person's own name or address, too. */
export const registerForm = (address: string) =>
  z
    .object({ ...names, password: newPassword, terms: mustTick('accounts.register.terms.required') })
    .superRefine(({ password, name, fullName }, context) => {
      refuseCommon(password, [address, name, fullName], context);
    });

export const signInForm = z.object({ email, password: typedPassword, next: text({ max: 500 }) });

export const newPasswordForm = (address: string) =>
  z.object({ password: newPassword }).superRefine(({ password }, context) => {
    refuseCommon(password, [address], context);
  });

export const changePasswordForm = (address: string) =>
  z.object({ present: typedPassword, password: newPassword }).superRefine(({ password }, context) => {
    refuseCommon(password, [address], context);
  });

export const addressForm = z.object({ email, present: typedPassword });

/** The stored id of a session, or `others`. */
export const sessionForm = z.object({ end: text({ min: 1, max: 64 }) });

/** How many rows of languages the profile shows. */
export const languageRows = 6;

/** The 21 times of a week, as '2-evening'. */
export const weekSlots = DAYS.flatMap((day) => DAY_PARTS.map((part) => `${day}-${part}` as const));
export const distances = ['2', '5', '10', '25', '50', '100'] as const;
export const ages = ['13', '15', '16', '18'] as const;

const optionalNumber = <const T extends readonly string[]>(codes: T) =>
  optionalChoice(codes).transform((value) => (value === undefined ? undefined : Number(value)));

const languageRow = (index: number) => ({
  [`languages.${index}.code`]: optionalChoice(LANGUAGES),
  [`languages.${index}.level`]: optionalChoice(LEVELS),
});

export const profileForm = z
  .object({
    ...names,
    phone,
    isProtected: ticked,
    municipality: z
      .preprocess((value) => value ?? '', z.string())
      .refine((value) => value === '' || isMunicipality(value), 'errors.field.choose')
      .transform((value) => (value === '' ? undefined : value)),
    place: text({ max: 60 }),
    km: optionalNumber(distances),
    ageAtLeast: optionalNumber(ages),
    slots: choices(weekSlots),
    activities: choices(ACTIVITIES),
    causes: choices(CAUSES),
    about: publicText({ max: 600 }),
    language: choice(languages),
  })
  .and(
    z.object(
      Object.assign({}, ...Array.from({ length: languageRows }, (_, index) => languageRow(index))) as Record<
        string,
        z.ZodType<string | undefined>
      >,
    ),
  );

function refuseCommon(password: string, own: string[], context: z.RefinementCtx): void {
  if (isCommonPassword(password, own))
    context.addIssue({ code: 'custom', path: ['password'], message: 'accounts.password.common' });
}
