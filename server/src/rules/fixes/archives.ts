/** `archive.extractall(folder)` → `archive.extractall(folder, filter="data")`. */
import type { DraftFix, Site } from '../rule';
import { addArgument, callSource } from './source';

export function extractionFix(site: Site): DraftFix[] {
  const source = callSource(site.point);
  return source ? [{ title: 'Extract plain data only: members that lead outside the folder are refused', applicability: 'unsafe', edits: [addArgument(source, 'filter="data"')] }] : [];
}
