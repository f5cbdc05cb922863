/**
 * Decides which VS Code runs the suite: the desktop one where @vscode/test-electron can download it, the npm-packaged one where not.
 * BUILDGLASS_VSCODE overrides: "desktop", "packaged", or the path of an executable.
 */
import https from 'node:https';
import path from 'node:path';

const DOWNLOADS = 'https://update.code.visualstudio.com/api/releases/stable';

/** Whether the suite runs in desktop VS Code, and why; `executable` is undefined when it is still to be downloaded. */
export interface Choice {
  readonly desktop: boolean;
  readonly executable?: string;
  readonly reason: string;
}

const PACKAGED = path.join(__dirname, 'host/code.cjs');

export async function chooseVSCode(): Promise<Choice> {
  const wish = process.env['BUILDGLASS_VSCODE'] ?? '';
  if (wish === 'packaged') return { desktop: false, executable: PACKAGED, reason: 'BUILDGLASS_VSCODE asks for it' };
  if (wish === 'desktop') return { desktop: true, reason: 'BUILDGLASS_VSCODE asks for it' };
  if (wish !== '') return { desktop: true, executable: path.resolve(wish), reason: 'BUILDGLASS_VSCODE names it' };
  if (process.platform === 'linux' && (process.env['DISPLAY'] ?? '') === '' && (process.env['WAYLAND_DISPLAY'] ?? '') === '') {
    return { desktop: false, executable: PACKAGED, reason: 'there is no display for a desktop window' };
  }
  const obstacle = await unreachable(DOWNLOADS);
  return obstacle === undefined
    ? { desktop: true, reason: 'it can be downloaded' }
    : { desktop: false, executable: PACKAGED, reason: `the desktop one cannot be downloaded (${obstacle})` };
}

/** Undefined when the address answers within five seconds, otherwise what went wrong. */
function unreachable(url: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const request = https.request(url, { method: 'HEAD', timeout: 5000 }, (response) => {
      response.resume();
      const status = response.statusCode ?? 0;
      resolve(status >= 200 && status < 400 ? undefined : `status ${status}`);
    });
    request.once('timeout', () => request.destroy(new Error('no answer within 5 s')));
    request.once('error', (error) => { resolve(error.message); });
    request.end();
  });
}
