/** File names whose content a build reads or runs: text stored under such a name is a program in the making. */
import type { Role } from '../findings/finding';

const BUILD_FILES: Readonly<Record<string, { readonly language: 'python' | 'toml' | 'ini'; readonly role: Role }>> = {
  'setup.py': { language: 'python', role: 'embedded-setup-script' },
  'conftest.py': { language: 'python', role: 'embedded-setup-script' },
  'hatch_build.py': { language: 'python', role: 'embedded-setup-script' },
  'pdm_build.py': { language: 'python', role: 'embedded-setup-script' },
  'pyproject.toml': { language: 'toml', role: 'embedded-config' },
  'hatch.toml': { language: 'toml', role: 'embedded-config' },
  'setup.cfg': { language: 'ini', role: 'embedded-config' },
};

export const isBuildFile = (name: string): boolean => Object.hasOwn(BUILD_FILES, name);

export const buildFile = (name: string): { readonly language: 'python' | 'toml' | 'ini'; readonly role: Role } | undefined => (isBuildFile(name) ? BUILD_FILES[name] : undefined);
