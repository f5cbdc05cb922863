/** Rule: native code is loaded into the build. */
import { lastComponent } from '../dataflow/intrinsics/paths';
import { unknown } from '../dataflow/value';
import type { Rule } from './rule';
import { isConstant, sourcePhrase, worstTaint } from './values';

export const nativeCode: Rule = {
  metadata: {
    id: 'native-code',
    category: 'native-code',
    title: 'Native code is loaded',
    why: 'A shared library runs with the full rights of the build, and its initialisers run as soon as it is loaded. Nothing in Python, and nothing in Buildglass, sees what it does.',
    advice: 'Ask a tool for the fact you need (a version, a path) instead of loading the library during the build; `importlib.metadata`, `pkg-config` and the compiler know most of them.',
    example: { bad: 'import ctypes\nversion = ctypes.CDLL("libfoo.so").foo_version()', good: 'import subprocess\nversion = subprocess.check_output(["pkg-config", "--modversion", "foo"], text=True)' },
    cwe: [114, 426],
    sources: ['https://docs.python.org/3/library/ctypes.html#ctypes.CDLL', 'https://cwe.mitre.org/data/definitions/114.html'],
  },
  fixable: false,
  check(context) {
    for (const site of context.sites('native-library')) {
      const value = site.argument('name')?.value ?? unknown;
      const taint = worstTaint(value, 'native-library', ['file']);
      if (taint && lastComponent(value) === undefined) context.report({ point: site.point, severity: 'warning', confidence: 'high', persona: 'regular', message: `\`${site.path}\` loads whatever library ${sourcePhrase(taint)} names`, taint });
      else context.report({ point: site.point, severity: 'information', confidence: isConstant(value) ? 'high' : 'medium', persona: 'regular', message: `\`${site.path}\` loads native code into the build` });
    }
  },
};
