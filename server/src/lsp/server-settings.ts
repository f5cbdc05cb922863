/**
 * The settings in force, put together from three places; later ones win, absent members fall through:
 *
 *     defaults  <  initializationOptions  <  the editor's `buildglass` section
 *
 * Trust is not a setting: the client states it (initializationOptions.trusted, then `buildglass/trust`).
 */
import { DEFAULT_SETTINGS, type Settings } from '../analysis/settings';
import { readAllowSetting } from '../analysis/allow-settings';
import { readCatalogSetting } from '../analysis/user-catalog';
import { PERSONAS, type Persona } from '../findings/rule';
import type { ConfigurationOptions, InitializationOptions } from './extensions';

export interface ServerSettings {
  readonly enable: boolean;
  readonly codeLens: boolean;
  readonly analysis: Settings;
}

export class SettingsStore {
  private initial: InitializationOptions = {};
  private section: ConfigurationOptions = {};
  private trusted = DEFAULT_SETTINGS.trustProject;
  private value: ServerSettings = { enable: true, codeLens: true, analysis: DEFAULT_SETTINGS };

  /** The catalog as it was sent, and what it was read as. */
  private catalog = { sent: '[]', models: DEFAULT_SETTINGS.catalog };

  /** `warn` is told, in plain words, about values that were not understood; `alert` about those that change what is found. */
  constructor(private readonly warn: (message: string) => void, private readonly alert: (message: string) => void = warn) {}

  get current(): ServerSettings {
    return this.value;
  }

  /** Each of these tells whether the settings in force changed. */
  initialize(options: InitializationOptions | undefined): boolean {
    this.initial = options ?? {};
    this.trusted = this.initial.trusted === true;
    return this.renew();
  }

  configure(section: unknown): boolean {
    this.section = typeof section === 'object' && section !== null ? (section as ConfigurationOptions) : {};
    return this.renew();
  }

  trust(trusted: boolean): boolean {
    this.trusted = trusted;
    return this.renew();
  }

  private renew(): boolean {
    const before = this.value;
    const value = {
      enable: this.boolean('enable') ?? true,
      codeLens: this.boolean('codeLens') ?? true,
      analysis: { ...DEFAULT_SETTINGS, persona: this.persona() ?? DEFAULT_SETTINGS.persona, trustProject: this.trusted, catalog: this.models(), allowImports: this.names('allowImports'), allowCommands: this.names('allowCommands') },
    };
    // Settings that say the same stay the same object, so that nothing is analysed anew for them.
    if (JSON.stringify(before) === JSON.stringify(value)) return false;
    this.value = value;
    return true;
  }

  /** The same list until another is sent, so that one mistake is told once. */
  private models(): Settings['catalog'] {
    const value = this.section.catalog ?? this.initial.catalog ?? [];
    const sent = JSON.stringify(value);
    if (sent === this.catalog.sent) return this.catalog.models;
    const read = readCatalogSetting(value);
    if ('problem' in read) this.alert(`buildglass.catalog cannot be used: ${read.problem}. The setting is ignored.`);
    this.catalog = { sent, models: 'models' in read ? read.models : DEFAULT_SETTINGS.catalog };
    return this.catalog.models;
  }

  /** Empty when it is not understood. */
  private names(setting: 'allowImports' | 'allowCommands'): readonly string[] {
    const reading = readAllowSetting(setting, this.section[setting] ?? this.initial[setting] ?? []);
    if ('names' in reading) return reading.names;
    this.warn(`buildglass.${setting} cannot be used: ${reading.problem}. The setting is ignored.`);
    return [];
  }

  private persona(): Persona | undefined {
    for (const value of [this.section.persona, this.initial.persona]) {
      if (value === undefined || value === null) continue;
      const known = PERSONAS.find((persona) => persona === value);
      if (known !== undefined) return known;
      this.warn(`buildglass.persona is ${JSON.stringify(value)}; it can be ${PERSONAS.join(', ')}. The setting is ignored.`);
    }
    return undefined;
  }

  private boolean(name: 'enable' | 'codeLens'): boolean | undefined {
    for (const value of [this.section[name], this.initial[name]] as unknown[]) {
      if (typeof value === 'boolean') return value;
      if (value !== undefined && value !== null) this.warn(`buildglass.${name} is ${JSON.stringify(value)}; it can be true or false. The setting is ignored.`);
    }
    return undefined;
  }
}
