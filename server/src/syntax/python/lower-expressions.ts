/** Lowers expressions of the concrete syntax tree to our AST. Total: what it does not know becomes `Missing` and a problem. */
import type { Cst, CstNode } from '../parser';
import type { Argument, ComprehensionClause, Expr, HolePart, Param, StrPart, SyntaxProblem } from './ast';
import { cookText, numberValue, stringPrefix } from './literals';

/**
 * Deeper nesting is not lowered: recursive walks must end on every input. CPython's own limit is 200 nested brackets
 * (Parser/tokenizer, MAXLEVEL) and 100 indentation levels (MAXINDENT).
 */
export const MAXIMUM_DEPTH = 200;

export class ExpressionLowering {
  readonly problems: SyntaxProblem[] = [];
  protected depth = 0;

  constructor(protected readonly cst: Cst) {}

  protected problem(node: CstNode, message: string): void {
    this.problems.push({ start: this.cst.start(node), end: this.cst.end(node), message });
  }

  protected at(node: CstNode): { start: number; end: number } {
    return { start: this.cst.start(node), end: this.cst.end(node) };
  }

  /** Named children. Comments and line continuations may stand between any two of them. */
  protected named(node: CstNode): CstNode[] {
    return this.cst.named(node).filter((child) => this.cst.kind(child) !== 'line_continuation');
  }

  expression(node: CstNode | undefined): Expr {
    if (node === undefined) return { kind: 'Missing', start: 0, end: 0 };
    // Brackets around a single expression mean nothing to us, however many there are.
    let inner = node;
    while (this.cst.kind(inner) === 'parenthesized_expression') inner = this.named(inner)[0] ?? this.unwrapEmpty(inner);
    if (this.cst.kind(inner) === '()') return { kind: 'Missing', ...this.at(node) };
    if (this.depth >= MAXIMUM_DEPTH) {
      this.problem(inner, 'nested too deeply');
      return { kind: 'Missing', ...this.at(inner) };
    }
    this.depth++;
    try {
      return this.lower(inner);
    } finally {
      this.depth--;
    }
  }

  private unwrapEmpty(node: CstNode): CstNode {
    return this.cst.children(node)[0] ?? node;
  }

