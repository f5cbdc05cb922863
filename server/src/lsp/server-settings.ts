/**
 * The settings in force, put together from three places; later ones win, absent members fall through:
 *
 *     defaults  <  initializationOptions  <  the editor's `buildglass` section
 *
 * Trust is not a setting: the client states it (initializationOptions.trusted, then `buildglass/trust`).
 */
import { DEFAULT_SETTINGS, type Settings } from '../analysis/settings';
import { PERSONAS, type Persona } from '../findings/rule';
import type { ConfigurationOptions, InitializationOptions } from './extensions';

export interface ServerSettings {
  readonly enable: boolean;
  readonly analysis: Settings;
}

export class SettingsStore {
  private initial: InitializationOptions = {};
  private section: ConfigurationOptions = {};
  private trusted = DEFAULT_SETTINGS.trustProject;
  private value: ServerSettings = { enable: true, analysis: DEFAULT_SETTINGS };

  /** `warn` is told, in plain words, about values that were not understood. */
  constructor(private readonly warn: (message: string) => void) {}

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
    this.value = {
      enable: this.boolean('enable') ?? true,
      analysis: { ...DEFAULT_SETTINGS, persona: this.persona() ?? DEFAULT_SETTINGS.persona, trustProject: this.trusted },
    };
    return JSON.stringify(before) !== JSON.stringify(this.value);
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

  private boolean(name: 'enable'): boolean | undefined {
    for (const value of [this.section[name], this.initial[name]] as unknown[]) {
      if (typeof value === 'boolean') return value;
      if (value !== undefined && value !== null) this.warn(`buildglass.${name} is ${JSON.stringify(value)}; it can be true or false. The setting is ignored.`);
    }
    return undefined;
  }
}
