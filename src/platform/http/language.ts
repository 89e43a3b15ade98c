// The language is in the address of every page: Swedish bare, the others behind their prefix. Nothing else decides it.
import type { RequestHandler } from 'express';
import { facts, languages } from '../i18n/languages.ts';

/** Takes the prefix off, so that routes are written once. */
export const language: RequestHandler = (request, response, next) => {
  let path = ownSlash(request.url);
  response.locals.lang = 'sv';
  for (const lang of languages) {
    const { prefix } = facts[lang];
    if (prefix === '' || !path.startsWith(prefix) || !/^[/?]?$/.test(path.charAt(prefix.length))) continue;
    response.locals.lang = lang;
    const rest = path.slice(prefix.length);
    path = ownSlash(rest.startsWith('/') ? rest : `/${rest}`);
    break;
  }
  request.url = path;
  response.locals.path = path;
  response.set('Content-Language', facts[response.locals.lang].tag);
  next();
};

/** Pages link to themselves: with two slashes first, or a host, the address would lead to another site. */
function ownSlash(address: string): string {
  const path = address.startsWith('/') || !URL.canParse(address) ? address : pathOf(new URL(address));
  return path.replace(/^[/\\]*/, '/');
}

function pathOf({ pathname, search }: URL): string {
  return pathname + search;
}
