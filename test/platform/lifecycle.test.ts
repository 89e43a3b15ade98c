// Stopping: in the opposite order, once, and never without end.
import { createLifecycle } from '../../src/platform/lifecycle.ts';
import { createLog } from '../../src/platform/log.ts';

let lines: string[];

beforeEach(() => {
  lines = [];
});

function begin() {
  return createLifecycle(createLog('info', { write: (line) => void lines.push(line) }));
}

test('what is begun last is stopped first, each when the one before is done', async () => {
  const lifecycle = begin();
  const done: string[] = [];
  for (const name of ['database', 'web', 'jobs'])
    lifecycle.onStop(name, async () => {
      await new Promise((resolve) => setTimeout(resolve, 5));
      done.push(name);
    });
  expect(lifecycle.isStopping()).toBe(false);
  await Promise.all([lifecycle.stop(), lifecycle.stop()]);
  expect(lifecycle.isStopping()).toBe(true);
  expect(done).toEqual(['jobs', 'web', 'database']);
  expect(lines).toEqual([]);
});

test('a part that fails or never ends is left behind, with a line of which it was', async () => {
  const lifecycle = begin();
  const done: string[] = [];
  lifecycle.onStop('database', () => done.push('database'));
  lifecycle.onStop('stuck', () => new Promise(() => undefined), 20);
  lifecycle.onStop('broken', () => {
    throw new Error('with somebody’s words in it');
  });
  await lifecycle.stop();
  expect(done).toEqual(['database']);
  expect(lines.map((line) => JSON.parse(line).part)).toEqual(['broken', 'stuck']);
  expect(lines.join('')).not.toContain('words');
});

test('what is begun while stopping is stopped, too', async () => {
  const lifecycle = begin();
  const done: string[] = [];
  lifecycle.onStop('slow', async () => {
    await new Promise((resolve) => setTimeout(resolve, 5));
    lifecycle.onStop('late', () => done.push('late'));
  });
  await lifecycle.stop();
  expect(done).toEqual(['late']);
});
