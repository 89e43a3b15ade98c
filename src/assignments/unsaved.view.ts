// What the page of a step says of what was typed and not saved. Pure.
import type { FormState } from '../platform/http/page.ts';
import type { Step } from './assignment.schema.ts';
import { fieldsIn, shownText, valuesIn } from './unsaved.texts.ts';
import type { UnsavedField, UnsavedText } from './unsaved.texts.ts';

/** Long enough to know a text by. */
const known = 140;

export function unsavedView(
  step: Step,
  saved: FormState['values'],
  texts: readonly UnsavedText[],
  basis: string,
) {
  const same = JSON.stringify(fieldsIn(step, saved));
  const differs = ({ fields }: UnsavedText): boolean => JSON.stringify(fields.map(plain)) !== same;
  const shown = shownText(texts, basis);
  const restored = shown !== undefined && differs(shown) ? shown : undefined;
  return {
    /** What the tab holds from the start. */
    version: shown?.version ?? '',
    basis,
    values: restored === undefined ? saved : { ...saved, ...valuesIn(step, restored.fields) },
    restored: restored && { version: restored.version, at: restored.at },
    others: texts
      .filter((text) => text !== shown && differs(text))
      .map(({ version, at, fields }) => ({ version, at, excerpt: excerptOf(fields, same) })),
  };
}

/** The longest of its texts that is not saved, where it is long enough to tell anything. */
function excerptOf(fields: readonly UnsavedField[], saved: string): string | undefined {
  const longest = fields
    .flatMap(({ values }) => values)
    .filter((value) => !saved.includes(JSON.stringify(value)))
    .reduce((long, value) => (value.length > long.length ? value : long), '');
  const letters = [...longest];
  if (letters.length < 12) return undefined;
  return letters.length > known ? `${letters.slice(0, known).join('')}…` : longest;
}

function plain({ name, values }: UnsavedField): UnsavedField {
  return { name, values };
}
