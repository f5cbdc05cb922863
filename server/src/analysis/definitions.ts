/** Where a module defines the function, class or variable of a given name. */
import type { Span } from '../base/text';
import type { Expr, Module, Stmt } from '../syntax/python/ast';
import { blocksOf } from '../semantics/enclosing';

/** A function or class as it is defined, with the names of the classes around it. */
export interface Definition {
  /** "Command.run" */
  readonly name: string;
  readonly node: Extract<Stmt, { kind: 'FunctionDef' | 'ClassDef' }>;
  /** The name, in offsets of the module's text. */
  readonly span: Span;
}

/** All functions and classes that the module's body and its classes define, also under conditions; in source order. */
export function definitionsOf(module: Module): readonly Definition[] {
  const found: Definition[] = [];
  for (const unit of module.units) {
    const at = module.offsets.get(unit) ?? 0;
    const work = unit.statements.map((statement) => ({ statement, prefix: '' })).reverse();
    for (let next = work.pop(); next; next = work.pop()) {
      const { statement, prefix } = next;
      const defines = statement.kind === 'FunctionDef' || statement.kind === 'ClassDef';
      if (defines) {
        const start = at + statement.nameStart;
        found.push({ name: prefix + statement.name, node: statement, span: { start, end: start + statement.name.length } });
      }
      if (statement.kind === 'FunctionDef') continue;
      const inner = statement.kind === 'ClassDef' ? [statement.body] : blocksOf(statement);
      for (const one of inner.flat().reverse()) work.push({ statement: one, prefix: statement.kind === 'ClassDef' ? `${prefix}${statement.name}.` : prefix });
    }
  }
  return found;
}

/** The name's last definition or top-level assignment; arguments behind it ("get(1)") do not count. Undefined when there is none. */
export function definitionIn(module: Module | undefined, name: string): Span | undefined {
  if (!module) return undefined;
  const wanted = /^[\w.]*/.exec(name)![0];
  const defined = definitionsOf(module).findLast((one) => one.name === wanted)?.span;
  return defined ?? assignmentOf(module, wanted) ?? (wanted.includes('.') ? definitionIn(module, wanted.slice(0, wanted.lastIndexOf('.'))) : undefined);
}

function assignmentOf(module: Module, name: string): Span | undefined {
  for (const unit of module.units) {
    const at = module.offsets.get(unit) ?? 0;
    for (const statement of unit.statements) {
      const targets: readonly Expr[] = statement.kind === 'Assign' ? statement.targets : [];
      const target = targets.find((one) => one.kind === 'Name' && one.id === name);
      if (target) return { start: at + target.start, end: at + target.end };
      const imported = statement.kind === 'Import' || statement.kind === 'ImportFrom' ? statement.names.find((one) => (one.alias ?? one.name) === name) : undefined;
      if (imported) return { start: at + imported.start, end: at + imported.end };
    }
  }
  return undefined;
}
