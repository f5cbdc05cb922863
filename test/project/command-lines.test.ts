/** Commands as people type them, and what of the map they stand for. */
import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { readCommandLine } from '../../server/src/project/command-lines';
import { ALL_COMMANDS } from '../../server/src/project/hooks';

const read = (typed: string, known: readonly string[] = ALL_COMMANDS): string => {
  const line = readCommandLine(typed, known);
  return line === undefined ? '-' : `${line.command}${line.only ? ` (${line.only.join(' ')})` : ''}`;
};

describe('command lines', () => {
  const cases: Readonly<Record<string, readonly string[]>> = {
    'pip download': ['pip download ./p', 'pip3 download p', 'python -m pip download .', 'python3.12 -I -m pip -v download .', 'pip install --dry-run .', 'pip lock .', 'uv lock', 'uv pip compile pyproject.toml', 'build --metadata', '"/opt/my env/bin/pip" download p'],
    'pip install': ['pip install .', 'pip install ./p-1.tar.gz --only-binary :all:', 'PIP_NO_CACHE=1 pip3.11 install .[dev]', 'sudo -u me pip install .', 'py -m pip install .', 'pip wheel .', 'uv pip install .', 'pipx install .', 'C:\\Python\\python.exe -m pip install .'],
    'pip install -e': ['pip install -e .', 'pip install --editable=.', 'uv sync --all-extras', 'uv pip install -e .'],
    'python -m build': ['python -m build', 'python3 -m build . --outdir x', 'pyproject-build', 'uv build', 'hatch build', 'pdm build', 'pipx run build'],
    'python -m build (RS S)': ['python -m build --sdist', 'uv build -s'],
    'python -m build (RW W)': ['python -m build -w', 'pyproject-build --wheel .'],
    'python -m build (RS S RW W)': ['python -m build -s -w'],
    'python -m build (S W)': ['python -m build --no-isolation'],
    'pip install (MW ME S W E)': ['pip install --no-build-isolation .'],
    pytest: ['pytest', 'python -m pytest tests -k x', 'py.test', 'uv run pytest -x', 'uv run -q pytest', 'poetry run python -m pytest', 'coverage run -m pytest'],
    'python setup.py': ['python setup.py develop', 'python3 -W ignore setup.py install', './venv/bin/python ./setup.py'],
    python: ['python', 'python -c "import x"', 'python x.py'],
    '-': ['', 'ls', 'pip', 'pip list', 'make', 'buildx', '"', 'uv'],
  };
  for (const [expected, typed] of Object.entries(cases)) {
    it(`that mean ${expected === '-' ? 'nothing the map knows' : expected}`, () => assert.deepEqual(typed.map((one) => [one, read(one)]), typed.map((one) => [one, expected])));
  }

  it('of other tools are understood as soon as the map names them', () => {
    assert.equal(read('tox -e py312', ['tox']), 'tox');
    assert.equal(read('python -m tox', ['tox', 'pytest']), 'tox');
    assert.equal(read('sphinx-build docs out'), '-');
    assert.deepEqual(['uv run -q tools/x.py --flag', 'uv run pytest', 'pipx run x.py'].map((one) => read(one, ['uv run', 'pytest'])), ['uv run', 'pytest', '-']);
    assert.equal(read('hatch env create dev', ['hatch', 'hatch env create']), 'hatch env create');
  });

  it('come to an end, whatever is typed', () => {
    const word = fc.constantFrom('pip', 'install', '-e', 'python', '-m', 'build', 'uv', 'run', 'sudo', '-u', 'A=1', '.', '"', "'", '\\', ';', 'setup.py', 'pytest', '-');
    fc.assert(fc.property(fc.array(word, { maxLength: 9 }), (words) => {
      const line = readCommandLine(words.join(' '), ALL_COMMANDS);
      assert.ok(line === undefined || ALL_COMMANDS.includes(line.command));
    }));
  });
});
