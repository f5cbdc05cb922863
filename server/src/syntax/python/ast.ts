/**
 * Our own syntax tree for Python: immutable, free of the parser, small.
 *
 * A module is a list of *units*, one per top-level statement. Every offset in a node counts from the start of its unit, so that
 * an untouched statement keeps its nodes (the very same objects) when text before it grows or shrinks:
 *
 *     import os          unit 0 at offset 0     Import  start 0
 *     os.system("x")     unit 1 at offset 10    Call    start 0, its argument start 10
 *
 * The shape follows CPython's `ast` (Python 3.13 documentation, "Abstract Grammar"); Python 2's print and exec statements
 * are lowered to calls.
 */

interface Node {
  /** Offsets in UTF-16 code units from the start of the unit; end exclusive. */
  readonly start: number;
  readonly end: number;
}

export type Expr =
  | Name | Num | Str | Constant | Attribute | Subscript | Slice | Call | BinaryOperation | BooleanOperation | UnaryOperation | Comparison
  | Conditional | Lambda | Sequence | DictDisplay | Comprehension | Starred | Yield | Await | NamedExpr | Missing;

export interface Name extends Node { readonly kind: 'Name'; readonly id: string }
/** Integers are bigint, everything else (floats; the value of complex numbers is not kept) a number. */
export interface Num extends Node { readonly kind: 'Num'; readonly value: bigint | number; readonly imaginary?: true }
/** A string or bytes literal, including implicit concatenation and f-strings. Bytes are kept as text of code units 0–255. */
export interface Str extends Node { readonly kind: 'Str'; readonly bytes: boolean; readonly parts: readonly StrPart[] }
export type StrPart = TextPart | HolePart;
/** A run of literal text: `cooked` is its value; start and end enclose its source between the quotes. */
export interface TextPart extends Node {
  readonly kind: 'text';
  readonly cooked: string;
  /** Where value and source run apart, flat: [cooked offset, source offset, …]; absent when they are equal character by character. */
  readonly breaks?: readonly number[];
}
export interface HolePart extends Node {
  readonly kind: 'hole';
  readonly value: Expr;
  /** Whether a format specification or `!r`/`!a` changes the text of the value. */
  readonly formatted: boolean;
  /** `r`, `s` or `a` of `{x!r}`. */
  readonly conversion?: string;
  /** What stands after the colon. */
  readonly spec?: readonly StrPart[];
  /** `x=` of `{x=}`, as written. */
  readonly echo?: string;
}
export interface Constant extends Node { readonly kind: 'Constant'; readonly value: 'None' | 'True' | 'False' | 'Ellipsis' }
export interface Attribute extends Node { readonly kind: 'Attribute'; readonly value: Expr; readonly attr: string; readonly attrStart: number }
export interface Subscript extends Node { readonly kind: 'Subscript'; readonly value: Expr; readonly index: Expr }
export interface Slice extends Node { readonly kind: 'Slice'; readonly lower?: Expr; readonly upper?: Expr; readonly step?: Expr }
export interface Call extends Node { readonly kind: 'Call'; readonly func: Expr; readonly args: readonly Argument[] }
export interface Argument extends Node {
  /** Keyword name; '*' and '**' for unpacking; undefined for positional arguments. */
  readonly keyword?: string;
  readonly value: Expr;
}
export interface BinaryOperation extends Node { readonly kind: 'BinaryOperation'; readonly operator: string; readonly left: Expr; readonly right: Expr }
/** `and`/`or` over two or more operands. */
export interface BooleanOperation extends Node { readonly kind: 'BooleanOperation'; readonly operator: 'and' | 'or'; readonly operands: readonly Expr[] }
export interface UnaryOperation extends Node { readonly kind: 'UnaryOperation'; readonly operator: string; readonly operand: Expr }
export interface Comparison extends Node { readonly kind: 'Comparison'; readonly operands: readonly Expr[]; readonly operators: readonly string[] }
export interface Conditional extends Node { readonly kind: 'Conditional'; readonly test: Expr; readonly body: Expr; readonly orelse: Expr }
export interface Lambda extends Node { readonly kind: 'Lambda'; readonly params: readonly Param[]; readonly body: Expr }
export interface Sequence extends Node { readonly kind: 'Sequence'; readonly type: 'list' | 'tuple' | 'set'; readonly elements: readonly Expr[] }
/** A key of undefined stands for `**value`. */
export interface DictDisplay extends Node { readonly kind: 'DictDisplay'; readonly entries: readonly { readonly key: Expr | undefined; readonly value: Expr }[] }
export interface Comprehension extends Node {
  readonly kind: 'Comprehension';
  readonly type: 'list' | 'set' | 'dict' | 'generator';
  readonly element: Expr;
  /** The value of a dict comprehension. */
  readonly value?: Expr;
  readonly clauses: readonly ComprehensionClause[];
}
export type ComprehensionClause =
  | { readonly kind: 'for'; readonly target: Expr; readonly iterable: Expr }
  | { readonly kind: 'if'; readonly test: Expr };
