/** The manifest and the table of settings say the same. */

export interface SettingsManifest {
  readonly contributes?: { readonly configuration?: { readonly properties?: Readonly<Record<string, SettingProperty>> } };
}

export interface SettingProperty {
  readonly type?: string | readonly string[];
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
  readonly description?: string;
  readonly markdownDescription?: string;
}

/** Settings of the editor alone: no face but the client knows them. */
export const EDITOR_ONLY: readonly string[] = ['markNew', 'trace.server'];

/** `defaults`: the settings in force when nobody set any, by name; without what is no setting. */
export function checkManifest(manifest: SettingsManifest, defaults: Readonly<Record<string, unknown>>): readonly string[] {
  const properties = manifest.contributes?.configuration?.properties ?? {};
  const problems: string[] = [];
  for (const [name, value] of Object.entries(defaults)) {
    const property = properties[`buildglass.${name}`];
    if (!property) problems.push(`package.json: the setting buildglass.${name} is missing`);
    else if (JSON.stringify(property.default) !== JSON.stringify(value)) problems.push(`package.json: buildglass.${name} has the default ${JSON.stringify(property.default)} instead of ${JSON.stringify(value)}`);
  }
  for (const [key, property] of Object.entries(properties)) {
    const name = key.replace(/^buildglass\./, '');
    if (name === key) problems.push(`package.json: the setting ${key} is not in the section buildglass`);
    else if (!(name in defaults) && !EDITOR_ONLY.includes(name)) problems.push(`package.json: the setting ${key} is not known to the analysis`);
    if (!(property.description ?? property.markdownDescription)) problems.push(`package.json: the setting ${key} is not described`);
    if (property.enum && !property.enum.includes(property.default)) problems.push(`package.json: the default of ${key} is none of its values`);
  }
  return problems;
}
