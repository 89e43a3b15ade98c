// What the pages of an assignment show, in the reader's language. Pure.
import type { MaybeActor } from '../accounts/actor.ts';
import { facts as languageFacts, formatDate, otherLanguage } from '../platform/i18n/languages.ts';
import type { Language } from '../platform/i18n/languages.ts';
import type { Message, MessageKey } from '../platform/i18n/translate.ts';
import { atStockholm } from '../platform/stockholm.ts';
import { municipality, place } from '../places/places.ts';
import { FACTS } from '../taxonomies/taxonomies.ts';
import { illustrationOf } from '../pictures/picture.view.ts';
import type { DecisionDocument } from '../moderation/decision.model.ts';
import { caseOf } from './assignment.case.ts';
import { easyFirst, easyOpening } from './assignment.easy.ts';
import type { AssignmentDocument, Slot } from './assignment.model.ts';
import type { PublishedAssignment } from './assignment.published.ts';
import {
  addressShownTo,
  isShownToAll,
  mayEditAssignment,
  mayMoveAsCoordinator,
  mayReopen,
  undoUntil,
  mayWithdrawProposal,
} from './assignment.policy.ts';
import { isFull, isLate, isOpen, isPast, manyWaiting } from './assignment.state.ts';

export interface Queue {
  waiting: number;
  queued: number;
}

export const noQueue: Queue = { waiting: 0, queued: 0 };

const newFor = 7 * 86_400_000;

/** One card of a list. */
export function assignmentCard(
  assignment: PublishedAssignment,
  organisation: string,
  queue: Queue,
  lang: Language,
  now: Date,
) {
  const { places, free } = assignment;
  return {
    id: String(assignment._id),
    href: `${languageFacts[lang].prefix}/assignments/${String(assignment._id)}`,
    title: assignment.title,
    textLang: otherLanguage(assignment.textLang ?? 'sv', lang),
    easy: easyOpening(assignment, lang),
    organisation: { name: organisation },
    ...whereText(assignment),
    remote: assignment.where === 'both',
    ...whenText(assignment, lang, now),
    languageKey: languageKey(assignment),
    places,
    free,
    waiting: queue.waiting + queue.queued,
    isOpen: isOpen(assignment, now),
    isFull: isFull(assignment) && !isPast(assignment, now) && assignment.status === 'published',
    manyWaiting: manyWaiting(places, queue.waiting + queue.queued),
    isNew: assignment.publishedAt !== undefined && now.getTime() - assignment.publishedAt.getTime() < newFor,
    causes: assignment.causes.map((cause) => `taxonomies.cause.${cause}` as const),
    illustration: illustrationOf(assignment.causes),
  };
}

