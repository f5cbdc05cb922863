/**
 * Every row of the catalog does what it says, when the function is called for real: made from the table, so that a new row is
 * tested without new code.
 */
import { strict as assert } from 'node:assert';
import { DEFAULT_CATALOG } from '../../server/src/catalog/lookup';
import { type Model, parametersOf, pathsOf } from '../../server/src/catalog/model';
import { sinkArgument } from '../../server/src/dataflow/events';
import { loadParsers } from '../../server/src/platform/node-grammars';
import type { Parsers } from '../../server/src/syntax/parser';
import { callOf, importOf, kindsOf, observe, sinksOf } from './program';

const each = (pick: (model: Model) => boolean, test: (model: Model, path: string) => void): void => {
  for (const model of DEFAULT_CATALOG.models.filter(pick)) for (const path of pathsOf(model)) test(model, path.replace(/\*$/, 'anything'));
};
const restOf = (model: Model): string | undefined => parametersOf(model).find(({ rest }) => rest)?.name;
/** A receiver such as `ModuleSpec.loader`, which no call at hand makes. */
const hasConstructor = (path: string): boolean => path.includes('()');

/** Rows the engine does not live up to yet, by the title of the test. A test that begins to hold asks to be struck off. */
const GAPS: ReadonlySet<string> = new Set([
  // What a method is called on has lost where it comes from.
  'cPickle.Unpickler().load: deserialize at self, positional',
]);

function check(title: string, test: () => void): void {
  if (!GAPS.has(title)) it(title, test);
  else it(`known gap: ${title}`, () => assert.throws(test, assert.AssertionError, 'the gap is closed: strike it off the list'));
}

describe('models', () => {
  let parsers: Parsers;
  before(async () => {
    parsers = await loadParsers();
  });
  const run = (path: string, ...lines: string[]): ReturnType<typeof observe> => observe(parsers, ['import os', 'import sys', importOf(path), ...lines, ''].join('\n'));

  describe('of sinks see the argument that matters', () => {
    each((model) => model.sinks !== undefined, (model, path) => {
      for (const [sink, parameter] of sinksOf(model)) {
        for (const style of parameter === '' || parameter === 'self' || parameter === restOf(model) ? (['positional'] as const) : (['positional', 'keyword'] as const)) {
          check(`${path}: ${sink} ${parameter === '' ? '' : `at ${parameter}, ${style}`}`, () => {
            const call = callOf(path, model, parameter, 'os.environ["X"]', style);
            const event = run(path, call).at(call);
            assert.ok(event, `no event for ${call}`);
            assert.equal(event.model, model);
            if (parameter !== '' && (parameter !== 'self' || hasConstructor(path))) assert.deepEqual(kindsOf(sinkArgument(event, sink)?.value), ['environment']);
          });
        }
      }
    });
  });

  describe('of sinks are recorded without arguments, and with all of them at once', () => {
    each((model) => model.sinks !== undefined, (model, path) => {
      check(`${path}: with any arguments`, () => {
        const calls = [`${path}()`, `${path}(*os.environ["X"])`, `${path}(**os.environ["X"])`];
        const observed = run(path, ...calls);
        for (const call of calls) assert.equal(observed.at(call)?.model, model, call);
      });
    });
  });

  describe('of sources bring in what they say', () => {
    each((model) => model.source !== undefined, (model, path) => {
      check(`${path}: ${model.source!}`, () => {
        const observed = run(path, `os.system(${path}${model.attribute ? '' : '()'})`);
        // What is used up at once is seen where it is used.
        const loaded = model.then === undefined ? undefined : observed.at(`${path}()`);
        assert.deepEqual(kindsOf(loaded ? sinkArgument(loaded, 'import')?.value : observed.probed), [model.source]);
      });
    });
  });

  describe('pass on what they say, and nothing else', () => {
    each((model) => model.returns !== undefined && !model.payload, (model, path) => {
      const passing = new Set(model.returns);
      for (const { name, rest } of parametersOf(model)) {
        // How a decoder is told to decode is part of what comes out.
        if (name === model.calls || name === model.callsLater || (model.decodes !== undefined && !passing.has(name))) continue;
        check(`${path}: ${name} is ${passing.has(name) ? '' : 'not '}in the result`, () => {
          const value = callOf(path, model, name, 'sys.argv', rest ? 'positional' : 'keyword');
          assert.equal(kindsOf(run(path, `os.system(${value})`).probed).includes('arguments'), passing.has(name));
        });
      }
    });
  });

  describe('of clean functions pass nothing on', () => {
    each((model) => model.clean === true, (_, path) => {
      check(`${path}: clean`, () => assert.deepEqual(kindsOf(run(path, `os.system(${path}(sys.argv, sys.argv))`).probed), []));
    });
  });

  describe('call what they are given', () => {
    each((model) => (model.calls ?? model.callsLater) !== undefined, (model, path) => {
      for (const style of ['positional', 'keyword'] as const) {
        check(`${path} calls, ${style}`, () => {
          const parameter = model.calls ?? model.callsLater!;
          const probed = run(path, 'def work(*args):', '    os.system(sys.argv)', callOf(path, model, parameter, 'work', style)).events;
          assert.ok(probed.some((event) => event.path === 'os.system' && event.entry.kind === 'import'), 'it was not called from here');
        });
      }
      const rest = restOf(model);
      if (model.calls === undefined || rest === undefined) return;
      check(`${path} hands on its arguments`, () => {
        const { probed } = run(path, 'def work(x):', '    os.system(x)', `${path}(work, sys.argv)`);
        assert.deepEqual(kindsOf(probed), ['arguments']);
      });
    });
  });
});
