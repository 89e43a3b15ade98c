// What the rounds of R7 are counted by: overbooked, lost, doubled, who was refused how, and what the sweep had to finish.
import type { Connection } from 'mongoose';
import { faultsIn } from '../test/support/soundness.ts';

export interface Tally {
  rounds: number;
  /** Answers by what was asked for: { apply: { 303: 498, 409: 2 } }. */
  answers: Record<string, Record<string, number>>;
  overbooked: number;
  lost: number;
  doubled: number;
  /** Rounds in which the places were not won by exactly as many as there are. */
  wrongWinners: number;
  /** Counts of waiting applications that are wrong, and histories that the table does not allow. */
  unsound: number;
  /** Still waiting on something closed after the sweep. */
  leftWaiting: number;
  /** Applications that slipped through between two documents, and were finished by the sweep. */
  sweptClosed: number;
  sweptPromoted: number;
  /** The first faults in words. */
  faults: string[];
}

export function emptyTally(): Tally {
  return {
    rounds: 0,
    answers: {},
    overbooked: 0,
    lost: 0,
    doubled: 0,
    wrongWinners: 0,
    unsound: 0,
    leftWaiting: 0,
    sweptClosed: 0,
    sweptPromoted: 0,
    faults: [],
  };
}

export function countAnswer(tally: Tally, asked: string, answer: string | number): void {
  const answers = (tally.answers[asked] ??= {});
  answers[answer] = (answers[answer] ?? 0) + 1;
}

export function countFault(tally: Tally, kind: 'lost' | 'wrongWinners' | 'leftWaiting', fault: string): void {
  tally[kind] += 1;
  note(tally, fault);
}

/** Reads what is stored of an assignment and counts what must never be. */
export async function countFaults(tally: Tally, connection: Connection, assignment: string): Promise<void> {
  const { overbooked, doubled, miscounted, illegal } = await faultsIn(connection, {
    assignments: [assignment],
  });
  tally.overbooked += overbooked.length;
  tally.doubled += doubled.length;
  tally.unsound += miscounted.length + illegal.length;
  for (const fault of [...overbooked, ...doubled, ...miscounted, ...illegal]) note(tally, fault);
}

/** True if nothing happened that never may. */
export function isClean(tally: Tally): boolean {
  const { overbooked, lost, doubled, wrongWinners, unsound, leftWaiting } = tally;
  return overbooked + lost + doubled + wrongWinners + unsound + leftWaiting === 0;
}

function note(tally: Tally, fault: string): void {
  if (tally.faults.length < 20) tally.faults.push(fault);
}
