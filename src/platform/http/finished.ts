// Pages that are the same for everybody who is not signed in, as finished bytes: compressed once, with their headers, and answered before anything
// else of the service is asked. A page is kept only while what it shows is what would be shown now. docs/decisions/0116-finished-pages.md.
import { createHash, randomUUID } from 'node:crypto';
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { brotliCompressSync, constants } from 'node:zlib';

/** Enough for some thousand pages; the one longest unused makes room. */
const MOST_BYTES = 32 * 2 ** 20;
/** What depends on the clock is looked at again after this time, milliseconds. */
const LOOK_AGAIN = 60_000;
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
  shows: () => string;
  digest: string;
  version: number;
  lookAgainAt: number;
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
  const kept = new Map<string, Made>();
  let bytes = 0;

  function drop(url: string): void {
    bytes -= kept.get(url)?.bytes.length ?? 0;
    kept.delete(url);
  }

  /** Looks again where something may have changed; a page that would show something else is dropped. */
  function isRight(url: string, made: Made): boolean {
    const current = version();
    if (made.version === current && now() < made.lookAgainAt) return true;
    if (digestOf(made.shows()) !== made.digest) {
      drop(url);
      return false;
    }
    made.version = current;
    made.lookAgainAt = now() + LOOK_AGAIN;
    return true;
  }

  return {
    answer(request, response) {
      const { url = '', method, headers } = request;
      if ((method !== 'GET' && method !== 'HEAD') || isStopping()) return false;
      const made = kept.get(url);
      if (made === undefined || mayBeSomebody(request) || !takesBrotli(headers['accept-encoding']))
        return false;
      const began = performance.now();
      if (!isRight(url, made)) return false;
      kept.delete(url);
      kept.set(url, made);
      const known = isKnown(headers, made);
      response.writeHead(known ? 304 : 200, [...made.headers, REQUEST_ID, randomUUID()]);
      response.end(known || method === 'HEAD' ? undefined : made.bytes);
      onAnswer?.(performance.now() - began, known ? 304 : 200);
      return true;
    },

    keep({ url, html, headers, shows }) {
      const before = kept.get(url);
      drop(url);
      // A copy: what the compressor returns is the beginning of a far bigger buffer, which would be kept along with it.
      const packed = Buffer.from(new Uint8Array(brotliCompressSync(html, packing)).buffer);
      const etag = `"${createHash('sha256').update(html).digest('base64url').slice(0, 22)}"`;
      const lastModified = before?.etag === etag ? before.lastModified : new Date(now()).toUTCString();
      const own = { ETag: etag, 'Last-Modified': lastModified, 'Content-Encoding': 'br' };
      kept.set(url, {
        bytes: packed,
        headers: listOf({ ...headers, ...own, 'Content-Length': String(packed.length) }),
        etag,
        lastModified,
        shows,
        digest: digestOf(shows()),
        version: version(),
        lookAgainAt: now() + LOOK_AGAIN,
      });
      bytes += packed.length;
      for (const oldest of kept.keys()) {
        if (bytes <= mostBytes) break;
        drop(oldest);
      }
      return { bytes: packed, headers: own };
    },

    size: () => ({ pages: kept.size, bytes }),
    contents: () => [...kept.values()].map((made) => made.bytes),
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

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}

function listOf(headers: OutgoingHttpHeaders): string[] {
  const one = new Map<string, [string, string]>();
  for (const [name, value] of Object.entries(headers))
    if (value !== undefined && !OF_ONE.includes(name.toLowerCase()))
      one.set(name.toLowerCase(), [name, Array.isArray(value) ? value.join(', ') : String(value)]);
  return [...one.values()].flat();
}
