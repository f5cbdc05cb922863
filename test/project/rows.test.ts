/** Every row of knowledge makes an edge: for each a smallest project is written from the row itself. */
import assert from 'node:assert/strict';
import type { Vector } from '../../server/src/project/backends/backend';
import { ALL_VECTORS, BACKENDS, GENERAL, PLUGINS } from '../../server/src/project/backends/registry';
import type { Parsers } from '../../server/src/syntax/parser';
import { testParsers } from '../syntax/toml-parsers';
import { projectOf } from './kit';

/** Values that rows with a pattern, or lines, are asked with: the first that fits is taken. */
const SAMPLES: readonly string[] = [
  'x', './x', 'a.b', 'a:b', 'import x', 'a.pth', '-e .', '$(x)', '-DCMAKE_C_COMPILER=x', 'build.rustc="x"', '${X}', 'create_args: x',
];

/** `a.b = {k = {d = value}}` for `a.b.*.d`: dots as far as the key is plain, since inline tables are closed; a star at the end is an item. */
function tomlOf(vector: Vector, value: string): string {
  const key = vector.key!;
  const plain = key.includes('*') ? key.slice(0, key.indexOf('*')) : key;
  const rest = key.slice(plain.length);
  const named = vector.ofKey ? `{${JSON.stringify(SAMPLES.find((one) => vector.pattern?.test(one)) ?? 'k')} = "v"}` : `[${value}]`;
  const inner = rest.reduceRight((text, part, index) => (part === '*' ? (index === rest.length - 1 ? named : `{k = ${text}}`) : `{${JSON.stringify(part)} = ${text}}`), value);
  const beside = vector.when ? `${dotted([...key.slice(0, -1), vector.when.key])} = ${JSON.stringify(vector.when.equals)}\n` : '';
  return `${beside}${plain.length === 0 ? `k = ${inner}` : `${dotted(plain)} = ${inner}`}\n`;
}

/** The files in which the row's value stands. */
function filesOf(vector: Vector): Record<string, string> {
  const sample = SAMPLES.find((one) => (vector.lines?.test(one) ?? true) && (vector.pattern?.test(one) ?? true)) ?? 'x';
  const text = vector.flags ? `${vector.flags[0]!} ${sample}` : vector.ini?.prefix !== undefined ? `${vector.ini.prefix} a.b` : vector.ini && (vector.ini.form ?? 'pairs') === 'pairs' ? `k = ${sample}` : sample;
  const value = vector.switches === undefined ? JSON.stringify(text) : 'true';
  const name = (vector.file ?? (vector.header ? 'k.py' : vector.ini ? vector.ini.inside ? 'pyproject.toml' : 'setup.cfg' : 'pyproject.toml')).replaceAll('*', 'k');
  if (vector.lines) return { [name]: `${sample}\n` };
  const present = vector.present ? { [`${text}/${vector.member!}`]: '' } : {};
  if (vector.ini) {
    const section = vector.among?.files[vector.among.index]?.section;
    const key = vector.ini.key !== '*' ? vector.ini.key : typeof vector.hooks === 'string' ? 'build_py' : 'k';
    const sections = `${section !== undefined && section !== vector.ini.section ? `[${section}]\n` : ''}[${vector.ini.section.replace('*', '')}]\n${key} = ${text}${vector.until === undefined ? '' : `, ${vector.until}`}\n`;
    return { ...present, [name]: vector.ini.inside ? `${dotted(vector.ini.inside)} = '''\n${sections}'''\n` : sections };
  }
  if (!vector.key) return Object.fromEntries([vector.autodetect ?? []].flat().map((path) => [path, '']));
  return { ...(vector.present && vector.switches !== undefined && { [vector.switches]: '' }), [name]: vector.header ? `# /// script\n${tomlOf(vector, value).replace(/^(?=.)/gm, '# ')}# ///\n` : tomlOf(vector, value) };
}

