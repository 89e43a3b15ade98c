// Texts of a step that are typed and not saved: which of them the page shows, and how tabs keep out of each other's way. Pure.
import { createHash } from 'node:crypto';
import { latestWords } from '../moderation/proposal.state.ts';
import type { FormState } from '../platform/http/page.ts';
import { assignmentValues } from './assignment.form.ts';
import type { AssignmentDocument } from './assignment.model.ts';
import { stepFields } from './assignment.schema.ts';
import type { Step } from './assignment.schema.ts';

export interface UnsavedField {
  name: string;
  values: string[];
}

export interface UnsavedText {
  /** Another one each time it is kept: a tab that holds an older one is told. */
  version: string;
  /** What the step held as it was saved when this was typed; '' for what was put aside. */
  basis: string;
  /** Only those that hold something. A list, since names like `dates.0.date` would be paths in the database. */
  fields: UnsavedField[];
  at: Date;
}

/** What a tab sends along: the version that it holds, and the saved step that it began from. */
export interface Held {
  version: string;
  basis: string;
}

const most = 5;

/** The filled-in fields of one step. Of a sheltered place nothing but the municipality is ever kept. */
export function fieldsIn(step: Step, values: FormState['values']): UnsavedField[] {
  const listed = (name: string): string[] =>
    [values[name] ?? ''].flat().flatMap((value) => (value.trim() === '' ? [] : [value.trim()]));
  const isSheltered = values['addressShown'] === 'never';
  return stepFields[step].flatMap((name) => {
    if (isSheltered && ['address', 'place', 'point'].includes(name)) return [];
    // How often is always chosen, so it says nothing about its row.
    const row = /^(.+\.)every$/.exec(name)?.[1];
    if (row !== undefined && ['day', 'from', 'to'].every((part) => listed(row + part).length === 0))
      return [];
    const held = listed(name);
    return held.length === 0 ? [] : [{ name, values: held }];
  });
}

/** Names what the step holds as it is saved, whoever saved it. */
export function basisOf(step: Step, assignment: AssignmentDocument): string {
  const saved = fieldsIn(step, assignmentValues(latestWords(assignment), 'sv'));
  return createHash('sha256').update(JSON.stringify(saved)).digest('base64url').slice(0, 22);
}

/** The one that the page shows: typed last, and since the step was last saved. */
export function shownText(texts: readonly UnsavedText[], basis: string): UnsavedText | undefined {
  return texts[0]?.basis === basis ? texts[0] : undefined;
}

/** False if another tab has kept something, or the step was saved, since this tab last heard of it. */
export function isLatest(texts: readonly UnsavedText[], held: Held, basis: string): boolean {
  return held.basis === basis && (shownText(texts, basis)?.version ?? '') === held.version;
}

/** With what a tab has sent in place of what it held before. Where its person goes on with the other text, this one is put aside. */
export function withText(
  texts: readonly UnsavedText[],
  text: UnsavedText,
  held: Held,
  goesOnWith: 'mine' | 'other',
): UnsavedText[] {
  const others = texts.filter(({ version }) => version !== held.version);
  const shown = goesOnWith === 'other' ? shownText(others, text.basis) : undefined;
  const kept =
    goesOnWith === 'mine'
      ? [text, ...others]
      : [...(shown === undefined ? [] : [shown]), { ...text, basis: '' }, ...others];
  return onlyFirstShown(kept.filter((one, n) => kept.indexOf(one) === n)).slice(0, most);
}

/** One of them is shown from now on. */
export function withShown(texts: readonly UnsavedText[], version: string, basis: string): UnsavedText[] {
  const chosen = texts.filter((one) => one.version === version).map((one) => ({ ...one, basis }));
  return onlyFirstShown([...chosen, ...without(texts, version)]);
}

/** Once the first is gone none of the others steps into its place unasked. */
function onlyFirstShown(texts: readonly UnsavedText[]): UnsavedText[] {
  return texts.map((text, n) => (n === 0 ? text : { ...text, basis: '' }));
}

export function without(texts: readonly UnsavedText[], version: string): UnsavedText[] {
  return texts.filter((one) => one.version !== version);
}

/** As the fields of the form hold it: those that it does not name are empty. */
export function valuesIn(step: Step, fields: readonly UnsavedField[]): Record<string, string | string[]> {
  return {
    ...Object.fromEntries(stepFields[step].map((name) => [name, ''])),
    ...Object.fromEntries(
      fields.map(({ name, values }) => [name, values.length === 1 ? (values[0] ?? '') : values]),
    ),
  };
}
