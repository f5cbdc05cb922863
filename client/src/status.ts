/** The language status item: says in the editor's corner what the server is doing, and offers the next step. */
import * as vscode from 'vscode';
import { State } from 'vscode-languageclient';
import type { StatusParams } from '../../server/src/lsp/extensions';
import { RESTART, SHOW_OUTPUT } from './commands';
import { DOCUMENTS } from './selectors';

export class Status implements vscode.Disposable {
  private readonly item = vscode.languages.createLanguageStatusItem('buildglass.status', DOCUMENTS);
  /** Whether this run of the server has said what it does; it knows better than the connection. */
  private heard = false;

  constructor() {
    this.item.name = 'Buildglass';
    this.onState(State.Starting);
  }

  /** What the connection is doing. */
  onState(state: State): void {
    if (state === State.Running && this.heard) return;
    this.heard = false;
    switch (state) {
      case State.Starting: return this.show('Buildglass is starting', { busy: true });
      case State.Running: return this.show('Buildglass', { detail: 'running' });
      case State.Stopped: return this.show('Buildglass has stopped', { problem: 'warning' });
      case State.StartFailed: return this.show('Buildglass could not start', { problem: 'error' });
    }
  }

  /** What the server says it is doing. */
  onStatus(status: StatusParams): void {
    this.heard = true;
    switch (status.state) {
      case 'starting': return this.show('Buildglass is starting', { busy: true, detail: status.message });
      case 'reading': return this.show('Buildglass is analysing', { busy: true, detail: status.message });
      case 'ready': return this.show('Buildglass', { detail: withTrust(status.message) });
      case 'off': return this.show('Buildglass is off', { detail: status.message });
      case 'failed': return this.show('Buildglass cannot analyse', { problem: 'error', detail: status.message });
    }
  }

  /** The server could not be started at all; the reason is in the output. */
  onFailure(): void {
    this.onState(State.StartFailed);
  }

  dispose(): void {
    this.item.dispose();
  }

  private show(text: string, more: { busy?: boolean; detail?: string; problem?: 'warning' | 'error' }): void {
    this.item.text = text;
    this.item.busy = more.busy ?? false;
    this.item.detail = more.detail ?? '';
    this.item.severity = more.problem === 'error' ? vscode.LanguageStatusSeverity.Error
      : more.problem === 'warning' ? vscode.LanguageStatusSeverity.Warning : vscode.LanguageStatusSeverity.Information;
    this.item.command = more.problem === 'warning' ? { command: RESTART, title: 'Restart' } : { command: SHOW_OUTPUT, title: 'Show output' };
  }
}

const withTrust = (message: string): string =>
  (vscode.workspace.isTrusted ? message : `${message} (Restricted Mode: suppressions are listed, not obeyed)`);
