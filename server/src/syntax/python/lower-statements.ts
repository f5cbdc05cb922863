/** Lowers statements of the concrete syntax tree to our AST, one top-level statement at a time. */
import type { Cst, CstNode } from '../parser';
import type { Expr, ImportedName, Jump, Stmt, Unit } from './ast';
import { ExpressionLowering, MAXIMUM_DEPTH } from './lower-expressions';

/** Lowers the statement at the root of `cst`. */
export function lowerUnit(cst: Cst): Unit {
  const lowering = new StatementLowering(cst);
  const statements = lowering.statement(0);
  const comments = [];
  for (let node = 0; node < cst.size; node++) {
    if (cst.kind(node) === 'comment') comments.push({ start: cst.start(node), end: cst.end(node) });
    else if (cst.isError(node)) lowering.problems.push({ start: cst.start(node), end: Math.max(cst.end(node), cst.start(node)), message: 'syntax error' });
  }
  return { text: cst.text, statements, comments, problems: lowering.problems };
}

class StatementLowering extends ExpressionLowering {
  constructor(cst: Cst) {
    super(cst);
  }

  private block(node: CstNode | undefined): Stmt[] {
    if (node === undefined) return [];
    return this.cst.children(node).filter((child) => this.cst.isNamed(child)).flatMap((child) => this.statement(child));
  }

  statement(node: CstNode): Stmt[] {
    if (this.depth >= MAXIMUM_DEPTH) {
      this.problem(node, 'nested too deeply');
      return [];
    }
    this.depth++;
    try {
      return this.lowerStatement(node);
    } finally {
      this.depth--;
    }
  }

  private lowerStatement(node: CstNode): Stmt[] {
    const { cst } = this;
    const at = this.at(node);
    switch (cst.kind(node)) {
      case 'comment':
      case 'line_continuation':
      case 'ERROR':
      case ';':
        return [];
      case 'expression_statement':
        return this.expressionStatement(node);
      case 'print_statement':
        return [{ kind: 'ExprStmt', ...at, value: this.legacyCall(node, 'print', cst.childrenOf(node, 'argument')) }];
      case 'exec_statement':
        return [{ kind: 'ExprStmt', ...at, value: this.legacyCall(node, 'exec', this.named(node)) }];
      case 'return_statement': {
        const value = this.named(node)[0];
        return [value === undefined ? { kind: 'Return', ...at } : { kind: 'Return', ...at, value: this.expression(value) }];
      }
      case 'if_statement':
        return [this.conditional(node)];
      case 'for_statement':
        return [{
          kind: 'For', ...at, target: this.expression(cst.child(node, 'left')), iterable: this.expression(cst.child(node, 'right')),
          body: this.block(cst.child(node, 'body')), orelse: this.clause(cst.child(node, 'alternative')),
        }];
      case 'while_statement':
        return [{
          kind: 'While', ...at, test: this.expression(cst.child(node, 'condition')),
          body: this.block(cst.child(node, 'body')), orelse: this.clause(cst.child(node, 'alternative')),
        }];
      case 'try_statement':
        return [this.tryStatement(node)];
      case 'with_statement':
        return [this.withStatement(node)];
      case 'function_definition':
        return [this.functionDefinition(node, node, [])];
      case 'class_definition':
        return [this.classDefinition(node, node, [])];
      case 'decorated_definition': {
        const decorators = this.named(node).filter((child) => cst.kind(child) === 'decorator').map((child) => this.expression(this.named(child)[0]));
        const definition = cst.child(node, 'definition');
        if (definition === undefined) return [];
        return [cst.kind(definition) === 'class_definition'
          ? this.classDefinition(node, definition, decorators) : this.functionDefinition(node, definition, decorators)];
      }
      case 'import_statement':
        return [{ kind: 'Import', ...at, names: this.importedNames(node) }];
      case 'future_import_statement':
        return [];
      case 'import_from_statement':
        return [this.importFrom(node)];
      case 'global_statement':
      case 'nonlocal_statement':
        return [{
          kind: 'ScopeDeclaration', ...at, scope: cst.kind(node) === 'global_statement' ? 'global' : 'nonlocal',
          names: this.named(node).map((name) => cst.textOf(name)),
        }];
      case 'delete_statement': {
        const target = this.expression(this.named(node)[0]);
        return [{ kind: 'Delete', ...at, targets: target.kind === 'Sequence' ? target.elements : [target] }];
      }
      case 'assert_statement': {
        const [test, message] = this.named(node);
        return [{ kind: 'Assert', ...at, test: this.expression(test), ...(message !== undefined && { message: this.expression(message) }) }];
      }
      case 'raise_statement': {
        const cause = cst.child(node, 'cause');
        const value = this.named(node).find((child) => child !== cause);
        return [{
          kind: 'Raise', ...at, ...(value !== undefined && { value: this.expression(value) }), ...(cause !== undefined && { cause: this.expression(cause) }),
        }];
      }
      case 'pass_statement':
        return [this.jump(node, 'pass')];
      case 'break_statement':
        return [this.jump(node, 'break')];
      case 'continue_statement':
        return [this.jump(node, 'continue')];
      case 'match_statement':
        return [this.match(node)];
      case 'type_alias_statement': {
        // The grammar takes `type(x).name = value` for an alias as well.
        const [left, right] = this.named(node);
        return left === undefined || !cst.textOf(left).startsWith('(') ? [] : [{ kind: 'Assign', ...at, targets: [this.expression(left)], value: this.expression(right) }];
      }
      case 'block':
        return this.block(node);
      default:
        return [{ kind: 'ExprStmt', ...at, value: this.expression(node) }];
    }
  }

