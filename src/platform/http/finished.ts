// Pages that are the same for everybody who is not signed in, as finished bytes: compressed once, with their headers, and answered before anything
// else of the service is asked. A page is kept only while what it shows is what would be shown now. docs/decisions/0116-finished-pages.md.
import { createHash, randomUUID } from 'node:crypto';
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { brotliCompressSync, constants } from 'node:zlib';
import { createKept } from './kept.ts';

/** Enough for some thousand pages; the one longest unused makes room. */
const MOST_BYTES = 32 * 2 ** 20;
/** Of one request alone. */
const OF_ONE = ['x-request-id', 'connection', 'date', 'transfer-encoding'];
const REQUEST_ID = 'X-Request-Id';

/** Packed once and sent often: a better level than that of a page made for one reader. */
const packing = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } };

export interface Shown {
  /** Language prefix, path and query, as they were asked for. */
  url: string;
  html: string;
  headers: OutgoingHttpHeaders;
  /** What the page shows, now: the page is right as long as this says the same. */
  shows: () => string;
}

interface Made {
  bytes: Buffer;
  headers: string[];
  etag: string;
  lastModified: string;
}

export interface Finished {
  /** Answers from memory; false where the service has to. */
  answer(request: IncomingMessage, response: ServerResponse): boolean;
  /** Keeps a page, and returns what to send now. */
  keep(shown: Shown): { bytes: Buffer; headers: Record<string, string> };
  /** How many pages, and how many bytes of them. */
  size(): { pages: number; bytes: number };
  /** Every page that is kept, for a test to look through. */
  contents(): Buffer[];
}

/** `version` rises whenever something that pages show may have changed. */
export function createFinished(parts: {
  version: () => number;
  /** Milliseconds since 1970. */
  now: () => number;
  isStopping: () => boolean;
  onAnswer?: (milliseconds: number, status: number) => void;
  mostBytes?: number;
}): Finished {
  const { version, now, isStopping, onAnswer, mostBytes = MOST_BYTES } = parts;
  const kept = createKept<Made>({ version, now, mostBytes });

  return {
    answer(request, response) {
      const { url = '', method, headers } = request;
      if ((method !== 'GET' && method !== 'HEAD') || isStopping()) return false;
      if (mayBeSomebody(request) || !takesBrotli(headers['accept-encoding'])) return false;
      const began = performance.now();
      const made = kept.get(url);
      if (made === undefined) return false;
      const known = isKnown(headers, made);
      response.writeHead(known ? 304 : 200, [...made.headers, REQUEST_ID, randomUUID()]);
      response.end(known || method === 'HEAD' ? undefined : made.bytes);
      onAnswer?.(performance.now() - began, known ? 304 : 200);
      return true;
    },

    keep({ url, html, headers, shows }) {
      const before = kept.get(url);
      // A copy: what the compressor returns is the beginning of a far bigger buffer, which would be kept along with it.
      const packed = Buffer.from(new Uint8Array(brotliCompressSync(html, packing)).buffer);
      const etag = `"${createHash('sha256').update(html).digest('base64url').slice(0, 22)}"`;
      const lastModified = before?.etag === etag ? before.lastModified : new Date(now()).toUTCString();
      const own = { ETag: etag, 'Last-Modified': lastModified, 'Content-Encoding': 'br' };
      const made = {
        ...{ bytes: packed, etag, lastModified },
        headers: listOf({ ...headers, ...own, 'Content-Length': String(packed.length) }),
      };
      kept.put(url, made, packed.length, shows);
      return { bytes: packed, headers: own };
    },

    size: () => kept.size(),
    contents: () => kept.contents().map(({ bytes }) => bytes),
  };
}

/** A session cookie, or anything that looks like one: such a reader gets a page of their own. */
export function mayBeSomebody({ headers }: Pick<IncomingMessage, 'headers'>): boolean {
  return headers.cookie?.includes('handslag') === true || headers.authorization !== undefined;
}

export function takesBrotli(accepted: string | undefined): boolean {
  return accepted !== undefined && /\bbr\b(?!\s*;\s*q=0(?:\.0*)?(?:\s*,|\s*$))/.test(accepted);
}

/** RFC 9110 13.2.2: If-Modified-Since counts only where If-None-Match is not given. */
function isKnown(headers: IncomingMessage['headers'], { etag, lastModified }: Made): boolean {
  const { 'if-none-match': tags, 'if-modified-since': since } = headers;
  if (tags !== undefined)
    return tags.split(',').some((tag) => tag.trim() === '*' || tag.trim().replace(/^W\//, '') === etag);
  return since !== undefined && Date.parse(since) >= Date.parse(lastModified);
}

function listOf(headers: OutgoingHttpHeaders): string[] {
  const one = new Map<string, [string, string]>();
  for (const [name, value] of Object.entries(headers))
    if (value !== undefined && !OF_ONE.includes(name.toLowerCase()))
      one.set(name.toLowerCase(), [name, Array.isArray(value) ? value.join(', ') : String(value)]);
  return [...one.values()].flat();
}
