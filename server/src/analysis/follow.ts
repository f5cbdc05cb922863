/** Which imports are followed into the project's own files. */
import type { Role } from '../findings/finding';

/** Whether any import of a file with this role may be followed. */
export const followsImports = (root: Role): boolean => root !== 'package-module';

/**
 * Setup scripts, hooks and backends run what they import: it is followed. A test imports the package under test as well, which is
 * not what its build harness is about: only its neighbours (relative imports) are followed. Modules of a
 * package are looked at one by one.
 */
export const isForeignImport = (root: Role, level: number): boolean => !followsImports(root) || ((root === 'backend-test' || root === 'conftest') && level === 0);
