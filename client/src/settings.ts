/**
 * The user's settings as the server sees them.
 *
 * A workspace that nobody trusts yet brings settings along too. They could switch Buildglass off, or show less than the user
 * asked for; so in Restricted Mode only the user's own values count.
 */
import * as vscode from 'vscode';
import { DidChangeConfigurationNotification, type BaseLanguageClient, type Middleware } from 'vscode-languageclient';
import { CONFIGURATION_SECTION, type ConfigurationOptions } from '../../server/src/lsp/extensions';

export function effectiveSettings(): ConfigurationOptions {
  return { persona: effective<string>('persona'), enable: effective<boolean>('enable'), codeLens: effective<boolean>('codeLens'), catalog: own('catalog'), allowImports: own('allowImports'), allowCommands: own('allowCommands') };
}

/** Whether a switch of the client itself is on. */
export const isOn = (key: string): boolean => effective<boolean>(key) === true;

/** Never the workspace's: what a project says of itself is not believed here, trusted or not. */
const OWN = ['catalog', 'allowImports', 'allowCommands'] as const;

function own(key: (typeof OWN)[number]): unknown {
  return vscode.workspace.getConfiguration(CONFIGURATION_SECTION).inspect<unknown>(key)?.globalValue ?? null;
}

/** Undefined falls back to the server's default; what a value may be is the server's to say. */
function effective<T>(key: string): T | null {
  const section = vscode.workspace.getConfiguration(CONFIGURATION_SECTION);
  if (vscode.workspace.isTrusted) return section.get<T>(key) ?? null;
  const values = section.inspect<T>(key);
  return values?.globalValue ?? values?.defaultValue ?? null;
}

export async function sendSettings(client: BaseLanguageClient): Promise<void> {
  await client.sendNotification(DidChangeConfigurationNotification.type, { settings: { [CONFIGURATION_SECTION]: effectiveSettings() } });
}

/** Answers pulls and replaces pushes; without it the client library would send the workspace's values as they are. */
export function settingsMiddleware(client: () => BaseLanguageClient): Middleware {
  return {
    workspace: {
      didChangeConfiguration: () => sendSettings(client()),
      configuration: async (params, token, next) => {
        const values = await next(params, token);
        if (!Array.isArray(values)) return values;
        return values.map((value: unknown, index) => {
          const section = params.items[index]?.section ?? '';
          if (section === CONFIGURATION_SECTION) return effectiveSettings();
          const key = section.startsWith(`${CONFIGURATION_SECTION}.`) ? section.slice(CONFIGURATION_SECTION.length + 1) : '';
          const mine = OWN.find((one) => one === key);
          return mine !== undefined ? own(mine) : key === 'persona' || key === 'enable' || key === 'codeLens' ? effective(key) : value;
        });
      },
    },
  };
}
