// Who may read and change a watch: whoever it belongs to, by their account or by the link in their mail. Pure.
import { allow, hidden } from '../platform/policy.ts';
import type { Verdict } from '../platform/policy.ts';

export type WatchReader = { readonly person: string } | { readonly watches: readonly string[] };

export interface WatchCase {
  readonly id: string;
  /** None of a watch without an account. */
  readonly person: string | undefined;
  readonly isConfirmed: boolean;
}

/** For others it is not there. */
export function mayChangeWatch(reader: WatchReader, watch: WatchCase): Verdict {
  const isTheirs =
    'person' in reader
      ? watch.person === reader.person
      : watch.isConfirmed && reader.watches.includes(watch.id);
  return isTheirs ? allow : hidden;
}
