// One line of JSON per event, with the request's id. No name, address, text or secret stands in a line: a path is written without its query and
// tokens, and who is signed in by the random id of the account.
import { randomUUID } from 'node:crypto';
import type { RequestHandler } from 'express';
import { pino } from 'pino';
import type { DestinationStream, Logger, LoggerOptions } from 'pino';
import { pinoHttp } from 'pino-http';

/** Writes to standard output unless it is given somewhere else to write. */
export function createLog(level: string, destination?: DestinationStream): Logger {
  const options: LoggerOptions = {
    level,
    base: null,
    serializers: {
      err: (error: unknown) =>
        error instanceof Error
          ? { type: error.name, code: (error as { code?: unknown }).code, stack: frames(error) }
          : { type: typeof error },
    },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}

export function requestLog(log: Logger): RequestHandler {
  return pinoHttp({
    logger: log,
    genReqId: (_request, response) => {
      const id = randomUUID();
      response.setHeader('X-Request-Id', id);
      return id;
    },
    customProps: (request) => {
      // Passport leaves null behind at sign-out.
      const { user } = request as { user?: { id: string } | null };
      return user == null ? {} : { person: user.id };
    },
    customAttributeKeys: { reqId: 'requestId', responseTime: 'ms' },
    quietReqLogger: true,
    serializers: {
      req: (request: { method: string; url: string }) => ({
        method: request.method,
        path: plainPath(request.url),
      }),
      res: (response: { statusCode: number }) => ({ status: response.statusCode }),
      err: () => undefined,
    },
    customLogLevel: (_request, response) => (response.statusCode >= 500 ? 'error' : 'info'),
    autoLogging: { ignore: (request) => /^\/(css|js|fonts|img)\//.test(request.url) },
  }) as RequestHandler;
}

/** A message may quote what somebody wrote; where in the code it happened does not. */
function frames(error: Error): string {
  return (error.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .join('\n');
}

/** Words of our own addresses, ids of documents, and small numbers such as a step. Anything else could be somebody's secret or name. */
const harmless = /^(?:[a-z][a-z-]{0,30}|[0-9a-f]{24}|\d{1,3})$/;

/** The path without its query, and with all that no route of ours is made of put out of sight. */
function plainPath(url: string): string {
  return url
    .replace(/\?.*$/s, '')
    .split('/')
    .slice(0, 8)
    .map((part) => (part === '' || harmless.test(part) ? part : '…'))
    .join('/');
}
