// Finds every message key that the service uses: in the source by the compiler's own knowledge of the types, in the templates by their syntax tree.
import { join, relative } from 'node:path';
import Handlebars from 'handlebars';
import { isLiteralElement, isPoundElement, parse } from '@formatjs/icu-messageformat-parser';
import type { MessageFormatElement } from '@formatjs/icu-messageformat-parser';
import ts from 'typescript';
import { ROOT, textFiles } from './sources.ts';

/** One place where a key stands. */
export interface Use {
  /** `file:line`. */
  place: string;
  /** The key; or, where a part is only known at run time, a pattern that keys must fit. */
  key: string | RegExp;
  /** Names of the values handed along with it; undefined where they are not written beside it. */
  values: readonly string[] | undefined;
}

/** Every message of one language, by its whole key. */
export function messagesOf(language: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const { file, text } of textFiles(`src/locales/${language}/*.json`)) {
    const domain = /([^/]+)\.json$/.exec(file)?.[1] ?? '';
    for (const [key, message] of Object.entries(JSON.parse(text) as Record<string, string>))
      found.set(`${domain}.${key}`, message);
  }
  return found;
}

/** The names of what a message wants to be told. Throws where it is not ICU MessageFormat. */
export function placeholdersOf(message: string): Set<string> {
  const names = new Set<string>();
  const visit = (elements: readonly MessageFormatElement[]): void => {
    for (const element of elements) {
      if ('options' in element) {
        names.add(element.value);
        for (const option of Object.values(element.options)) visit(option.value);
      } else if ('children' in element) visit(element.children);
      else if (!isLiteralElement(element) && !isPoundElement(element)) names.add(element.value);
    }
  };
  visit(parse(message, { ignoreTag: true }));
  return names;
}

/** Keys in the TypeScript of the service. `domains` are the names that keys begin with. */
export function usesInSource(domains: readonly string[]): Use[] {
  const isKey = keyTest(domains);
  const { config } = ts.readConfigFile(join(ROOT, 'tsconfig.json'), (path) => ts.sys.readFile(path)) as {
    config: object;
  };
  const { options } = ts.parseJsonConfigFileContent({ ...config, include: ['src'] }, ts.sys, ROOT);
  const files = textFiles('src/**/*.ts').map(({ file }) => join(ROOT, file));
  const program = ts.createProgram(files, options);
  const checker = program.getTypeChecker();
  const uses: Use[] = [];
  for (const source of program.getSourceFiles().filter(({ fileName }) => files.includes(fileName))) {
    const add = (node: ts.Node, key: string | RegExp): void => {
      const { line } = source.getLineAndCharacterOfPosition(node.getStart());
      const place = `${relative(ROOT, source.fileName)}:${line + 1}`;
      uses.push({ place, key, values: valuesBeside(node) });
    };
    const visit = (node: ts.Node): void => {
      if (ts.isImportDeclaration(node) || ts.isTypeNode(node)) return;
      if (ts.isStringLiteralLike(node) && isKey(node.text)) add(node, node.text);
      else if (ts.isTemplateExpression(node) && isKey(`${node.head.text}x`))
        for (const key of expanded(node, checker)) add(node, key);
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  return uses;
}

/** All texts that a template literal can be; a pattern where the compiler does not know them. */
function expanded(node: ts.TemplateExpression, checker: ts.TypeChecker): (string | RegExp)[] {
  let texts = [node.head.text];
  let known = true;
  for (const { expression, literal } of node.templateSpans) {
    const type = checker.getTypeAtLocation(expression);
    const parts = (type.isUnion() ? type.types : [type]).map((one) =>
      one.isStringLiteral() || one.isNumberLiteral() ? String(one.value) : undefined,
    );
    if (parts.includes(undefined)) known = false;
    const all = parts.includes(undefined) ? ['\0'] : parts.map(String);
    texts = texts.flatMap((text) => all.map((part) => text + part + literal.text));
  }
  return known ? texts : texts.map(pattern);
}

function pattern(text: string): RegExp {
  return new RegExp(`^${text.replaceAll('.', '\\.').replaceAll('\0', '[\\w-]+')}$`);
}

/** What stands beside a key: the next argument of the call, or `values` of the same object. */
function valuesBeside(node: ts.Node): string[] | undefined {
  const { parent } = node;
  if (ts.isAsExpression(parent)) return valuesBeside(parent);
  if (ts.isCallExpression(parent) || ts.isNewExpression(parent)) {
    const list = parent.arguments ?? [];
    const next = list[list.findIndex((one) => one === node) + 1];
    return next === undefined ? [] : namesOf(next);
  }
  if (!ts.isPropertyAssignment(parent) || parent.name.getText() !== 'key') return undefined;
  const { properties } = parent.parent;
  if (properties.some((one) => ts.isSpreadAssignment(one))) return undefined;
  const values = properties.find((one) => one.name?.getText() === 'values');
  if (values === undefined) return [];
  return ts.isPropertyAssignment(values) ? namesOf(values.initializer) : undefined;
}

function namesOf(node: ts.Expression): string[] | undefined {
  if (!ts.isObjectLiteralExpression(node)) return ts.isStringLiteralLike(node) ? [] : undefined;
  if (node.properties.some((one) => ts.isSpreadAssignment(one))) return undefined;
  return node.properties.map((one) => one.name?.getText() ?? '');
}

/** Keys in the templates, and calls of `t` and `msg` whose key is put together there, which nothing could check. */
export function usesInViews(domains: readonly string[]): { uses: Use[]; assembled: string[] } {
  const isKey = keyTest(domains);
  const uses: Use[] = [];
  const assembled: string[] = [];
  for (const { file, text } of textFiles('views/**/*.hbs')) {
    const at = (node: hbs.AST.Node): string => `${file}:${node.loc.start.line}`;
    const call = (node: hbs.AST.MustacheStatement | hbs.AST.SubExpression): void => {
      const name = (node.path as hbs.AST.PathExpression).original;
      const [first] = node.params;
      if ((name !== 't' && name !== 'msg') || first === undefined) return;
      if (first.type === 'StringLiteral') {
        const values = ((node.hash as hbs.AST.Hash | undefined)?.pairs ?? []).map((pair) => pair.key);
        uses.push({ place: at(node), key: (first as hbs.AST.StringLiteral).value, values });
      } else if (first.type !== 'PathExpression') assembled.push(at(node));
    };
    class Keys extends Handlebars.Visitor {
      override StringLiteral(node: hbs.AST.StringLiteral): void {
        if (isKey(node.value)) uses.push({ place: at(node), key: node.value, values: undefined });
        else if (isKey(`${node.value}x`) && node.value.endsWith('.')) assembled.push(at(node));
      }
      override MustacheStatement(node: hbs.AST.MustacheStatement): void {
        call(node);
        super.MustacheStatement(node);
      }
      override SubExpression(node: hbs.AST.SubExpression): void {
        call(node);
        super.SubExpression(node);
      }
    }
    new Keys().accept(Handlebars.parse(text));
  }
  return { uses, assembled };
}

function keyTest(domains: readonly string[]): (text: string) => boolean {
  const form = new RegExp(`^(?:${domains.join('|')})\\.[\\w-]+(?:\\.[\\w-]+)*$`);
  return (text) => form.test(text);
}

/** For messages in faults. */
export function nameOf(key: string | RegExp): string {
  return typeof key === 'string'
    ? key
    : key.source.slice(1, -1).replaceAll('[\\w-]+', '…').replaceAll('\\', '');
}
