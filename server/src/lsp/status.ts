/** Tells the client's status item what the server is doing. Several readings at once are one state. */
import type { Connection } from 'vscode-languageserver';
import { StatusNotification, type StatusParams } from './extensions';

export class Status {
  private last = '';
  private reading = 0;
  private base: StatusParams = { state: 'starting', message: 'Loading the analyser' };
  private enabled = false;

  constructor(private readonly connection: Connection) {}

  /** Clients that do not know Buildglass are not sent its notifications. */
  start(clientKnows: boolean): void {
    this.enabled = clientKnows;
    this.send();
  }

  set(status: StatusParams): void {
    this.base = status;
    this.send();
  }

  /** Call the result when the reading is over. */
  beginReading(): () => void {
    this.reading++;
    this.send();
    let open = true;
    return () => {
      if (open) this.reading--;
      open = false;
      this.send();
    };
  }

  private send(): void {
    if (!this.enabled) return;
    const status: StatusParams = this.reading > 0 && this.base.state === 'ready' ? { state: 'reading', message: 'Reading build files' } : this.base;
    const text = JSON.stringify(status);
    if (text === this.last) return;
    this.last = text;
    void this.connection.sendNotification(StatusNotification, status);
  }
}
