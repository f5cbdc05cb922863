/** Entry of the command line: connects the parts and leaves the exit status. */
import { version } from '../../package.json';
import { createProject } from './analysis/create';
import { runCli } from './cli/run';
import { nodeConsole } from './platform/node-console';
import { loadParsers } from './platform/node-grammars';
import { RULES } from './rules/registry';

let parsers: ReturnType<typeof loadParsers> | undefined;

void runCli(process.argv.slice(2), {
  console: nodeConsole(),
  version,
  rules: RULES.map((rule) => rule.metadata),
  openProject: async (settings) => createProject(await (parsers ??= loadParsers()), settings),
}).then((status) => { process.exitCode = status; });
