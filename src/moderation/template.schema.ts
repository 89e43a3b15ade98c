// A template as a form. Its words may be as long as those of an assignment.
import { z } from 'zod';
import { choice, wholeNumber } from '../platform/http/fields.ts';
import { CAUSES, LANGUAGES } from '../taxonomies/taxonomies.ts';
import { publicLine, publicText } from './text-check.ts';

const hint = publicText({ max: 300 });

export const templateForm = z
  .object({
    revision: wholeNumber({ min: 0, max: 1_000_000, empty: 0 }),
    name: publicLine({ min: 3, max: 60 }),
    cause: choice(CAUSES),
    textLang: choice(LANGUAGES),
    title: publicLine({ min: 5, max: 80 }),
    description: publicText({ max: 3_000 }),
    easySummary: publicText({ max: 600 }),
    firstTime: publicText({ max: 400 }),
    gets: publicText({ max: 400 }),
    'hint.title': hint,
    'hint.description': hint,
    'hint.easySummary': hint,
    'hint.firstTime': hint,
    'hint.gets': hint,
  })
  .transform(({ revision, name, cause, textLang, ...form }) => {
    const { title, description, easySummary, firstTime, gets } = form;
    return {
      revision,
      name,
      cause,
      textLang,
      words: { title, description, easySummary, firstTime, gets },
      hints: {
        title: form['hint.title'],
        description: form['hint.description'],
        easySummary: form['hint.easySummary'],
        firstTime: form['hint.firstTime'],
        gets: form['hint.gets'],
      },
    };
  });

export type TemplateInput = z.output<typeof templateForm>;
