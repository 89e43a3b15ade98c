// The rules of matching told a second time, as simply as possible and without a database: what a random walk must come to.
import { offerExpiry } from '../../src/applications/application.state.ts';
import type { ApplicationState } from '../../src/applications/application.state.ts';

export type Step =
  | { kind: 'apply' | 'withdraw' | 'confirm' | 'leave'; who: number }
  | { kind: 'offer' | 'queue' | 'decline' | 'dismiss'; who: number }
  | { kind: 'places' | 'others'; by: 1 | -1 }
  | { kind: 'pause' | 'resume' | 'reword' | 'approve' | 'return' | 'reject' | 'suspend' }
  | { kind: 'close'; reason: 'filled' | 'over' | 'cancelled' }
  | { kind: 'wait'; hours: number }
  | { kind: 'tick' };

export interface ModelAssignment {
  status: 'published' | 'paused' | 'closed';
  /** New words that staff reads. */
  isReworded: boolean;
  places: number;
  others: number;
  admission: 'review' | 'direct';
  beginsAt: Date;
  pastAt: Date;
}

interface ModelApplication {
  status: ApplicationState;
  /** Since when it stands where it does, and before whom of the same moment. */
  since: number;
  born: number;
  expiresAt?: Date;
  endedBySelf: boolean;
}

export interface Model {
  /** Does the step at that time; false if it must be refused. */
  take(step: Step, now: Date): boolean;
  states(): (ApplicationState | 'none')[];
  expiries(): (Date | undefined)[];
  free(): number;
}

export function createModel(assignment: ModelAssignment, people: number): Model {
  const applications = new Map<number, ModelApplication>();
  const isPast = (now: Date): boolean => now >= assignment.pastAt;
  const all = (...states: ApplicationState[]): ModelApplication[] =>
    [...applications.values()].filter(({ status }) => states.includes(status));
  const free = (): number => assignment.places - assignment.others - all('offered', 'matched').length;

  function apply(who: number, now: Date): boolean {
    const own = applications.get(who);
    if (own !== undefined && ['submitted', 'waitlisted', 'offered', 'matched'].includes(own.status))
      return true;
    if (assignment.status !== 'published' || isPast(now)) return false;
    if (own?.status === 'declined' || (own?.status === 'cancelled' && !own.endedBySelf)) return false;
    const direct = assignment.admission === 'direct';
    const queues = free() <= 0 || (direct && all('waitlisted').length > 0);
    applications.set(who, {
      status: queues ? 'waitlisted' : direct ? 'matched' : 'submitted',
      since: now.getTime(),
      born: own?.born ?? applications.size,
      endedBySelf: false,
    });
    return true;
  }

  /** Moves one's application if it is in one of the states. */
  function moveFrom(who: number, from: ApplicationState[], to: ApplicationState, bySelf = false): boolean {
    const own = applications.get(who);
    if (own === undefined || !from.includes(own.status)) return false;
    own.status = to;
    own.endedBySelf = bySelf;
    return true;
  }

  function offer(application: ModelApplication, now: Date): void {
    application.status = 'offered';
    application.expiresAt = offerExpiry(now, assignment.beginsAt);
  }

  /** Passes free places on. */
  function promote(now: Date): void {
    if (assignment.status !== 'published' || isPast(now) || free() <= 0) return;
    const queue = all('waitlisted').sort((a, b) => a.since - b.since || a.born - b.born);
    if (assignment.admission === 'direct') for (const one of queue.slice(0, free())) offer(one, now);
    else for (const one of queue) Object.assign(one, { status: 'submitted', since: now.getTime() });
  }

  function end(callsOff: boolean): void {
    for (const one of all('submitted', 'waitlisted', 'offered')) one.status = 'closed';
    if (callsOff)
      for (const one of all('matched')) Object.assign(one, { status: 'cancelled', endedBySelf: false });
  }

  /** The assignment goes from one state to another; false if it is in none of them. */
  function go(from: ModelAssignment['status'][], to: ModelAssignment['status']): boolean {
    if (!from.includes(assignment.status)) return false;
    assignment.status = to;
    return true;
  }

  function resize(step: { kind: 'places' | 'others'; by: 1 | -1 }, now: Date): boolean {
    if (assignment.status === 'closed') return false;
    const before = free();
    assignment[step.kind] += step.by;
    if (free() < 0) {
      assignment[step.kind] -= step.by;
      return false;
    }
    if (free() > before) promote(now);
    return true;
  }

  function reword(): boolean {
    if (assignment.status === 'closed') return false;
    assignment.isReworded = true;
    return true;
  }

  /** Whatever staff decides on new words, people notice nothing of it. */
  function decide(): boolean {
    const may = assignment.isReworded && assignment.status !== 'closed';
    assignment.isReworded = false;
    return may;
  }

  function tick(now: Date): void {
    for (const one of all('offered'))
      if (one.expiresAt !== undefined && one.expiresAt <= now) one.status = 'expired';
    promote(now);
    if (isPast(now)) end(false);
  }

  function confirm(who: number, now: Date): boolean {
    const own = applications.get(who);
    if (own?.expiresAt === undefined || own.expiresAt <= now || isPast(now)) return false;
    return moveFrom(who, ['offered'], 'matched');
  }

  function answer(who: number, now: Date): boolean {
    const own = applications.get(who);
    if (own?.status !== 'submitted') return false;
    if (assignment.status !== 'published' || isPast(now) || free() <= 0) return false;
    offer(own, now);
    return true;
  }

  function dismissing(done: boolean, now: Date): boolean {
    if (done) promote(now);
    return done;
  }

  function closing(done: boolean, callsOff: boolean): boolean {
    if (done) end(callsOff);
    return done;
  }

  return {
    take(step, now) {
      switch (step.kind) {
        case 'apply':
          return apply(step.who, now);
        case 'withdraw':
          return dismissing(
            moveFrom(step.who, ['submitted', 'waitlisted', 'offered'], 'withdrawn', true),
            now,
          );
        case 'confirm':
          return confirm(step.who, now);
        case 'leave':
          return dismissing(moveFrom(step.who, ['matched'], 'cancelled', true), now);
        case 'offer':
          return answer(step.who, now);
        case 'queue':
          return free() <= 0 && moveFrom(step.who, ['submitted'], 'waitlisted');
        case 'decline':
          return dismissing(moveFrom(step.who, ['submitted', 'waitlisted', 'offered'], 'declined'), now);
        case 'dismiss':
          return dismissing(moveFrom(step.who, ['matched'], 'cancelled'), now);
        case 'places':
        case 'others':
          return resize(step, now);
        case 'pause':
          return go(['published'], 'paused');
        case 'resume':
          return dismissing(go(['paused'], 'published'), now);
        case 'reword':
          return reword();
        case 'approve':
          return dismissing(decide(), now);
        case 'return':
        case 'reject':
          return decide();
        case 'suspend':
          return closing(go(['published', 'paused'], 'closed'), true);
        case 'close':
          return closing(go(['published', 'paused'], 'closed'), step.reason === 'cancelled');
        case 'wait':
          return true;
        case 'tick':
          tick(now);
          return true;
      }
    },
    states: () => Array.from({ length: people }, (_, n) => applications.get(n)?.status ?? 'none'),
    expiries: () =>
      Array.from({ length: people }, (_, n) => {
        const one = applications.get(n);
        return one?.status === 'offered' ? one.expiresAt : undefined;
      }),
    free,
  };
}
