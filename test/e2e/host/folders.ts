/** Where the end-to-end tests keep things: the installed VS Code, the built suite, screenshots. All absolute paths. */
import path from 'node:path';

export const ROOT = path.resolve(__dirname, '../../..');

/** Holds the packaged VS Code (about 0.7 GB); `BUILDGLASS_E2E` puts it elsewhere, for example into a cache that outlives the clone. */
export const installFolder = (): string => path.resolve(process.env['BUILDGLASS_E2E'] ?? path.join(ROOT, '.e2e'));

/** Everything a run leaves behind. */
export const RESULTS = path.join(ROOT, 'test-results');
export const SCREENSHOTS = path.join(RESULTS, 'screenshots');
/** The bundled mocha suite; inside the repository, so that it finds `mocha` in node_modules. */
export const SUITE = path.join(RESULTS, 'e2e-suite');
export const FIXTURE = path.join(ROOT, 'test/e2e/fixture');
/** What scripts/package.mjs writes. */
export const VSIX = path.resolve(process.env['BUILDGLASS_VSIX'] ?? path.join(ROOT, 'dist/buildglass.vsix'));
