/** Entry of the language server for Node: `buildglass-language-server --stdio` (also --node-ipc, --socket=, --pipe=). */
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { version } from '../../package.json';
import { createProject } from './analysis/create';
import { realTime } from './lsp/scheduler';
import { startServer } from './lsp/server';
import { withArchives } from './platform/node-archives';
import { nodeFiles } from './platform/node-files';
import { loadParsers } from './platform/node-grammars';
import { RULES } from './rules/registry';

if (process.argv.includes('--version')) {
  process.stdout.write(`${version}\n`);
  process.exit(0);
}
// Some editors start servers without arguments and mean the standard streams.
if (!process.argv.some((argument) => /^--(?:stdio|node-ipc|socket|pipe)\b/.test(argument))) process.argv.push('--stdio');

const connection = createConnection(ProposedFeatures.all);

process.on('unhandledRejection', (reason) => connection.console.error(`Buildglass: ${String(reason)}`));

startServer(connection, {
  version,
  files: nodeFiles,
  archives: () => withArchives(nodeFiles),
  rules: RULES.map((rule) => rule.metadata),
  scheduler: realTime,
  async prepareAnalyser() {
    const parsers = await loadParsers();
    return (settings) => createProject(parsers, settings);
  },
});
