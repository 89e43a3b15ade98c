// Every fault becomes a page in the reader's language. What a person can mend is said; a bug is logged with the request's id and shows nothing of itself.
import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express';
import type { Logger } from 'pino';
import { isAway } from '../database.ts';
import type { MessageKey, MessageValues } from '../i18n/translate.ts';
import { Refused, missing } from '../refused.ts';
import { page } from './page.ts';

const known = [400, 403, 404, 405, 409, 410, 413, 422, 429, 500, 503] as const;
type KnownStatus = (typeof known)[number];

/** What deserves a title of its own. */
const titles: Partial<Record<MessageKey, MessageKey>> = { 'accounts.link.gone': 'errors.link.title' };

interface Refusal {
  status: KnownStatus;
  key: MessageKey;
  values: MessageValues;
}

export const notFound: RequestHandler = (_request, _response, next) => {
  next(missing());
};

/** `ways` says what else there is for whoever asked for a path that leads nowhere. */
export function errorPage(log: Logger, ways: (path: string) => object): ErrorRequestHandler {
  // The fourth parameter is what tells Express that this handles faults; nothing is left for a handler of its own, which would print them.
  return (error: unknown, request, response, _next) => {
    const note = (fault: unknown, what: string): void => {
      const route = (request.route as { path?: string } | undefined)?.path;
      log.error({ err: fault, requestId: request.id, route }, what);
    };
    if (response.headersSent) {
      note(error, 'an answer broke off');
      response.destroy();
      return;
    }
    const refusal = asRefusal(error);
    if (refusal.status >= 500) note(error, 'request failed');
    try {
      sendRefusal(request, response, refusal, isMissing(refusal) ? ways : undefined);
    } catch (fault) {
      note(fault, 'the error page failed');
      response.status(500).type('text').send('500');
    }
  };
}

/** There is nothing to mend, and something to look for instead. */
function isMissing({ key }: Refusal): boolean {
  return key === 'errors.404.text' || key === 'errors.410.text';
}

function sendRefusal(
  request: Request,
  response: Response,
  { status, key, values }: Refusal,
  ways?: (path: string) => object,
): void {
  response.set('Cache-Control', 'no-store');
  if (status === 503) response.set('Retry-After', '5');
  if (status === 429 && typeof values['minutes'] === 'number')
    response.set('Retry-After', String(values['minutes'] * 60));
  if (request.accepts(['html', 'json']) === 'json') {
    response.status(status).json({ error: key });
    return;
  }
  page(
    response,
    'errors/error',
    {
      ...ways?.(response.locals.path),
      isMissing: ways !== undefined,
      title: titles[key] ?? `errors.${status}.title`,
      status,
      why: { key, values },
      requestId: request.id,
      noindex: true,
    },
    status,
  );
}

function asRefusal(error: unknown): Refusal {
  if (error instanceof Refused)
    return { status: knownStatus(error.status), key: error.key, values: error.values };
  const status = knownStatus(outsideStatus(error));
  return { status, key: `errors.${status}.text`, values: {} };
}

/** Faults of a request that body-parser and the router notice, and a database that is away. */
function outsideStatus(error: unknown): number {
  if (isAway(error)) return 503;
  if (typeof error !== 'object' || error === null) return 500;
  if ('status' in error && typeof error.status === 'number' && error.status < 500) return error.status;
  return 500;
}

function knownStatus(status: number): KnownStatus {
  return known.find((one) => one === status) ?? (status >= 400 && status < 500 ? 400 : 500);
}
