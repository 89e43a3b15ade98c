// An assignment of which everything is said that can be.
import type { AssignmentChange } from '../../src/assignments/assignment.change.ts';

export const details = {
  description:
    'Vi ses i köket och lagar mat tillsammans.\n\n- Du hackar\n- Vi steker\n\nSedan äter alla tillsammans.',
  easySummary: 'Vi lagar mat. Du får vara med.',
  gets: 'Mat, fika och nya vänner.',
  firstTime: 'Du träffar Karin vid dörren.',
  requirements: ['Jag kan komma alla gånger.', 'Jag tål rök.'],
  targetGroups: ['newcomers', 'families'],
  activities: ['cooking', 'language'],
  timing: 'dates',
  dates: [
    { date: '2026-12-05', from: '10:00', to: '14:00' },
    { date: '2026-12-12', from: '22:00', to: '02:00' },
  ],
  slots: [],
  applyBy: '2026-12-04',
  hours: 4,
  where: 'both',
  address: 'Pettersbergsgatan 2',
  others: 1,
  places: 4,
  lowestAge: 20,
  groups: true,
  swedishNeeded: 'basic',
  practice: true,
  spoken: ['sv', 'ar', 'so'],
  accessibility: { stepFree: 'yes', quietPlace: 'no' },
  reimbursed: ['travel', 'meals'],
  insured: true,
  membership: true,
  membershipFee: 150,
  withChildren: true,
  recordExtract: true,
} satisfies AssignmentChange;
