/**
 * Values instead of programs.
 *
 *     eval(text)                                  ast.literal_eval(text)
 *     exec(open("pkg/_version.py").read())        __version__ = ast.literal_eval(re.search(r"^__version__\s*=\s*(.+)", open("pkg/_version.py").read(), re.M).group(1))
 *
 * The second only where the file is known, and each name that the program uses is assigned once in it, on one line, as a literal.
 */
import { contains } from '../../base/text';
import { spanInProgram, type Program } from '../../dataflow/source';
import { enclosing } from '../../semantics/enclosing';
import { dottedName } from '../../semantics/find';
import { mentions } from '../../semantics/names';
import { unitsWith } from '../../semantics/words';
import type { Expr, Module, Stmt, Str } from '../../syntax/python/ast';
import type { DraftFix, RuleContext, Site } from '../rule';
import { usedKeys } from './mappings';
import { type CallSource, callSource, isFree, moduleFor } from './source';
import { lineEnd, surroundings } from './statement';

const MOST_NAMES = 8;

/** `known`: the text is certainly one of those that were followed. */
export function evalFixes(context: RuleContext, site: Site, known: boolean): DraftFix[] {
  const source = site.path === 'builtins.eval' ? callSource(site.point) : undefined;
  const ast = source && source.call.args.length === 1 && source.positional.length === 1 ? moduleFor(site.point, 'ast') : undefined;
  if (!source || !ast) return [];
  const texts = context.events.filter((event) => event.kind === 'layer' && isAt(event.point, site)).map((event) => (event as { text: Program }).text.module);
  const edits = [...ast.edits, { span: source.span(source.call.func), newText: `${ast.name}.literal_eval` }];
  if (!texts.every(isLiteralText)) return [];
  if (known && texts.length > 0) return [{ title: 'Read the literal with `ast.literal_eval`', applicability: 'safe', edits }];
  return [{ title: 'Read it with `ast.literal_eval`: anything but a literal is refused', applicability: 'unsafe', edits }];
}

function isLiteralText({ units, problems }: Module): boolean {
  const statements = units.flatMap((unit) => unit.statements);
  return problems.length === 0 && statements.length === 1 && statements[0]!.kind === 'ExprStmt' && isLiteral(statements[0]!.value);
}

/** What `ast.literal_eval` reads. */
function isLiteral(node: Expr): boolean {
  switch (node.kind) {
    case 'Num': return true;
    case 'Constant': return node.value !== 'Ellipsis';
    case 'Str': return node.parts.every((part) => part.kind === 'text');
    case 'UnaryOperation': return (node.operator === '-' || node.operator === '+') && node.operand.kind === 'Num';
    case 'Sequence': return node.elements.every(isLiteral);
    case 'DictDisplay': return node.entries.every(({ key, value }) => key !== undefined && isLiteral(key) && isLiteral(value));
    default: return false;
  }
}

const isAt = (point: Site['point'], site: Site): boolean => point.unit === site.point.unit && point.start === site.point.start && point.end === site.point.end;

/** `exec` of a file of the project. */
export function execFixes(context: RuleContext, site: Site): DraftFix[] {
  const source = site.path === 'builtins.exec' ? callSource(site.point) : undefined;
  const where = surroundings(site.point);
  if (!source || !where || where.indent === undefined || where.statement.kind !== 'ExprStmt' || where.statement.value !== source.call || source.named.size > 0) return [];
  const inner = compiled(context, site, source);
  const held = (inner ?? site).argument(inner ? 'source' : site.calls[0]!.model.sinks!.code!)?.value.shapes ?? [];
  const layers = context.events.flatMap((event) => (event.kind === 'layer' && (isAt(event.point, site) || (inner && isAt(event.point, inner))) ? [event] : []));
  const [layer] = layers;
  const text = inner ? callSource(inner.point)?.positional[0]?.value : source.positional[0]?.value;
  if (layers.length !== 1 || !layer || layer.file === undefined || !text || held.length !== 1 || held[0]!.kind !== 'text') return [];
  const wanted = wantedNames(site, source, layer.text.module);
  if (!wanted || wanted.names.length === 0 || wanted.names.length > MOST_NAMES) return [];
  const patterns = wanted.names.map((name) => patternFor(layer.text.module, name));
  const [ast, re] = [moduleFor(site.point, 'ast'), moduleFor(site.point, 're')];
  if (!ast || !re || patterns.some((pattern) => pattern === undefined)) return [];
  const read = howRead(site, text);
  // A mark or another encoding would have to be undone first.
  if (!read || layer.text.module.text.startsWith('\ufeff') || (read === 'bytes' && /^.*\n?.*coding[:=]/.test(layer.text.module.text))) return [];
  const whole = `${source.text(text)}${read === 'bytes' ? '.decode("utf-8")' : ''}`;
  const several = wanted.names.length > 1;
  if (several && !isFree(site.point, 'source_text')) return [];
  const lines = wanted.names.map((name, i) => `${wanted.target(name)} = ${ast.name}.literal_eval(${re.name}.search(r"${patterns[i]!}", ${several ? 'source_text' : whole}, ${re.name}.M).group(1))`);
  const shown = wanted.names.map((name) => `\`${name}\``).join(', ');
  return [{
    title: layer.harmless ? `Read ${shown} from the file` : `Read ${shown} from the file, and run nothing of it`,
    applicability: layer.harmless ? 'safe' : 'unsafe',
    edits: [...ast.edits, ...re.edits, { span: where.span, newText: [...(several ? [`source_text = ${whole}`] : []), ...lines].join(lineEnd(site.point.program.module.text) + where.indent) }],
  }];
}

