// Reads a form through its zod schema. Whatever comes in, what leaves here is either clean data or a page's worth of what to mend.
import type { z } from 'zod';
import type { MessageKey, MessageValues } from '../i18n/translate.ts';
import type { FormState } from './page.ts';

export type ReadForm<T> = { ok: true; data: T; values: FormState['values'] } | { ok: false; form: FormState };

/** Messages in the schema are keys; `{"key": …, "values": …}` as JSON where the sentence needs numbers. */
export function readForm<Schema extends z.ZodType>(
  schema: Schema,
  body: unknown,
): ReadForm<z.output<Schema>> {
  const values = typedValues(body);
  const result = schema.safeParse(values);
  if (result.success) return { ok: true, data: result.data, values };
  const faults = result.error.issues.map((issue) => ({
    // The name of the field, also where one of its several values is at fault.
    name: String(issue.path[0] ?? ''),
    ...readFault(issue.message),
  }));
  return { ok: false, form: refusedForm(values, faults) };
}

export interface Fault {
  name: string;
  key: MessageKey;
  values?: MessageValues;
}

/** The form as it was typed, with the first fault of each field at the field and all of those in the summary. */
export function refusedForm(values: FormState['values'], faults: readonly Fault[]): FormState {
  const first = new Map<string, Fault>();
  for (const fault of faults) if (!first.has(fault.name)) first.set(fault.name, fault);
  return {
    values,
    errors: Object.fromEntries(
      [...first].map(([name, { key, values: given }]) => [name, { key, values: given ?? {} }]),
    ),
    summary: [...first.values()],
  };
}

/** Names a message with values inside a zod schema. */
export function fault(key: MessageKey, values: MessageValues = {}): string {
  return JSON.stringify({ key, values });
}

/** Only strings and lists of strings come through, whatever was sent; passwords are typed again. */
function typedValues(body: unknown): Record<string, string | string[]> {
  const values: Record<string, string | string[]> = {};
  if (typeof body !== 'object' || body === null) return values;
  for (const [name, value] of Object.entries(body)) {
    if (name === '__proto__') continue;
    if (typeof value === 'string') values[name] = clean(value);
    else if (Array.isArray(value)) values[name] = value.filter((item) => typeof item === 'string').map(clean);
  }
  return values;
}

/** One form of each letter, one kind of line break, no invisible control characters (they could reorder or hide text). */
function clean(value: string): string {
  return value
    .normalize('NFC')
    .replace(/\r\n?/g, '\n')
    .replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F\u200B\u202A-\u202E\u2066-\u2069\uFEFF]/g, '')
    .replace(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g, '\uFFFD');
}

function readFault(message: string): { key: MessageKey; values?: MessageValues } {
  if (message.startsWith('{')) return JSON.parse(message) as { key: MessageKey; values: MessageValues };
  return { key: (/^[a-z]+\.[\w.]+$/i.test(message) ? message : 'errors.field.invalid') as MessageKey };
}
