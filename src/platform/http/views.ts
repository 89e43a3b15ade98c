// Precompiles every template at start and renders pages within the layout. Templates place what view-models say and decide nothing.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import Handlebars from 'handlebars';
import type { HelperOptions } from 'handlebars';
import { readAsset } from './assets.ts';
import { timeLeft } from '../i18n/time-left.ts';
import { facts, formatDate, formatNumber, isLanguage, pathIn } from '../i18n/languages.ts';
import type { DateShape, Language } from '../i18n/languages.ts';
import type { MessageKey, MessageValues } from '../i18n/translate.ts';

export interface Views {
  /** Renders views/<name>.hbs inside views/layouts/<layout>.hbs. The model must hold `lang`. */
  render(name: string, model: object, layout?: string): string;
  /** The page without what is around it. */
  body(name: string, model: object): string;
  /** A body that has no form with errors, and what is around it. */
  around(body: string, model: object): string;
}

type Root = Record<string, unknown>;

/** Reads all of `folder` (views) and the public files that `asset` stamps. */
export function createViews(folder: string, publicFolder: string): Views {
  const handlebars = Handlebars.create();
  const stamps = new Map<string, string>();
  registerHelpers(handlebars, (file) => {
    const known = stamps.get(file);
    if (known !== undefined) return known;
    const stamp = createHash('sha256').update(readAsset(publicFolder, file)).digest('base64url').slice(0, 10);
    stamps.set(file, stamp);
    return stamp;
  });
  const templates = new Map<string, Handlebars.TemplateDelegate>();
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.hbs')) continue;
    const name = relative('.', file).split(sep).join('/').slice(0, -'.hbs'.length);
    const source = readFileSync(join(folder, file), 'utf8');
    if (name.startsWith('partials/')) handlebars.registerPartial(name.slice('partials/'.length), source);
    // Partials keep their own lines: an indented call would otherwise indent what a person typed in a textarea.
    else templates.set(name, handlebars.compile(source, { preventIndent: true }));
  }
  const template = (name: string): Handlebars.TemplateDelegate => {
    const found = templates.get(name);
    if (found === undefined) throw new Error(`No template views/${name}.hbs`);
    return found;
  };
  return {
    render(name, model, layout = 'layouts/main') {
      // The body first: its fields leave their labels for the error summary, which stands above them in the layout.
      const labels: Record<string, string> = {};
      const body = template(name)({ ...model, labels });
      return template(layout)({ ...model, labels, body });
    },
    body: (name, model) => template(name)({ ...model, labels: {} }),
    around: (body, model) => template('layouts/main')({ ...model, labels: {}, body }),
  };
}

/** `stamp` is of a public file. */
export function registerHelpers(
  handlebars: Pick<typeof Handlebars, 'registerHelper'>,
  stamp: (file: string) => string,
): void {
  handlebars.registerHelper({
    t(message: unknown, options: HelperOptions): string {
      const { key, values } = asMessage(message);
      if (key === '') return '';
      return translateIn(language(options))(key, { ...values, ...(options.hash as MessageValues) });
    },
    fieldLabel(name: unknown, message: unknown, options: HelperOptions): string {
      const { key, values } = asMessage(message);
      const text = key === '' ? '' : translateIn(language(options))(key, values);
      const { labels } = (options.data as { root: Root }).root;
      // "Varför?" is followed by a colon and what to mend.
      (labels as Record<string, string>)[String(name)] = text.replace(/\?$/, '');
      return text;
    },
    msg(key: unknown, options: HelperOptions): { key: unknown; values: unknown } {
      return { key, values: options.hash };
    },
    htmlLanguage(options: HelperOptions): Handlebars.SafeString {
      const { tag, dir } = facts[language(options)];
      return new Handlebars.SafeString(`lang="${tag}" dir="${dir}"`);
    },
    url(path: unknown, options: HelperOptions): string {
      return pathIn(language(options), String(path));
    },
    date(value: unknown, shape: unknown, options: HelperOptions): string {
      const date = value instanceof Date ? value : new Date(String(value));
      return Number.isNaN(date.getTime()) ? '' : formatDate(language(options), date, shape as DateShape);
    },
    left(until: unknown, options: HelperOptions): string {
      if (!(until instanceof Date)) return '';
      const { now } = (options.data as { root: Root }).root;
      const { key, values } = timeLeft(until, new Date(String(now)));
      return translateIn(language(options))(key, values);
    },
    iso(value: unknown): string {
      return value instanceof Date ? value.toISOString() : '';
    },
    number(value: unknown, options: HelperOptions): string {
      return typeof value === 'number' ? formatNumber(language(options), value) : '';
    },
    asset(file: unknown): Handlebars.SafeString {
      return new Handlebars.SafeString(`/${String(file)}?v=${stamp(String(file))}`);
    },
    icon(name: unknown): Handlebars.SafeString {
      return new Handlebars.SafeString(icon(String(name)));
    },
    eq(a: unknown, b: unknown): boolean {
      return a === b;
    },
    has(list: unknown, value: unknown): boolean {
      return Array.isArray(list) ? list.includes(value) : list === value;
    },
    concat(...parts: unknown[]): string {
      return parts.slice(0, -1).map(String).join('');
    },
  });
}

function language(options: HelperOptions): Language {
  const lang = (options.data as { root: Root }).root['lang'];
  if (!isLanguage(lang)) throw new Error('A page without a language was rendered');
  return lang;
}

function translateIn(lang: Language): (key: MessageKey, values?: MessageValues) => string {
  return facts[lang].t;
}

function asMessage(value: unknown): { key: MessageKey | ''; values: MessageValues } {
  if (typeof value === 'string') return { key: value as MessageKey, values: {} };
  if (typeof value === 'object' && value !== null && 'key' in value) {
    const { key, values } = value as { key: MessageKey; values?: MessageValues };
    return { key, values: values ?? {} };
  }
  return { key: '', values: {} };
}

const icons = new Map<string, string>();

function icon(name: string): string {
  const known = icons.get(name);
  if (known !== undefined) return known;
  const file = new URL(import.meta.resolve(`lucide-static/icons/${name}.svg`));
  const inner = /<svg[^>]*>([\s\S]*)<\/svg>/.exec(readFileSync(file, 'utf8'))?.[1] ?? '';
  const svg = `<svg class="icon" aria-hidden="true" focusable="false" viewBox="0 0 24 24" width="24" height="24">${inner.replace(/\s+/g, ' ').trim()}</svg>`;
  icons.set(name, svg);
  return svg;
}
