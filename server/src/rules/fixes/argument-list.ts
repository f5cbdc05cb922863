/**
 * Commands for a shell → programs with arguments.
 *
 *     os.system("git describe")                       subprocess.call(["git", "describe"])
 *     subprocess.run("make " + target, shell=True)    subprocess.run(["make", target])
 *     os.popen("git describe").read()                 subprocess.run(["git", "describe"], stdout=subprocess.PIPE, universal_newlines=True).stdout
 *
 * Never safe: a shell reports a missing program with a status, `subprocess` with an exception; a shell splits a value into several words.
 */
import type { TextEdit } from '../../base/edit';
import { expressionAt } from '../../semantics/find';
import type { Expr } from '../../syntax/python/ast';
import type { DraftFix, Site } from '../rule';
import { type CallSource, callSource, moduleFor } from './source';
import { type Words, wordsOf } from './command-words';

const SHELL_FREE = new Set(['subprocess.run', 'subprocess.call', 'subprocess.check_call', 'subprocess.check_output', 'subprocess.Popen']);

const WITHOUT_SHELL = 'Start the program without a shell';

/** `saysOf`: who goes on having a say in the arguments of a program, a phrase; undefined for nobody who matters. */
export function argumentListFixes(site: Site, saysOf: (program: string | undefined) => string | undefined): DraftFix[] {
  const source = callSource(site.point);
  const command = source && (source.positional[0] ?? source.named.get('args') ?? source.named.get('cmd') ?? source.named.get('command'));
  if (!source || !command) return [];
  const words = wordsOf(command.value, source.text);
  if (!words) return [{ title: WITHOUT_SHELL, applicability: 'display-only', edits: [], reason: 'The command is not known well enough, or needs a shell for more than splitting it into words.' }];
  const list = `[${words.elements.join(', ')}]`;
  const edits = SHELL_FREE.has(site.path) ? withoutShell(source, command.value, list) : viaSubprocess(site, source, list);
  const leaves = words.hasValues ? saysOf(words.program) : undefined;
  return [edits
    ? { title: titleOf(words, leaves), applicability: 'unsafe', edits, ...(leaves !== undefined && { leaves }) }
    : { title: WITHOUT_SHELL, applicability: 'display-only', edits: [], reason: 'What else the call is given, or what is done with its result, has no counterpart without a shell.' }];
}

const titleOf = ({ program, hasValues }: Words, leaves: string | undefined): string =>
  `Start ${program === undefined ? 'the program' : `\`${program}\``} without a shell: a missing program raises${hasValues ? ', values stay whole' : ''}${leaves === undefined ? '' : `; ${leaves} still chooses them`}`;

/** Takes `shell=True` out. */
function withoutShell(source: CallSource, command: Expr, list: string): TextEdit[] | undefined {
  const { call } = source;
  const at = call.args.findIndex(({ keyword }) => keyword === 'shell');
  const shell = call.args[at];
  if (!shell || at === 0 || source.named.has('executable') || !/^(?:True|1)$/.test(source.text(shell.value))) return undefined;
  const from = call.args[at - 1]!.end;
  return [{ span: source.span(command), newText: list }, { span: source.span({ start: from, end: shell.end }), newText: '' }];
}

function viaSubprocess(site: Site, source: CallSource, list: string): TextEdit[] | undefined {
  const module = source.call.args.length === 1 ? moduleFor(site.point, 'subprocess') : undefined;
  if (!module) return undefined;
  const output = `stdout=${module.name}.PIPE, universal_newlines=True`;
  switch (site.path) {
    case 'os.system': return [...module.edits, { span: source.span(source.call), newText: `${module.name}.call(${list})` }];
    case 'os.popen': {
      const read = readCall(site);
      return read && [...module.edits, { span: source.span(read), newText: `${module.name}.run(${list}, ${output}).stdout` }];
    }
    case 'subprocess.getoutput': case 'commands.getoutput':
      return [...module.edits, { span: source.span(source.call), newText: `${module.name}.run(${list}, ${output}, stderr=${module.name}.STDOUT).stdout.rstrip("\\n")` }];
    default: return undefined;
  }
}

/** `os.popen(…).read()` around the call. */
function readCall({ point }: Site): Expr | undefined {
  const chain = expressionAt(point.unit, point.start, point.end)?.chain ?? [];
  const [outer, attribute] = [chain.at(-3), chain.at(-2)];
  return outer?.kind === 'Call' && outer.args.length === 0 && outer.func === attribute && attribute?.kind === 'Attribute' && attribute.attr === 'read' ? outer : undefined;
}