  private lower(node: CstNode): Expr {
    const { cst } = this;
    const at = this.at(node);
    switch (cst.kind(node)) {
      case 'identifier':
      case 'keyword_identifier':
        return { kind: 'Name', ...at, id: cst.textOf(node).normalize('NFKC') };
      case 'integer':
      case 'float':
        return { kind: 'Num', ...at, value: numberValue(cst.textOf(node)), ...(/j$/i.test(cst.textOf(node)) && { imaginary: true as const }) };
      case 'string':
      case 'concatenated_string':
        return this.string(node);
      case 'none':
        return { kind: 'Constant', ...at, value: 'None' };
      case 'true':
        return { kind: 'Constant', ...at, value: 'True' };
      case 'false':
        return { kind: 'Constant', ...at, value: 'False' };
      case 'ellipsis':
        return { kind: 'Constant', ...at, value: 'Ellipsis' };
      case 'attribute': {
        const name = cst.child(node, 'attribute');
        return {
          kind: 'Attribute', ...at, value: this.expression(cst.child(node, 'object')),
          attr: name === undefined ? '' : cst.textOf(name).normalize('NFKC'), attrStart: name === undefined ? at.end : cst.start(name),
        };
      }
      case 'subscript': {
        const indices = cst.childrenOf(node, 'subscript').map((index) => this.expression(index));
        const index: Expr = indices.length === 1 ? indices[0]!
          : { kind: 'Sequence', type: 'tuple', start: indices[0]?.start ?? at.end, end: indices.at(-1)?.end ?? at.end, elements: indices };
        return { kind: 'Subscript', ...at, value: this.expression(cst.child(node, 'value')), index };
      }
      case 'slice':
        return this.slice(node);
      case 'call':
        return { kind: 'Call', ...at, func: this.expression(cst.child(node, 'function')), args: this.args(cst.child(node, 'arguments')) };
      case 'binary_operator':
        return this.binary(node);
      case 'boolean_operator':
        return this.boolean(node);
      case 'not_operator':
        return { kind: 'UnaryOperation', ...at, operator: 'not', operand: this.expression(cst.child(node, 'argument')) };
      case 'unary_operator':
        return { kind: 'UnaryOperation', ...at, operator: this.fieldText(node, 'operator'), operand: this.expression(cst.child(node, 'argument')) };
      case 'comparison_operator':
        return {
          kind: 'Comparison', ...at, operands: this.named(node).map((operand) => this.expression(operand)),
          operators: this.comparisonOperators(node),
        };
      case 'conditional_expression': {
        const [body, test, orelse] = this.named(node);
        return { kind: 'Conditional', ...at, body: this.expression(body), test: this.expression(test), orelse: this.expression(orelse) };
      }
      case 'lambda':
      case 'lambda_within_for_in_clause': {
        const body = cst.child(node, 'body');
        return { kind: 'Lambda', ...at, params: this.params(cst.child(node, 'parameters')), body: this.expression(body) };
      }
      case 'list':
      case 'list_pattern':
        return { kind: 'Sequence', type: 'list', ...at, elements: this.elements(node) };
      case 'tuple':
      case 'tuple_pattern':
      case 'pattern_list':
      case 'expression_list':
        return { kind: 'Sequence', type: 'tuple', ...at, elements: this.elements(node) };
      case 'set':
        return { kind: 'Sequence', type: 'set', ...at, elements: this.elements(node) };
      case 'dictionary':
        return {
          kind: 'DictDisplay', ...at, entries: this.named(node).map((entry) => (cst.kind(entry) === 'pair'
            ? { key: this.expression(cst.child(entry, 'key')), value: this.expression(cst.child(entry, 'value')) }
            : { key: undefined, value: this.expression(this.named(entry)[0]) })),
        };
      case 'list_comprehension':
        return this.comprehension(node, 'list');
      case 'set_comprehension':
        return this.comprehension(node, 'set');
      case 'dictionary_comprehension':
        return this.comprehension(node, 'dict');
      case 'generator_expression':
        return this.comprehension(node, 'generator');
      case 'list_splat':
      case 'list_splat_pattern':
      case 'dictionary_splat':
      case 'dictionary_splat_pattern':
      case 'splat_pattern':
        return { kind: 'Starred', ...at, value: this.expression(this.named(node)[0]) };
      case 'yield': {
        const value = this.named(node)[0];
        const from = cst.children(node).some((child) => cst.kind(child) === 'from');
        return value === undefined ? { kind: 'Yield', ...at, from } : { kind: 'Yield', ...at, from, value: this.expression(value) };
      }
      case 'await':
        return { kind: 'Await', ...at, value: this.expression(this.named(node)[0]) };
      case 'named_expression':
        return { kind: 'NamedExpr', ...at, target: this.fieldText(node, 'name'), value: this.expression(cst.child(node, 'value')) };
      case 'as_pattern':
      case 'type':
        return this.expression(this.named(node)[0]);
      case 'as_pattern_target':
        return this.expression(cst.children(node).find((child) => cst.isNamed(child)));
      case 'print':
      case 'exec':
        return { kind: 'Name', ...at, id: cst.textOf(node) };
      default:
        this.problem(node, 'syntax not understood');
        return { kind: 'Missing', ...at };
    }
  }

  /** `not in` and `is not` are two tokens of one operator. */
  private comparisonOperators(node: CstNode): string[] {
    const result: string[] = [];
    let between = false;
    for (const child of this.cst.children(node)) {
      if (this.cst.field(child) !== 'operators') {
        if (this.cst.isNamed(child)) between = false;
        continue;
      }
      const token = this.cst.textOf(child);
      if (between) result[result.length - 1] += ` ${token}`;
      else result.push(token);
      between = true;
    }
    return result;
  }

  protected fieldText(node: CstNode, field: string): string {
    const child = this.cst.child(node, field);
    return child === undefined ? '' : this.cst.textOf(child);
  }

