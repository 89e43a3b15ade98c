// What somebody is told whose mail does not arrive. Pure.
import type { Message } from '../platform/i18n/translate.ts';
import type { SuppressionDocument } from './suppression.model.ts';

export function mailFaultView(
  found: Pick<SuppressionDocument, 'kind'> | null,
  email: string,
): Message | undefined {
  if (found === null) return undefined;
  return { key: `notifications.fault.${found.kind}`, values: { email } };
}