const dotted = (key: readonly string[]): string => key.map((part) => JSON.stringify(part)).join('.');

describe('rows of knowledge', function () {
  this.timeout(60_000);
  let parsers: Parsers;
  before(async () => {
    parsers = await testParsers();
  });

  const makes = (vector: Vector, module: string, requires: readonly string[] = []): boolean => {
    const files = filesOf(vector);
    const given = (vector.given ?? []).filter(({ key, not }) => not !== true && key.length > 0).map(({ key, equals }) => `${dotted(key)} = ${JSON.stringify(equals ?? 'x')}\n`);
    const listed = vector.whenListed ? `${dotted(vector.whenListed.key)} = ${JSON.stringify(vector.whenListed.anyOf)}\n` : '';
    const system = vector.key?.[0] === 'build-system' ? `build-system = {requires = ["x"], build-backend = "${module}"}\n` : `build-system = {requires = ${JSON.stringify(requires)}, build-backend = "${module}"}\n`;
    const own = vector.key?.[0] === 'build-system' ? '' : files['pyproject.toml'] ?? '';
    const text = `${system}${own}${given.join('')}${listed}`;
    // Some hold only where there is no pyproject.toml.
    const { edges } = projectOf(parsers, vector.given?.some(({ key, not }) => key.length === 0 && not === true) ? files : { ...files, 'pyproject.toml': text });
    return edges.some(({ id }) => id === vector.id);
  };

  const host = (vector: Vector, module: string): string => (vector.importableRoot ? `${module}:__legacy__` : module);

  for (const backend of BACKENDS) {
    it(`of ${backend.name} make edges`, () => {
      const silent = backend.vectors.filter((vector) => !makes(vector, host(vector, backend.modules[0]!)));
      // The folder of `importableRoot` rows is the project's under the legacy backend of setuptools alone.
      assert.deepEqual(silent.filter((vector) => !(vector.importableRoot && backend.name !== 'setuptools')).map(({ id }) => id), []);
    });
  }
  for (const plugin of PLUGINS) {
    it(`of ${plugin.name} make edges beside ${plugin.hosts.join(', ')}`, () => {
      for (const name of plugin.hosts) {
        const module = BACKENDS.find((backend) => backend.name === name)!.modules[0]!;
        const silent = plugin.vectors.filter((vector) => !makes(vector, host(vector, module), plugin.distributions));
        assert.deepEqual(silent.filter((vector) => !(vector.importableRoot && name !== 'setuptools')).map(({ id }) => id), []);
      }
    });
  }
  for (const tool of GENERAL) {
    it(`of ${tool.name} make edges`, () => {
      assert.deepEqual(tool.vectors.filter((vector) => !makes(vector, 'uv_build')).map(({ id }) => id), []);
    });
  }

  it('say where they are known from, and why they are in doubt', () => {
    for (const row of [...BACKENDS, ...PLUGINS, ...GENERAL, ...ALL_VECTORS]) assert.notEqual(row.source, '');
    for (const vector of ALL_VECTORS) {
      assert.ok(vector.key !== undefined || vector.ini !== undefined || vector.lines !== undefined || vector.autodetect !== undefined, vector.id);
      assert.equal(vector.certainty === 'certain', vector.condition === undefined, vector.id);
      assert.ok(vector.hooks.length > 0 && vector.commands?.length !== 0, vector.id);
      assert.match(vector.id, /^[a-z0-9-]+$/);
    }
    for (const { vectors } of [...BACKENDS, ...PLUGINS]) assert.equal(new Set(vectors.map(({ id }) => id)).size, vectors.length);
    assert.equal(new Set(GENERAL.flatMap(({ vectors }) => vectors).map(({ id }) => id)).size, GENERAL.flatMap(({ vectors }) => vectors).length);
    for (const { hosts } of PLUGINS) for (const name of hosts) assert.ok(BACKENDS.some((backend) => backend.name === name), name);
  });
});
