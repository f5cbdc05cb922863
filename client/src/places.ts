/** The command of code lenses: goes to the place that a lens names, or lists several beside it. */
import * as vscode from 'vscode';
import { SHOW_PLACES_COMMAND, type ShowPlacesArguments } from '../../server/src/lsp/extensions';

export const registerPlaces = (): vscode.Disposable =>
  vscode.commands.registerCommand(SHOW_PLACES_COMMAND, (...given: Partial<ShowPlacesArguments>) => showPlaces(given));

async function showPlaces([uri, position, places]: Partial<ShowPlacesArguments>): Promise<void> {
  // Anyone can call a command; what is no list of places leads nowhere.
  if (typeof uri !== 'string' || position === undefined || !Array.isArray(places)) return;
  const locations = (places as ShowPlacesArguments[2]).map(({ uri: target, range: { start, end } }) =>
    new vscode.Location(vscode.Uri.parse(target, true), new vscode.Range(start.line, start.character, end.line, end.character)));
  const [first] = locations;
  if (first === undefined) return;
  if (locations.length === 1) await vscode.window.showTextDocument(first.uri, { selection: first.range });
  else await vscode.commands.executeCommand('editor.action.peekLocations', vscode.Uri.parse(uri, true), new vscode.Position(position.line, position.character), locations, 'peek');
}
