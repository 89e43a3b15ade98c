// Reads the source as text, for the tests that guard how it is laid out.
import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import ts from 'typescript';

export interface Import {
  /** As it is written: './person.model.ts', 'mongoose'. */
  specifier: string;
  /** The file it means, relative to src; undefined for a package. */
  file: string | undefined;
  /** Gone when the types are erased. */
  typeOnly: boolean;
}

export const ROOT = resolve(import.meta.dirname, '../..');
const SRC = join(ROOT, 'src');

/** Every TypeScript file of the service, relative to src. */
export function sourceFiles(): string[] {
  return globSync('**/*.ts', { cwd: SRC }).map((file) => file.replaceAll('\\', '/'));
}

/** Files of the repository that fit any of the patterns, relative to its root, with their text. */
export function textFiles(...patterns: string[]): { file: string; text: string }[] {
  return globSync(patterns, { cwd: ROOT }).map((file) => ({
    file: file.replaceAll('\\', '/'),
    text: readFileSync(join(ROOT, file), 'utf8'),
  }));
}

/** What a source file imports or exports from elsewhere, dynamic imports included. */
export function importsOf(file: string): Import[] {
  const path = join(SRC, file);
  const source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest);
  const found: Import[] = [];
  const add = (specifier: ts.Expression | undefined, typeOnly: boolean): void => {
    if (specifier === undefined || !ts.isStringLiteral(specifier)) return;
    const { text } = specifier;
    const own = text.startsWith('.')
      ? relative(SRC, join(dirname(path), text)).replaceAll('\\', '/')
      : undefined;
    found.push({ specifier: text, file: own, typeOnly });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) {
      add(node.moduleSpecifier, node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword);
    } else if (ts.isExportDeclaration(node)) {
      add(node.moduleSpecifier, node.isTypeOnly);
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      add(node.arguments[0], false);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}