  private elements(node: CstNode): Expr[] {
    return this.named(node).map((element) => this.expression(element));
  }

  private slice(node: CstNode): Expr {
    const bounds: (Expr | undefined)[] = [undefined, undefined, undefined];
    let position = 0;
    for (const child of this.cst.children(node)) {
      if (this.cst.kind(child) === ':') position++;
      else if (this.cst.isNamed(child) && this.cst.kind(child) !== 'comment') bounds[position] = this.expression(child);
    }
    const [lower, upper, step] = bounds;
    return { kind: 'Slice', ...this.at(node), ...(lower && { lower }), ...(upper && { upper }), ...(step && { step }) };
  }

  /** Long chains such as `"a" + "b" + …` are left-nested: their spine is walked, not recursed into. */
  private binary(node: CstNode): Expr {
    const spine: CstNode[] = [];
    let left = node;
    while (this.cst.kind(left) === 'binary_operator') {
      spine.push(left);
      left = this.cst.child(left, 'left') ?? left + 1;
    }
    let result = this.expression(left);
    for (const operation of spine.reverse()) {
      const right = this.expression(this.cst.child(operation, 'right'));
      result = { kind: 'BinaryOperation', ...this.at(operation), operator: this.fieldText(operation, 'operator'), left: result, right };
    }
    return result;
  }

  private boolean(node: CstNode): Expr {
    const operator = this.fieldText(node, 'operator') === 'or' ? 'or' : 'and';
    const operands: Expr[] = [];
    let left = node;
    while (this.cst.kind(left) === 'boolean_operator' && (this.fieldText(left, 'operator') === 'or' ? 'or' : 'and') === operator) {
      operands.push(this.expression(this.cst.child(left, 'right')));
      left = this.cst.child(left, 'left') ?? left + 1;
    }
    operands.push(this.expression(left));
    return { kind: 'BooleanOperation', ...this.at(node), operator, operands: operands.reverse() };
  }

  protected args(node: CstNode | undefined): Argument[] {
    if (node === undefined) return [];
    const { cst } = this;
    if (cst.kind(node) === 'generator_expression') return [{ ...this.at(node), value: this.expression(node) }];
    return this.named(node).map((argument): Argument => {
      const at = this.at(argument);
      switch (cst.kind(argument)) {
        case 'keyword_argument':
          return { ...at, keyword: this.fieldText(argument, 'name'), value: this.expression(cst.child(argument, 'value')) };
        case 'list_splat':
          return { ...at, keyword: '*', value: this.expression(this.named(argument)[0]) };
        case 'dictionary_splat':
          return { ...at, keyword: '**', value: this.expression(this.named(argument)[0]) };
        default:
          return { ...at, value: this.expression(argument) };
      }
    });
  }

  protected params(node: CstNode | undefined): Param[] {
    if (node === undefined) return [];
    const { cst } = this;
    const result: Param[] = [];
    let type: Param['type'] = 'positional';
    for (const child of this.named(node)) {
      const at = this.at(child);
      switch (cst.kind(child)) {
        case 'positional_separator':
          for (const [i, param] of result.entries()) result[i] = { ...param, type: 'positional-only' };
          break;
        case 'keyword_separator':
          type = 'keyword-only';
          break;
        case 'default_parameter':
        case 'typed_default_parameter':
          result.push({ ...at, name: this.fieldText(child, 'name'), type, default: this.expression(cst.child(child, 'value')) });
          break;
        default: {
          const pattern = cst.kind(child) === 'typed_parameter' ? this.named(child)[0]! : child;
          const kind = cst.kind(pattern);
          const name = cst.textOf(pattern).replace(/^\*+\s*/, '');
          if (kind === 'list_splat_pattern') {
            result.push({ ...at, name, type: 'args' });
            type = 'keyword-only';
          } else {
            result.push({ ...at, name, type: kind === 'dictionary_splat_pattern' ? 'kwargs' : type });
          }
        }
      }
    }
    return result;
  }

