// The language is in the address of every page: Swedish bare, the others behind their prefix. Nothing else decides it.
import type { RequestHandler } from 'express';
import { facts, languages } from '../i18n/languages.ts';

/** Takes the prefix off, so that routes are written once. */
export const language: RequestHandler = (request, response, next) => {
  response.locals.lang = 'sv';
  for (const lang of languages) {
    const { prefix } = facts[lang];
    if (prefix === '') continue;
    if (
      request.url === prefix ||
      request.url.startsWith(`${prefix}/`) ||
      request.url.startsWith(`${prefix}?`)
    ) {
      response.locals.lang = lang;
      const rest = request.url.slice(prefix.length);
      request.url = rest.startsWith('/') ? rest : `/${rest}`;
      break;
    }
  }
  response.locals.path = request.url;
  response.set('Content-Language', response.locals.lang);
  next();
};
