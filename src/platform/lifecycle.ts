// Starting in order and stopping in the opposite order, once, on the first signal; a second signal does not wait.
import type { Logger } from 'pino';

export interface Lifecycle {
  /** What is begun last is stopped first. */
  onStop(name: string, stop: () => Promise<unknown> | unknown): void;
  stop(): Promise<void>;
}

export function createLifecycle(log: Logger): Lifecycle {
  const stops: { name: string; stop: () => Promise<unknown> | unknown }[] = [];
  let stopping: Promise<void> | undefined;

  async function stopAll(): Promise<void> {
    for (const { name, stop } of stops.reverse()) {
      try {
        await stop();
      } catch (error) {
        log.warn({ err: error, part: name }, 'a part did not stop cleanly');
      }
    }
  }

  return {
    onStop: (name, stop) => void stops.push({ name, stop }),
    stop: () => (stopping ??= stopAll()),
  };
}

/** Stops on SIGINT and SIGTERM, then exits; at the latest after ten seconds. */
export function stopOnSignals(lifecycle: Lifecycle): void {
  let asked = false;
  const stop = (): void => {
    if (asked) process.exit(1);
    asked = true;
    setTimeout(() => process.exit(1), 10_000).unref();
    void lifecycle.stop().then(() => process.exit(0));
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}
