/** Rule: configuration hands a part of the build over to environment variables, or sets them for tools. */
import { type ConfigRule, keyOf, placeOf, quoted } from './config-rule';

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
      if (edge.kind !== 'environment' || edge.target.kind !== 'setting' || !edge.hooks.some((hook) => STEERED.has(hook))) continue;
      const isRead = edge.id === 'hatch-version-env';
      const variable = edge.via.key.split('.').at(-1)!;
      const isProgram = !isRead && PROGRAM.test(variable);
      context.report({
        ...placeOf(edge), edge, severity: 'information', confidence: 'high', persona: isRead || isProgram ? 'regular' : 'auditor',
        message: isRead ? `The version is whatever the environment variable ${quoted(edge.target.text)} says when the project is built`
          : `${keyOf(edge)} sets ${quoted(edge.target.text)} for the tools of the build${isProgram ? ', which start what it names' : ''}`,
      });
    }
  },
};

const STEERED: ReadonlySet<string> = new Set(['RS', 'RW', 'RE', 'MW', 'ME', 'S', 'W', 'E', 'deps', 'env']);

/** Variables that name programs. https://doc.rust-lang.org/cargo/reference/environment-variables.html, https://cmake.org/cmake/help/latest/manual/cmake-env-variables.7.html */
const PROGRAM = /^(?:CC|CXX|LD|AR|FC|LDSHARED|NINJA|MESON|RUSTC|CARGO|RUSTC_(?:WORKSPACE_)?WRAPPER|CMAKE_\w+_(?:COMPILER|LAUNCHER)|LD_PRELOAD|PYTHONSTARTUP|PATH|PYTHONPATH)$/;
