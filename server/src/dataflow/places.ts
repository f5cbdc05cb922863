/**
 * Where a path leads, as far as it is known:
 *
 *     os.path.join(os.environ["APPDATA"], "x")        ~/AppData/Roaming/x      the home folder
 *     Path(site.getsitepackages()[0], "y.pth")        <installation>/y.pth     start-up
 *     f"{build_dir}/z"                                ?/z                      not known
 */
import { FOLDER_PATHS, FOLDER_VARIABLES, isShellStartUp, type Location, LOCATIONS } from '../catalog/locations';
import type { TextShape, Value } from './value';

export interface PathReading {
  /** As a person would write it: forward slashes, "?" for what is not known. */
  readonly text: string;
  /** Undefined inside the project, and where nothing is known. */
  readonly location: Location | undefined;
}

/** One reading for each alternative that is a path. */
export function readPaths(value: Value): readonly PathReading[] {
  return value.shapes.flatMap((shape) => {
    const raw = shape.kind === 'text' ? readText(shape) : shape.kind === 'any' || shape.kind === 'external' ? readHole({ shapes: [shape], taints: value.taints }) : undefined;
    if (raw === undefined) return [];
    const text = raw.replaceAll('\\', '/').replace(/\/{2,}/g, '/').replace(/^(?:\.\/)+(?=.)/, '').replace(VARIABLE, (written, ...names: (string | undefined)[]) => folderOf(names.slice(0, 3).find((name) => name !== undefined)!) ?? written);
    return [{ text, location: INSIDE.test(text) && !isShellStartUp(text) ? undefined : LOCATIONS.find(({ pattern }) => pattern.test(text)) }];
  });
}

/** A path below the folder in which the build runs; a shell's start-up file by its bare name is meant at home, where programs go before they write it. */
const INSIDE = /^(?![?~<\/]|\.\.(?:\/|$)|[a-z]:(?:\/|$))/i;

/** `%APPDATA%`, `$HOME`, `${HOME}`: what a shell or `expandvars` puts in. */
const VARIABLE = /^(?:%(\w+)%|\$(\w+)|\$\{(\w+)\})/;

const folderOf = (variable: string): string | undefined => (Object.hasOwn(FOLDER_VARIABLES, variable.toUpperCase()) ? FOLDER_VARIABLES[variable.toUpperCase()] : undefined);

const readText = (shape: TextShape): string => shape.parts.map((part) => ('text' in part ? part.text : readHole(part.hole))).join('');

function readHole(value: Value): string {
  for (const shape of value.shapes) {
    const known = shape.kind === 'external' ? FOLDER_PATHS[shape.path] ?? readMember(shape.members?.get('path') ?? shape.members?.get('subject')) : shape.kind === 'text' ? readText(shape) : undefined;
    if (known !== undefined) return known;
  }
  for (const taint of value.taints) {
    const known = taint.kind === 'environment' ? folderOf(taint.detail) : undefined;
    if (known !== undefined) return known;
  }
  return '?';
}

/** An open file stands for its path, a key of the registry for its name. */
const readMember = (path: Value | undefined): string | undefined => path && readPaths(path)[0]?.text;
