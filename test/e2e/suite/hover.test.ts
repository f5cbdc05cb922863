/** The hover explains a finding: what it is, when it runs, where the value comes from, what to do. */
import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { has, hoverText, open, rangeOf, untilDiagnostics } from './editor';

describe('hover', () => {
  it('explains a dynamic import', async () => {
    const document = await open('setup.py');
    const place = rangeOf(document, 'importlib.import_module(os.environ["BACKEND"])');
    await untilDiagnostics(document, (all) => has(all, 'dynamic-import', place));
    const text = await hoverText(document, place.start.translate(0, 12));
    assert.match(text, /dynamic-import/);
    assert.match(text, /BACKEND/);
    assert.match(text, /pip|build/);
    assert.match(text, /CWE-\d+/);
  });

  it('is silent where there is nothing to say', async () => {
    const document = await open('setup.py');
    await untilDiagnostics(document, (all) => all.length > 0);
    assert.equal(await hoverText(document, new vscode.Position(1, 2)), '');
  });
});
