// The few shapes that fields of our forms have. Every one takes what a browser may send (text, list, nothing) and gives one clean value.
import { z } from 'zod';
import { fault } from './form.ts';

const asText = (value: unknown): unknown => (Array.isArray(value) ? (value[0] ?? '') : (value ?? ''));
const asList = (value: unknown): unknown =>
  value === undefined || value === '' ? [] : Array.isArray(value) ? value : [value];

/** One line or several, trimmed; the length counts characters as a person sees them. */
export function text(limits: { min?: number; max: number }) {
  const { min = 0, max } = limits;
  return z.preprocess(
    asText,
    z
      .string()
      .trim()
      .refine((value) => min === 0 || value.length > 0, 'errors.field.required')
      .refine((value) => value.length === 0 || length(value) >= min, fault('errors.field.short', { min }))
      .refine((value) => length(value) <= max, fault('errors.field.long', { max })),
  );
}

/** The same for what is one line, however it was sent: a line break would let a name write paragraphs of its own in a mail. */
export function line(limits: { min?: number; max: number }) {
  const oneLine = (value: unknown): unknown =>
    typeof value === 'string' ? value.replace(/\s+/g, ' ') : value;
  return z.preprocess((value) => oneLine(asText(value)), text(limits));
}

/** One of a fixed set of codes; nothing is refused unless `optional`, which gives undefined. */
export function choice<const T extends readonly string[]>(codes: T) {
  return z
    .preprocess(asText, z.enum(codes as unknown as [string, ...string[]], 'errors.field.choose'))
    .transform((value) => value as T[number]);
}

export function optionalChoice<const T extends readonly string[]>(codes: T) {
  return z
    .preprocess(
      asText,
      z.union([z.literal(''), z.enum(codes as unknown as [string, ...string[]])], 'errors.field.choose'),
    )
    .transform((value) => (value === '' ? undefined : (value as T[number])));
}

/** Any number of a fixed set of codes, each at most once, in the set's own order. */
export function choices<const T extends readonly string[]>(
  codes: T,
  limits: { min?: number; max?: number } = {},
) {
  const { min = 0, max = codes.length } = limits;
  return z
    .preprocess(asList, z.array(z.enum(codes as unknown as [string, ...string[]], 'errors.field.choose')))
    .transform((values) => codes.filter((code) => values.includes(code)) as T[number][])
    .refine((values) => values.length >= min, 'errors.field.choose')
    .refine((values) => values.length <= max, fault('errors.field.many', { max }));
}

/** A ticked box. */
export const ticked = z.preprocess(asText, z.string()).transform((value) => value === 'yes');

/** A box that must be ticked; `key` says why. */
export function mustTick(key: string) {
  return z.preprocess(asText, z.literal('yes', key)).transform(() => true as const);
}

/** A whole number; an empty field gives `empty`, or is refused where there is none. */
export function wholeNumber(limits: { min: number; max: number; empty?: number }) {
  const { min, max, empty } = limits;
  return z
    .preprocess(asText, z.string().trim())
    .transform((value) => (value === '' && empty !== undefined ? String(empty) : value))
    .refine((value) => /^\d{1,9}$/.test(value), fault('errors.field.number', { min, max }))
    .transform(Number)
    .refine((value) => value >= min && value <= max, fault('errors.field.number', { min, max }));
}

/** A whole or a half number, with a comma or a point; 0 when left empty. `key` says what to write. */
export function halves({ max, key }: { max: number; key: string }) {
  return z
    .preprocess(asText, z.string().trim())
    .refine((value) => /^(\d{1,9}([,.][05])?)?$/.test(value), key)
    .transform((value) => Number(value.replace(',', '.')))
    .refine((value) => value <= max, key);
}

/** YYYY-MM-DD that exists in the calendar, or undefined when left empty. */
export const optionalDate = z
  .preprocess(asText, z.string().trim())
  .refine((value) => value === '' || isDate(value), 'errors.field.date')
  .transform((value) => (value === '' ? undefined : value));

/** The same of the last century, too. */
export const optionalBirthDate = z
  .preprocess(asText, z.string().trim())
  .refine((value) => value === '' || isDate(value, /^(?:19|20)/), 'errors.field.date')
  .transform((value) => (value === '' ? undefined : value));

/** HH:MM, or undefined when left empty. */
export const optionalTime = z
  .preprocess(asText, z.string().trim())
  .refine((value) => value === '' || /^([01]\d|2[0-3]):[0-5]\d$/.test(value), 'errors.field.time')
  .transform((value) => (value === '' ? undefined : value));

/** The id of a document, as it stands in an address. */
export const id = z.preprocess(asText, z.string().regex(/^[0-9a-f]{24}$/));

/** An address of e-mail as HTML's own field takes it (WHATWG), bounded, without a line break: safe in a mail's head. */
export const email = z.preprocess(
  asText,
  z
    .string()
    .trim()
    .min(1, 'errors.field.required')
    .max(254, 'errors.field.email')
    .regex(
      /^[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)+$/,
      'errors.field.email',
    ),
);

function isDate(value: string, century = /^20/): boolean {
  if (!century.test(value) || !/^\d{4}-\d\d-\d\d$/.test(value)) return false;
  const date = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value);
}

function length(value: string): number {
  return [...value].length;
}
