/**
 * Paths: os.path and pathlib on texts. Files of the project are written relative to its root with a leading "./", which is also
 * what `__file__` starts with, so that the usual `join(dirname(__file__), "x")` comes out as "./x".
 */
import { joinPath } from '../../base/fileset';
import { joinPaths } from '../operators';
import { withProof } from '../taint';
import { slice, textShape } from '../texts';
import { constantText, external, list, literalText, type Shape, type TextShape, tuple, unknown, type Value, valueOf } from '../value';
import { argument, type Intrinsic, type IntrinsicCall, onTexts } from './intrinsic';
import { asText } from './formatting';

/** The project-relative path a text means when the build runs in the project root; undefined when it is unknown or outside. */
export function projectPath(value: Value): string | undefined {
  const known = constantText(value);
  if (known === undefined || /^[/~]/.test(known) || /^[A-Za-z]:/.test(known)) return undefined;
  return joinPath('', known);
}

/** The known last component of a path, even when its folder is not known. */
export function lastComponent(value: Value): string | undefined {
  for (const shape of value.shapes) {
    if (shape.kind !== 'text') continue;
    const known = shape.parts.slice(shape.parts.findLastIndex((part) => 'hole' in part) + 1);
    if (known.length === 0) continue;
    const all = known.map((part) => ('text' in part ? part.text : '')).join('');
    const name = all.slice(Math.max(all.lastIndexOf('/'), all.lastIndexOf('\\')) + 1);
    // After a hole, only what follows a slash is certainly the whole name.
    if (literalText(shape) !== undefined || all.includes('/')) return name;
  }
  return undefined;
}

const folder = (shape: TextShape): Value | undefined => {
  const text = literalText(shape);
  if (text === undefined) return undefined;
  const at = text.lastIndexOf('/');
  return at === -1 ? valueOf(textShape([{ text: text === '.' || text === '' ? '..' : '.' }])) : valueOf(slice(shape, 0, Math.max(at, 1))!);
};

const same: Intrinsic = ({ args }) => {
  const path = argument(args, 0);
  return path && path.shapes.every((shape) => shape.kind === 'text') ? path : undefined;
};

/** What was resolved holds no `..`: a check that it lies below a folder then means what it says. */
const resolving = (path: (call: IntrinsicCall) => Value | undefined): Intrinsic => (call) => {
  const given = path(call);
  if (!given) return undefined;
  return { shapes: given.shapes.every((shape) => shape.kind === 'text') ? given.shapes : unknown.shapes, taints: withProof(given.taints, ['resolved']) };
};

const join: Intrinsic = ({ args }) => {
  const parts = args.positional.map(({ value }) => value);
  if (parts.length === 0 || args.rest) return undefined;
  const taints = parts.flatMap((part) => part.taints);
  return { shapes: [joinPaths(parts.map(asText))], taints };
};

export const PATH_INTRINSICS: Readonly<Record<string, Intrinsic>> = {
  'os.path.join': join,
  'os.path.abspath': resolving(({ args }) => argument(args, 0)), 'os.path.realpath': resolving(({ args }) => argument(args, 0)), 'os.path.normpath': same, 'os.fspath': same, 'os.path.normcase': same,
  // A home folder keeps its short name; where it lies is nobody's business here.
  'os.path.expanduser': same,
  'pathlib.Path.home': () => valueOf(textShape([{ text: '~' }])),
  'site.getsitepackages': () => list([external('site.getsitepackages()')], external('site.getsitepackages()')),
  'os.path.dirname': ({ args }) => onTexts(argument(args, 0) ?? unknown, folder),
  'os.path.basename': ({ args }) => onTexts(argument(args, 0) ?? unknown, (shape) => {
    const text = literalText(shape);
    return text === undefined ? undefined : valueOf(slice(shape, text.lastIndexOf('/') + 1, text.length)!);
  }),
  'os.path.split': ({ args }) => onTexts(argument(args, 0) ?? unknown, (shape) => {
    const text = literalText(shape);
    const parent = folder(shape);
    return text === undefined || !parent ? undefined : tuple([parent, valueOf(slice(shape, text.lastIndexOf('/') + 1, text.length)!)]);
  }),
  'os.getcwd': () => valueOf(textShape([{ text: '.' }])),
  'pathlib.Path.cwd': () => valueOf(textShape([{ text: '.' }])),
  ...Object.fromEntries(['Path', 'PurePath', 'PosixPath', 'PurePosixPath', 'WindowsPath'].map((name) => [`pathlib.${name}`, join])),
  ...Object.fromEntries(['absolute', 'expanduser', 'as_posix', '__str__'].map((name) => [`str.${name}`, (({ self }) => self) satisfies Intrinsic])),
  'str.resolve': resolving(({ self }) => self),
  'str.joinpath': (call) => join({ ...call, args: { ...call.args, positional: [{ value: call.self, point: call.point }, ...call.args.positional] } }),
  'str.with_name': (call) => join({ ...call, args: { ...call.args, positional: [{ value: onTexts(call.self, folder) ?? unknown, point: call.point }, ...call.args.positional] } }),
};

/** `path.parent`, `path.name`: attributes, not methods. */
export function pathAttribute(shape: Shape, name: string): Value | undefined {
  if (shape.kind !== 'text') return undefined;
  if (name === 'parent') return folder(shape) ?? unknown;
  const text = literalText(shape);
  if (name === 'name') return text === undefined ? unknown : valueOf(slice(shape, text.lastIndexOf('/') + 1, text.length)!);
  return undefined;
}
