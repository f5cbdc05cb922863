/**
 * Modules of a package that cannot do what package modules are judged for. Whoever runs code, starts programs, connects, decodes or
 * looks functions up by computed names has to name a module or a builtin for it; a text that names none is not worth interpreting.
 * About a third of the modules of real packages are of this kind.
 */
import type { Catalog } from '../catalog/lookup';
import { pathsOf, type SinkKind } from '../catalog/model';

/** Sinks that say nothing about intent. */
const PLAIN: ReadonlySet<SinkKind> = new Set(['file-read', 'file-write', 'timeout', 'directory', 'environment-write', 'signal', 'interpreter']);

/** Modules that nearly every module imports, for things that do nothing: of these, the functions count. */
const COMMON = /^(?:os|sys|builtins|str|bytes|list|dict|io|types|codecs|inspect|threading|logging|typing|functools)\b/;

/** Also methods of lists and patterns. What is compiled has to be run by something else; what removes a single file is no harm that packages are judged for. */
const EVERYWHERE: ReadonlySet<string> = new Set(['compile', 'remove', 'unlink']);

/** Ways to a function by a name that is computed, and texts that speak for themselves. */
const DYNAMIC = ['__builtins__', '__import__', '__subclasses__', 'importlib', 'globals', 'vars', '__dict__', '__getattribute__', 'attrgetter', 'methodcaller', 'f_builtins', 'FunctionType', 'CodeType'];
const TELLING_TEXT = /:\/\/|[A-Za-z0-9+/]{200}|\\x[0-7][0-9a-fA-F]\\x|\\1[0-7]{2}\\|[^\S\r\n]{60}|PYARMOR|Startup|\.(?:bashrc|zshrc|bash_profile|profile|pth)\b|LaunchAgents|autostart|cron|\bgetattr\s*\([^)]*[+[%]|\.\s*(?:join|decode)\s*\([^)]*\)\s*\)\s*\(/;

/** Names of what starts programs by itself (catalog/locations.ts): writing there needs no more than `open`. */
const STARTING = /(?:site|user)customize|\.pth\b|\.(?:bash_?\w+|profile|xprofile|xinitrc|[zkct]c?sh(?:rc|env)|zprofile|zlogin)\b|autostart|Startup|LaunchAgents|LaunchDaemons|systemd|\bcron|init\.d|rc\.local|ld\.so\.preload|authorized_keys|profile\.ps1|config\.fish|System32/;

interface Words {
  /** Names of what acts. */
  readonly acts: RegExp;
  /** Names of what acts, or hands data out. */
  readonly matters: RegExp;
}

const patterns = new WeakMap<Catalog, Words>();

/** Whether nothing in the text can lead to a finding in a module of a package. */
export const isInert = (text: string, catalog: Catalog): boolean => !namesOrTells(text, wordsOf(catalog).acts);

/** Whether a part of such a module can do more than compute with what it is given. */
export const canMatter = (text: string, catalog: Catalog): boolean => namesOrTells(text, wordsOf(catalog).matters);

function namesOrTells(written: string, words: RegExp): boolean {
  const text = asRead(written);
  return words.test(text) || TELLING_TEXT.test(text) || STARTING.test(text);
}

/** Python compares names in this form: `ｅｘｅｃ` is `exec` (language reference, 2.3 "Identifiers and keywords"). */
export const asRead = (text: string): string => text.normalize('NFKC');

function wordsOf(catalog: Catalog): Words {
  let words = patterns.get(catalog);
  if (words) return words;
  const acts = new Set(DYNAMIC);
  const matters = new Set(DYNAMIC);
  for (const model of catalog.models) {
    const does = Object.keys(model.sinks ?? {}).some((sink) => !PLAIN.has(sink as SinkKind)) || model.decodes !== undefined || model.source === 'network' || model.source === 'identity';
    if (!does && !model.source && !model.sinks) continue;
    for (const path of pathsOf(model)) {
      const word = COMMON.test(path) ? path.replace(/[()]/g, '').split('.').at(-1)! : path.split(/[.(]/)[0]!;
      if (!/^\w{2,}$/.test(word) || EVERYWHERE.has(word)) continue;
      matters.add(word);
      if (does) acts.add(word);
    }
  }
  patterns.set(catalog, words = { acts: anyOf(acts), matters: anyOf(matters) });
  return words;
}

const anyOf = (words: Iterable<string>): RegExp => new RegExp(`\\b(?:${[...words].sort().join('|')})\\b`);
