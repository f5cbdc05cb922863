/** When the code of a file, or of one configuration key, runs: the answer that findings carry. */
import { overlaps, type Span } from '../base/text';
import type { Execution, Role } from '../findings/finding';
import type { Edge } from './edge';
import { BUILD_HOOKS, commandsReaching, executionAt, mergeCommands } from './hooks';

/**
 * When the code in a file runs. For a configuration file only the edges count whose key stands at the given place, so that an
 * expression is told from the keys around it.
 */
export function executionOf(edges: readonly Edge[], path: string, role: Role, place?: Span): Execution {
  const reaching = edges.filter((edge) => edge.executes && (isTarget(edge, path) || (place !== undefined && isConfigured(edge, path, place))));
  if (reaching.length > 0) {
    const hooks = [...new Set(reaching.flatMap((edge) => edge.hooks))];
    const doubt = reaching.every((edge) => edge.certainty !== 'certain') ? reaching.find((edge) => edge.condition !== undefined)?.condition : undefined;
    return executionAt(hooks, mergeCommands(reaching.map((edge) => edge.commands)), doubt);
  }
  return executionOfRole(role);
}

/** When code of a role runs if nothing more is known. */
export function executionOfRole(role: Role): Execution {
  switch (role) {
    case 'setup-script':
      return executionAt(['direct'], commandsReaching(['direct']));
    case 'setup-config':
    case 'project-config': {
      const commands = commandsReaching(BUILD_HOOKS);
      return { runs: commands, when: `Read at every build hook: \`${commands[0]}\` is enough.`, reach: 'metadata', gates: [] };
    }
    case 'conftest':
    case 'backend-test':
      return executionAt(['test'], commandsReaching(['test']));
    case 'embedded-setup-script':
    case 'embedded-config': {
      return { runs: commandsReaching(['test']), when: 'Runs when the test that holds it calls a build hook: `pytest` is enough.', reach: 'test', gates: [] };
    }
    case 'package-module':
      return { runs: [], when: 'Runs when somebody imports it after the installation.', reach: 'never', gates: [] };
    case 'in-tree-backend':
    case 'build-hook':
    case 'decoded-layer':
    case 'helper-module':
      return executionAt([], []);
  }
}

const isTarget = (edge: Edge, path: string): boolean =>
  (edge.target.kind === 'file' || edge.target.kind === 'module') && edge.target.path === path;

const isConfigured = (edge: Edge, path: string, place: Span): boolean =>
  edge.via.path === path && edge.via.key !== '' && overlaps(edge.via.span, place);
