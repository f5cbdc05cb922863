/** Entry of the command line and of its threads: connects the parts and leaves the exit status. */
import { version } from '../../package.json';
import { createProject } from './analysis/create';
import type { CliParts } from './cli/parts';
import { runCli } from './cli/run';
import { answering } from './cli/thread';
import { withArchives } from './platform/node-archives';
import { nodeConsole } from './platform/node-console';
import { nodeFiles } from './platform/node-files';
import { withRevisions } from './platform/node-git';
import { loadParsers } from './platform/node-grammars';
import { helpersFrom, isProgram, parallelism, serve } from './platform/node-workers';
import { RULES } from './rules/registry';

let parsers: ReturnType<typeof loadParsers> | undefined;
const openProject: CliParts['openProject'] = async (settings) => createProject(await (parsers ??= loadParsers()), settings);

const rules = RULES.map((rule) => rule.metadata);

if (isProgram) {
  void runCli(process.argv.slice(2), {
    console: { ...nodeConsole(), files: withRevisions(withArchives(nodeFiles)) },
    version,
    rules,
    openProject,
    threads: { available: parallelism(), start: helpersFrom(__filename) },
  }).then((status) => { process.exitCode = status; });
} else serve(answering({ openProject, rules, console: { files: withArchives(nodeFiles) } }));
