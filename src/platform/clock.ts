// The clock that is handed to everything that asks what time it is, so that a test moves a month in one line.

export interface Clock {
  now(): Date;
}

export interface MovableClock extends Clock {
  moveTo(instant: Date): void;
  /** Moves forward (or back, if negative) by so many milliseconds. */
  moveBy(milliseconds: number): void;
}

export const minute = 60_000;
export const hour = 60 * minute;
export const day = 24 * hour;

export const systemClock: Clock = { now: () => new Date() };

/** A clock that stands still until it is moved. */
export function movableClock(start: Date): MovableClock {
  let at = start.getTime();
  return {
    now: () => new Date(at),
    moveTo: (instant) => {
      at = instant.getTime();
    },
    moveBy: (milliseconds) => {
      at += milliseconds;
    },
  };
}
