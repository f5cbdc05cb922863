/** Code lenses: above files, keys and functions, what runs them and when. The title is made when the editor shows the lens. */
import { CodeLensRefreshRequest, Command, type CodeLens, type Command as LensCommand } from 'vscode-languageserver';
import { notesOf } from '../analysis/map-notes';
import { plain } from './convert';
import { placeOf } from './execution-map';
import { OPEN_PLACE_COMMAND, SHOW_PLACES_COMMAND, type ShowPlacesArguments } from './extensions';
import { checkCancelled } from './guard';
import type { MapChanges } from './map-changes';
import type { Session } from './session';

/** What a lens carries until it is resolved. */
interface LensData {
  readonly uri: string;
  /** Which of the file's notes. */
  readonly note: number;
}

export function registerCodeLenses(session: Session, changes: MapChanges): void {
  const { connection, guard } = session;
  let given: boolean | undefined;

  connection.onCodeLens(guard.request('textDocument/codeLens', async ({ textDocument: { uri } }, token): Promise<CodeLens[]> => {
    given = session.settings.current.codeLens;
    if (!given) return [];
    const [workspace, view] = [await session.workspace(), await session.view(uri)];
    checkCancelled(token);
    const places = view?.project.places(view.path);
    if (workspace === undefined || view === undefined || places === undefined) return [];
    changes.give(workspace, view.project);
    return notesOf(view.project.snapshot(), view.path).map(({ span }, note): CodeLens => {
      const start = places.position(span.start);
      return { range: { start, end: start }, data: { uri, note } satisfies LensData };
    });
  }));

  connection.onCodeLensResolve(guard.request('codeLens/resolve', async (lens, token): Promise<CodeLens> => {
    const data = lens.data as Partial<LensData> | null | undefined;
    const view = typeof data?.uri === 'string' ? await session.view(data.uri) : undefined;
    checkCancelled(token);
    const note = view && typeof data?.note === 'number' ? notesOf(view.project.snapshot(), view.path)[data.note] : undefined;
    // The document has changed since; the editor asks again.
    if (view === undefined || note === undefined) return { ...lens, command: Command.create('', '') };
    const places = note.places.map((place) => placeOf(view.project, place)).map(({ uri, range }) => ({ uri, range }));
    return { ...lens, command: commandOf(session, plain(note.title), [data!.uri!, lens.range.start, places]) };
  }));

  // Other clients have no command of their own for it.
  connection.onExecuteCommand(guard.request('workspace/executeCommand', async ({ command, arguments: given }): Promise<null> => {
    const place = command === OPEN_PLACE_COMMAND ? (given as Partial<ShowPlacesArguments> | undefined)?.[2]?.[0] : undefined;
    if (place !== undefined) await connection.window.showDocument({ uri: place.uri, selection: place.range, takeFocus: true });
    return null;
  }));

  const refresh = (): void => {
    if (given !== undefined && session.abilities.refreshesCodeLenses) void connection.sendRequest(CodeLensRefreshRequest.type);
  };
  changes.onChanged(refresh);
  session.onChange(({ kind }) => {
    if (kind === 'outside' && given !== undefined && given !== session.settings.current.codeLens) refresh();
  });
}

/** Titles without a place to go to are only read. */
function commandOf({ abilities }: Session, title: string, args: ShowPlacesArguments): LensCommand {
  const name = args[2].length === 0 ? '' : abilities.knowsBuildglass ? SHOW_PLACES_COMMAND : abilities.showsDocuments ? OPEN_PLACE_COMMAND : '';
  return name === '' ? Command.create(title, '') : Command.create(title, name, ...args);
}
