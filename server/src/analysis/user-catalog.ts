/** Library models of the user's own: a file for the command line, a setting for editors (docs/catalog.md). */
import type { Model } from '../catalog/model';
import { readModels } from '../catalog/read';

export type UserCatalog = { readonly models: readonly Model[] } | { readonly problem: string };

/** The value of the setting: a list of rows. `problem` goes without a full stop. */
export const readCatalogSetting = (value: unknown): UserCatalog => readModels(value);

/** The text of a file: an object whose `models` is the list of rows, so that it can name its schema as well. */
export function readCatalogFile(text: string): UserCatalog {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return { problem: 'it is not JSON' };
  }
  if (typeof value !== 'object' || value === null || !('models' in value)) return { problem: 'it has no "models"' };
  const other = Object.keys(value).find((key) => key !== 'models' && key !== '$schema');
  return other === undefined ? readModels(value.models) : { problem: `there is no field "${other.slice(0, 80)}" beside "models"` };
}
