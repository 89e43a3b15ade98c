// The 21 times of a week as bits, so that "can you when it happens" is one operation. Pure.
import { atStockholm, weekday } from '../platform/stockholm.ts';
import type { EntryFacts, SlotCode } from '../search/engine/entry.ts';
import { SLOTS } from '../taxonomies/taxonomies.ts';
import type { Day, DayPart } from '../taxonomies/taxonomies.ts';

const bits = new Map(SLOTS.map((slot, index) => [slot, 1 << index]));

export function bitsOf(slots: readonly SlotCode[]): number {
  return slots.reduce((all, slot) => all | (bits.get(slot) ?? 0), 0);
}

export function slotsOf(mask: number): SlotCode[] {
  return SLOTS.filter((_, index) => (mask & (1 << index)) !== 0);
}

/** Has no times of its own: it is done when it suits. */
export function isFlexible({ timing, slots }: Pick<EntryFacts, 'timing' | 'slots'>): boolean {
  return timing === 'flexible' || (timing === 'weekly' && slots.length === 0);
}

/** When in the week it happens from now on; 0 of what has no times. */
export function bitsAt(entry: EntryFacts, now: number): number {
  if (entry.timing !== 'dates') return entry.timing === 'weekly' ? bitsOf(entry.slots) : 0;
  const { occasions, days } = entry;
  let mask = 0;
  for (const [index, at] of occasions.entries()) if (at > now) mask |= bitOf(at, days[index]);
  return mask;
}

interface KnownDay {
  weekday: Day;
  noon: number;
  evening: number;
}

// The clock of Sweden costs more than all the rest of a score, and the same few hundred days come again and again.
const knownDays = new Map<string, KnownDay>();
const mostDays = 5_000;

function bitOf(at: number, day: string | undefined): number {
  if (day === undefined) return 0;
  const { weekday: name, noon, evening } = knownDay(day);
  const part: DayPart = at < noon ? 'morning' : at < evening ? 'afternoon' : 'evening';
  return bits.get(`${name}-${part}`) ?? 0;
}

function knownDay(day: string): KnownDay {
  const found = knownDays.get(day);
  if (found !== undefined) return found;
  if (knownDays.size >= mostDays) knownDays.clear();
  const at = (time: string): number => atStockholm(day, time).getTime();
  const made = { weekday: weekday(day), noon: at('12:00'), evening: at('17:00') };
  knownDays.set(day, made);
  return made;
}