  private comprehension(node: CstNode, type: 'list' | 'set' | 'dict' | 'generator'): Expr {
    const { cst } = this;
    const clauses: ComprehensionClause[] = [];
    for (const child of this.named(node)) {
      if (cst.kind(child) === 'for_in_clause') {
        const iterables = cst.childrenOf(child, 'right').filter((right) => cst.isNamed(right));
        clauses.push({ kind: 'for', target: this.expression(cst.child(child, 'left')), iterable: this.expression(iterables[0]) });
      } else if (cst.kind(child) === 'if_clause') {
        clauses.push({ kind: 'if', test: this.expression(this.named(child)[0]) });
      }
    }
    const body = cst.child(node, 'body');
    if (type === 'dict' && body !== undefined) {
      return {
        kind: 'Comprehension', type, ...this.at(node), clauses,
        element: this.expression(cst.child(body, 'key')), value: this.expression(cst.child(body, 'value')),
      };
    }
    return { kind: 'Comprehension', type, ...this.at(node), clauses, element: this.expression(body) };
  }

  private string(node: CstNode): Expr {
    const { cst } = this;
    const parts: StrPart[] = [];
    const literals = cst.kind(node) === 'string' ? [node] : this.named(node);
    let bytes = false;
    for (const literal of literals) {
      if (cst.kind(literal) !== 'string') continue;
      const opening = cst.textOf(literal + 1);
      const prefix = stringPrefix(opening);
      bytes ||= prefix.bytes;
      let textStart = cst.end(literal + 1);
      const closing = cst.children(literal).at(-1)!;
      // In a raw string the closing token may begin with backslashes of the text.
      const textEnd = cst.kind(closing) === 'string_end' ? cst.end(closing) - opening.length + opening.search(/['"]/) : cst.end(literal);
      // The grammar splits text at escapes and interpolations; only the latter matter here.
      for (const child of cst.children(literal)) {
        if (cst.kind(child) !== 'interpolation') continue;
        if (cst.start(child) > textStart) parts.push(this.text(textStart, cst.start(child), prefix));
        parts.push(this.hole(child));
        textStart = cst.end(child);
      }
      if (textEnd > textStart || parts.length === 0) parts.push(this.text(textStart, textEnd, prefix));
    }
    return { kind: 'Str', ...this.at(node), bytes, parts };
  }

  private text(start: number, end: number, prefix: ReturnType<typeof stringPrefix>): StrPart {
    return cookText(this.cst.text.slice(start, end), start, end, prefix);
  }

  private hole(node: CstNode): HolePart {
    const { cst } = this;
    const formatted = this.named(node).some((child) => cst.kind(child) === 'type_conversion' || cst.kind(child) === 'format_specifier');
    const expression = cst.child(node, 'expression');
    const conversion = this.named(node).find((child) => cst.kind(child) === 'type_conversion');
    const spec = this.named(node).find((child) => cst.kind(child) === 'format_specifier');
    const echo = cst.children(node).find((child) => cst.kind(child) === '=');
    return {
      kind: 'hole', ...this.at(node), value: this.expression(expression), formatted,
      ...(conversion !== undefined && { conversion: cst.textOf(conversion).slice(1) }), ...(spec !== undefined && { spec: this.specification(spec) }),
      ...(echo !== undefined && { echo: cst.text.slice(cst.start(node) + 1, cst.end(echo)) }),
    };
  }

  /** The parts of a format specification, which may hold expressions. */
  private specification(node: CstNode): StrPart[] {
    const { cst } = this;
    const parts: StrPart[] = [];
    const plain = { raw: false, bytes: false, format: true };
    let textStart = cst.start(node) + 1;
    for (const child of cst.children(node)) {
      if (cst.kind(child) !== 'interpolation' && cst.kind(child) !== 'format_expression') continue;
      if (cst.start(child) > textStart) parts.push(this.text(textStart, cst.start(child), plain));
      parts.push(this.hole(child));
      textStart = cst.end(child);
    }
    if (cst.end(node) > textStart) parts.push(this.text(textStart, cst.end(node), plain));
    return parts;
  }
}