/** Whether reading gives a text or bytes; undefined where it cannot be seen. */
function howRead({ point }: Site, node: Expr): 'text' | 'bytes' | undefined {
  if (node.kind !== 'Call' || node.func.kind !== 'Attribute') return undefined;
  if (node.func.attr === 'read_text' || node.func.attr === 'read_bytes') return node.func.attr === 'read_text' ? 'text' : 'bytes';
  const file = node.func.value;
  if (node.func.attr !== 'read' || node.args.length > 0) return undefined;
  const around = enclosing(point.unit, point.start, point.end)?.statements ?? [];
  const opened = file.kind !== 'Name' ? file
    : around.flatMap((statement) => (statement.kind === 'With' ? statement.items : [])).findLast(({ target }) => target?.kind === 'Name' && target.id === file.id)?.context;
  if (opened?.kind !== 'Call' || !['open', 'io.open'].includes(dottedName(opened.func) ?? '')) return undefined;
  const mode = opened.args.filter(({ keyword }) => keyword === undefined)[1]?.value ?? opened.args.find(({ keyword }) => keyword === 'mode')?.value;
  if (!mode) return 'text';
  const letters = mode.kind === 'Str' && !mode.bytes && mode.parts.every((part) => part.kind === 'text') ? mode.parts.map((part) => (part as { cooked: string }).cooked).join('') : undefined;
  return letters === undefined ? undefined : letters.includes('b') ? 'bytes' : 'text';
}

/** The `compile(…)` that makes the code which is run. */
function compiled(context: RuleContext, site: Site, source: CallSource): Site | undefined {
  const argument = source.positional[0];
  if (argument?.value.kind !== 'Call') return undefined;
  const span = source.span(argument.value);
  return context.sites('code').find((other) => other.path === 'builtins.compile' && other.point.unit === site.point.unit && contains(span, spanInProgram(other.point)) && contains(spanInProgram(other.point), span));
}

interface Wanted {
  readonly names: readonly string[];
  /** What gets the value of a name. */
  readonly target: (name: string) => string;
}

/** The names of the file that the program uses; undefined where that cannot be told. */
function wantedNames(site: Site, source: CallSource, file: Module): Wanted | undefined {
  const { program, unit } = site.point;
  const assigned = [...new Set(topLevel(file).flatMap(({ statement }) => (statement.kind === 'Assign' ? statement.targets.flatMap((target) => (target.kind === 'Name' ? [target.id] : [])) : [])))];
  const space = source.positional.at(-1)!.value;
  const inFunction = enclosing(unit, site.point.start, site.point.end)?.statements.some(({ kind }) => kind === 'FunctionDef' || kind === 'ClassDef') !== false;
  if (source.positional.length === 1 || (source.positional.length === 2 && source.text(space).replace(/\s/g, '') === 'globals()')) {
    if (inFunction || looksUpNames(program.module)) return undefined;
    return { names: assigned.filter((name) => mentions(unitsWith(program.module, name).flatMap(({ statements }) => statements), name)).sort(), target: (name) => name };
  }
  const keys = space.kind === 'Name' ? usedKeys(program.module, space.id, source.call) : undefined;
  if (!keys || keys.some((key) => !assigned.includes(key))) return undefined;
  return { names: [...keys].sort(), target: (name) => `${source.text(space)}["${name}"]` };
}

/** Whether the program may use names that are not written in it. */
const looksUpNames = ({ text }: Module): boolean => /\b(?:globals|locals|vars|eval)\s*\(|\b__dict__\b/.test(text);

const topLevel = ({ units, offsets }: Module): { readonly statement: Stmt; readonly at: number; readonly end: number }[] =>
  units.flatMap((unit) => unit.statements.map((statement) => ({ statement, at: offsets.get(unit)! + statement.start, end: offsets.get(unit)! + statement.end })));

/** A regular expression whose first match is the one assignment of a literal to the name; undefined where there is none such. */
function patternFor(module: Module, name: string): string | undefined {
  const all = topLevel(module);
  const own = all.filter(({ statement }) => mentions([statement], name));
  const [only] = own;
  if (own.length !== 1 || only!.statement.kind !== 'Assign' || only!.statement.targets.length !== 1 || !only!.statement.value || !isLiteral(only!.statement.value)) return undefined;
  const pattern = only!.statement.annotated ? `^${name}\\s*:[^=\\n]*=\\s*(.+)` : `^${name}\\s*=\\s*(.+)`;
  const match = new RegExp(pattern, 'm').exec(module.text);
  const line = match && module.text.slice(only!.end, match.index + match[0].length);
  return match?.index === only!.at && line !== null && /^[ \t]*(?:#.*)?$/.test(line) && only!.end <= match.index + match[0].length && !hasTripleQuotes(only!.statement.value) ? pattern : undefined;
}

/** A literal over several lines would be cut. */
const hasTripleQuotes = (node: Expr): boolean => node.kind === 'Str' && (node as Str).parts.some((part) => part.kind === 'text' && part.cooked.includes('\n'));
