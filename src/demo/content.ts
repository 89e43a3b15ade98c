// The shape of the demo content in the four JSON files beside this one: what associations and people
// would have written, and the state each thing should end in. Days count from the day the demo starts,
// `inDays` forwards and `…DaysAgo` backwards; the dates are chosen as if that day were a Sunday.

import { readFileSync } from 'node:fs';
import type { Language } from '../platform/i18n/languages.ts';
import type {
  Activity,
  Cause,
  LanguageCode,
  Level,
  ReturnReason,
  TargetGroup,
} from '../taxonomies/taxonomies.ts';

export interface DemoOrganisation {
  key: string;
  name: string;
  legalForm: 'association' | 'foundation' | 'faith' | 'faithPart';
  number: string;
  municipality: string;
  about: string;
  status: 'draft' | 'pending' | 'approved' | 'returned' | 'rejected' | 'suspended';
  contact: string;
  coordinators: string[];
  submittedDaysAgo?: number;
  suspendedDaysAgo?: number;
  returnReasons?: ReturnReason[];
  staffNote?: string;
}

export interface DemoPerson {
  key: string;
  name: string;
  fullName: string;
  email: string;
  phone?: string;
  municipality: string;
  languages: { code: LanguageCode; level: Level }[];
  causes: Cause[];
  about: string;
  isProtected?: boolean;
  language: Language;
  volunteer: boolean;
  /** Keys of the organisations this person coordinates. */
  coordinates: string[];
  moderator: boolean;
}

export interface DemoAssignment {
  key: string;
  organisation: string;
  status: 'draft' | 'pending' | 'published' | 'returned' | 'rejected' | 'paused' | 'closed';
  /** What the places or the dates make of it once the applications are in; never stored. */
  full?: boolean;
  past?: boolean;
  closeReason?: 'filled' | 'over' | 'cancelled' | 'suspended';
  submittedDaysAgo?: number;
  pausedDaysAgo?: number;
  closedDaysAgo?: number;
  returnReasons?: ReturnReason[];
  staffNote?: string;
  contact: string;
  title: string;
  description: string;
  easySummary: string;
  gets: string;
  firstTime: string;
  causes: Cause[];
  targetGroups: TargetGroup[];
  activities: Activity[];
  timing: 'dates' | 'weekly' | 'flexible';
  dates: { inDays: number; from: string; to: string }[];
  slots: {
    day: number;
    part: 'morning' | 'afternoon' | 'evening';
    from: string;
    to: string;
    every: 1 | 2;
  }[];
  startsInDays?: number;
  endsInDays?: number;
  applyInDays?: number;
  hours?: number;
  where: 'onsite' | 'remote' | 'both';
  address?: string;
  placeName?: string;
  municipality?: string;
  places: number;
  others: number;
  admission: 'review' | 'direct';
  lowestAge: number;
  groups: boolean;
  swedishNeeded: 'none' | 'basic' | 'good' | 'fluent';
  practice: boolean;
  spoken: LanguageCode[];
  accessibility: Record<string, 'yes' | 'no' | 'unknown'>;
  reimbursed: ('travel' | 'meals')[];
  insured: boolean;
  membership: boolean;
  membershipFee?: number;
  requirements: string[];
}

export interface DemoApplication {
  person: string;
  assignment: string;
  status:
    | 'submitted'
    | 'waitlisted'
    | 'offered'
    | 'matched'
    | 'declined'
    | 'withdrawn'
    | 'expired'
    | 'closed'
    | 'cancelled';
  submittedDaysAgo: number;
  /** When the last move happened; absent while the application waits. */
  answeredDaysAgo?: number;
  reason?: string;
  message: string;
}

export interface DemoContent {
  organisations: DemoOrganisation[];
  people: DemoPerson[];
  assignments: DemoAssignment[];
  applications: DemoApplication[];
}

/** Read from disk, as data: the service itself never loads it. */
export function readDemoContent(): DemoContent {
  const read = (name: string): unknown =>
    JSON.parse(readFileSync(new URL(`./${name}.json`, import.meta.url), 'utf8'));
  return {
    organisations: read('organisations') as DemoOrganisation[],
    people: read('people') as DemoPerson[],
    assignments: read('assignments') as DemoAssignment[],
    applications: read('applications') as DemoApplication[],
  };
}
