// Sends a page: puts what every page needs (language, person, path) around what the view-model says.
import { brotliCompressSync, constants } from 'node:zlib';
import type { Response } from 'express';
import type { Language } from '../i18n/languages.ts';
import { facts, languages, otherLanguage, ownLanguages, pathIn } from '../i18n/languages.ts';
import type { Message, MessageKey, MessageValues } from '../i18n/translate.ts';
import type { Clock } from '../clock.ts';
import { stockholmDate } from '../stockholm.ts';
import { mayBeSomebody, takesBrotli } from './finished.ts';
import type { Finished } from './finished.ts';
import type { Views } from './views.ts';

/** What a refused form shows again: everything typed, and what to mend. */
export interface FormState {
  values: Readonly<Record<string, string | readonly string[]>>;
  errors: Readonly<Record<string, Message>>;
  summary: readonly { name: string; key: MessageKey; values?: MessageValues }[];
}

export interface PageModel {
  /** What the window's title says: a message, or text that is somebody's own. */
  title: Message | MessageKey | { text: string };
  /** How the thing of the page stands, where that is worth knowing from the row of tabs: it comes first in the window's title. */
  standing?: MessageKey | undefined;
  form?: FormState;
  /** Path and query that say the same, where it is not this path without its query. */
  canonical?: string;
  /** What other sites show beside a link to the page; ours where nothing is given. */
  shareImage?: { path: string; alt: string } | undefined;
  /** What the page says to those who read it by machine (JSON-LD). */
  structured?: readonly object[] | undefined;
  [more: string]: unknown;
}

/** The person as the layout shows them. */
export interface Reader {
  id: string;
  name: string;
  isCoordinator: boolean;
  isStaff: boolean;
}

declare module 'express-serve-static-core' {
  interface Locals {
    views: Views;
    lang: Language;
    /** Path and query of this page without a language in front. */
    path: string;
    baseUrl: string;
    person: Reader | null;
    unread: number;
    now: Date;
    clock: Clock;
    finished: Finished;
  }
}

export const emptyForm: FormState = { values: {}, errors: {}, summary: [] };

export function page(response: Response, name: string, model: PageModel, status = 200): void {
  sendHtml(response, response.locals.views.render(name, pageModel(response, model)), status);
}

/** A page of one reader, around a body that is the same for several. */
export function pageAround(response: Response, body: string, model: PageModel): void {
  sendHtml(response, response.locals.views.around(body, pageModel(response, model)), 200);
}

/** The body of a page, made for nobody in particular: it knows no reader. */
export function bodyForAll(response: Response, name: string, model: PageModel): string {
  return response.locals.views.body(name, { ...pageModel(response, model), person: null, unread: 0 });
}

function sendHtml(response: Response, html: string, status: number): void {
  // It differs for who is signed in: no cache between may keep it, and a browser asks each time.
  if (!response.hasHeader('Cache-Control')) response.set('Cache-Control', 'private, no-cache');
  response.status(status).type('html').vary('Accept-Encoding');
  if (response.req.acceptsEncodings('br') === 'br') response.set('Content-Encoding', 'br').send(packed(html));
  else response.send(html);
}

/**
 * A page that is the same for everybody who is not signed in: made once for them all. `make` says what it shows now, from memory alone, and is asked
 * again whenever that may have changed; nothing of one person may go into it. Where it was made of what had been read before, `isCurrent` says whether
 * that is still so.
 */
export function sharedPage(
  response: Response,
  name: string,
  make: () => PageModel,
  isCurrent: () => boolean = () => true,
): void {
  const { locals, req } = response;
  const model = make();
  const isForAll = locals.person === null && !mayBeSomebody(req) && isCurrent();
  if (!isForAll || !takesBrotli(req.headers['accept-encoding'])) {
    page(response, name, model);
    return;
  }
  response.set('Cache-Control', 'private, no-cache').type('html').vary('Accept-Encoding').vary('Cookie');
  const { bytes, headers } = locals.finished.keep({
    url: req.originalUrl,
    html: locals.views.render(name, pageModel(response, model)),
    headers: response.getHeaders(),
    shows: () => (isCurrent() ? JSON.stringify([make(), stockholmDate(locals.clock.now())]) : ''),
  });
  response.status(200).set(headers).send(bytes);
}

/** All that a template and the layout around it may show. */
export function pageModel({ locals }: Pick<Response, 'locals'>, model: PageModel) {
  const lang = locals.lang;
  const same = model.canonical ?? locals.path.split('?')[0] ?? '/';
  const canonical = locals.baseUrl + pathIn(lang, same);
  return {
    form: emptyForm,
    ...model,
    structured: model.structured && jsonLd(model.structured),
    title: titleText(model.title, lang),
    lang,
    path: locals.path,
    canonical,
    // What nobody should find has an address that may hold a secret: paper names the service alone.
    printed: model['noindex'] === true ? locals.baseUrl : canonical,
    alternates: ownLanguages.includes(lang)
      ? ownLanguages.map((one) => ({ tag: facts[one].tag, href: locals.baseUrl + pathIn(one, same) }))
      : [],
    shareImage: {
      src: locals.baseUrl + (model.shareImage?.path ?? '/img/share.png'),
      alt: model.shareImage?.alt,
    },
    person: locals.person,
    unread: locals.unread,
    now: locals.now.toISOString(),
    others: languages.filter((one) => one !== lang).map((one) => alternative(one, lang, locals.path)),
  };
}

/** JSON that cannot end the element it stands in, whatever somebody has written (OWASP). */
function jsonLd(things: readonly object[]): string {
  return JSON.stringify(things).replaceAll('<', '\\u003c');
}

/** The quickest level: 30 µs, where a middleware takes ten times that (measured). */
function packed(html: string): Buffer {
  return brotliCompressSync(html, { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } });
}

/** A form that was taken: 303 to a page of the same language. `path` has no language in front. */
export function seeOther(response: Response, path: string): void {
  response.redirect(303, pathIn(response.locals.lang, path));
}

const ownOrigin = 'http://own.invalid';
const startsLikeOwn = /^\/(?![/\\])[^\\\s]*$/;

/**
 * A path handed in from outside, or `fallback` if it could lead to another site. It is looked at as it is given and again as a browser
 * reads it: `/..//other.example` is `//other.example` by then.
 */
export function ownPath(candidate: unknown, fallback: string): string {
  if (typeof candidate !== 'string' || candidate.length > 500 || !startsLikeOwn.test(candidate))
    return fallback;
  const url = URL.canParse(candidate, ownOrigin) ? new URL(candidate, ownOrigin) : undefined;
  if (url?.origin !== ownOrigin) return fallback;
  const path = url.pathname + url.search;
  return startsLikeOwn.test(path) ? path : fallback;
}

function titleText(title: PageModel['title'], lang: Language): string {
  if (typeof title === 'string') return facts[lang].t(title);
  return 'text' in title ? title.text : facts[lang].t(title.key, title.values);
}

/** The same page in another language, as its link is read in that language. */
function alternative(other: Language, lang: Language, path: string) {
  const { name, tag, dir, t } = facts[other];
  return {
    name,
    tag,
    textLang: otherLanguage(tag, lang),
    dir: dir === facts[lang].dir ? undefined : dir,
    href: pathIn(other, path),
    suggestion: t('layout.languages.suggestion'),
  };
}