/** The whole page of an assignment. */
export function assignmentView(
  assignment: AssignmentDocument,
  queue: Queue,
  reader: MaybeActor,
  lang: Language,
  now: Date,
) {
  const id = String(assignment._id);
  const about = caseOf(assignment);
  const may = (move: 'submit' | 'pause' | 'resume' | 'close') =>
    mayMoveAsCoordinator(reader, about, move).allowed;
  const { timing, where } = assignment;
  const accessibility = FACTS.map((fact) => ({
    label: `taxonomies.fact.${fact}` as const,
    value: assignment.accessibility[fact] ?? 'unknown',
    key: `taxonomies.factValue.${assignment.accessibility[fact] ?? 'unknown'}` as const,
  }));
  return {
    id,
    title: assignment.title,
    textLang: otherLanguage(assignment.textLang ?? 'sv', lang),
    status: assignment.status,
    statusKey: `assignments.state.${assignment.status}` as const,
    standingKey: standingKey(assignment, now),
    explainKey: explainKey(assignment, now),
    dueAt: assignment.status === 'pending' ? assignment.dueAt : undefined,
    revision: assignment.revision,
    description: blocks(assignment.description),
    easySummary: blocks(assignment.easySummary),
    easyLang: otherLanguage('sv', lang),
    easyFirst: easyFirst(assignment, lang),
    gets: blocks(assignment.gets),
    firstTime: blocks(assignment.firstTime),
    requirements: assignment.requirements,
    causes: assignment.causes.map((code) => `taxonomies.cause.${code}` as const),
    targetGroups: assignment.targetGroups.map((code) => `taxonomies.targetGroup.${code}` as const),
    activities: assignment.activities.map((code) => `taxonomies.activity.${code}` as const),
    timingKey: `taxonomies.timing.${timing}` as const,
    occasions: assignment.dates.map(({ date, from, to }) => ({ day: atStockholm(date, from), from, to })),
    slots: assignment.slots.map((slot) => slotMessage(slot, lang)),
    startsOn: dayOf(assignment.startsOn),
    endsOn: dayOf(assignment.endsOn),
    applyBy: dayOf(assignment.applyBy),
    applyUntil: assignment.applyUntil,
    hours: assignment.hours,
    hoursKey: `assignments.show.hours.${timing}` as const,
    whereKey: `taxonomies.where.${where}` as const,
    remoteToo: where === 'both',
    address: addressShownTo('everybody', assignment),
    addressNote: addressNote(assignment),
    place: placeName(assignment),
    places: assignment.places,
    others: assignment.others,
    free: Math.max(0, assignment.free),
    taken: assignment.places - assignment.free,
    waiting: queue.waiting,
    queued: queue.queued,
    manyWaiting: manyWaiting(assignment.places, queue.waiting + queue.queued),
    admissionKey: `taxonomies.admission.${assignment.admission}` as const,
    direct: assignment.admission === 'direct',
    admissionText: `assignments.show.admission.${assignment.admission}` as const,
    lowestAge: assignment.lowestAge,
    forMinors: assignment.lowestAge < 18,
    groups: assignment.groups,
    swedishKey: `taxonomies.swedishNeeded.${assignment.swedishNeeded}` as const,
    languageKey: languageKey(assignment),
    practice: assignment.practice,
    spoken: assignment.spoken.map((code) => `taxonomies.language.${code}` as const),
    accessibility,
    /** Said yes or no to; the rest is named in one line. */
    stated: accessibility
      .filter(({ value }) => value !== 'unknown')
      .map((fact) => ({ ...fact, yes: fact.value === 'yes' })),
    notStated: accessibility.filter(({ value }) => value === 'unknown').map(({ label }) => label),
    reimbursed: assignment.reimbursed.map((code) => `taxonomies.reimbursed.${code}` as const),
    insured: assignment.insured,
    membership: assignment.membership,
    membershipFee: assignment.membershipFee,
    withChildren: assignment.withChildren,
    recordExtract: assignment.recordExtract,
    closeReasonKey:
      assignment.closeReason === undefined
        ? undefined
        : (`taxonomies.closeReason.${assignment.closeReason}` as const),
    isOpen: isOpen(assignment, now),
    isFull: isFull(assignment),
    isPast: isPast(assignment, now),
    isLate: isLate(assignment, now),
    isPublished: assignment.status === 'published',
    /** It has a page that others can open. */
    isShown: isShownToAll(about),
    mayEdit: mayEditAssignment(reader, about).allowed,
    mayWithdrawProposal: mayWithdrawProposal(reader, about).allowed,
    maySubmit: may('submit'),
    mayPause: may('pause'),
    mayResume: may('resume'),
    mayClose: may('close'),
    undoUntil: mayReopen(reader, about, assignment, now).allowed ? undoUntil(assignment) : undefined,
  };
}

export type AssignmentView = ReturnType<typeof assignmentView>;

/** Its state as somebody who looks for one would say it: published is also full, over or too late. */
function standingKey(assignment: AssignmentDocument, now: Date): MessageKey {
  const { status } = assignment;
  if (status !== 'published') return `assignments.state.${status}`;
  if (isPast(assignment, now)) return 'assignments.state.past';
  if (isLate(assignment, now)) return 'assignments.state.late';
  return isFull(assignment) ? 'assignments.state.full' : 'assignments.state.published';
}

/** What its state means for the one who answers for it. */
function explainKey(assignment: AssignmentDocument, now: Date): MessageKey {
  const { status, closeReason } = assignment;
  if (status === 'closed') return `assignments.explain.closed.${closeReason ?? 'over'}`;
  if (status !== 'published') return `assignments.explain.${status}`;
  if (isPast(assignment, now)) return 'assignments.explain.past';
  if (isLate(assignment, now)) return 'assignments.explain.late';
  return isFull(assignment) ? 'assignments.explain.full' : 'assignments.explain.published';
}

/** Staff's latest decision, while it is what the state comes from, or on the latest words, and there is something to say. */
export function decisionView(
  history: readonly DecisionDocument[],
  { status, revision }: Pick<AssignmentDocument, 'status' | 'revision'>,
) {
  const latest = history.find((one) => one.proposal !== true || one.revision === revision);
  if (latest?.after !== status || latest.decision === 'lift') return undefined;
  if (latest.decision === 'approve' && !latest.text) return undefined;
  const isProposal = latest.proposal === true && latest.decision !== 'suspend';
  return {
    key: isProposal
      ? (`assignments.decision.words.${latest.decision as 'approve' | 'return' | 'reject'}` as const)
      : (`assignments.decision.${latest.decision}` as const),
    at: latest.at,
    reasons: latest.reasons.map((reason) => `taxonomies.returnReason.${reason}.sentence` as const),
    text: latest.text,
  };
}

