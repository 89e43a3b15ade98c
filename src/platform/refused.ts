// The one class of error that a person may cause: a status and a sentence. Everything else that is thrown is a bug.
import type { MessageKey, MessageValues } from './i18n/translate.ts';

export class Refused extends Error {
  readonly status: number;
  readonly key: MessageKey;
  readonly values: MessageValues;

  /** `status` is an HTTP status of the 400s; `key` names the sentence that tells the person what to do. */
  constructor(status: number, key: MessageKey, values: MessageValues = {}) {
    super(key);
    this.name = 'Refused';
    this.status = status;
    this.key = key;
    this.values = values;
  }
}

/** Where even the existence of a thing is private, "not yours" and "missing" are this same answer. */
export function missing(): Refused {
  return new Refused(404, 'errors.404.text');
}
