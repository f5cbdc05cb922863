/**
 * Fixes for Python files that are run by an open path: a test that the path is one that is known, or at least that of a file of this project,
 * which readers and scanners see.
 *
 *     runpy.run_path(path)        if path not in {"hooks/build.py"}:
 *                                     raise ValueError(f"path not allowed: {path!r}")
 *                                 runpy.run_path(path)
 *
 * Loaders get the test where they are made: `importlib.util.spec_from_file_location("hook", path)`.
 */
import { type Point, spanInProgram } from '../../dataflow/source';
import { stepsOf } from '../../dataflow/taint';
import type { Shape, Value } from '../../dataflow/value';
import type { DraftFix, RuleContext } from '../rule';
import { isRemote } from '../values';
import { errorFor, guard, knownTexts, type Wording } from './guard';
import { MODULES, namesToAllow } from './imports';
import { callSource, type CallSource, importedName, moduleFor } from './source';
import { insertBefore, lineEnd, named, nearly, obstacle, surroundings } from './statement';

const PATHS: Wording = { checks: 'the path before running the file', noun: 'path', called: 'python_file', plural: 'paths' };
const TITLE = 'Run only files of this project: check the path (Python 3.9 or newer)';

/** Functions that make a loader, with the parameter that decides what it loads. */
const MAKERS: Readonly<Record<string, { readonly names: boolean; readonly position: number; readonly keyword: string }>> = {
  spec_from_file_location: { names: false, position: 1, keyword: 'location' },
  SourceFileLoader: { names: false, position: 1, keyword: 'path' },
  SourcelessFileLoader: { names: false, position: 1, keyword: 'path' },
  ExtensionFileLoader: { names: false, position: 1, keyword: 'path' },
  zipimporter: { names: false, position: 0, keyword: 'archivepath' },
  find_spec: { names: true, position: 0, keyword: 'name' },
};

/** `point`: the call that runs the file; `argument`: its path. */
export function pathFixes(point: Point, argument: Point, value: Value): DraftFix[] {
  // What is downloaded into the project is no file of it.
  if (value.taints.some(({ kind }) => isRemote(kind))) return [];
  const known = knownTexts(value).filter((path) => /\.pyw?$|\/|^[\w-]+$/.test(path));
  return known.length > 0 && !value.shapes.some(isFromThisFile) ? guard(point, argument, known, PATHS) : projectGuard(point, argument);
}

/** What is made of `__file__` is somewhere else on every machine: `./hook.py` only stands for it. */
const isFromThisFile = (shape: Shape): boolean => shape.kind === 'text' && shape.parts[0] !== undefined && 'text' in shape.parts[0] && shape.parts[0].origin === undefined && /^\.(?:\/|$)/.test(shape.parts[0].text);

/** A file below the folder that the project's root is, seen from this file. */
function projectGuard(point: Point, argument: Point): DraftFix[] {
  const where = surroundings(point);
  if (!where || where.indent === undefined) return [nearly(TITLE, obstacle(point)!)];
  if (point.program.layer) return [nearly(TITLE, 'A program inside a text does not know in which file it stands.')];
  const subject = named(argument, PATHS.called);
  const pathlib = pathClass(point);
  if (!subject) return [nearly(TITLE, 'The path is computed over several lines: give it a name first.')];
  if (!pathlib) return [nearly(TITLE, '`pathlib` means something else here.')];
  const root = `${pathlib.name}(__file__).resolve()${'.parent'.repeat(point.program.path.split('/').length)}`;
  const insertion = insertBefore(where, [
    ...(subject.line === undefined ? [] : [subject.line]),
    `if not ${pathlib.name}(${subject.name}).resolve().is_relative_to(${root}):`,
    `    raise ${errorFor(point)}(f"not a file of this project: {${subject.name}!r}")`,
  ], lineEnd(point.program.module.text))!;
  const replaced = subject.line === undefined ? [] : [{ span: spanInProgram(argument), newText: subject.name }];
  return [{ title: TITLE, applicability: 'unsafe', edits: [...pathlib.edits, insertion, ...replaced] }];
}

/** How `pathlib.Path` is called at a place. */
function pathClass(point: Point): ReturnType<typeof moduleFor> {
  const own = importedName(point, 'pathlib', 'Path');
  if (own !== undefined) return { name: own, edits: [] };
  const module = moduleFor(point, 'pathlib');
  return module && { name: `${module.name}.Path`, edits: module.edits };
}

/** For loaders: the test stands where they are made. */
export function loaderFixes(context: RuleContext, point: Point, loader: Value): DraftFix[] {
  if (loader.taints.some(({ kind }) => isRemote(kind))) return [];
  const maker = makerOf(point, loader);
  if (maker) return maker.names ? guard(maker.source.point, maker.argument, namesToAllow(context, knownTexts(loader)), MODULES) : pathFixes(maker.source.point, maker.argument, loader);
  const known = knownTexts(loader);
  const which = known.length === 0 ? 'the files you mean' : known.slice(0, 3).map((path) => `\`${path}\``).join(', ');
  return [nearly('Check the path before running the file', `The path is given to the call that makes the loader: check it there, against ${which}.`)];
}

/** The call that made a loader, found on the way that its path took. */
function makerOf({ program }: Point, loader: Value): { readonly source: CallSource; readonly argument: Point; readonly names: boolean } | undefined {
  for (const { point, label } of loader.taints.flatMap((taint) => stepsOf(taint).reverse())) {
    const name = /^through `[\w.]*\b(\w+)\(/.exec(label)?.[1] ?? '';
    const maker = Object.hasOwn(MAKERS, name) ? MAKERS[name]! : undefined;
    const source = maker && point.program === program ? callSource(point) : undefined;
    const given = source && (source.named.get(maker!.keyword) ?? source.positional[maker!.position]);
    if (given) return { source, argument: { ...point, start: given.value.start, end: given.value.end }, names: maker!.names };
  }
  return undefined;
}
