// The headers that every answer carries. Files only, so no nonce: finished bytes can be cached. What only https can keep is asked only of https.
import type { RequestHandler } from 'express';
import helmet from 'helmet';

export function securityHeaders(options: {
  secure: boolean;
  baseUrl: string;
  mapTiles: { origin: string } | undefined;
}): RequestHandler {
  const sockets = options.baseUrl.replace(/^http/, 'ws');
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:', ...(options.mapTiles === undefined ? [] : [options.mapTiles.origin])],
        fontSrc: ["'self'"],
        connectSrc: ["'self'", sockets],
        manifestSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
        ...(options.secure ? { upgradeInsecureRequests: [] } : {}),
      },
    },
    strictTransportSecurity: options.secure ? { maxAge: 63_072_000, includeSubDomains: true } : false,
    referrerPolicy: { policy: 'same-origin' },
    xFrameOptions: { action: 'deny' },
    crossOriginEmbedderPolicy: false,
  });
}

/** Pages of a signed-in person, and pages that hold a one-time link, stay out of every cache. */
export const neverCached: RequestHandler = (_request, response, next) => {
  response.set('Cache-Control', 'no-store');
  next();
};
