// What the engine knows of one published assignment: plain, public values and nothing of the database. Pure.
import type {
  Activity,
  Admission,
  Cause,
  DayPart,
  Fact,
  LanguageCode,
  SwedishNeeded,
  TargetGroup,
  Timing,
} from '../../taxonomies/taxonomies.ts';

/** ISO weekday and part of the day, as in '2-evening'. */
export type SlotCode = `${1 | 2 | 3 | 4 | 5 | 6 | 7}-${DayPart}`;

/** WGS 84, degrees. */
export interface Point {
  readonly lat: number;
  readonly lon: number;
}

/** What free text is looked for in, from what weighs most to what weighs least. */
export interface EntryWords {
  readonly title: string;
  readonly organisation: string;
  /** Place, municipality and county. */
  readonly place: string;
  /** The names of its causes, activities and target groups, in every language of the interface. */
  readonly terms: string;
  readonly easySummary: string;
  readonly description: string;
}

/** All but the words: what the engine keeps of an entry and hands back. */
export interface EntryFacts {
  /** 24 hexadecimal digits. */
  readonly id: string;
  readonly organisation: string;
  /** What title and description are written in; everything else is Swedish. */
  readonly textLang: LanguageCode;
  readonly causes: readonly Cause[];
  readonly groups: readonly TargetGroup[];
  readonly activities: readonly Activity[];
  readonly timing: Timing;
  /** When it begins each time, milliseconds since 1970, in order; only of what has dates. */
  readonly occasions: readonly number[];
  /** The days of the occasions in Sweden, as '2026-05-01'. */
  readonly days: readonly string[];
  /** Only of what is weekly. */
  readonly slots: readonly SlotCode[];
  /** First and last day, as '2026-05-01', of what is weekly or flexible; from the start and without end where they are not there. */
  readonly firstDay?: string;
  readonly lastDay?: string;
  readonly onsite: boolean;
  readonly remote: boolean;
  /** The municipality's code; none of what is only remote and says nothing. */
  readonly municipality?: string;
  /** The point that everybody may know: the centre of the area where the address is hidden. */
  readonly point?: Point;
  /** True where the point stands for an area. */
  readonly isArea: boolean;
  readonly swedish: SwedishNeeded;
  readonly practice: boolean;
  readonly spoken: readonly LanguageCode[];
  /** The facts about access that are stated to be so. */
  readonly access: readonly Fact[];
  readonly lowestAge: number;
  /** Groups are welcome. */
  readonly welcomesGroups: boolean;
  readonly admission: Admission;
  readonly places: number;
  /** Places left; 0 or less is full. */
  readonly free: number;
  /** How many wait for an answer or stand in the queue. */
  readonly waiting: number;
  /** Milliseconds since 1970. */
  readonly publishedAt: number;
  /** When the organisation was registered: a new one is not buried. */
  readonly organisationSince: number;
  /** It is over, or takes no more applications, from then on; none of what goes on. */
  readonly until?: number;
}

export interface Entry extends EntryFacts {
  readonly words: EntryWords;
}

/** Neither full nor over: only this is found. */
export function isOpenAt(entry: Pick<EntryFacts, 'free' | 'until'>, now: number): boolean {
  return entry.free > 0 && (entry.until === undefined || entry.until > now);
}
