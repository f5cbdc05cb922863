/** The examples show what their README promises: each row is one finding for the regular persona, and there are no others. */
import { strict as assert } from 'node:assert';
import type { Analyser } from '../kit/analysis';
import { createAnalyser } from '../kit/analyser';
import { LineIndex } from '../../server/src/base/text';
import { readExample } from '../kit/examples';
import { shownOf } from '../kit/run';

/** Rule, file, and the beginning of the source text at the finding's span. */
const EXPECTED: Readonly<Record<string, readonly (readonly [rule: string, path: string, text: string])[]>> = {
  'honest-setup': [],
  'risky-setup': [
    ['dynamic-exec', 'setup.py', 'exec(file.read(), settings)'],
    ['process-start', 'setup.py', 'run("echo building with label " + label)'],
    ['process-start', 'setup.py', 'ask([tool, "--version"])'],
    ['dynamic-import', 'setup.py', '__import__("o" + "s")'],
    ['hidden-code', 'setup.py', 'getattr(__import__("o" + "s"), "sys" + "tem")'],
    ['dynamic-exec', 'setup.py', 'exec(base64.b64decode('],
    ['unsafe-deserialization', 'setup.py', 'pickle.load(file)'],
  ],
  'in-tree-backend': [
    ['in-tree-backend', 'pyproject.toml', '"tides_backend"'],
  ],
  'dynamic-backend': [
    ['in-tree-backend', 'pyproject.toml', '"kiln"'],
    ['environment-number', 'tests/test_kiln.py', 'int(os.environ.get("KILN_TEST_PATIENCE", "120"))'],
    ['dynamic-import', 'tests/test_kiln.py', "__import__('kiln')"],
    ['unisolated-build', 'tests/test_kiln.py', 'self.workers.submit(worker, hook, *args, **kwargs)'],
    ['process-control', 'tests/test_kiln.py', 'os.kill(pid, signal.SIGTERM)'],
    ['directory-change', 'tests/test_kiln.py', 'os.chdir(self.folder)'],
    ['environment-change', 'tests/test_kiln.py', 'os.environ.update(self.env)'],
    ['dynamic-import', 'tests/test_kiln.py', 'importlib.import_module(module)'],
    ['dynamic-call', 'tests/test_kiln.py', 'getattr(backend, hook)(*args, **kwargs)'],
  ],
};

describe('examples', () => {
  let analyser: Analyser;
  before(async () => {
    analyser = await createAnalyser();
  });

  for (const [name, expected] of Object.entries(EXPECTED)) {
    it(name, () => {
      const files = readExample(name);
      const config = { persona: 'regular', trust: false, alarms: false } as const;
      const found = shownOf(analyser.analyse(files, config), config).map(({ rule, path, span, message }) => {
        const text = files[path]!.slice(span.start, span.end);
        const wanted = expected.find((row) => row[0] === rule && row[1] === path && text.startsWith(row[2]));
        return wanted ? wanted.join(' · ') : `${rule} · ${path}:${new LineIndex(files[path]!).locate(span.start).line + 1} · ${text} · ${message}`;
      });
      assert.deepEqual([...found].sort(), expected.map((row) => row.join(' · ')).sort());
    });
  }
});
