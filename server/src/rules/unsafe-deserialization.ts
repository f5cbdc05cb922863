/** Rule: bytes are turned into objects by a format that can run code. */
import { unknown, type Value } from '../dataflow/value';
import { deserializationFixes } from './fixes/safe-loader';
import type { Rule } from './rule';
import { isConstant, sourcePhrase, worstTaint } from './values';

export const unsafeDeserialization: Rule = {
  metadata: {
    id: 'unsafe-deserialization',
    category: 'deserialization',
    title: 'Deserialization that can run code',
    why: 'A pickle is a program: loading one calls whatever functions it names. `marshal` holds bytecode, which is what obfuscated setup scripts ship. `yaml.load` with a full loader constructs arbitrary objects.',
    advice: 'Use JSON or TOML for data. `yaml.safe_load` for YAML. There is no safe way to load a pickle that somebody else may have written.',
    example: { bad: 'import pickle\nsettings = pickle.load(open("build.cache", "rb"))', good: 'import json\nsettings = json.load(open("build.json"))' },
    cwe: [502],
    sources: ['https://docs.python.org/3/library/pickle.html', 'https://docs.python.org/3/library/marshal.html', 'https://pyyaml.org/wiki/PyYAMLDocumentation'],
  },
  fixable: true,
  check(context) {
    for (const site of context.sites('deserialize')) {
      const value = site.argument(site.calls[0]!.model.sinks!.deserialize!)?.value ?? unknown;
      if (site.path.startsWith('yaml.') && hasSafeLoader(site.argument('Loader')?.value)) continue;
      const fixes = deserializationFixes(site);
      const taint = worstTaint(value, 'deserialize');
      if (taint) context.report({ point: site.point, severity: taint.kind === 'network' ? 'error' : 'warning', confidence: 'high', persona: 'regular', message: `\`${site.path}\` loads objects, and so code, from ${sourcePhrase(taint)}`, taint, fixes });
      else context.report({ point: site.point, severity: isConstant(value) ? 'information' : 'warning', confidence: 'medium', persona: 'regular', message: `\`${site.path}\` loads objects, and so code, from data${isConstant(value) ? ' in the source' : ' that is not known beforehand'}`, fixes });
    }
  },
};

const hasSafeLoader = (loader: Value | undefined): boolean =>
  loader?.shapes.length === 1 && loader.shapes[0]!.kind === 'external' && /Safe|BaseLoader/.test(loader.shapes[0]!.path);
