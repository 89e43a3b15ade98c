// The four steps of an assignment's form. Messages are keys.
import { z } from 'zod';
import { publicLine, publicText } from '../moderation/text-check.ts';
import {
  choice,
  choices,
  halves,
  id,
  optionalChoice,
  optionalDate,
  optionalTime,
  text,
  ticked,
  wholeNumber,
} from '../platform/http/fields.ts';
import { fault } from '../platform/http/form.ts';
import { isMunicipality, place } from '../places/places.ts';
import {
  ACTIVITIES,
  ADDRESS_SHOWN,
  ADMISSIONS,
  CAUSES,
  COORDINATOR_CLOSE_REASONS,
  FACTS,
  FACT_VALUES,
  LANGUAGES,
  REIMBURSED,
  SWEDISH_NEEDED,
  TARGET_GROUPS,
  TIMINGS,
  WHERES,
} from '../taxonomies/taxonomies.ts';
import type { Fact, FactValue } from '../taxonomies/taxonomies.ts';
import type { Occasion, Slot } from './assignment.model.ts';
import { point, pointFault } from './assignment.point.schema.ts';

export const steps = [1, 2, 3, 4] as const;
export type Step = (typeof steps)[number];

export const occasionRows = 8;
export const slotRows = 7;
export const requirementRows = 3;

/** Whoever begins from a template may take its title, too. */
export const beginForm = z
  .object({ title: publicLine({ max: 80 }), template: text({ max: 24 }) })
  .superRefine(({ title, template }, context) => {
    const message = title === '' ? 'errors.field.required' : fault('errors.field.short', { min: 5 });
    if ([...title].length < 5 && !(title === '' && template !== ''))
      context.addIssue({ code: 'custom', path: ['title'], message });
    if (template !== '' && !/^[0-9a-f]{24}$/.test(template))
      context.addIssue({ code: 'custom', path: ['template'], message: 'errors.field.choose' });
  });

const wordsStep = z.object({
  title: publicLine({ min: 5, max: 80 }),
  description: publicText({ max: 3_000 }),
  textLang: optionalChoice(LANGUAGES),
  easySummary: publicText({ max: 600 }),
  gets: publicText({ max: 400 }),
  firstTime: publicText({ max: 400 }),
  causes: choices(CAUSES, { max: 3 }),
  targetGroups: choices(TARGET_GROUPS),
  activities: choices(ACTIVITIES),
});

const code = z
  .preprocess((value) => value ?? '', z.string())
  .refine((value) => value === '' || isMunicipality(value), 'errors.field.choose')
  .transform((value) => (value === '' ? undefined : value));

const timesStep = z
  .object({
    timing: choice(TIMINGS),
    ...rows(occasionRows, (n) => ({
      [`dates.${n}.date`]: optionalDate,
      [`dates.${n}.from`]: optionalTime,
      [`dates.${n}.to`]: optionalTime,
    })),
    ...rows(slotRows, (n) => ({
      [`slots.${n}.day`]: optionalChoice(['1', '2', '3', '4', '5', '6', '7']),
      [`slots.${n}.from`]: optionalTime,
      [`slots.${n}.to`]: optionalTime,
      [`slots.${n}.every`]: optionalChoice(['1', '2']),
    })),
    startsOn: optionalDate,
    endsOn: optionalDate,
    applyBy: optionalDate,
    hours: halves({ max: 80, key: 'assignments.form.hours.half' }),
    where: choice(WHERES),
    addressShown: optionalChoice(ADDRESS_SHOWN),
    address: publicLine({ max: 200 }),
    municipality: code,
    place: z.preprocess((value) => value ?? '', z.string().max(60)),
    point,
  })
  .transform((form, context) => {
    const flat = form as unknown as Record<string, string | undefined>;
    const issue = (field: string, message: string): void => {
      context.addIssue({ code: 'custom', path: [field], message });
    };
    const dates = form.timing === 'dates' ? readOccasions(flat, issue) : [];
    const slots = form.timing === 'weekly' ? readSlots(flat, issue) : [];
    const { startsOn, endsOn, applyBy } =
      form.timing === 'dates' ? { ...form, startsOn: undefined, endsOn: undefined } : form;
    if (startsOn !== undefined && endsOn !== undefined && endsOn < startsOn)
      issue('endsOn', 'assignments.form.endsBeforeStart');
    const last = dates.at(-1)?.date ?? endsOn;
    if (applyBy !== undefined && last !== undefined && applyBy > last)
      issue('applyBy', 'assignments.form.applyAfterEnd');
    const onsite = form.where !== 'remote';
    const addressShown = (onsite ? form.addressShown : undefined) ?? 'all';
    const isSheltered = addressShown === 'never';
    if (isSheltered && form.address !== '') issue('address', 'assignments.form.address.sheltered');
    const chosen = form.place === '' ? undefined : place(form.place);
    if (form.place !== '' && chosen?.municipality !== form.municipality)
      issue('place', 'assignments.form.placeElsewhere');
    const at = onsite && !isSheltered ? form.point : undefined;
    const far = at && pointFault(at, form.municipality);
    if (far !== undefined) issue('point', far);
    return {
      timing: form.timing,
      dates,
      slots,
      startsOn,
      endsOn,
      applyBy,
      hours: form.hours === 0 ? undefined : form.hours,
      where: form.where,
      addressShown,
      address: onsite && !isSheltered && form.address !== '' ? form.address : undefined,
      municipality: onsite ? form.municipality : undefined,
      place: onsite && !isSheltered ? chosen?.id : undefined,
      point: at,
    };
  });