export interface Starred extends Node { readonly kind: 'Starred'; readonly value: Expr }
export interface Yield extends Node { readonly kind: 'Yield'; readonly value?: Expr; readonly from: boolean }
export interface Await extends Node { readonly kind: 'Await'; readonly value: Expr }
export interface NamedExpr extends Node { readonly kind: 'NamedExpr'; readonly target: string; readonly value: Expr }
/** An expression that is broken, too deeply nested, or of a kind we do not know. */
export interface Missing extends Node { readonly kind: 'Missing' }

export interface Param extends Node {
  readonly name: string;
  readonly type: 'positional-only' | 'positional' | 'args' | 'keyword-only' | 'kwargs';
  readonly default?: Expr;
}

export type Stmt =
  | ExprStmt | Assign | AugAssign | Return | If | For | While | Try | With | FunctionDef | ClassDef | Import | ImportFrom | ScopeDeclaration | Delete
  | Assert | Raise | Jump | Match;

export interface ExprStmt extends Node { readonly kind: 'ExprStmt'; readonly value: Expr }
/** `a = b = value`, and `a: T = value`; an annotation without a value has none. */
export interface Assign extends Node { readonly kind: 'Assign'; readonly targets: readonly Expr[]; readonly value?: Expr; readonly annotated?: true }
export interface AugAssign extends Node { readonly kind: 'AugAssign'; readonly target: Expr; readonly operator: string; readonly value: Expr }
export interface Return extends Node { readonly kind: 'Return'; readonly value?: Expr }
export interface If extends Node { readonly kind: 'If'; readonly test: Expr; readonly body: readonly Stmt[]; readonly orelse: readonly Stmt[] }
export interface For extends Node { readonly kind: 'For'; readonly target: Expr; readonly iterable: Expr; readonly body: readonly Stmt[]; readonly orelse: readonly Stmt[] }
export interface While extends Node { readonly kind: 'While'; readonly test: Expr; readonly body: readonly Stmt[]; readonly orelse: readonly Stmt[] }
export interface Try extends Node {
  readonly kind: 'Try';
  readonly body: readonly Stmt[];
  readonly handlers: readonly { readonly type?: Expr; readonly name?: string; readonly body: readonly Stmt[] }[];
  readonly orelse: readonly Stmt[];
  readonly final: readonly Stmt[];
}
export interface With extends Node { readonly kind: 'With'; readonly items: readonly { readonly context: Expr; readonly target?: Expr }[]; readonly body: readonly Stmt[] }
export interface FunctionDef extends Node {
  readonly kind: 'FunctionDef';
  readonly name: string;
  readonly nameStart: number;
  readonly params: readonly Param[];
  readonly decorators: readonly Expr[];
  readonly body: readonly Stmt[];
  readonly isAsync: boolean;
}
export interface ClassDef extends Node {
  readonly kind: 'ClassDef';
  readonly name: string;
  readonly nameStart: number;
  readonly bases: readonly Argument[];
  readonly decorators: readonly Expr[];
  readonly body: readonly Stmt[];
}
export interface Import extends Node { readonly kind: 'Import'; readonly names: readonly ImportedName[] }
/** `from ..pkg import name as alias`; `level` counts the dots; the single name '*' imports everything. */
export interface ImportFrom extends Node { readonly kind: 'ImportFrom'; readonly module: string; readonly level: number; readonly names: readonly ImportedName[] }
export interface ImportedName extends Node { readonly name: string; readonly alias?: string }
export interface ScopeDeclaration extends Node { readonly kind: 'ScopeDeclaration'; readonly scope: 'global' | 'nonlocal'; readonly names: readonly string[] }
export interface Delete extends Node { readonly kind: 'Delete'; readonly targets: readonly Expr[] }
export interface Assert extends Node { readonly kind: 'Assert'; readonly test: Expr; readonly message?: Expr }
export interface Raise extends Node { readonly kind: 'Raise'; readonly value?: Expr; readonly cause?: Expr }
export interface Jump extends Node { readonly kind: 'Jump'; readonly type: 'pass' | 'break' | 'continue' }
export interface Match extends Node {
  readonly kind: 'Match';
  readonly subject: Expr;
  readonly cases: readonly MatchCase[];
}
/** Of a pattern are kept the names it binds, and the values it stands for where it is one literal or several (`"a" | "b"`). */
export interface MatchCase {
  readonly pattern: Node;
  readonly binds: readonly string[];
  readonly literals?: readonly Expr[];
  /** `_` or a bare name: everything matches. */
  readonly irrefutable: boolean;
  readonly guard?: Expr;
  readonly body: readonly Stmt[];
}

/** A top-level statement; the very same object as long as its text (and its rank among equal texts) stays. */
export interface Unit {
  readonly text: string;
  readonly statements: readonly Stmt[];
  readonly comments: readonly { readonly start: number; readonly end: number }[];
  /** What could not be read, relative to the unit. */
  readonly problems: readonly SyntaxProblem[];
}

export interface SyntaxProblem {
  readonly start: number;
  readonly end: number;
  readonly message: string;
}

export interface Module {
  readonly text: string;
  readonly units: readonly Unit[];
  /** The offset of each unit in `text`. */
  readonly offsets: ReadonlyMap<Unit, number>;
  /** Problems in absolute offsets, the units' own included; sorted. */
  readonly problems: readonly SyntaxProblem[];
}
