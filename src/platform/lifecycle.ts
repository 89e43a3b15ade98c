// Starting in order and stopping in the opposite order, once, on the first signal; a second signal does not wait.
import type { Logger } from 'pino';

type Stop = () => unknown;

export interface Lifecycle {
  /** What is begun last is stopped first. A part that is not done after `patience` milliseconds is left behind. */
  onStop(name: string, stop: Stop, patience?: number): void;
  stop(): Promise<void>;
  /** True from the first call of `stop`: what fails then fails because of it. */
  isStopping(): boolean;
}

const usualPatience = 6_000;
const longestStop = 20_000;
/** Ctrl-C reaches a process that npm started twice: from the terminal and from npm. */
const sameSignal = 1_000;

export function createLifecycle(log: Logger): Lifecycle {
  const stops: { name: string; stop: Stop; patience: number }[] = [];
  let stopping: Promise<void> | undefined;

  async function stopAll(): Promise<void> {
    // What is begun while stopping is stopped too.
    for (let part = stops.pop(); part !== undefined; part = stops.pop()) {
      const { name, stop, patience } = part;
      try {
        if (!(await isDoneWithin(patience, stop))) log.warn({ part: name }, 'a part did not stop in time');
      } catch (error) {
        log.warn({ err: error, part: name }, 'a part did not stop cleanly');
      }
    }
  }

  return {
    onStop: (name, stop, patience = usualPatience) => void stops.push({ name, stop, patience }),
    stop: () => (stopping ??= stopAll()),
    isStopping: () => stopping !== undefined,
  };
}

/**
 * Stops on SIGINT and SIGTERM, then exits: with 0 if all went well, with 1 if it took too long or was asked for twice. A fault that nobody
 * handled leaves the process in a state that nobody knows: it stops too, with 1, and whoever runs it starts another.
 */
export function stopOnSignals(lifecycle: Lifecycle, log: Logger): void {
  let askedAt: number | undefined;
  const stop = (status: number): void => {
    askedAt = Date.now();
    setTimeout(() => process.exit(1), longestStop).unref();
    void lifecycle.stop().then(() => process.exit(status));
  };
  const onSignal = (): void => {
    if (askedAt === undefined) stop(0);
    else if (Date.now() - askedAt > sameSignal) process.exit(1);
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  process.on('uncaughtException', (error) => {
    log.fatal({ err: error }, 'a fault that nobody handled');
    if (askedAt === undefined) stop(1);
  });
}

async function isDoneWithin(milliseconds: number, work: Stop): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(resolve, milliseconds, false);
  });
  try {
    return await Promise.race([Promise.resolve(work()).then(() => true as const), late]);
  } finally {
    clearTimeout(timer);
  }
}