  private jump(node: CstNode, type: Jump['type']): Stmt {
    return { kind: 'Jump', ...this.at(node), type };
  }

  private expressionStatement(node: CstNode): Stmt[] {
    const { cst } = this;
    const values = this.named(node);
    const first = values[0];
    if (first === undefined) return [];
    const at = this.at(node);
    if (cst.kind(first) === 'assignment') return [this.assignment(first)];
    if (cst.kind(first) === 'augmented_assignment') {
      return [{
        kind: 'AugAssign', ...at, target: this.expression(cst.child(first, 'left')),
        operator: this.fieldText(first, 'operator').replace(/=$/, ''), value: this.expression(cst.child(first, 'right')),
      }];
    }
    if (values.length > 1) {
      return [{ kind: 'ExprStmt', ...at, value: { kind: 'Sequence', type: 'tuple', ...at, elements: values.map((value) => this.expression(value)) } }];
    }
    return [{ kind: 'ExprStmt', ...at, value: this.expression(first) }];
  }

  private assignment(node: CstNode): Stmt {
    const { cst } = this;
    const targets: Expr[] = [];
    let current = node;
    for (;;) {
      targets.push(this.expression(cst.child(current, 'left')));
      const right = cst.child(current, 'right');
      const annotated = cst.child(node, 'type') === undefined ? {} : { annotated: true as const };
      if (right === undefined) return { kind: 'Assign', ...this.at(node), targets, ...annotated };
      if (cst.kind(right) !== 'assignment') return { kind: 'Assign', ...this.at(node), targets, value: this.expression(right), ...annotated };
      current = right;
    }
  }

  /** Python 2's `exec code in ns` and `print >>f, x` as the calls they became. */
  private legacyCall(node: CstNode, name: string, values: readonly CstNode[]): Expr {
    const start = this.cst.start(node);
    return {
      kind: 'Call', ...this.at(node), func: { kind: 'Name', id: name, start, end: start + name.length },
      args: values.map((value) => ({ ...this.at(value), value: this.expression(value) })),
    };
  }

  /** The body of an `else` or `finally` clause. */
  private clause(node: CstNode | undefined): Stmt[] {
    if (node === undefined) return [];
    return this.block(this.cst.child(node, 'body') ?? this.cst.children(node).find((child) => this.cst.kind(child) === 'block'));
  }

  private conditional(node: CstNode): Stmt {
    const { cst } = this;
    // `elif` clauses stand flat in the tree; from the last to the first they nest.
    let orelse: Stmt[] = [];
    for (const clause of cst.childrenOf(node, 'alternative').reverse()) {
      if (cst.kind(clause) === 'else_clause') orelse = this.clause(clause);
      else {
        orelse = [{
          kind: 'If', ...this.at(clause), test: this.expression(cst.child(clause, 'condition')), body: this.block(cst.child(clause, 'consequence')), orelse,
        }];
      }
    }
    return { kind: 'If', ...this.at(node), test: this.expression(cst.child(node, 'condition')), body: this.block(cst.child(node, 'consequence')), orelse };
  }

  private tryStatement(node: CstNode): Stmt {
    const { cst } = this;
    const children = this.named(node);
    const handlers = children.filter((child) => cst.kind(child).startsWith('except')).map((clause) => {
      const [type, legacyName] = this.named(clause).filter((child) => cst.kind(child) !== 'block');
      const body = this.clause(clause);
      if (type === undefined) return { body };
      const alias = cst.kind(type) === 'as_pattern' ? cst.child(type, 'alias') : legacyName;
      return { type: this.expression(type), body, ...(alias !== undefined && { name: cst.textOf(alias) }) };
    });
    return {
      kind: 'Try', ...this.at(node), body: this.block(cst.child(node, 'body')), handlers,
      orelse: this.clause(children.find((child) => cst.kind(child) === 'else_clause')),
      final: this.clause(children.find((child) => cst.kind(child) === 'finally_clause')),
    };
  }

  private withStatement(node: CstNode): Stmt {
    const { cst } = this;
    const clause = this.named(node).find((child) => cst.kind(child) === 'with_clause');
    const items = (clause === undefined ? [] : this.named(clause)).filter((item) => cst.kind(item) === 'with_item').map((item) => {
      const value = cst.child(item, 'value');
      const alias = value !== undefined && cst.kind(value) === 'as_pattern' ? cst.child(value, 'alias') : undefined;
      return { context: this.expression(value), ...(alias !== undefined && { target: this.expression(alias) }) };
    });
    return { kind: 'With', ...this.at(node), items, body: this.block(cst.child(node, 'body')) };
  }

