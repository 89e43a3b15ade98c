// The forms with which a call or a first meeting is proposed and answered. Messages are keys.
import { z } from 'zod';
import { publicLine } from '../moderation/text-check.ts';
import { day } from '../platform/clock.ts';
import { choice, optionalDate, optionalTime, wholeNumber } from '../platform/http/fields.ts';
import { fault } from '../platform/http/form.ts';
import { atStockholm } from '../platform/stockholm.ts';
import { farthest, proposalAnswers, proposalKinds } from './application.proposal.state.ts';

export const wordsLength = { max: 200 } as const;

/** How many proposals there are: an answer or a new one is about what was read. */
const count = wholeNumber({ min: 0, max: 1_000 });

export function proposalForm(now: Date) {
  return z
    .object({
      kind: choice(proposalKinds),
      date: optionalDate.refine((date) => date !== undefined, 'errors.field.required'),
      time: optionalTime.refine((time) => time !== undefined, 'errors.field.required'),
      words: publicLine(wordsLength),
      after: count,
    })
    .transform(({ date, time, words, ...form }, context) => {
      const at = atStockholm(date, time);
      const wrong =
        at <= now
          ? 'applications.proposal.past.time'
          : at.getTime() > now.getTime() + farthest * day
            ? fault('applications.proposal.far', { days: farthest })
            : undefined;
      if (wrong === undefined) return { ...form, at, text: words };
      context.addIssue({ code: 'custom', path: ['date'], message: wrong });
      return z.NEVER;
    });
}

export const proposalAnswerForm = z.object({ proposal: count, answer: choice(proposalAnswers) });
