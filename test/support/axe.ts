// Fails with a readable list when a page breaks WCAG 2.2 level A or AA in a way that a machine can see.
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa'];

/** The page must come from a context (`browser.newContext()`): axe opens a page of its own beside it. */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).withTags(TAGS).analyze();
  const faults = violations.map(({ id, help, nodes }) =>
    [
      `${id}: ${help}`,
      ...nodes.map((node) => `    ${node.target.join(' ')}\n      ${reason(node.failureSummary)}`),
    ].join('\n'),
  );
  if (faults.length > 0) throw new Error(`${page.url()} is not accessible to all:\n${faults.join('\n')}`);
}

function reason(summary = ''): string {
  return summary
    .split('\n')
    .slice(1)
    .map((line) => line.trim())
    .join('; ');
}
