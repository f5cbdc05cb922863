/** Findings as diagnostics: in build files and nowhere else, at the exact place, with rule, page and the steps of the flow. */
import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { diagnosticsOf, has, hoverText, insert, open, rangeOf, replaceText, restoreFiles, ruleOf, untilDiagnostics } from './editor';

describe('diagnostics', () => {
  afterEach(restoreFiles);

  it('marks an import whose name comes from the environment, exactly and once', async () => {
    const document = await open('setup.py');
    const place = rangeOf(document, 'importlib.import_module(os.environ["BACKEND"])');
    const all = await untilDiagnostics(document, (all) => has(all, 'dynamic-import', place));
    const [hit, ...more] = all.filter((diagnostic) => diagnostic.range.start.line === place.start.line);
    assert.ok(hit);
    assert.deepEqual(more.map((diagnostic) => diagnostic.message), []);
    assert.ok(place.contains(hit.range), `${JSON.stringify(hit.range)} lies within ${JSON.stringify(place)}`);
    assert.equal(document.getText(hit.range).startsWith('importlib.import_module'), true, document.getText(hit.range));
    assert.equal(hit.severity, vscode.DiagnosticSeverity.Warning);
  });

  it('counts columns in UTF-16 units', async () => {
    const document = await open('setup.py');
    const call = rangeOf(document, 'importlib.import_module');
    await untilDiagnostics(document, (all) => has(all, 'dynamic-import', call));
    await insert(document, call.start.with({ character: 0 }), 'plugin = "📦"; ');
    const moved = rangeOf(document, 'importlib.import_module');
    await untilDiagnostics(document, (all) => all.some((diagnostic) => diagnostic.range.start.isEqual(moved.start)));
  });

  it('names the rule and links its page', async () => {
    const document = await open('setup.py');
    const [first] = await untilDiagnostics(document, (all) => all.length > 0);
    assert.ok(first);
    assert.ok(typeof first.code === 'object', 'the code has a target');
    assert.match(first.code.target.toString(true), /\/docs\/rules\/dynamic-import\.md$/);
  });

  it('shows the steps of the flow as related information', async () => {
    const document = await open('setup.py');
    const place = rangeOf(document, 'importlib.import_module(os.environ["BACKEND"])');
    const all = await untilDiagnostics(document, (all) => has(all, 'dynamic-import', place));
    const related = all.find((diagnostic) => diagnostic.range.intersection(place))?.relatedInformation ?? [];
    const source = related.find((step) => step.location.range.intersection(rangeOf(document, 'os.environ["BACKEND"]')) !== undefined);
    assert.ok(source, `a step at the source among ${JSON.stringify(related)}`);
    assert.equal(source.location.uri.toString(), document.uri.toString());
    assert.match(source.message, /environment/i);
  });

  it('finds the risks of a backend test', async () => {
    const document = await open('tests/test_build_backend.py');
    const all = await untilDiagnostics(document, (all) => has(all, 'dynamic-import', rangeOf(document, 'importlib.import_module(module)')));
    const rules = new Set(all.map(ruleOf));
    assert.ok(rules.has('environment-change'), `environment-change among ${[...rules].join(', ')}`);
  });

  it('looks into setup scripts that are held in strings', async () => {
    const document = await open('tests/test_build_backend.py');
    const embedded = rangeOf(document, "__import__('setuptools')");
    await untilDiagnostics(document, (all) => has(all, 'dynamic-import', embedded));
  });

  it('follows the text while it is edited, also while it does not parse', async () => {
    const document = await open('setup.py');
    const place = rangeOf(document, 'importlib.import_module(os.environ["BACKEND"])');
    await untilDiagnostics(document, (all) => has(all, 'dynamic-import', place));
    await insert(document, new vscode.Position(3, 0), '\ndef half(:\n\n');
    const moved = rangeOf(document, 'importlib.import_module(os.environ["BACKEND"])');
    assert.equal(moved.start.line, place.start.line + 3);
    await untilDiagnostics(document, (all) => all.some((diagnostic) =>
      ruleOf(diagnostic) === 'dynamic-import' && diagnostic.range.start.line === moved.start.line && diagnostic.message !== ''));
    await replaceText(document, 'from setuptools import setup\n\nsetup()\n');
    await untilDiagnostics(document, (all) => all.length === 0);
  });

  it('leaves ordinary modules alone', async () => {
    const module = await open('src/sample/__init__.py');
    // The server answers this after it has looked at the file.
    assert.equal(await hoverText(module, rangeOf(module, 'import_module').start), '');
    assert.deepEqual(diagnosticsOf(module).map((diagnostic) => diagnostic.message), []);
  });
});
