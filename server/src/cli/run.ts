/** The command line: commands, flags, and what becomes of errors. Returns exit statuses; ends no process. */
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { PERSONAS, SEVERITIES } from '../findings/rule';
import { FORMATS } from '../report/formats';
import { visible } from '../report/visible';
import { diff, DIFF_FORMATS, type DiffCommandOptions } from './diff';
import { EXIT, internalError, TOOL_NAME, UsageError, type CliParts } from './parts';
import { fix, type FixCommandOptions } from './fix';
import { printLayers } from './layers';
import { RECORD_FORMATS } from './records';
import { report, type ReportOptions } from './report';
import { explainRule, listRules } from './rules';
import { RUNS_FORMATS, showRuns, type ShowRunsOptions } from './runs';
import { scan, type ScanOptions } from './scan';

/** Runs the arguments that follow the program's name. Never throws. */
export async function runCli(args: readonly string[], parts: CliParts): Promise<number> {
  const { stderr } = parts.console;
  let status: number = EXIT.clean;
  try {
    await program(parts, (result) => { status = result; }).parseAsync([...args], { from: 'user' });
    return status;
  } catch (error) {
    // commander has already written its own sentence, or the help that was asked for.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.clean : EXIT.unreadable;
    stderr.write(`${TOOL_NAME}: ${visible(error instanceof UsageError ? error.message : `${internalError(error)}.`)}\n`);
    if (args.includes('--debug') && error instanceof Error) stderr.write(`${error.stack}\n`);
    return EXIT.unreadable;
  }
}

