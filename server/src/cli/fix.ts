/** `buildglass fix`: applies fixes to projects, or prints what it would change. Every change was analysed again before it is written. */
import { bytesFor } from '../analysis/write-back';
import { fixProject, type Fixing } from '../analysis/fixing';
import { loadProject, MAXIMUM_FILE_BYTES, readWanted } from '../analysis/load';
import { DEFAULT_SETTINGS, type Settings } from '../analysis/settings';
import type { Persona } from '../findings/rule';
import { visible } from '../report/visible';
import { allowedBy, type AllowOptions } from './allowed';
import type { Console } from './console';
import { EXIT, internalError, TOOL_NAME, UsageError, type CliParts } from './parts';
import { mergeTargets, targetsOf, type Target, type Unreadable } from './targets';
import { unifiedDiff } from './unified-diff';

export interface FixCommandOptions extends AllowOptions {
  readonly persona: Persona;
  readonly diff: boolean;
  readonly unsafe: boolean;
  readonly rule?: readonly string[];
  readonly trustProject: boolean;
  readonly debug?: boolean;
}

/** Returns the exit status. Throws `UsageError` for what the user can put right. */
export async function fix(paths: readonly string[], options: FixCommandOptions, parts: CliParts): Promise<number> {
  const { console } = parts;
  const unknown = options.rule?.find((id) => !parts.rules.some((rule) => rule.id === id));
  if (unknown !== undefined) throw new UsageError(`There is no rule "${unknown}"; "buildglass rules" lists them.`);
  const settings: Settings = { ...DEFAULT_SETTINGS, ...allowedBy(options), persona: options.persona, trustProject: options.trustProject };
  const found: (Target | Unreadable)[] = [];
  for (const path of paths) found.push(...(await targetsOf(path, console)));
  let status: number = EXIT.clean;
  for (const target of mergeTargets(found)) {
    const one = 'error' in target ? complain(console, target.error) : await fixTarget(target, settings, options, parts);
    status = Math.max(status, one);
  }
  return status;
}

function complain({ stderr }: Console, sentence: string): number {
  stderr.write(`${TOOL_NAME}: ${visible(sentence)}\n`);
  return EXIT.unreadable;
}

/** What goes wrong in one project is told, and the others go on. */
async function fixTarget(target: Target, settings: Settings, options: FixCommandOptions, parts: CliParts): Promise<number> {
  const { console } = parts;
  try {
    const project = await parts.openProject({ ...settings, wholePackage: target.whole }).catch((error: Error) => { throw new UsageError(error.message); });
    for (const path of target.named) {
      project.set(path, { kind: 'listed' });
      project.include(path);
    }
    const { problems } = await loadProject(project, target.root, { files: console.files });
    const fixing = await fixProject(project, {
      persona: options.persona, unsafe: options.unsafe, trustProject: options.trustProject,
      ...(options.rule && { rules: new Set(options.rule) }),
      mayChange: (path) => target.whole || target.named.has(path),
      reload: () => readWanted(project, target.root, { files: console.files }),
    });
    for (const problem of target.loose ? [] : problems) complain(console, `In ${target.shown}: ${problem}.`);
    const status = options.diff ? show(fixing, parts) : await write(target, fixing, parts);
    return target.loose || problems.length === 0 ? status : EXIT.unreadable;
  } catch (error) {
    if (error instanceof UsageError) throw error;
    if (options.debug === true && error instanceof Error) complain(console, error.stack ?? error.message);
    return complain(console, `${target.shown}: ${internalError(error)}.`);
  }
}

/** Prints the changes; on a terminal with everything made visible that it would act on, elsewhere exactly. */
function show(fixing: Fixing, { console: { stdout, stderr } }: CliParts): number {
  for (const { path, before, after } of fixing.files) {
    const text = unifiedDiff(path, before, after);
    stdout.write(stdout.isTTY ? text.split('\n').map((line) => visible(line.replaceAll('\t', '    '))).join('\n') : text);
  }
  stderr.write(leftOver(fixing));
  return fixing.files.length > 0 ? EXIT.findings : EXIT.clean;
}

async function write({ root }: Target, fixing: Fixing, { console }: CliParts): Promise<number> {
  const refused = new Map<string, string>();
  for (const file of fixing.files) {
    const reason = await writeOne(root, file, console);
    if (reason !== undefined) refused.set(file.path, reason);
  }
  const done = fixing.applied.filter(({ fix: { path } }) => !refused.has(path));
  for (const { finding, fix: { title }, line, column } of done) console.stdout.write(`${visible(`${finding.path}:${line}:${column}`)}  ${finding.rule}  ${visible(title)}\n`);
  console.stdout.write(leftOver(fixing));
  const files = fixing.files.length - refused.size;
  if (done.length > 0) console.stdout.write(`Fixed ${count(done.length, 'finding')} in ${count(files, 'file')}.\n`);
  else if (fixing.unfixed.length === 0 && refused.size === 0) console.stdout.write('Nothing to fix.\n');
  for (const [path, reason] of refused) complain(console, `${path} was not changed: ${reason}.`);
  return refused.size > 0 ? EXIT.unreadable : fixing.unfixed.length > 0 ? EXIT.findings : EXIT.clean;
}

async function writeOne(root: string, { path, before, after }: Fixing['files'][number], console: Console): Promise<string | undefined> {
  const location = console.files.join(root, path);
  if (before === undefined) return console.replaceFile(root, location, undefined, new TextEncoder().encode(after));
  const old = await console.files.readFile(location, MAXIMUM_FILE_BYTES);
  if (!(old instanceof Uint8Array)) return `it ${old.reason}`;
  const bytes = bytesFor(path, old, before, after);
  return bytes === undefined ? 'it changed in the meantime, or cannot be written in its encoding' : console.replaceFile(root, location, old, bytes);
}

const leftOver = ({ unfixed }: Fixing): string => unfixed.map(({ finding, line, column, reason }) =>
  `${visible(`${finding.path}:${line}:${column}`)}  ${finding.rule}  not fixed: ${visible(reason)}\n`).join('');

const count = (n: number, what: string): string => `${n} ${what}${n === 1 ? '' : 's'}`;
