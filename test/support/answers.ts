// Compares answers that must not differ: all of them but what differs between any two.
import type { Answer } from './http.ts';

/** Without date and ids, and with what was typed taken out of the page: the rest must be the same to the byte. */
export function bytesOf({ status, headers, text }: Answer, typed: string): unknown {
  const { date: _date, 'x-request-id': _id, etag: _etag, 'content-length': _length, ...rest } = headers;
  return { status, rest, text: text.replaceAll(typed, 'typed') };
}
