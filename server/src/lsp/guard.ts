/**
 * Keeps one failing message from taking the server down: requests are answered with an error, notifications are dropped,
 * both are logged for the user to see, and the next message finds a working server.
 */
import { ErrorCodes, LSPErrorCodes, ResponseError, type CancellationToken, type Connection } from 'vscode-languageserver';

export class Guard {
  private state: 'new' | 'initialized' | 'shut down' = 'new';

  constructor(private readonly connection: Connection) {}

  /** Requests are answered between `initialize` and `shutdown` only. */
  enter(state: 'initialized' | 'shut down'): void {
    this.state = state;
  }

  /** Wraps a request handler. */
  request<P, A extends readonly unknown[], R>(name: string, handler: (params: P, token: CancellationToken, ...rest: A) => Promise<R>) {
    return async (params: P, token: CancellationToken, ...rest: A): Promise<R> => {
      if (this.state === 'new') throw new ResponseError(ErrorCodes.ServerNotInitialized, 'The server has not been initialized.');
      if (this.state === 'shut down') throw new ResponseError(ErrorCodes.InvalidRequest, 'The server has been shut down.');
      try {
        return await handler(params, token, ...rest);
      } catch (error) {
        if (error instanceof ResponseError) throw error;
        if (token.isCancellationRequested) throw new ResponseError(LSPErrorCodes.RequestCancelled, 'Cancelled.');
        this.log(name, error);
        throw new ResponseError(ErrorCodes.InternalError, `Buildglass could not answer ${name}: ${messageOf(error)}`);
      }
    };
  }

  /** Wraps a notification handler or any other work that nobody waits for. */
  notification<A extends readonly unknown[]>(name: string, handler: (...values: A) => void | Promise<void>) {
    return (...values: A): void => {
      try {
        Promise.resolve(handler(...values)).catch((error: unknown) => this.log(name, error));
      } catch (error) {
        this.log(name, error);
      }
    };
  }

  log(name: string, error: unknown): void {
    const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
    this.connection.console.error(`Buildglass failed in ${name}; it goes on with the next message. ${detail}`);
  }
}

/** Throws the protocol's cancellation error when the client no longer wants the answer. */
export function checkCancelled(token: CancellationToken): void {
  if (token.isCancellationRequested) throw new ResponseError(LSPErrorCodes.RequestCancelled, 'Cancelled.');
}

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
