// What the form's steps show: what is saved, as the fields hold it, and the choices. Pure.
import type { Fault } from '../platform/http/form.ts';
import type { FormState } from '../platform/http/page.ts';
import type { Refused } from '../platform/refused.ts';
import { formatNumber } from '../platform/i18n/languages.ts';
import type { Language } from '../platform/i18n/languages.ts';
import type { Point } from '../places/areas.ts';
import { municipalities, placesOf } from '../places/places.ts';
import {
  ACTIVITIES,
  ADDRESS_SHOWN,
  ADMISSIONS,
  CAUSES,
  FACTS,
  FACT_VALUES,
  LANGUAGES,
  REIMBURSED,
  SWEDISH_NEEDED,
  TARGET_GROUPS,
  TIMINGS,
  WHERES,
} from '../taxonomies/taxonomies.ts';
import type { AssignmentDocument } from './assignment.model.ts';
import { occasionRows, requirementRows, slotRows, steps } from './assignment.schema.ts';
import type { Step } from './assignment.schema.ts';
import { missingParts } from './assignment.words.ts';

type Values = Record<string, string | string[]>;

export function assignmentValues(assignment: AssignmentDocument, lang: Language): Values {
  const yes = (value: boolean): string => (value ? 'yes' : '');
  const { dates, slots, requirements } = assignment;
  return {
    title: assignment.title,
    description: assignment.description,
    textLang: assignment.textLang ?? 'sv',
    easySummary: assignment.easySummary,
    gets: assignment.gets,
    firstTime: assignment.firstTime,
    causes: assignment.causes,
    targetGroups: assignment.targetGroups,
    activities: assignment.activities,
    timing: assignment.timing,
    ...flat(
      dates.map(({ date, from, to }, n) => ({
        [`dates.${n}.date`]: date,
        [`dates.${n}.from`]: from,
        [`dates.${n}.to`]: to,
      })),
    ),
    ...flat(
      slots.map(({ day, from, to, every }, n) => ({
        [`slots.${n}.day`]: String(day),
        [`slots.${n}.from`]: from,
        [`slots.${n}.to`]: to,
        [`slots.${n}.every`]: String(every),
      })),
    ),
    startsOn: assignment.startsOn ?? '',
    endsOn: assignment.endsOn ?? '',
    applyBy: assignment.applyBy ?? '',
    hours: assignment.hours === undefined ? '' : formatNumber(lang, assignment.hours),
    where: assignment.where,
    addressShown: assignment.addressShown ?? 'all',
    address: assignment.address ?? '',
    municipality: assignment.municipality ?? '',
    place: assignment.place ?? '',
    point: assignment.point === undefined ? '' : pointText(assignment.point),
    places: String(assignment.places),
    others: String(assignment.others),
    admission: assignment.admission,
    lowestAge: assignment.lowestAge === 0 ? '' : String(assignment.lowestAge),
    groups: yes(assignment.groups),
    swedishNeeded: assignment.swedishNeeded,
    practice: yes(assignment.practice),
    spoken: assignment.spoken,
    ...flat(
      FACTS.map((fact) => ({ [`accessibility.${fact}`]: assignment.accessibility[fact] ?? 'unknown' })),
    ),
    reimbursed: assignment.reimbursed,
    insured: yes(assignment.insured),
    membership: yes(assignment.membership),
    membershipFee: assignment.membershipFee === undefined ? '' : String(assignment.membershipFee),
    withChildren: yes(assignment.withChildren),
    recordExtract: yes(assignment.recordExtract),
    ...flat(requirements.map((text, n) => ({ [`requirements.${n}`]: text }))),
    contact: String(assignment.contact),
  };
}

