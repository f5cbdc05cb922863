/** The choice of the build backend, as pip and build make it. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { chooseBackend } from '../../server/src/project/backend';
import type { Parsers } from '../../server/src/syntax/parser';
import { parseToml } from '../../server/src/syntax/toml/parse';
import { testParsers } from '../syntax/toml-parsers';

describe('the build backend', function () {
  this.timeout(60_000);
  let parsers: Parsers;
  before(async () => {
    parsers = await testParsers();
  });
  const choose = (text: string) => chooseBackend(parseToml(parsers, text));
  const LEGACY = { name: 'setuptools.build_meta', object: '__legacy__', legacy: true, declared: false };
  const core = (text: string) => {
    const { name, object, legacy, declared } = choose(text);
    return { name, object, legacy, declared };
  };
  const problems = (text: string) => choose(text).problems.map(({ message, span }) => [message, text.slice(span.start, span.end)]);

  it('is legacy setuptools without pyproject.toml', () => {
    const { name, object, legacy, requires, span } = chooseBackend(undefined);
    assert.deepEqual({ name, object, legacy, span }, { name: 'setuptools.build_meta', object: '__legacy__', legacy: true, span: undefined });
    assert.deepEqual(requires.map((requirement) => requirement.text), ['setuptools>=40.8.0']);
  });

  it('is legacy setuptools without [build-system], and the requirements are the default ones', () => {
    assert.deepEqual(core('[project]\nname = "x"\n'), LEGACY);
    assert.deepEqual(choose('').requires.map((requirement) => requirement.text), ['setuptools>=40.8.0']);
    assert.deepEqual(problems(''), []);
  });

  it('is legacy setuptools when [build-system] names no backend, and the requirements are those written', () => {
    const text = '[build-system]\nrequires = ["setuptools", "wheel @ git+https://example.invalid/w"]\n';
    assert.deepEqual(core(text), LEGACY);
    const choice = choose(text);
    assert.deepEqual(choice.requires.map(({ text: requirement, span }) => [requirement, text.slice(span.start, span.end)]), [
      ['setuptools', '"setuptools"'],
      ['wheel @ git+https://example.invalid/w', '"wheel @ git+https://example.invalid/w"'],
    ]);
    assert.equal(text.slice(choice.span!.start, choice.span!.end), 'build-system');
    assert.deepEqual(choice.problems, []);
  });

  it('is the module before the colon, and the object behind it', () => {
    const text = '[build-system]\nrequires = []\nbuild-backend = "pkg.mod:obj.attr"\nbackend-path = [".", "tools"]\n';
    assert.deepEqual(core(text), { name: 'pkg.mod', object: 'obj.attr', legacy: false, declared: true });
    const choice = choose(text);
    assert.deepEqual(choice.backendPath.map(({ value, span }) => [value, text.slice(span.start, span.end)]), [['.', '"."'], ['tools', '"tools"']]);
    assert.equal(text.slice(choice.span!.start, choice.span!.end), '"pkg.mod:obj.attr"');
    assert.deepEqual(choice.problems, []);
  });

  it('knows legacy setuptools when it is named', () => {
    assert.deepEqual(core('[build-system]\nrequires = []\nbuild-backend = "setuptools.build_meta:__legacy__"\n'), { ...LEGACY, declared: true });
    assert.equal(core('[build-system]\nrequires = []\nbuild-backend = "setuptools.build_meta"\n').legacy, false);
  });

  it('reports what pip or build refuse', () => {
    assert.deepEqual(problems('[build-system]\nbuild-backend = "a-b"\nbackend-paths = ["."]\n'), [
      ['build refuses it: [build-system] has no key backend-paths', 'backend-paths'],
      ['pip refuses it: [build-system] has no requires', 'build-system'],
      ['build-backend is not of the form module:object', '"a-b"'],
    ]);
    assert.deepEqual(problems('[build-system]\nrequires = ["ok>=1", "-r x.txt"]\nbackend-path = ["..", "/abs", "a/../b", "C:\\\\x"]\n'), [
      ['pip refuses it: this is not a requirement', '"-r x.txt"'],
      ['pip and build refuse it: backend-path must stay inside the project', '".."'],
      ['pip and build refuse it: backend-path must stay inside the project', '"/abs"'],
      ['pip and build refuse it: backend-path must stay inside the project', '"C:\\\\x"'],
    ]);
    assert.match(problems('[build-system\n')[0]![0]!, /^pip refuses this file/);
  });

  it('survives every wrong type, and keeps what is right', () => {
    const wrong = ['1', '1.5', 'true', '1979-05-27', '[]', '[[1]]', '{}', '{a = 1}', '"x"', '[1, "a", [], {}]', '""'];
    for (const value of wrong) {
      assert.equal(core(`build-system = ${value}\n`).name, 'setuptools.build_meta');
      for (const key of ['requires', 'build-backend', 'backend-path']) {
        // A missing `requires` is a problem of its own, which must not stand in for the one that is wanted.
        const rest = key === 'requires' ? '' : 'requires = []\n';
        const choice = choose(`[build-system]\n${rest}${key} = ${value}\n`);
        assert.equal(typeof choice.name, 'string');
        if ((value === '[]' && key !== 'build-backend') || (value === '"x"' && key === 'build-backend')) continue;
        assert.ok(choice.problems.length > 0, `${key} = ${value}`);
        for (const { span } of choice.problems) assert.ok(span.end > span.start);
      }
    }
    assert.deepEqual(choose('[build-system]\nrequires = [1, "a", [], {}]\n').requires.map(({ text }) => text), ['a']);
    assert.deepEqual(problems('[[build-system]]\nrequires = []\n').map(([message]) => message), ['pip refuses it: build-system must be a table']);
  });

  it('never throws', () => {
    const piece = fc.constantFrom('[build-system]\n', 'requires', 'build-backend', 'backend-path', ' = ', '[', ']', '"', '"a:b"', '"..",', '{', '}', '1', '\n', ':', '.');
    fc.assert(fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
      const choice = choose(pieces.join(''));
      assert.ok(choice.declared || choice.legacy);
    }));
  });
});
