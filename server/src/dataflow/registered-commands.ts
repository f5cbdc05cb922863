/**
 * Commands that a distribution registers: the entry points of the group `distutils.commands` replace and add commands of setuptools,
 * wherever the metadata of the distribution is found, which for a build in its own folder is the folder itself
 * (setuptools/dist.py, `get_command_class`; https://setuptools.pypa.io/en/latest/userguide/extension.html#adding-commands).
 *
 *     entry_points={"distutils.commands": ["install = pkg.commands:Install"]}       or the same as an INI text
 */
import { constantText, type Value } from './value';

const GROUP = 'distutils.commands';
/** `name = package.module:Class`, with extras perhaps. */
const ENTRY = /^\s*([^=\s][^=]*?)\s*=\s*([\w.]+)\s*:\s*([\w.]+)\s*(?:\[[^\]]*\]\s*)?$/;

export interface RegisteredCommand {
  readonly name: string;
  readonly module: string;
  /** The class, as a dotted name in the module. */
  readonly attribute: string;
}

/** What the argument `entry_points` of `setup()` registers, as far as it is known. */
export function registeredCommands(given: Value): readonly RegisteredCommand[] {
  return given.shapes.flatMap((shape): readonly RegisteredCommand[] => {
    if (shape.kind === 'dict') return linesOf(shape.entries.get(`t${GROUP}`)?.value).flatMap(commandIn);
    const text = shape.kind === 'text' ? constantText({ shapes: [shape], taints: [] }) : undefined;
    return text === undefined ? [] : sectionOf(text).flatMap(commandIn);
  });
}

/** A list of entries, or a text with one on each line. */
function linesOf(value: Value | undefined): readonly string[] {
  return (value?.shapes ?? []).flatMap((shape) => (shape.kind === 'sequence' ? shape.elements : [{ shapes: [shape], taints: [] }]).flatMap((one) => constantText(one)?.split('\n') ?? []));
}

/** The lines of the group in an INI text. */
function sectionOf(text: string): readonly string[] {
  let inside = false;
  return text.split('\n').filter((line) => {
    const section = /^\s*\[([^\]]*)\]\s*$/.exec(line)?.[1];
    if (section !== undefined) inside = section.trim() === GROUP;
    return inside && section === undefined;
  });
}

function commandIn(line: string): readonly RegisteredCommand[] {
  const [, name, module, attribute] = ENTRY.exec(line) ?? [];
  return name === undefined ? [] : [{ name, module: module!, attribute: attribute! }];
}
