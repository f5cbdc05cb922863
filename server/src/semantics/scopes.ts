/**
 * Which names a function binds, and which it declares global or nonlocal. Rules: Python language reference, 4.2.1 "Binding of names".
 */
import type { ComprehensionClause, Expr, FunctionDef, Lambda, Stmt } from '../syntax/python/ast';

export interface FunctionScope {
  readonly locals: ReadonlySet<string>;
  readonly globals: ReadonlySet<string>;
  readonly isGenerator: boolean;
}

const scopes = new WeakMap<FunctionDef | Lambda, FunctionScope>();

/** The scope of a function; computed once per node. */
export function scopeOf(node: FunctionDef | Lambda): FunctionScope {
  let scope = scopes.get(node);
  if (!scope) {
    scope = compute(node);
    scopes.set(node, scope);
  }
  return scope;
}

function compute(node: FunctionDef | Lambda): FunctionScope {
  const collector = new Collector();
  for (const param of node.params) collector.bound.add(param.name);
  if (node.kind === 'Lambda') collector.expression(node.body);
  else collector.statements(node.body);
  const locals = new Set([...collector.bound].filter((name) => !collector.globals.has(name) && !collector.nonlocals.has(name)));
  return { locals, globals: collector.globals, isGenerator: collector.yields };
}

class Collector {
  readonly bound = new Set<string>();
  readonly globals = new Set<string>();
  readonly nonlocals = new Set<string>();
  yields = false;

  statements(statements: readonly Stmt[]): void {
    for (const statement of statements) this.statement(statement);
  }

  private statement(node: Stmt): void {
    switch (node.kind) {
      case 'FunctionDef':
        this.bound.add(node.name);
        for (const expression of [...node.decorators, ...node.params.flatMap((param) => param.default ?? [])]) this.expression(expression);
        return;
      case 'ClassDef':
        this.bound.add(node.name);
        for (const expression of [...node.decorators, ...node.bases.map((base) => base.value)]) this.expression(expression);
        return;
      case 'Assign':
        node.targets.forEach((target) => this.target(target));
        if (node.value) this.expression(node.value);
        return;
      case 'AugAssign':
        this.target(node.target);
        this.expression(node.value);
        return;
      case 'For':
        this.target(node.target);
        this.expression(node.iterable);
        this.statements(node.body);
        this.statements(node.orelse);
        return;
      case 'If':
      case 'While':
        this.expression(node.test);
        this.statements(node.body);
        this.statements(node.orelse);
        return;
      case 'Try':
        this.statements(node.body);
        for (const handler of node.handlers) {
          if (handler.name) this.bound.add(handler.name);
          if (handler.type) this.expression(handler.type);
          this.statements(handler.body);
        }
        this.statements(node.orelse);
        this.statements(node.final);
        return;
      case 'With':
        for (const item of node.items) {
          this.expression(item.context);
          if (item.target) this.target(item.target);
        }
        this.statements(node.body);
        return;
      case 'Import':
        for (const { name, alias } of node.names) this.bound.add(alias ?? name.split('.')[0]!);
        return;
      case 'ImportFrom':
        for (const { name, alias } of node.names) this.bound.add(alias ?? name);
        return;
      case 'ScopeDeclaration':
        for (const name of node.names) (node.scope === 'global' ? this.globals : this.nonlocals).add(name);
        return;
      case 'Match':
        this.expression(node.subject);
        for (const { binds, guard, body } of node.cases) {
          binds.forEach((name) => this.bound.add(name));
          if (guard) this.expression(guard);
          this.statements(body);
        }
        return;
      case 'ExprStmt':
        this.expression(node.value);
        return;
      case 'Return':
        if (node.value) this.expression(node.value);
        return;
      case 'Delete':
        node.targets.forEach((target) => this.target(target));
        return;
      case 'Assert':
        this.expression(node.test);
        if (node.message) this.expression(node.message);
        return;
      case 'Raise':
        if (node.value) this.expression(node.value);
        if (node.cause) this.expression(node.cause);
        return;
      case 'Jump':
        return;
    }
  }

  private target(node: Expr): void {
    if (node.kind === 'Name') this.bound.add(node.id);
    else if (node.kind === 'Starred') this.target(node.value);
    else if (node.kind === 'Sequence') node.elements.forEach((element) => this.target(element));
    else this.expression(node);
  }

  /** Expressions bind by `:=` and make generators by `yield`; lambdas and comprehensions have scopes of their own. */
  expression(root: Expr): void {
    const work: Expr[] = [root];
    for (let node = work.pop(); node; node = work.pop()) {
      if (node.kind === 'Yield') this.yields = true;
      if (node.kind === 'NamedExpr') this.bound.add(node.target);
      if (node.kind !== 'Lambda') work.push(...childExpressions(node));
    }
  }
}

/** The direct sub-expressions of an expression, in evaluation order. */
export function childExpressions(node: Expr): readonly Expr[] {
  switch (node.kind) {
    case 'Name': case 'Num': case 'Constant': case 'Missing': return [];
    case 'Str': return node.parts.flatMap((part) => (part.kind === 'hole' ? [part.value] : []));
    case 'Attribute': case 'Starred': case 'Await': case 'NamedExpr': return [node.value];
    case 'Subscript': return [node.value, node.index];
    case 'Slice': return [node.lower, node.upper, node.step].filter((bound) => bound !== undefined);
    case 'Call': return [node.func, ...node.args.map((argument) => argument.value)];
    case 'BinaryOperation': return [node.left, node.right];
    case 'BooleanOperation': case 'Comparison': return node.operands;
    case 'UnaryOperation': return [node.operand];
    case 'Conditional': return [node.test, node.body, node.orelse];
    case 'Lambda': return [node.body];
    case 'Sequence': return node.elements;
    case 'DictDisplay': return node.entries.flatMap(({ key, value }) => (key ? [key, value] : [value]));
    case 'Comprehension': return [...node.clauses.flatMap(clauseExpressions), node.element, ...(node.value ? [node.value] : [])];
    case 'Yield': return node.value ? [node.value] : [];
  }
}

const clauseExpressions = (clause: ComprehensionClause): readonly Expr[] => (clause.kind === 'for' ? [clause.iterable, clause.target] : [clause.test]);