  private functionDefinition(outer: CstNode, node: CstNode, decorators: readonly Expr[]): Stmt {
    const { cst } = this;
    const name = cst.child(node, 'name');
    return {
      kind: 'FunctionDef', ...this.at(outer), name: name === undefined ? '' : cst.textOf(name).normalize('NFKC'),
      nameStart: name === undefined ? cst.start(node) : cst.start(name), params: this.params(cst.child(node, 'parameters')),
      decorators, body: this.block(cst.child(node, 'body')), isAsync: cst.kind(node + 1) === 'async',
    };
  }

  private classDefinition(outer: CstNode, node: CstNode, decorators: readonly Expr[]): Stmt {
    const { cst } = this;
    const name = cst.child(node, 'name');
    return {
      kind: 'ClassDef', ...this.at(outer), name: name === undefined ? '' : cst.textOf(name).normalize('NFKC'),
      nameStart: name === undefined ? cst.start(node) : cst.start(name), bases: this.args(cst.child(node, 'superclasses')),
      decorators, body: this.block(cst.child(node, 'body')),
    };
  }

  private importedNames(node: CstNode): ImportedName[] {
    const { cst } = this;
    return cst.childrenOf(node, 'name').map((name): ImportedName => {
      const aliased = cst.kind(name) === 'aliased_import';
      const dotted = this.dotted(aliased ? cst.child(name, 'name') : name);
      return aliased ? { ...this.at(name), name: dotted, alias: this.fieldText(name, 'alias').normalize('NFKC') } : { ...this.at(name), name: dotted };
    });
  }

  private dotted(node: CstNode | undefined): string {
    return node === undefined ? '' : this.cst.textOf(node).replace(/\s+/g, '').normalize('NFKC');
  }

  private importFrom(node: CstNode): Stmt {
    const { cst } = this;
    const source = this.dotted(cst.child(node, 'module_name'));
    const level = /^\.*/.exec(source)![0].length;
    const wildcard = this.named(node).find((child) => cst.kind(child) === 'wildcard_import');
    const names = wildcard === undefined ? this.importedNames(node) : [{ ...this.at(wildcard), name: '*' }];
    return { kind: 'ImportFrom', ...this.at(node), module: source.slice(level), level, names };
  }

  /** Names that a pattern binds: not those of classes (`case P(…)`), attributes (`y=…`) or dotted values. */
  private boundNames(pattern: CstNode, binds: string[]): void {
    const { cst } = this;
    const work = [pattern];
    for (let node = work.pop(); node !== undefined; node = work.pop()) {
      const kind = cst.kind(node);
      if (kind === 'identifier') binds.push(cst.textOf(node));
      const children = cst.named(node);
      const isName = kind === 'class_pattern' || kind === 'keyword_pattern';
      if (kind !== 'dotted_name' || children.length === 1) work.push(...(isName ? children.slice(1) : children).reverse());
    }
  }

  /** The values of `"a"`, `"a" | "b"`, `("a" | "b") as x`; undefined for every other pattern. */
  private patternLiterals(pattern: CstNode): Expr[] | undefined {
    const { cst } = this;
    const literals: Expr[] = [];
    const work = [pattern];
    for (let node = work.pop(); node !== undefined; node = work.pop()) {
      const kind = cst.kind(node);
      if (LITERAL_PATTERNS.has(kind)) literals.push(this.expression(node));
      else if (kind === 'case_pattern' || kind === 'union_pattern') work.push(...[...this.named(node)].reverse());
      else if (kind === 'as_pattern') work.push(this.named(node)[0]!);
      else return undefined;
    }
    return literals.length > 0 ? literals : undefined;
  }

  private match(node: CstNode): Stmt {
    const { cst } = this;
    const body = cst.child(node, 'body');
    const cases = (body === undefined ? [] : this.named(body)).filter((child) => cst.kind(child) === 'case_clause').map((clause) => {
      const binds: string[] = [];
      const patterns = this.named(clause).filter((child) => cst.kind(child) === 'case_pattern');
      for (const pattern of patterns) this.boundNames(pattern, binds);
      const guard = cst.child(clause, 'guard');
      const literals = patterns.length === 1 ? this.patternLiterals(patterns[0]!) : undefined;
      const place = patterns.length > 0 ? { start: this.at(patterns[0]!).start, end: this.at(patterns.at(-1)!).end } : this.at(clause);
      return {
        pattern: place, binds, irrefutable: patterns.length === 1 && /^(?!(?:None|True|False)$)[^\W\d]\w*$/.test(cst.textOf(patterns[0]!).trim()),
        ...(literals && { literals }), body: this.block(cst.child(clause, 'consequence')),
        ...(guard !== undefined && { guard: this.expression(this.named(guard)[0]) }),
      };
    });
    return { kind: 'Match', ...this.at(node), subject: this.expression(cst.child(node, 'subject')), cases };
  }
}

const LITERAL_PATTERNS: ReadonlySet<string> = new Set(['string', 'concatenated_string', 'integer', 'float', 'true', 'false', 'none']);
