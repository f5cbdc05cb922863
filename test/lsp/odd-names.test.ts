/** Names that addresses have to escape: every place in them is told exactly, in whatever way it is told. */
import { deepStrictEqual, ok, strictEqual } from 'node:assert';
import type { CodeLens, DocumentLink, Location, LocationLink, MarkupContent } from 'vscode-languageserver/node';
import { URI } from 'vscode-uri';
import type { ExecutionMapResult, OpenLayerArguments, ReportResult, ShowPlacesArguments } from '../../server/src/lsp/extensions';
import { PULL } from './client';
import { realWorld } from './real-world';

const SETUP = 'import os\n\nfrom setuptools import setup\n\ngoal = os.environ["GOAL"]\nos.system("make " + goal)\n\nsetup(name="tides")\n';
const HOOK = 'import os\n\nos.system(os.environ["HOOK"])\n';

for (const name of ['two words', '100%', '100%25', '%41 %zz', 'a#b', 'why?', 'grün-ß-🌊', "it's", 'a&b=c+d;e', '(round) [square] {curly}', '<b>"bold"', '`tick`', '$HOME ~ !x']) {
  describe(`a project in a folder named ${name}`, () => {
    const root = `/ws/${name}`;
    const uriOf = (path: string): string => URI.file('/').with({ path: `${root}/${path}` }).toString();
    const [TOML, SCRIPT, HOOKS] = ['pyproject.toml', 'setup.py', `${name}.py`].map(uriOf) as [string, string, string];
    const toml = `[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n\n[tool.hatch.build.hooks.custom]\npath = ${JSON.stringify(`${name}.py`)}\n`;

    const start = async (files: Readonly<Record<string, string>>): Promise<ReturnType<typeof realWorld>['client']> => {
      const { client } = realWorld(files);
      await client.initialize({ folders: [URI.file('/').with({ path: root }).toString()], options: {}, capabilities: { ...PULL, textDocument: { ...PULL.textDocument, definition: { linkSupport: true } } } });
      return client;
    };

    it('links the steps of a flow', async () => {
      const client = await start({ [`${root}/setup.py`]: SETUP });
      await client.open(SCRIPT, SETUP);
      const [finding] = await client.diagnostics(SCRIPT);
      deepStrictEqual([...new Set(finding?.relatedInformation?.map(({ location }) => location.uri))], [SCRIPT]);
    });

    it('is told by the execution map, code lenses, links and definitions', async () => {
      const client = await start({ [`${root}/pyproject.toml`]: toml, [`${root}/${name}.py`]: HOOK });
      await client.open(TOML, toml, 'toml');
      const { projects } = await client.connection.sendRequest<ExecutionMapResult>('buildglass/executionMap', {});
      deepStrictEqual(projects.map(({ name: told }) => told), [name]);
      const edge = projects[0]!.edges.find(({ target }) => target.text === `${name}.py`);
      deepStrictEqual([edge?.via.place.uri, edge?.target.place?.uri], [TOML, HOOKS]);
      const textDocument = { uri: TOML };
      const links = await client.connection.sendRequest<DocumentLink[]>('textDocument/documentLink', { textDocument });
      deepStrictEqual(links.map(({ target }) => target?.replace(/#\d.*$/, '')), [HOOKS]);
      const lenses = await client.connection.sendRequest<CodeLens[]>('textDocument/codeLens', { textDocument });
      const resolved = await Promise.all(lenses.map((lens) => client.connection.sendRequest<CodeLens>('codeLens/resolve', lens)));
      ok(JSON.stringify(resolved).includes(JSON.stringify(HOOKS)), JSON.stringify(resolved));
      const at = client.rangeOf(TOML, JSON.stringify(`${name}.py`)).start;
      const found = await client.connection.sendRequest<(Location | LocationLink)[]>('textDocument/definition', { textDocument, position: { ...at, character: at.character + 2 } });
      deepStrictEqual(found.map((one) => ('targetUri' in one ? one.targetUri : one.uri)), [HOOKS]);
    });

    it('is linked by hovers over programs in strings', async () => {
      const text = 'exec("import os\\nos.system(\'make\')")\n';
      const client = await start({ [`${root}/setup.py`]: text });
      await client.open(SCRIPT, text);
      const { contents } = (await client.hover(SCRIPT, client.rangeOf(SCRIPT, 'import os').start))!;
      const [, query] = /\]\(command:buildglass\.openLayer\?([^()]*)\)/.exec((contents as MarkupContent).value)!;
      for (const arguments_ of [decodeURIComponent(query!), decodeURIComponent(decodeURIComponent(query!))]) strictEqual((JSON.parse(arguments_) as OpenLayerArguments)[0], SCRIPT);
    });

    it('is linked by the report, however often a client decodes the arguments', async () => {
      const client = await start({ [`${root}/setup.py`]: SETUP });
      const report = await client.connection.sendRequest<ReportResult>('buildglass/report', { uri: SCRIPT, command: 'go' });
      ok('body' in report);
      const links = [...report.body.matchAll(/href="command:go\?([^"]*)"/g)].map(([, query]) => query!);
      ok(links.length > 0);
      for (const link of links) {
        let text = link;
        for (let times = 1; times <= 3; times++) {
          text = decodeURIComponent(text);
          const [from, , [place]] = JSON.parse(text) as ShowPlacesArguments;
          deepStrictEqual([from, place?.uri], [SCRIPT, SCRIPT]);
        }
      }
      strictEqual(report.uri, SCRIPT.slice(0, -'/setup.py'.length));
    });
  });
}
