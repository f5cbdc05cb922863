/** What a module imports by name in its source, wherever the statement stands. */
import type { ImportFrom, Import, Module, Stmt } from '../syntax/python/ast';
import { blocksOf } from './enclosing';

export interface StaticImport {
  /** Dotted; '' for `from . import x`. */
  readonly module: string;
  readonly level: number;
}

/** Each distinct import once, in source order; `from a import b` gives `a` and `a.b`, since `b` may be a module. */
export function staticImports(module: Module): StaticImport[] {
  const found = new Map<string, StaticImport>();
  const add = (name: string, level: number): void => {
    found.set(`${level} ${name}`, { module: name, level });
  };
  const work: Stmt[] = module.units.flatMap((unit) => unit.statements).reverse();
  for (let statement = work.pop(); statement; statement = work.pop()) {
    if (statement.kind === 'Import' || statement.kind === 'ImportFrom') importsOf(statement, add);
    else for (const block of blocksOf(statement)) work.push(...block);
  }
  return [...found.values()];
}

function importsOf(statement: Import | ImportFrom, add: (name: string, level: number) => void): void {
  if (statement.kind === 'Import') {
    for (const { name } of statement.names) add(name, 0);
    return;
  }
  add(statement.module, statement.level);
  for (const { name } of statement.names) if (name !== '*') add(statement.module === '' ? name : `${statement.module}.${name}`, statement.level);
}
