/** The report as the text of a file: every form, of projects and archives. */
import { deepStrictEqual, match, ok, strictEqual } from 'node:assert';
import type { ExportParams, ExportResult } from '../../server/src/lsp/extensions';
import { tarOf } from '../cli/archives';
import { RECORD_FIELDS } from '../../server/src/report/record';
import { validateSarif } from '../report/sarif/validate';
import { realWorld } from './real-world';

const SETUP = 'import os\nfrom setuptools import setup\nos.system(os.environ["RELAY"])\nsetup(name="tides ../x", version="1.0")\n';

describe('exporting the report', () => {
  it('gives every form, and a name that is one', async () => {
    const { client } = realWorld({ '/ws/setup.py': SETUP });
    await client.initialize({ folders: ['file:///ws'] });
    const exported = async (format: string): Promise<Exclude<ExportResult, { reason: string }>> => {
      const result = await client.connection.sendRequest<ExportResult>('buildglass/exportReport', { uri: 'file:///ws', format } as ExportParams);
      ok('text' in result, JSON.stringify(result));
      return result;
    };
    const [html, markdown, json, sarif] = await Promise.all(['html', 'markdown', 'json', 'sarif'].map(exported));
    deepStrictEqual([html, markdown, json, sarif].map((one) => one!.name), ['html', 'md', 'json', 'sarif'].map((ending) => `tides-..-x-1.0.${ending}`));
    match(html!.text, /^<!doctype html>[^]*<\/html>\n$/);
    match(markdown!.text, /^# Build report/);
    deepStrictEqual(Object.keys(JSON.parse(json!.text) as object), [...RECORD_FIELDS]);
    const log = JSON.parse(sarif!.text) as { runs: { results: { ruleId: string; locations: { physicalLocation: { artifactLocation: { uri: string } } }[] }[] }[] };
    deepStrictEqual(validateSarif(log), []);
    const found = log.runs[0]!.results.find(({ ruleId }) => ruleId === 'process-start');
    strictEqual(found?.locations[0]?.physicalLocation.artifactLocation.uri, 'setup.py');
  });

  it('is of archives too, and says why there is none', async () => {
    const { client } = realWorld({ '/ws/p.tar': (await tarOf([{ name: 'p/setup.py', content: SETUP }])).toString('latin1'), '/ws/bad.zip': 'PK' });
    await client.initialize({ folders: ['file:///ws'] });
    const ask = (uri: string, format: string): Promise<ExportResult> => client.connection.sendRequest('buildglass/exportReport', { uri, format });
    const result = await ask('file:///ws/p.tar', 'json');
    ok('text' in result && JSON.parse(result.text));
    match(JSON.stringify(await ask('file:///ws/bad.zip', 'json')), /"reason":"bad\.zip is no archive/);
    match(JSON.stringify(await ask('file:///ws/p.tar', 'pdf')), /"reason":"\\"pdf\\" is no form/);
  });
});
