/** When a finding's code runs: the file's place in the execution map, narrowed by how control gets to the line. */
import type { AnalysisEvent, Entry } from '../dataflow/events';
import type { Program } from '../dataflow/source';
import type { Execution } from '../findings/finding';
import { rankOf } from '../findings/reach';
import { hooksOfCommand } from '../project/commands';
import { aliasesOf } from '../project/aliases';
import type { ProjectConfig } from '../project/config';
import { type Edge, metadataBuildsWheel } from '../project/edges';
import { executionOf, executionOfRole } from '../project/execution';
import { commandsReaching, executionAt, HOOK_NAMES, type Hook } from '../project/hooks';

/** Among ways in that are reached as easily, the plainer first. */
const ORDER: readonly Entry['kind'][] = ['import', 'hook', 'command', 'test', 'called'];

export function executionOfEvents(root: Program, config: ProjectConfig, edges: readonly Edge[], events: readonly AnalysisEvent[]): Execution {
  const base = root.layer ? executionOfRole(root.role) : executionOf(edges, root.path, root.role);
  const entered = new Map(events.map(({ entry }) => [`${entry.kind} ${entry.name}`, narrow(root, base, entry, config, edges)]));
  const execution = ({ entry }: AnalysisEvent): Execution => entered.get(`${entry.kind} ${entry.name}`)!;
  const best = [...events].sort((a, b) => rankOf(execution(a).reach) - rankOf(execution(b).reach)
    || ORDER.indexOf(a.entry.kind) - ORDER.indexOf(b.entry.kind) || a.gates.length - b.gates.length)[0];
  return best ? { ...execution(best), gates: [...new Set(best.gates.map(shorten))] } : base;
}

function narrow(root: Program, base: Execution, entry: Entry, config: ProjectConfig, edges: readonly Edge[]): Execution {
  switch (entry.kind) {
    case 'import':
      return base;
    case 'test':
      return { ...base, when: `Runs when \`pytest\` runs tests such as \`${entry.name}\`.` };
    case 'command': {
      const hooks = hooksOfCommand(entry.name, aliasesOf(config));
      const at = executionAt(hooks, commandsReaching(hooks));
      return { ...at, when: hooks[0] === 'direct' ? `Runs only when somebody calls \`python setup.py ${entry.name}\`; no build frontend does.` : `Part of the command \`${entry.name}\`. ${at.when}` };
    }
    case 'hook': {
      const hook = (Object.entries(HOOK_NAMES) as [Hook, string][]).find(([, name]) => name === entry.name)?.[0];
      return hook ? executionAt([hook], commandsReaching([hook], metadataBuildsWheel(config, edges))) : base;
    }
    case 'called':
      return root.role === 'backend-test' || root.role === 'conftest'
        ? { ...base, when: `Runs when a test uses \`${entry.name}\`: \`pytest\` is enough.` }
        : { runs: [], when: `Runs only when something calls \`${entry.name}\`; nothing in this file does.`, reach: 'called', gates: [] };
  }
}

function shorten(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > 80 ? `${line.slice(0, 77)}…` : line;
}
