/**
 * The functions and classes of a file that a build calls by their name, each with the ways to it:
 *
 *     def build_wheel(…)             in an in-tree backend    the hook of that name
 *     class Install(install): …      in `cmdclass={…}`        the hooks that run that command
 *     def pdm_build_initialize(…)    in a pdm build hook      the hooks that load the file
 *     class Builder: …               named by a key           the hooks that read the key
 */
import type { EntryPoint, ExecutionMap, MapEdge, Way } from '../findings/execution-map';
import type { Aliases } from '../project/aliases';
import { hooksOfCommand } from '../project/commands';
import { HOOK_FUNCTIONS } from '../project/hook-functions';
import { commandsReaching, type Hook, hooksReached, isBuildHookName, nameOfHook } from '../project/hooks';
import { blocksOf } from '../semantics/enclosing';
import { childExpressions } from '../semantics/scopes';
import type { DictDisplay, Expr, Module, Stmt } from '../syntax/python/ast';
import { type Definition, definitionsOf } from './definitions';

/** In source order; nothing for files that the map does not name. */
export function entryPointsOf(path: string, module: Module, map: ExecutionMap, aliases: Aliases): readonly EntryPoint[] {
  const edges = map.edges.filter(({ executes, target }) => executes && target.place?.path === path);
  if (edges.length === 0) return [];
  const definitions = definitionsOf(module);
  const commands = commandClasses(module);
  return definitions.flatMap((definition) => {
    const ways = waysTo(definition, definitions, edges, commands, aliases);
    if (ways.length === 0) return [];
    const doubt = edges.every(({ certainty }) => certainty !== 'certain') ? edges.find(({ condition }) => condition !== undefined)?.condition : undefined;
    return [{ path, span: definition.span, name: definition.name, ways, ...(doubt !== undefined && { condition: doubt }) }];
  });
}

function waysTo(definition: Definition, all: readonly Definition[], edges: readonly MapEdge[], commands: ReadonlyMap<string, readonly string[]>, aliases: Aliases): readonly Way[] {
  const { name, node } = definition;
  if (node.kind === 'FunctionDef' && isBuildHookName(name) && edges.some(({ role }) => role === 'in-tree-backend')) return unique(edges.flatMap(({ ways }) => ways)).filter(({ hook }) => hook === name);
  // A command class runs when its command does; setuptools decides that, whoever made the class known.
  const run = commands.get(name);
  if (run) return unique(run.flatMap((command) => waysOfCommand(command, edges, aliases)));
  const named = edges.filter(({ target }) => target.place?.span.start === definition.span.start && target.place.span.end === definition.span.end);
  const called = edges.filter(({ id }) => HOOK_FUNCTIONS.some((row) => row.edges.test(id) && row.names.includes(name.slice(name.lastIndexOf('.') + 1))
    && (row.bases === undefined ? !name.includes('.') : derives(name, all, row.bases))));
  return unique([...named, ...called].flatMap(({ ways }) => ways));
}

/** Whether the class around a method is written with one of the bases. */
function derives(method: string, all: readonly Definition[], bases: readonly string[]): boolean {
  const cls = all.find(({ name, node }) => node.kind === 'ClassDef' && name === method.slice(0, method.lastIndexOf('.')))?.node;
  return cls?.kind === 'ClassDef' && cls.bases.some(({ value }) => bases.includes(value.kind === 'Name' ? value.id : value.kind === 'Attribute' ? value.attr : ''));
}

/** A command runs at its hooks where they run the file, else only for those who run the file as a script. */
function waysOfCommand(command: string, edges: readonly MapEdge[], aliases: Aliases): Way[] {
  const reached = hooksOfCommand(command, aliases).filter((hook) => edges.some(({ ways }) => ways.some((way) => way.hook === nameOfHook(hook))));
  const hooks: readonly Hook[] = reached.length > 0 ? reached : ['direct'];
  return commandsReaching(hooks).flatMap((one) => (hooksReached(one) ?? []).filter((hook) => hooks.includes(hook)).map((hook) => ({ command: one, hook: nameOfHook(hook) })));
}

/** From class names to the commands they are in `cmdclass`, for dictionaries written as such: `setup(cmdclass={"install": Install})`. */
function commandClasses(module: Module): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  const note = (display: DictDisplay): void => {
    for (const { key, value } of display.entries) {
      const command = key?.kind === 'Str' ? key.parts.map((part) => (part.kind === 'text' ? part.cooked : '')).join('') : undefined;
      if (command !== undefined && value.kind === 'Name') found.set(value.id, [...(found.get(value.id) ?? []), command]);
    }
  };
  const work: Stmt[] = module.units.flatMap((unit) => unit.statements);
  for (let statement = work.pop(); statement; statement = work.pop()) {
    for (const block of blocksOf(statement)) work.push(...block);
    if (statement.kind === 'Assign' && statement.value?.kind === 'DictDisplay' && statement.targets.some((target) => target.kind === 'Name' && /cmdclass/i.test(target.id))) note(statement.value);
    const value = statement.kind === 'ExprStmt' || statement.kind === 'Assign' || statement.kind === 'Return' ? statement.value : undefined;
    for (const call of value ? callsIn(value) : []) {
      for (const { keyword, value: given } of call.args) if (keyword === 'cmdclass' && given.kind === 'DictDisplay') note(given);
    }
  }
  return found;
}

function callsIn(root: Expr): Extract<Expr, { kind: 'Call' }>[] {
  const calls: Extract<Expr, { kind: 'Call' }>[] = [];
  const work: Expr[] = [root];
  for (let expression = work.pop(); expression; expression = work.pop()) {
    if (expression.kind === 'Call') calls.push(expression);
    work.push(...childExpressions(expression));
  }
  return calls;
}

function unique(ways: readonly Way[]): readonly Way[] {
  const known = new Map(ways.map((way) => [`${way.command}\0${way.hook}`, way]));
  return [...known.values()];
}
