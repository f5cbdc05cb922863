/**
 * Recognises tests of build backends by what they do: a Python test module that loads a backend by name or calls its hooks.
 *
 *     hook calls       backend.build_wheel(…)   getattr(backend, "build_sdist")
 *     hook callers     pyproject_hooks, BuildBackendHookCaller, build.ProjectBuilder
 *     dynamic loading  importlib.import_module(…) in a text that names a backend: "setuptools.build_meta"
 *
 * Purely textual: comments count too, and what is assembled from pieces is not seen. Hook names: PEP 517 and PEP 660.
 */
import { baseName } from '../base/fileset';
import { BACKENDS } from './backends/registry';

const HOOK = '(?:build_(?:wheel|sdist|editable)|prepare_metadata_for_build_(?:wheel|editable)|get_requires_for_build_(?:sdist|wheel|editable))';

const HOOK_CALL = new RegExp(`\\.${HOOK}\\(|\\bgetattr\\([^()\\n]{0,80},[ \\t]{0,8}["']${HOOK}["']`);

const HOOK_CALLER = /\b(?:pyproject_hooks|(?:Build|Pep517Hook)\w{0,20}HookCaller|Pep517HookCaller|ProjectBuilder)\b/;

/** Modules of known backends; single words such as `maturin` prove too little. */
const BACKEND_MODULES = BACKENDS.flatMap((backend) => backend.modules).filter((module) => module.includes('.') || module === 'mesonpy')
  .map((module) => module.replaceAll('.', '\\.')).join('|');

/** A loader whose argument names a backend: `import_module(self.backend_name)`, `__import__("pkg.build_meta")`. */
const BACKEND_LOADER = new RegExp(`\\b(?:import_module|__import__)\\(\\s{0,80}[^()\\n]{0,80}(?:backend|build_meta|${BACKEND_MODULES})`, 'i');

/** A loader of something that is not a literal, and elsewhere a backend's name as a string of its own (not as TOML inside a string). */
const OPEN_LOADER = /\b(?:import_module|__import__)\(\s{0,80}[^\s"'#)]/;
const BACKEND_LITERAL = new RegExp(`(?<!build-backend[ \\t]{0,4}=[ \\t]{0,4})["'](?:${BACKEND_MODULES})(?::\\w{1,80})?["']`);

/** Whether a text calls build hooks: enough to know a backend's test by, in a module of any name. */
export const callsBuildHooks = (text: string): boolean => HOOK_CALL.test(text) || HOOK_CALLER.test(text);

/** Whether the text of a test module loads or drives a build backend. Linear in its length. */
export const probeBackendTest = (text: string): boolean =>
  callsBuildHooks(text) || BACKEND_LOADER.test(text) || (OPEN_LOADER.test(text) && BACKEND_LITERAL.test(text));

/** Whether a path may be a test module: named as pytest's default `python_files` say, or below a folder of tests. */
export function isTestCandidate(path: string): boolean {
  if (!path.endsWith('.py') || isForeign(path)) return false;
  const name = baseName(path);
  if (name.startsWith('test_') || name.endsWith('_test.py')) return true;
  return TEST_FOLDER.test(path);
}

// Every path of a project is asked several times: splitting them took most of the time of a map.
const TEST_FOLDER = /(?:^|\/)test(?:s|ing)?\//;
const FOREIGN = /(?:^|\/)(?:site-packages|node_modules|\.git|\.hg)(?:\/|$)/;

/** Whether a path lies in a folder that holds other people's installed code or a tool's own data. */
export const isForeign = (path: string): boolean => FOREIGN.test(path);
