/** Rule: configuration hands a part of the build over to environment variables, or sets them for tools. */
import type { Edge } from '../project/edges';
import { type ConfigContext, type ConfigRule, keyOf, placeOf, quoted } from './config-rule';

export const environmentKey: ConfigRule = {
  metadata: {
    id: 'environment-key',
    category: 'configuration',
    title: 'Build steered by the environment',
    why: 'The version, or the tools of the build, come from environment variables: what is built depends on who builds it. Variables such as `CC`, `RUSTC_WRAPPER` or `CFLAGS` also choose the programs that a build starts.',
    advice: 'Prefer values that stand in the project. In continuous integration, set the variable where everybody can see it, and nowhere else.',
    example: { bad: '[tool.hatch.version]\nsource = "env"\nvariable = "VERSION"', good: '[tool.hatch.version]\npath = "src/package/__about__.py"' },
    cwe: [454],
    sources: ['https://hatch.pypa.io/latest/plugins/version-source/env/', 'https://docs.astral.sh/uv/reference/settings/#extra-build-variables', 'https://scikit-build-core.readthedocs.io/en/latest/reference/configs.html'],
  },
  fixable: false,
  check(context) {
    for (const edge of context.edges) {
      if (edge.kind !== 'environment' || edge.target.kind !== 'setting') continue;
      if (edge.obeys) {
        obeying(context, edge, edge.obeys);
        continue;
      }
      const { name, value } = variableOf(edge, edge.target.text);
      const isProgram = PROGRAM.test(name);
      if (!edge.hooks.some((hook) => STEERED.has(hook))) {
        // Tests and build machines choose compilers of the system all the time.
        if (isProgram && OWN_FILE.test(value)) context.report({ ...placeOf(edge), edge, severity: 'information', confidence: 'high', persona: 'regular', message: `${keyOf(edge)} makes the tools start ${quoted(value)} in place of what \`${name}\` stands for` });
        continue;
      }
      context.report({
        ...placeOf(edge), edge, severity: 'information', confidence: 'high', persona: isProgram ? 'regular' : 'auditor',
        message: `${keyOf(edge)} sets ${quoted(edge.target.text)} for the tools of the build${isProgram ? ', which start what it names' : ''}`,
      });
    }
  },
};

/** A variable that decides the version is told to everybody; that compilers can be chosen is known. */
function obeying(context: ConfigContext, edge: Edge, variables: readonly string[]): void {
  const [first = ''] = variables;
  context.report({
    ...placeOf(edge), edge, severity: 'information', confidence: 'high', persona: edge.executes ? 'auditor' : 'regular',
    message: edge.executes ? `What ${variables.slice(0, 3).map(quoted).join(', ')} and the like say where the project is built names the programs that compile it`
      : `The ${edge.title.replace(' from the environment', '')} is whatever the environment variable ${quoted(first)} says when the project is built`,
  });
}

/** `NAME = value`, or the value of a key that is the name. */
function variableOf({ via }: Edge, text: string): { readonly name: string; readonly value: string } {
  const pair = /^(\w+)\s*=\s*(.*)$/s.exec(text);
  return pair && /\s/.test(via.key) ? { name: pair[1]!, value: pair[2]! } : { name: via.key.split('.').find((part) => PROGRAM.test(part)) ?? '', value: text };
}

/** A file of the project, as tests and build machines name it. */
const OWN_FILE = /^(?:\.{1,2}\/|\{(?:project|package|tox_?root|tox_?ini_?dir)\})/i;

const STEERED: ReadonlySet<string> = new Set(['RS', 'RW', 'RE', 'MW', 'ME', 'S', 'W', 'E', 'deps', 'env']);

/** Variables that name programs. https://doc.rust-lang.org/cargo/reference/environment-variables.html, https://cmake.org/cmake/help/latest/manual/cmake-env-variables.7.html */
const PROGRAM = /^(?:CC|CXX|LD|AR|FC|LDSHARED|NINJA|MESON|RUSTC|CARGO|RUSTC_(?:WORKSPACE_)?WRAPPER|CMAKE_\w+_(?:COMPILER|LAUNCHER)|LD_PRELOAD|PYTHONSTARTUP|PATH|PYTHONPATH)$/;
