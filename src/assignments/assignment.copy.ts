// What a copy of an earlier assignment has: its words and facts, without the times that have passed and without the people who came. Pure.
import { stockholmDate } from '../platform/stockholm.ts';
import type { AssignmentDocument, AssignmentFacts, AssignmentWords } from './assignment.model.ts';

type Part = keyof (AssignmentWords & AssignmentFacts);

/** The step of the form that each part is written in. Who adds a part finds it a step here, and so decides that a copy has it. */
export const stepOfPart = {
  title: 1,
  description: 1,
  easySummary: 1,
  gets: 1,
  firstTime: 1,
  causes: 1,
  targetGroups: 1,
  activities: 1,
  timing: 2,
  dates: 2,
  slots: 2,
  startsOn: 2,
  endsOn: 2,
  applyBy: 2,
  hours: 2,
  where: 2,
  address: 2,
  addressShown: 2,
  municipality: 2,
  place: 2,
  point: 2,
  places: 3,
  others: 3,
  admission: 3,
  lowestAge: 3,
  groups: 3,
  swedishNeeded: 3,
  practice: 3,
  spoken: 3,
  textLang: 1,
  accessibility: 4,
  reimbursed: 4,
  insured: 4,
  membership: 4,
  membershipFee: 4,
  withChildren: 4,
  recordExtract: 4,
  requirements: 4,
  contact: 4,
} as const satisfies Record<Part, 1 | 2 | 3 | 4>;

export type Copied = AssignmentWords & Omit<AssignmentFacts, 'contact'>;

/** `lostTimes` is true if there were times that have passed by now. */
export function copyOf(
  earlier: AssignmentWords & AssignmentFacts,
  now: Date,
): { parts: Copied; lostTimes: boolean } {
  const today = stockholmDate(now);
  const isOver = (date: string | undefined): boolean => date !== undefined && date < today;
  const kept = Object.entries(earlier as unknown as AssignmentDocument).filter(
    ([name, value]) => name in stepOfPart && name !== 'contact' && !(isDay(name) && isOver(value as string)),
  );
  const dates = earlier.dates.filter(({ date }) => !isOver(date));
  return {
    parts: { ...(Object.fromEntries(kept) as unknown as Copied), dates, others: 0 },
    lostTimes: dates.length < earlier.dates.length || days.some((name) => isOver(earlier[name])),
  };
}

const days = ['startsOn', 'endsOn', 'applyBy'] as const;

function isDay(name: string): boolean {
  return days.some((day) => day === name);
}
