/**
 * Programs found inside strings as documents that can be read and not changed, each with what is found in it. Their text comes from the
 * server and follows the document that holds them.
 *
 *     buildglass-layer:/text run by exec at line 4.py?["file:///p/setup.py","4f0c…"]
 */
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { LayerRequest, OPEN_LAYER_COMMAND, type LayerParams, type LayerResult, type OpenLayerArguments } from '../../server/src/lsp/extensions';
import { LAYER_SCHEME } from './selectors';

/** Languages of the editor, and endings by which it knows them. */
const LANGUAGES: Readonly<Record<string, { readonly id: string; readonly ending: string }>> = {
  python: { id: 'python', ending: 'py' }, toml: { id: 'toml', ending: 'toml' }, ini: { id: 'ini', ending: 'ini' },
  shell: { id: 'shellscript', ending: 'sh' }, cmd: { id: 'bat', ending: 'bat' }, powershell: { id: 'powershell', ending: 'ps1' },
};

const GONE = 'The program that was shown here does not stand in its file any more.\n';

export class LayerDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  private readonly findings = vscode.languages.createDiagnosticCollection('buildglass-layers');
  /** What is shown, by address. */
  private readonly shown = new Map<string, { readonly id: string; readonly text: string }>();
  readonly onDidChange = this.changed.event;
  private readonly subscriptions = vscode.Disposable.from(
    this.changed, this.findings,
    vscode.workspace.registerTextDocumentContentProvider(LAYER_SCHEME, this),
    vscode.commands.registerCommand(OPEN_LAYER_COMMAND, (...given: Partial<OpenLayerArguments>) => this.open(given)),
    // What is found in a document changes with its text, and so does what its strings hold.
    vscode.languages.onDidChangeDiagnostics(({ uris }) => { void this.refresh(uris); }),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => {
      if (uri.scheme !== LAYER_SCHEME) return;
      this.findings.delete(uri);
      this.shown.delete(uri.toString());
    }),
  );

  /** `client`: the running one, if any. */
  constructor(private readonly client: () => BaseLanguageClient | undefined) {}

  dispose(): void {
    this.subscriptions.dispose();
  }

  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    const layer = await this.ask(uri);
    this.show(uri, layer);
    if (layer === undefined) return GONE;
    this.shown.set(uri.toString(), layer);
    return layer.text;
  }

  private async open([holder, id]: Partial<OpenLayerArguments>): Promise<void> {
    // Anyone can call a command.
    if (typeof holder !== 'string' || typeof id !== 'string') return;
    const layer = await this.client()?.sendRequest<LayerResult | null>(LayerRequest, { uri: holder, id } satisfies LayerParams);
    if (!layer) {
      void vscode.window.showInformationMessage('This program does not stand in its file any more.');
      return;
    }
    const language = LANGUAGES[layer.language];
    const name = layer.name.replace(/[^\p{L}\p{N} ._()-]+/gu, ' ').trim().slice(0, 80);
    const uri = vscode.Uri.from({ scheme: LAYER_SCHEME, path: `/${name}${language === undefined ? '' : `.${language.ending}`}`, query: JSON.stringify([holder, id]) });
    const document = await vscode.workspace.openTextDocument(uri);
    const known = language !== undefined && (await vscode.languages.getLanguages()).includes(language.id);
    const shown = known && document.languageId !== language.id ? await vscode.languages.setTextDocumentLanguage(document, language.id) : document;
    await vscode.window.showTextDocument(shown, { preview: true });
  }

  private async refresh(changed: readonly vscode.Uri[]): Promise<void> {
    const names = new Set(changed.map(String));
    for (const { uri } of vscode.workspace.textDocuments) {
      const place = uri.scheme === LAYER_SCHEME ? placeOf(uri) : undefined;
      if (place === undefined || !names.has(vscode.Uri.parse(place[0], true).toString())) continue;
      const layer = await this.ask(uri);
      this.show(uri, layer);
      if (layer?.text !== this.shown.get(uri.toString())?.text) this.changed.fire(uri);
      else if (layer !== undefined) this.shown.set(uri.toString(), layer);
    }
  }

  /** Never rejects: what cannot be had is not there. */
  private async ask(uri: vscode.Uri): Promise<LayerResult | undefined> {
    const [holder, id] = placeOf(uri) ?? [];
    const client = this.client();
    if (client === undefined || holder === undefined || id === undefined) return undefined;
    const known = this.shown.get(uri.toString());
    const params: LayerParams = { uri: holder, id: known?.id ?? id, ...(known && { text: known.text }) };
    return await client.sendRequest<LayerResult | null>(LayerRequest, params).catch(() => null) ?? undefined;
  }

  private show(uri: vscode.Uri, layer: LayerResult | undefined): void {
    this.findings.set(uri, (layer?.findings ?? []).map(({ range, severity, rule, page, message, related }) => {
      const diagnostic = new vscode.Diagnostic(rangeOf(range), message, severity - 1);
      diagnostic.source = 'buildglass';
      diagnostic.code = { value: rule, target: vscode.Uri.parse(page, true) };
      diagnostic.relatedInformation = related.map((step) => new vscode.DiagnosticRelatedInformation(new vscode.Location(vscode.Uri.parse(step.uri, true), rangeOf(step.range)), step.message));
      return diagnostic;
    }));
  }
}

type Range = LayerResult['findings'][number]['range'];

const rangeOf = ({ start, end }: Range): vscode.Range => new vscode.Range(start.line, start.character, end.line, end.character);

/** The document that holds it, and its id; undefined for an address that somebody else made up. */
function placeOf({ query }: vscode.Uri): OpenLayerArguments | undefined {
  try {
    const place: unknown = JSON.parse(query);
    return Array.isArray(place) && place.length === 2 && place.every((part) => typeof part === 'string') ? (place as unknown as OpenLayerArguments) : undefined;
  } catch {
    return undefined;
  }
}
