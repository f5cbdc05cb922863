/** Rule: a key of the configuration, or a file that is found by its name, makes the build run something. */
import { COMMAND_INDICATORS, matching } from '../catalog/indicators';
import type { Edge } from '../project/edges';
import { type ConfigContext, type ConfigRule, enough, isOfBuild, keyOf, placeOf, quoted } from './config-rule';

export const configCode: ConfigRule = {
  metadata: {
    id: 'config-code',
    category: 'configuration',
    title: 'Code run by configuration',
    why: 'Build backends, their plug-ins and the tools beside them execute what configuration names: an expression is evaluated, a command is started, a file is imported because of its name alone. It needs no `setup.py`, and one line of TOML is enough. What is named is not bad for that; a program in place of the compiler, of git or of the packaging tool’s own modules is hardly ever honest.',
    advice: 'Read the value, and the file it names, like a `setup.py`. Keep to the usual forms: a plain name as the version expression, `git describe` as the describe command, compilers under their own names.',
    example: {
      bad: '[tool.setuptools_scm]\ngit_describe_command = "./tools/describe.sh"',
      good: '[tool.setuptools_scm]\ngit_describe_command = "git describe --dirty --tags --long"',
    },
    cwe: [94, 78],
    sources: ['https://setuptools-scm.readthedocs.io/en/latest/config/', 'https://hatch.pypa.io/latest/plugins/version-source/code/'],
  },
  fixable: false,
  check(context) {
    for (const edge of context.edges) {
      if (!edge.executes || !CODE.has(edge.kind) || edge.id === 'in-tree-backend' || edge.target.kind === 'outside' || OTHER_RULES.test(edge.id)) continue;
      if (!hostile(context, edge)) tell(context, edge);
    }
  },
};

/** Bringing in requirements and setting variables have rules of their own. */
const CODE: ReadonlySet<Edge['kind']> = new Set(['import', 'call', 'exec-text', 'eval-expression', 'spawn']);

/** Told by rules of their own. */
const OTHER_RULES = /^(?:pth-|start-line|sitecustomize|usercustomize|shadow-|egg-info-)/;

/** A command line that does what attackers do, on machines that tests and checks are made for; whether it is. */
function hostile(context: ConfigContext, edge: Edge): boolean {
  // What a build runs is followed as a program, and told by the rules about programs.
  if (isOfBuild(edge) || edge.target.kind !== 'text' || edge.target.language !== 'shell') return false;
  const found = matching(COMMAND_INDICATORS, edge.target.text.slice(0, 200_000)).filter(({ kind }) => kind === 'hostile-command' || kind === 'odd-command');
  if (found.length === 0) return false;
  const isHostile = found.some(({ kind }) => kind === 'hostile-command');
  context.report({
    ...placeOf(edge), edge, severity: 'warning', confidence: 'high', persona: 'regular', signs: [isHostile ? 'command:hostile' : 'command:odd'],
    message: `The command of ${keyOf(edge)} ${[...new Set(found.map(({ what }) => what))].slice(0, 3).join(', ')}${enough(edge)}`,
  });
  return true;
}

function tell(context: ConfigContext, edge: Edge): void {
  const what = wordsFor(edge);
  if (edge.odd !== undefined) {
    context.report({ ...placeOf(edge), edge, severity: 'warning', confidence: edge.certainty === 'certain' ? 'high' : 'medium', persona: 'regular', signs: ['config:odd'], message: `${what} and ${edge.odd}${enough(edge)}` });
    return;
  }
  // Files that nothing mentions are easily overlooked; setup.py is not.
  const isOverlooked = edge.via.key === '' && edge.role === 'build-hook' && edge.certainty === 'certain' && edge.via.path.endsWith('.py');
  if (isOverlooked) {
    context.report({ ...placeOf(edge), edge, severity: 'information', confidence: 'high', persona: 'regular', message: `The build runs \`${edge.via.path}\` because of its name alone, as ${article(edge.title)}${enough(edge)}` });
    return;
  }
  if (edge.via.key === '') return;
  const isOwnPlugin = edge.id.startsWith('pytest-plugin-option') && edge.target.kind === 'module' && edge.target.path !== undefined;
  context.report({ ...placeOf(edge), edge, severity: 'information', confidence: 'high', persona: isOwnPlugin ? 'regular' : 'auditor', message: `${what}${enough(edge)}` });
}

const article = (title: string): string => `${/^[aeiou]/i.test(title) ? 'an' : 'a'} ${title}`;

/** "The expression `…` in `tool.…` is evaluated as Python" */
function wordsFor(edge: Edge): string {
  const { target } = edge;
  const key = keyOf(edge);
  switch (target.kind) {
    case 'text':
      return target.language === 'python' ? `The text ${quoted(target.text)} in ${key} is run as Python` : `The command ${quoted(target.text)} in ${key} is started`;
    case 'file':
      return `${key} makes ${edge.kind === 'spawn' ? 'the build start' : 'Python run'} \`${target.path}\`${target.exists ? '' : ', which the project does not have'}`;
    case 'module':
      return `${key} imports ${quoted(target.object === '' ? target.name : `${target.name}:${target.object}`)}`;
    default:
      return `${key} runs ${quoted(target.text)}`;
  }
}