const peopleStep = z.object({
  places: wholeNumber({ min: 1, max: 500 }),
  others: wholeNumber({ min: 0, max: 500, empty: 0 }),
  admission: choice(ADMISSIONS),
  lowestAge: wholeNumber({ min: 0, max: 99, empty: 0 }),
  groups: ticked,
  swedishNeeded: choice(SWEDISH_NEEDED),
  practice: ticked,
  spoken: choices(LANGUAGES),
});

const termsStep = z
  .object({
    ...(Object.fromEntries(
      FACTS.map((fact) => [`accessibility.${fact}`, optionalChoice(FACT_VALUES)]),
    ) as Record<`accessibility.${Fact}`, ReturnType<typeof optionalChoice<typeof FACT_VALUES>>>),
    reimbursed: choices(REIMBURSED),
    insured: ticked,
    membership: ticked,
    membershipFee: wholeNumber({ min: 0, max: 10_000, empty: 0 }),
    withChildren: ticked,
    recordExtract: ticked,
    ...rows(requirementRows, (n) => ({ [`requirements.${n}`]: publicLine({ max: 120 }) })),
    contact: id,
  })
  .refine((form) => form.withChildren || !form.recordExtract, {
    path: ['recordExtract'],
    message: 'assignments.form.recordExtract.noChildren',
  })
  .transform((form) => {
    const flat = form as unknown as Record<string, string>;
    return {
      accessibility: Object.fromEntries(
        FACTS.map((fact) => [fact, form[`accessibility.${fact}`] ?? 'unknown']),
      ) as Record<Fact, FactValue>,
      reimbursed: form.reimbursed,
      insured: form.insured,
      membership: form.membership,
      membershipFee: form.membership && form.membershipFee > 0 ? form.membershipFee : undefined,
      withChildren: form.withChildren,
      recordExtract: form.recordExtract,
      requirements: numbers(requirementRows)
        .map((n) => flat[`requirements.${n}`] ?? '')
        .filter((text) => text !== ''),
      contact: form.contact,
    };
  });

export const stepForms = { 1: wordsStep, 2: timesStep, 3: peopleStep, 4: termsStep } as const;

/** The names of the fields of each step. */
export const stepFields = {
  1: Object.keys(wordsStep.shape),
  2: Object.keys(timesStep.in.shape),
  3: Object.keys(peopleStep.shape),
  4: Object.keys(termsStep.in.shape),
} as const satisfies Record<Step, readonly string[]>;

export const placesForm = z.object({
  places: wholeNumber({ min: 1, max: 500 }),
  others: wholeNumber({ min: 0, max: 500, empty: 0 }),
});

/** `told` where one has read what follows for whom. */
export const closeForm = z.object({ reason: choice(COORDINATOR_CLOSE_REASONS), told: ticked });

function readOccasions(
  flat: Record<string, string | undefined>,
  issue: (field: string, message: string) => void,
): Occasion[] {
  const occasions: Occasion[] = [];
  for (const n of numbers(occasionRows)) {
    const [date, from, to] = ['date', 'from', 'to'].map((part) => flat[`dates.${n}.${part}`]);
    if (date === undefined && from === undefined && to === undefined) continue;
    if (date === undefined) issue(`dates.${n}.date`, 'assignments.form.dateMissing');
    else if (from === undefined || to === undefined)
      issue(`dates.${n}.${from === undefined ? 'from' : 'to'}`, 'assignments.form.timeMissing');
    else if (to === from) issue(`dates.${n}.to`, 'assignments.form.sameTime');
    else occasions.push({ date, from, to });
  }
  return occasions.sort((a, b) => `${a.date} ${a.from}`.localeCompare(`${b.date} ${b.from}`));
}

function readSlots(
  flat: Record<string, string | undefined>,
  issue: (field: string, message: string) => void,
): Slot[] {
  const slots: Slot[] = [];
  for (const n of numbers(slotRows)) {
    const [day, from, to] = ['day', 'from', 'to'].map((part) => flat[`slots.${n}.${part}`]);
    if (day === undefined && from === undefined && to === undefined) continue;
    if (day === undefined) issue(`slots.${n}.day`, 'assignments.form.dayMissing');
    else if (from === undefined || to === undefined)
      issue(`slots.${n}.${from === undefined ? 'from' : 'to'}`, 'assignments.form.timeMissing');
    else if (to <= from) issue(`slots.${n}.to`, 'assignments.form.endsBeforeStart');
    else
      slots.push({
        day: Number(day),
        part: partOf(from),
        from,
        to,
        every: flat[`slots.${n}.every`] === '2' ? 2 : 1,
      });
  }
  return slots;
}

function partOf(from: string): Slot['part'] {
  if (from < '12:00') return 'morning';
  return from < '17:00' ? 'afternoon' : 'evening';
}

function numbers(count: number): number[] {
  return Array.from({ length: count }, (_, n) => n);
}

function rows<T>(count: number, row: (n: number) => Record<string, T>): Record<string, T> {
  return Object.assign({}, ...numbers(count).map(row)) as Record<string, T>;
}
