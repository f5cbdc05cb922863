/**
 * The view *Build execution* in the explorer: what each command runs, at which hook. All of it comes from the server's execution map;
 * here it only becomes rows. A click on a row goes to what runs, or else to the key that makes it so.
 *
 *     sample · hatchling.build              a project, where there are several
 *       pip download                        a command, the cheapest first
 *         build_wheel                       hooks that run the same
 *           hatch_build.py                  what runs
 */
import * as vscode from 'vscode';
import { State, type BaseLanguageClient } from 'vscode-languageclient';
import {
  ExecutionMapChangedNotification, ExecutionMapRequest, type ExecutionMapEdge, type ExecutionMapParams, type ExecutionMapProject, type ExecutionMapResult, type MapPlace,
} from '../../server/src/lsp/extensions';
import { isTold, plural, rowsOf, type Row } from './execution-rows';
import { effectiveSettings } from './settings';

export const VIEW = 'buildglass.execution';
export const SHOW_EXECUTION = 'buildglass.showExecution';
export const REFRESH_EXECUTION = 'buildglass.refreshExecution';
/** Tells which welcome the empty view shows. */
const STATE_CONTEXT = 'buildglass.executionState';

const UNTRUSTED = 'You have not trusted this folder. It was only read, and nothing of it has run; this is what commands would run.';

export class ExecutionView implements vscode.TreeDataProvider<Row>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.changed.event;
  private readonly tree = vscode.window.createTreeView(VIEW, { treeDataProvider: this, showCollapseAll: true });
  private readonly subscriptions = vscode.Disposable.from(
    this.changed,
    this.tree,
    vscode.languages.onDidChangeDiagnostics(() => { this.count(); }),
    vscode.workspace.onDidChangeConfiguration((change) => { if (change.affectsConfiguration('buildglass.enable')) this.refresh(); }),
    vscode.workspace.onDidGrantWorkspaceTrust(() => this.refresh()),
    vscode.commands.registerCommand(REFRESH_EXECUTION, () => this.refresh()),
    vscode.commands.registerCommand(SHOW_EXECUTION, () => this.show()),
  );
  private roots: Promise<readonly Row[]> | undefined;

  /** `client`: the running one, if any. */
  constructor(private readonly client: () => BaseLanguageClient | undefined) {
    this.count();
  }

  /** For each new client, before it starts. */
  listen(client: BaseLanguageClient): void {
    client.onNotification(ExecutionMapChangedNotification, () => this.refresh());
    client.onDidChangeState(({ newState }) => { if (newState !== State.Starting) this.refresh(); });
  }

  dispose(): void {
    this.subscriptions.dispose();
  }

  getTreeItem(row: Row): vscode.TreeItem {
    const item = new vscode.TreeItem(row.label, row.children.length === 0 ? vscode.TreeItemCollapsibleState.None
      : row.isOpen ? vscode.TreeItemCollapsibleState.Expanded : vscode.TreeItemCollapsibleState.Collapsed);
    item.id = row.id;
    item.description = row.description;
    item.tooltip = row.edge === undefined ? row.tooltip : tooltipOf(row.edge);
    item.iconPath = new vscode.ThemeIcon(row.icon, row.color === undefined ? undefined : new vscode.ThemeColor(row.color));
    item.accessibilityInformation = { label: row.spoken };
    item.contextValue = row.kind;
    const place = row.edge && placeOf(row.edge);
    if (place !== undefined) item.command = { command: 'vscode.open', title: 'Go to what runs', arguments: [vscode.Uri.parse(place.uri), { selection: rangeOf(place) } satisfies vscode.TextDocumentShowOptions] };
    return item;
  }

  async getChildren(row?: Row): Promise<Row[]> {
    return [...(row === undefined ? await (this.roots ??= this.ask()) : row.children)];
  }

  /** Needed to reveal rows. */
  getParent(row: Row): Row | undefined {
    return row.parent;
  }

  private refresh(): void {
    this.roots = undefined;
    this.changed.fire();
  }

  /** The rows of all projects; the view stays as it is, with a word why, while there is no server to ask. */
  private async ask(): Promise<readonly Row[]> {
    if (effectiveSettings().enable === false) return this.say('off', []);
    const client = this.client();
    if (client === undefined) return this.say('starting', []);
    try {
      const { projects } = await client.sendRequest<ExecutionMapResult>(ExecutionMapRequest, {} satisfies ExecutionMapParams);
      return await this.say('ready', rowsOf(projects.filter(isTold)));
    } catch {
      // The server ended in the middle; its next state asks again.
      return this.say('starting', []);
    }
  }

  private async say(state: 'starting' | 'ready' | 'off', rows: readonly Row[]): Promise<readonly Row[]> {
    // Where nobody is trusted yet, this is the question; elsewhere the view needs no introduction.
    this.tree.message = rows.length === 0 || vscode.workspace.isTrusted ? '' : UNTRUSTED;
    await vscode.commands.executeCommand('setContext', STATE_CONTEXT, state);
    return rows;
  }

  /** Shows the view, and in it the project of the active editor. */
  private async show(): Promise<void> {
    await vscode.commands.executeCommand(`${VIEW}.focus`);
    const uri = vscode.window.activeTextEditor?.document.uri.toString();
    const projects = uri === undefined ? [] : await this.projectsOf(uri);
    const rows = await (this.roots ??= this.ask());
    const row = rows.find(({ project }) => projects.some((one) => one.uri === project)) ?? rows[0];
    // While the view is still being filled a row cannot be shown; the view is there all the same.
    if (row !== undefined) await this.tree.reveal(row, { select: true, focus: true, expand: 2 }).then(undefined, () => undefined);
  }

  private async projectsOf(uri: string): Promise<readonly ExecutionMapProject[]> {
    const result = await this.client()?.sendRequest<ExecutionMapResult>(ExecutionMapRequest, { uri } satisfies ExecutionMapParams).catch(() => undefined);
    return result?.projects ?? [];
  }

  /** The badge counts what the Problems panel lists. */
  private count(): void {
    const findings = vscode.languages.getDiagnostics().reduce((sum, [, diagnostics]) => sum + diagnostics.filter(({ source }) => source === 'buildglass').length, 0);
    this.tree.badge = findings === 0 ? undefined : { value: findings, tooltip: `Buildglass: ${plural(findings, 'finding')}` };
  }
}

const rangeOf = ({ range: { start, end } }: MapPlace): vscode.Range => new vscode.Range(start.line, start.character, end.line, end.character);

const placeOf = ({ target, via }: ExecutionMapEdge): MapPlace => target.place ?? via.place;

/** Text of the project is text here, never markup. */
function tooltipOf(edge: ExecutionMapEdge): vscode.MarkdownString {
  const text = new vscode.MarkdownString();
  text.appendMarkdown('**').appendText(edge.title).appendMarkdown('**\n\n').appendText(`${edge.words}`);
  text.appendMarkdown('\n\n*because of* ').appendText(edge.via.key === '' ? edge.via.path : `${edge.via.path}, ${edge.via.key}`);
  if (edge.condition !== undefined) text.appendMarkdown('\n\n*condition* ').appendText(edge.condition);
  text.appendMarkdown('\n\n*known from* ').appendText(edge.source);
  return text;
}