function program(parts: CliParts, exit: (status: number) => void): Command {
  const { stdout, stderr } = parts.console;
  const root = new Command(TOOL_NAME)
    .description('Shows what a Python build runs before it runs. Nothing that is read is executed.')
    .version(parts.version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .exitOverride()
    .showSuggestionAfterError()
    .configureOutput({
      writeOut: (text) => stdout.write(text),
      writeErr: (text) => stderr.write(text),
      outputError: (text, write) => write(`${TOOL_NAME}: ${sentence(text)}\n`),
    });

  root.command('scan')
    .description('analyse projects, print what was found')
    .argument('[path...]', 'folders or files')
    .addOption(new Option('--persona <name>', 'how much to show').choices(PERSONAS).default('regular'))
    .addOption(new Option('--format <name>', 'form of the report').choices(Object.keys(FORMATS)).default('terminal'))
    .addOption(new Option('--fail-on <severity>', 'exit with 1 from this severity on').choices([...SEVERITIES, 'never']).default('error'))
    .option('--paths-from <file>', 'read more paths from a file or a pipe, one per line ("-": standard input)')
    .addOption(new Option('--jobs <number>', 'threads for several projects (default: one for each core)').argParser(jobsOf))
    .option('--output <file>', 'write the report to a file')
    .addOption(new Option('--scope <name>', 'build: what building runs; package: also what importing the package runs').choices(['build', 'package']).default('package'))
    .option('--catalog <file>', 'models of libraries of your own (JSON; docs/catalog.md)')
    .option('--baseline <file>', 'hide the findings that this file lists, tell those that are gone')
    .option('--update-baseline', 'write what is found now to the baseline')
    .option('--allow-import <name>', 'a module that may be imported by a computed name; may be repeated', collected)
    .option('--allow-command <name>', 'a program that may be started; may be repeated', collected)
    .option('--trust-project', 'obey suppression comments and the allow-list in the project', false)
    .option('--no-color', 'no colours')
    .option('--quiet', 'findings only: no summary, no progress')
    .addOption(new Option('--debug', 'print traces of internal errors').hideHelp())
    .addHelpText('after', `
A folder with pyproject.toml, setup.py or setup.cfg is one project, with
everything below it. A folder without them is searched: each of the outermost
projects below it is scanned; when there is none, the folder itself is. Of a
file, the project around it is read so that imports can be followed, and only
the file's own findings are printed.

Exit status: 0 clean, 1 findings at or above --fail-on, 2 wrong usage or
something could not be read.`)
    .action(async (paths: string[], options: ScanOptions) => exit(await scan(paths, options, parts)));

  root.command('report')
    .description('print what a package is to who builds it: purpose, sources, sinks, flows, anomalies, scores, conclusion')
    .argument('[path...]', 'folders, archives or files')
    .addOption(new Option('--format <name>', 'form of the report').choices(Object.keys(RECORD_FORMATS)).default('json'))
    .option('--paths-from <file>', 'read more paths from a file or a pipe, one per line ("-": standard input)')
    .addOption(new Option('--jobs <number>', 'threads for several projects (default: one for each core)').argParser(jobsOf))
    .option('--output <file>', 'write the report to a file')
    .addOption(new Option('--scope <name>', 'build: what building runs; package: also what importing the package runs').choices(['build', 'package']).default('package'))
    .option('--allow-import <name>', 'a module that may be imported by a computed name; may be repeated', collected)
    .option('--allow-command <name>', 'a program that may be started; may be repeated', collected)
    .option('--trust-project', 'obey suppression comments and the allow-list in the project', false)
    .addOption(new Option('--debug', 'print traces of internal errors').hideHelp())
    .addHelpText('after', `
Each project gets one record, whose sentences are made from what was found in
it. Of a file, the record and its scores speak of that file alone. JSON is the
record of one project, or a list of the records of several. HTML is one page
that needs nothing else: the execution map and the flows are drawn in it. A
file of --output is as it was until the report is whole.

Exit status: 0, or 2 for wrong usage or when something could not be read.`)
    .action(async (paths: string[], options: ReportOptions) => exit(await report(paths, options, parts)));

  root.command('runs')
    .description('print what a build runs, at which hook, by which command, and why')
    .argument('<path...>', 'folders or files')
    .option('--command <line>', 'only what this command runs, as typed: "pip install .", "python -m build --sdist"')
    .addOption(new Option('--format <name>', 'form of the map').choices(Object.keys(RUNS_FORMATS)).default('terminal'))
    .option('--output <file>', 'write the map to a file')
    .option('--no-color', 'no colours')
    .addOption(new Option('--debug', 'print traces of internal errors').hideHelp())
    .addHelpText('after', `
Each folder with pyproject.toml, setup.py or setup.cfg is one project, those
inside others too. Of a file, the map of the project around it is printed, as
far as it passes the file. JSON is one object a project, each on its own line.

Exit status: 0, or 2 for wrong usage or when something could not be read.`)
    .action(async (paths: string[], options: ShowRunsOptions) => exit(await showRuns(paths, options, parts)));

  root.command('diff')
    .description('compare two versions of a project: what a build runs, can do, and hides')
    .argument('<old>', 'a folder, an archive, or a git revision such as HEAD~1')
    .argument('[new]', 'the same; default: the current folder', '.')
    .addOption(new Option('--format <name>', 'form of the comparison').choices(Object.keys(DIFF_FORMATS)).default('terminal'))
    .addOption(new Option('--persona <name>', 'whose findings to compare').choices(PERSONAS).default('regular'))
    .addOption(new Option('--fail-on <severity>', 'exit with 1 for new or changed findings from this severity on').choices([...SEVERITIES, 'never']).default('error'))
    .addOption(new Option('--scope <name>', 'build: what building runs; package: also what importing the package runs').choices(['build', 'package']).default('package'))
    .option('--output <file>', 'write the comparison to a file')
    .option('--no-color', 'no colours')
    .addOption(new Option('--debug', 'print traces of internal errors').hideHelp())
    .addHelpText('after', `
What moved is the same: lines, comments and file names do not count. A revision
is read through the program git, from objects only: no hook runs, nothing is
fetched, nothing is written; it is that of the folder it is compared with.

Exit status: 0 nothing new or changed at or above --fail-on, 1 there is, 2
wrong usage or something could not be read.`)
    .action(async (old: string, now: string, options: DiffCommandOptions) => exit(await diff(old, now, options, parts)));

  root.command('fix')
    .description('apply fixes, or print what they would change')
    .argument('<path...>', 'folders or files')
    .option('--diff', 'write nothing, print a patch', false)
    .option('--unsafe', 'also apply fixes that change behaviour', false)
    .option('--rule <id>', 'only findings of this rule; may be given more than once', collected)
    .addOption(new Option('--persona <name>', 'whose findings to fix').choices(PERSONAS).default('regular'))
    .option('--allow-import <name>', 'a module that may be imported by a computed name; may be repeated', collected)
    .option('--allow-command <name>', 'a program that may be started; may be repeated', collected)
    .option('--trust-project', 'obey suppression comments and the allow-list in the project', false)
    .addOption(new Option('--debug', 'print traces of internal errors').hideHelp())
    .addHelpText('after', `
Every change is analysed again before it is written: the finding is gone, no
other has come, and the file still parses; otherwise the fix is taken back.
Files that do not parse, links and whatever lies outside the project are left
alone. What is not fixed is listed with the reason.

Exit status: 0 nothing is left to fix, 1 findings are left (with --diff: there
is something to change), 2 wrong usage or something could not be read or
written.`)
    .action(async (paths: string[], options: FixCommandOptions) => exit(await fix(paths, options, parts)));

  root.command('rules')
    .description('list the rules')
    .action(() => stdout.write(listRules(parts.rules)));

  root.command('layer')
    .description('print a program found inside a string, or list them all')
    .argument('<path>', 'a folder or file, as for scan')
    .argument('[id]', 'a layer id, as in the JSON report')
    .action(async (path: string, id: string | undefined) => exit(await printLayers(path, id, parts)));

  root.command('explain')
    .description('print what a rule means and what to do about it')
    .argument('<rule>', 'a rule id, as printed with a finding')
    .action((rule: string) => stdout.write(explainRule(rule, parts.rules)));

  return root;
}

const MOST_JOBS = 256;

function jobsOf(typed: string): number {
  const jobs = /^\d{1,3}$/.test(typed) ? Number(typed) : 0;
  if (jobs < 1 || jobs > MOST_JOBS) throw new InvalidArgumentError(`It must be a number from 1 to ${MOST_JOBS}.`);
  return jobs;
}

const collected = (name: string, earlier: readonly string[] = []): readonly string[] => [...earlier, name];

/** commander's "error: unknown option '--x'" as a sentence of ours on one line. */
function sentence(text: string): string {
  const flat = visible(text.trim().replace(/^error: /, '').replace(/\s*\n\s*/g, ' '));
  return flat.charAt(0).toUpperCase() + flat.slice(1) + (/[.)]$/.test(flat) ? '' : '.');
}
