// The running help beside the form: what whoever reads an assignment wants to find, as the browser counts it too (public/js/assignment-facts.js). Pure.
import { stepFacts } from '../../public/js/assignment-facts.js';
import type { FormState } from '../platform/http/page.ts';
import { steps } from './assignment.schema.ts';
import type { Step } from './assignment.schema.ts';

type Code =
  | ('title' | 'description' | 'firstTime' | 'gets' | 'easySummary' | 'causes' | 'placeholders')
  | ('time' | 'hours' | 'place')
  | ('places' | 'swedish' | 'spoken')
  | ('access' | 'transport' | 'contact');

export interface HelpFact {
  code: Code;
  key: `assignments.help.${Code}`;
  done: boolean;
  /** Words in brackets are only spoken of where there are some. */
  hidden: boolean;
}

export function helpFacts(step: Step, values: FormState['values']): HelpFact[] {
  return stepFacts(step, values).map(({ code: name, done }) => {
    const code = name as Code;
    return { code, key: `assignments.help.${code}`, done, hidden: code === 'placeholders' && done };
  });
}

/** What is not there yet in any step, with the step that has a field for it. */
export function missingFacts(values: FormState['values']): (HelpFact & { step: Step })[] {
  return steps.flatMap((step) =>
    helpFacts(step, values)
      .filter(({ done }) => !done)
      .map((fact) => ({ ...fact, step })),
  );
}