/** Paragraphs and lists, from plain text: lines that begin with a dash are a list. */
export function blocks(text: string): { items?: string[]; text?: string }[] {
  return text
    .split(/\n{2,}/)
    .flatMap((part) => splitLists(part.split('\n').filter((line) => line.trim() !== '')))
    .filter((block) => block.items !== undefined || block.text !== '');
}

/** What is said of an address that is not shown here. */
function addressNote({ where, address, addressShown }: AssignmentDocument): MessageKey | undefined {
  if (where === 'remote') return undefined;
  if (addressShown === 'never') return 'assignments.show.address.never';
  return addressShown === 'match' && address !== undefined ? 'assignments.show.address.match' : undefined;
}

/** Where, in a few words: a key where it is remote, else the name of the place. */
export function whereText(assignment: Pick<AssignmentDocument, 'where' | 'place' | 'municipality'>): {
  whereKey?: MessageKey;
  whereText?: string;
} {
  if (assignment.where === 'remote') return { whereKey: 'taxonomies.where.remote' };
  return { whereText: placeName(assignment) };
}

/** When, in a few words: the next date, the weekly times or a key. */
export function whenText(
  assignment: Pick<AssignmentDocument, 'timing' | 'dates' | 'slots'>,
  lang: Language,
  now: Date,
): { whenKey?: Message | MessageKey; whenText?: string } {
  const { t } = languageFacts[lang];
  if (assignment.timing === 'dates') {
    const coming = assignment.dates.filter(({ date, from }) => atStockholm(date, from) > now);
    const next = coming[0] ?? assignment.dates.at(-1);
    if (next === undefined) return { whenKey: 'taxonomies.timing.dates' };
    const day = formatDate(lang, atStockholm(next.date, next.from), 'day');
    const text = t('assignments.when.occasion', { day, from: next.from, to: next.to });
    return {
      whenText: coming.length > 1 ? t('assignments.when.more', { text, n: coming.length - 1 }) : text,
    };
  }
  const [slot, ...more] = assignment.slots;
  if (assignment.timing === 'flexible' || slot === undefined)
    return { whenKey: 'taxonomies.timing.flexible' };
  const { key, values } = slotMessage(slot, lang);
  const text = t(key, values);
  return { whenText: more.length > 0 ? t('assignments.when.moreSlots', { text, n: more.length }) : text };
}

export function placeName(assignment: Pick<AssignmentDocument, 'place' | 'municipality'>): string {
  const area =
    assignment.municipality === undefined ? undefined : municipality(assignment.municipality)?.name;
  const point = assignment.place === undefined ? undefined : place(assignment.place)?.name;
  return [...new Set([point, area])].filter((name) => name !== undefined).join(', ');
}

export function slotMessage(slot: Slot, lang: Language): { key: MessageKey; values: Record<string, string> } {
  const day = languageFacts[lang].t(`taxonomies.day.${slot.day}` as MessageKey);
  return {
    key: slot.every === 2 ? 'assignments.when.everyOther' : 'assignments.when.every',
    values: { day, from: slot.from, to: slot.to },
  };
}

function languageKey({
  swedishNeeded,
  practice,
}: Pick<AssignmentDocument, 'swedishNeeded' | 'practice'>): MessageKey {
  // Whoever speaks fluently has nothing to practise.
  if (!practice || swedishNeeded === 'fluent') return `assignments.language.${swedishNeeded}`;
  return `assignments.language.practice.${swedishNeeded}`;
}

function dayOf(date: string | undefined): Date | undefined {
  return date === undefined ? undefined : atStockholm(date, '12:00');
}

function splitLists(lines: string[]): { items?: string[]; text?: string }[] {
  const result: { items?: string[]; text?: string }[] = [];
  for (const line of lines) {
    const item = /^\s*[-–•*]\s+(.*)$/.exec(line)?.[1];
    const last = result.at(-1);
    if (item !== undefined) {
      if (last?.items !== undefined) last.items.push(item);
      else result.push({ items: [item] });
    } else if (last?.text !== undefined) last.text = `${last.text}\n${line}`;
    else result.push({ text: line });
  }
  return result;
}