export function assignmentOptions() {
  const keyed = <T extends string, P extends string>(codes: readonly T[], prefix: P) =>
    codes.map((value) => ({ value, key: `taxonomies.${prefix}.${value}` as const }));
  return {
    causeOptions: keyed(CAUSES, 'cause'),
    targetOptions: keyed(TARGET_GROUPS, 'targetGroup'),
    activityOptions: keyed(ACTIVITIES, 'activity'),
    timingOptions: keyed(TIMINGS, 'timing'),
    whereOptions: keyed(WHERES, 'where'),
    addressShownOptions: ADDRESS_SHOWN.map((value) => ({
      value,
      key: `taxonomies.addressShown.${value}` as const,
      hint: `taxonomies.addressShown.${value}.hint` as const,
    })),
    admissionOptions: ADMISSIONS.map((value) => ({
      value,
      key: `taxonomies.admission.${value}` as const,
      hint: `taxonomies.admission.${value}.hint` as const,
    })),
    swedishOptions: keyed(SWEDISH_NEEDED, 'swedishNeeded'),
    spokenOptions: keyed(LANGUAGES, 'language'),
    reimbursedOptions: keyed(REIMBURSED, 'reimbursed'),
    factValueOptions: keyed(FACT_VALUES, 'factValue'),
    factRows: FACTS.map((fact) => ({
      name: `accessibility.${fact}`,
      label: `taxonomies.fact.${fact}` as const,
    })),
    dayOptions: ['1', '2', '3', '4', '5', '6', '7'].map((value) => ({
      value,
      key: `taxonomies.day.${value}`,
    })),
    everyOptions: ['1', '2'].map((value) => ({ value, key: `assignments.form.every.${value}` })),
    municipalityOptions: municipalities().map(({ code, name }) => ({ value: code, text: name })),
    requirementRows: rows(requirementRows, (n) => ({ name: `requirements.${n}` })),
  };
}

/** What depends on what has been filled in so far: which rows are seen at once, and the places of the chosen municipality. */
export function assignmentRows(form: FormState) {
  const chosen = form.values['municipality'];
  return {
    placeOptions: placesOf(typeof chosen === 'string' ? chosen : '').map((one) => ({
      value: one.id,
      text: one.name,
    })),
    occasions: unfolded(
      form,
      2,
      rows(occasionRows, (n) => ({ date: `dates.${n}.date`, from: `dates.${n}.from`, to: `dates.${n}.to` })),
    ),
    slots: unfolded(
      form,
      1,
      rows(slotRows, (n) => ({
        day: `slots.${n}.day`,
        from: `slots.${n}.from`,
        to: `slots.${n}.to`,
        every: `slots.${n}.every`,
      })),
    ),
  };
}

/** Rows that hold something, or a fault, are never folded away. */
function unfolded<T extends object>(form: FormState, least: number, all: T[]): { shown: T[]; more: T[] } {
  const used = all.findLastIndex((row) =>
    Object.values(row).some((name) => typeof name === 'string' && isUsed(form, name)),
  );
  const count = Math.max(least, used + 1);
  return { shown: all.slice(0, count), more: all.slice(count) };
}

/** The steps and the preview, as the progress above the form shows them. */
export function stepLinks(assignment: AssignmentDocument, at: Step | 'preview', now: Date) {
  const missing = missingParts(assignment, now);
  const been = (step: Step): boolean => assignment.status !== 'draft' || at === 'preview' || step < at;
  const path = `/assignments/${String(assignment._id)}`;
  return [
    ...steps.map((step) => ({
      label: `assignments.edit.step.${step}` as const,
      href: `${path}/edit/${step}`,
      current: step === at,
      done: step !== at && been(step) && !missing.some((part) => part.step === step),
    })),
    {
      label: 'assignments.edit.step.preview' as const,
      href: `${path}/preview`,
      current: at === 'preview',
      done: false,
    },
  ];
}

/** A refusal of the service, at the fields that it is about. */
export function stepFaults(step: Step, changed: AssignmentDocument, refused: Refused, now: Date): Fault[] {
  const { key, values } = refused;
  if (key === 'assignments.refused.incomplete')
    return [{ name: '', key }, ...stepMissing(step, changed, now)];
  return [{ name: key === 'assignments.refused.places' ? 'places' : '', key, values }];
}

/** What is missing in one step, at its fields. */
export function stepMissing(step: Step, assignment: AssignmentDocument, now: Date): Fault[] {
  return missingParts(assignment, now)
    .filter((part) => part.step === step)
    .map(({ field, key }) => ({ name: field, key }));
}

/** The address of a sheltered place is not even sent back to the form that it was typed in. */
export function withoutSheltered(form: FormState): FormState {
  if (form.values['addressShown'] !== 'never') return form;
  return { ...form, values: { ...form.values, address: '', place: '', point: '' } };
}

/** How often is always chosen, so it says nothing about its row. */
function isUsed({ errors, values }: FormState, name: string): boolean {
  return errors[name] !== undefined || (!name.endsWith('.every') && (values[name] ?? '') !== '');
}

function rows<T extends object>(count: number, row: (n: number) => T): (T & { number: number })[] {
  return Array.from({ length: count }, (_, n) => ({ ...row(n), number: n + 1 }));
}

/** As the map writes it. */
function pointText({ lat, lon }: Point): string {
  return `${lat.toFixed(5)}, ${lon.toFixed(5)}`;
}

function flat(parts: Record<string, string>[]): Record<string, string> {
  return Object.assign({}, ...parts) as Record<string, string>;
}
