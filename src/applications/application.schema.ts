// The forms of applications: apply, name a guardian, consent, note an extract, decline, cancel, write. Messages are keys.
import { z } from 'zod';
import { publicText } from '../moderation/text-check.ts';
import {
  choice,
  choices,
  email,
  line,
  optionalBirthDate,
  optionalDate,
  ticked,
} from '../platform/http/fields.ts';
import { fault } from '../platform/http/form.ts';
import { stockholmDate } from '../platform/stockholm.ts';
import { CANCEL_REASONS, DECLINE_REASONS } from '../taxonomies/taxonomies.ts';
import { ageOn, isFresh } from './application.awaited.policy.ts';

export const messageLength = { min: 10, max: 1_500 } as const;

/** What an application must say about age depends on the assignment and the day. */
export interface AgeAsked {
  /** Whoever has reached this need say no more. */
  adultAge: number;
  lowestAge: number;
  beginsAt?: Date | undefined;
}

/** Every requirement of the assignment must be ticked; who is not of age says when they were born, and under 18 who their guardian is. */
export function applyForm(requirements: readonly string[], asked: AgeAsked, now: Date) {
  const indexes = requirements.map((_, index) => String(index));
  return (
    z
      .object({
        message: publicText(messageLength),
        ticks: choices(indexes).refine(
          (ticked) => ticked.length === indexes.length,
          'applications.form.ticks',
        ),
        adult: ticked,
        born: optionalBirthDate,
        guardianName: line({ max: 80 }),
        guardianEmail: line({ max: 254 }),
      })
      // Told together with what is wrong elsewhere, except where the birth date itself cannot be read.
      .refine(({ adult, born }) => adult || born !== undefined, {
        path: ['adult'],
        message: fault('applications.form.adult.required', { age: asked.adultAge }),
        when: ({ issues }) => issues.every(({ path }) => path?.[0] !== 'born'),
      })
      .transform(({ message, ticks, ...form }, context) => ({
        message,
        ticks,
        minor: minorOf(form, asked, now, (field, text) => {
          context.addIssue({ code: 'custom', path: [field], message: text });
        }),
      }))
  );
}

/** What is stored of somebody under 18: not the birth date. */
function minorOf(
  form: { born: string | undefined; guardianName: string; guardianEmail: string },
  { lowestAge, beginsAt }: AgeAsked,
  now: Date,
  issue: (field: string, message: string) => void,
) {
  const today = stockholmDate(now);
  const { born } = form;
  // Whoever says both is as old as the date says.
  if (born === undefined) return undefined;
  if (born >= today) {
    issue('born', 'applications.form.born.future');
    return undefined;
  }
  const start = beginsAt !== undefined && beginsAt > now ? stockholmDate(beginsAt) : today;
  if (ageOn(start, born) < lowestAge)
    issue('born', fault('applications.form.born.tooYoung', { age: lowestAge }));
  if (ageOn(today, born) >= 18) return undefined;
  const guardian = guardianForm.safeParse(form);
  if (!guardian.success) {
    for (const { path, message } of guardian.error.issues) issue(String(path[0]), message);
    return undefined;
  }
  const { guardianName: name, guardianEmail } = guardian.data;
  return { isUnder15: ageOn(today, born) < 15, guardian: { name, email: guardianEmail } };
}

/** Whom the volunteer names. */
export const guardianForm = z.object({ guardianName: line({ min: 2, max: 80 }), guardianEmail: email });

/** What the guardian answers. */
export const answerForm = z.object({ answer: choice(['yes', 'no']) });

/** The day on which a record extract was shown, and nothing of what it says. */
export function extractForm(now: Date) {
  return z.object({
    shownOn: optionalDate
      .transform((day) => day ?? '')
      .refine((day) => day !== '', 'errors.field.required')
      .refine((day) => day <= stockholmDate(now), 'applications.extract.future')
      .refine(
        (day) => day === '' || day > stockholmDate(now) || isFresh(day, now),
        'applications.extract.old',
      ),
  });
}

export const noteLength = { min: 1, max: 1_000 } as const;

/** What one side writes to the other through the service. */
export const noteForm = z.object({ note: publicText(noteLength) });

export const declineForm = z.object({ reason: choice(DECLINE_REASONS), text: publicText({ max: 500 }) });

export const cancelForm = z.object({ reason: choice(CANCEL_REASONS), text: publicText({ max: 500 }) });
