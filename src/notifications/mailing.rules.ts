// Which kind a notice is of, and when it is mailed by what its reader has chosen. Pure.
import { addDays, atStockholm, stockholmDate } from '../platform/stockholm.ts';
import { MAIL_PACES } from './mailing.schema.ts';
import type { MailKind, MailPace, Mailing } from './mailing.schema.ts';

/** When the letter of the day leaves, on the clock in Sweden: before the evening in which most people answer. */
export const digestAt = '17:00';

/** By the beginning of a notice's key; the first that fits. */
const kinds: readonly (readonly [string, MailKind])[] = [
  ['notifications.volunteer.', 'own'],
  ['notifications.assignment.changed', 'own'],
  ['notifications.coordinator.joined', 'coordination'],
  ['notifications.coordinator.', 'answers'],
  ['notifications.assignment.', 'review'],
  ['notifications.organisation.', 'review'],
  ['notifications.picture.', 'review'],
  ['notifications.coordination.', 'coordination'],
  ['notifications.staff.', 'staff'],
  ['notifications.saved.', 'saved'],
];

/** Staff have their queue before them all day. */
const usual: Readonly<Record<MailKind, MailPace>> = {
  own: 'atOnce',
  answers: 'atOnce',
  review: 'atOnce',
  coordination: 'atOnce',
  staff: 'never',
  saved: 'atOnce',
};

/** A notice as far as its mail goes. */
export interface Waiting {
  key: string;
  at: Date;
  mailAt: Date | null;
  /** The match, and what changes it. */
  mailAnyway: boolean;
}

/** Undefined for what nobody can turn off: the match, and what concerns the account itself. */
export function mailKindOf({ key, mailAnyway }: Pick<Waiting, 'key' | 'mailAnyway'>): MailKind | undefined {
  return mailAnyway ? undefined : kinds.find(([beginning]) => key.startsWith(beginning))?.[1];
}

export function chosenPace(kind: MailKind, mailing: Mailing | undefined): MailPace {
  return mailing?.[kind] ?? usual[kind];
}

export function paceOf(notice: Pick<Waiting, 'key' | 'mailAnyway'>, mailing: Mailing | undefined): MailPace {
  const kind = mailKindOf(notice);
  return kind === undefined ? 'atOnce' : chosenPace(kind, mailing);
}

export function nextDigest(after: Date): Date {
  const date = stockholmDate(after);
  const today = atStockholm(date, digestAt);
  return today > after ? today : atStockholm(addDays(date, 1), digestAt);
}

/**
 * What waits of one person, as letters that leave now, and the rest with when each leaves instead. A match has a letter of its own and does not hurry
 * the rest; all else of one pace goes together once the first of it is due, so that whoever was away sends one letter and not three.
 */
export function lettersOf<W extends Waiting>(
  waiting: readonly W[],
  { mailing, now, delay }: { mailing: Mailing | undefined; now: Date; delay: number },
): { letters: W[][]; later: { notice: W; mailAt: Date | null }[] } {
  const letters = waiting.filter(({ mailAnyway }) => mailAnyway).map((notice) => [notice]);
  const later: { notice: W; mailAt: Date | null }[] = [];
  const rest = waiting.filter(({ mailAnyway }) => !mailAnyway);
  for (const pace of MAIL_PACES) {
    const some = rest
      .filter((notice) => paceOf(notice, mailing) === pace)
      .map((notice) => ({ notice, mailAt: mailedAt(notice.at, pace, delay) }));
    if (some.some(({ mailAt }) => mailAt !== null && mailAt <= now))
      letters.push(some.map(({ notice }) => notice));
    else later.push(...some.filter(({ notice, mailAt }) => notice.mailAt?.getTime() !== mailAt?.getTime()));
  }
  return { letters, later };
}

function mailedAt(at: Date, pace: MailPace, delay: number): Date | null {
  if (pace === 'never') return null;
  return pace === 'daily' ? nextDigest(at) : new Date(at.getTime() + delay);
}
