/** A small package with something in every field of its record, and one whose every text is hostile. */
import { LineIndex } from '../../server/src/base/text';
import type { MapEdge } from '../../server/src/findings/execution-map';
import type { Finding } from '../../server/src/findings/finding';
import type { PackageFacts } from '../../server/src/report/record/facts';
import type { RecordEntry, RecordWriter } from '../../server/src/report/records';
import { finding, OPTIONS, spanOf } from './sample';

/** What a writer makes of some records, from its start to its end. */
export function written(writer: RecordWriter, entries: readonly RecordEntry[]): string {
  const options = { tool: OPTIONS.tool, count: entries.length };
  return [writer.start(options), ...entries.map((entry, index) => writer.record(entry, index, options)), writer.finish(options)].join('');
}

export const SETUP = 'import os, base64\ntool = os.environ["TOOL"]\nos.system(tool)\nexec(base64.b64decode("cHJpbnQoMSk="))\nopen("log", "w")\n';
const PYPROJECT = '[build-system]\nrequires = ["setuptools"]\nbuild-backend = "setuptools.build_meta"\n[project]\nname = "tides"\n';

const place = (text: string, part: string) => ({ path: text === SETUP ? 'setup.py' : 'pyproject.toml', span: spanOf(text, part) });

const execution = { runs: ['pip download'], when: 'Runs at every build hook: `pip download` is enough.', reach: 'metadata' as const, gates: [] };

export const FINDINGS: readonly Finding[] = [
  finding({
    ...place(SETUP, 'os.system(tool)'), rule: 'process-start', category: 'process', message: '`os.system` hands a shell what the environment variable `TOOL` says', signs: ['from:environment'], execution,
    flow: [
      { ...place(SETUP, 'os.environ["TOOL"]'), label: 'read from the environment variable TOOL' }, { ...place(SETUP, 'tool'), label: 'assigned to `tool`' },
      { ...place(SETUP, 'os.system(tool)'), label: 'reaches this call' },
    ],
    fixes: [{ title: 'Name the program', applicability: 'unsafe', path: 'setup.py', edits: [] }],
  }),
  finding({
    ...place(SETUP, 'exec('), rule: 'dynamic-exec', category: 'dynamic-execution', message: '`exec` runs what comes from decoded data', signs: ['from:decoded'], execution: { ...execution, gates: ['os.name == "nt"'] },
    flow: [{ ...place(SETUP, 'base64.b64decode'), label: 'decoded by `base64.b64decode`' }, { ...place(SETUP, 'exec('), label: 'reaches this call' }],
  }),
  finding({ ...place(SETUP, 'open("log", "w")'), rule: 'file-access', category: 'system', severity: 'hint', persona: 'auditor', message: 'Writes `log`', execution }),
];

const edge = (changes: Partial<MapEdge>): MapEdge => ({
  id: 'x', title: 'thing', ways: [{ command: 'pip download', hook: 'get_requires_for_build_wheel' }, { command: 'pip install', hook: 'build_wheel' }], via: { ...place(PYPROJECT, '"setuptools.build_meta"'), key: 'build-system.build-backend' },
  kind: 'exec-text', certainty: 'certain', executes: true, role: 'setup-script', source: '', target: { text: 'setup.py', state: 'project', place: { path: 'setup.py', span: { start: 0, end: 0 } } }, ...changes,
});

const EDGES: readonly MapEdge[] = [
  edge({}),
  edge({ kind: 'require', via: { ...place(PYPROJECT, '"setuptools"'), key: 'build-system.requires' }, target: { text: 'setuptools', state: 'installed' } }),
  edge({ certainty: 'conditional', condition: 'when git is there', kind: 'spawn', target: { text: 'git describe', state: 'project' }, ways: [{ command: 'pip install', hook: 'build_wheel' }] }),
  edge({ executes: false, because: 'the value is a literal', target: { text: 'tides/version.py', state: 'project' } }),
];

const runsOf = (edges: readonly MapEdge[]) => [
  { command: 'pip download', stages: [{ hooks: ['get_requires_for_build_wheel'], edges: edges.filter(({ ways }) => ways.some(({ command }) => command === 'pip download')) }] },
  { command: 'pip install', stages: [{ hooks: ['build_wheel'], edges }] },
];

export function facts(changes: Partial<PackageFacts> = {}, texts: Readonly<Record<string, string>> = { 'setup.py': SETUP, 'pyproject.toml': PYPROJECT }): PackageFacts {
  const sources = new Map(Object.entries(texts).map(([path, text]) => [path, { text, lines: new LineIndex(text) }]));
  return {
    project: 'some/tides', named: [],
    report: {
      package: { name: 'tides', version: '1.2' },
      files: [
        { path: 'pyproject.toml', role: 'project-config', complete: true, layers: [] },
        { path: 'setup.py', role: 'setup-script', complete: true, layers: [{ id: 'L', name: 'text run by exec at line 4', role: 'decoded-layer', host: spanOf(SETUP, '"cHJpbnQoMSk="'), language: 'python', text: 'print(1)' }] },
      ],
      findings: FINDINGS, scores: { malware: 0.9, securityRisk: 0.58, obfuscated: 0.6, confidence: 0.9 },
    },
    evidence: { malware: [FINDINGS[1]!], securityRisk: FINDINGS.slice(0, 2), obfuscated: [FINDINGS[1]!] },
    map: { backend: 'setuptools.build_meta', edges: EDGES }, runs: runsOf(EDGES), source: (path) => sources.get(path), problems: [], rules: OPTIONS.rules,
    ...changes,
  };
}

/** Nothing was found, nothing runs. */
export const EMPTY = facts({
  report: { files: [], findings: [], scores: { malware: 0, securityRisk: 0, obfuscated: 0, confidence: 0.9 } },
  evidence: { malware: [], securityRisk: [], obfuscated: [] }, map: { backend: 'setuptools.build_meta:__legacy__', edges: [] }, runs: [],
}, {});

/** Every text that a package can choose is the same one. */
export function hostileFacts(text: string): PackageFacts {
  const span = { start: 0, end: text.length };
  const at = { path: text, span };
  const one = finding({ ...at, message: text, execution: { runs: [text], when: text, gates: [text] }, flow: [{ ...at, label: text }, { ...at, label: text }, { ...at, label: text }], fixes: [{ title: text, applicability: 'safe', path: text, edits: [] }] });
  const edges = [edge({ via: { ...at, key: text }, target: { text, state: 'missing' }, condition: text, ways: [{ command: text, hook: text }] })];
  return facts({
    project: text, problems: [text], map: { backend: text, edges }, runs: [{ command: text, stages: [{ hooks: [text], edges }] }],
    report: { package: { name: text, version: text }, files: [{ path: text, role: 'setup-script', complete: false, layers: [{ id: text, name: text, role: 'decoded-layer', host: span, language: 'python', text }] }], findings: [one], scores: { malware: 1, securityRisk: 1, obfuscated: 1, confidence: 0.6 } },
    evidence: { malware: [one], securityRisk: [one], obfuscated: [one] },
  }, { [text]: text });
}
