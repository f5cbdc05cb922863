/** What a package builds with and what its build runs; of single files, what they are to the build. */
import { type MapEdge, whatRuns } from '../../findings/execution-map';
import { ROLE_NAMES, type Role } from '../../findings/finding';
import type { FileReport } from '../../findings/report';
import { capital, code, ended, grouped, listed, type PackageFacts, plural, type Sentence, words } from './facts';

/** The backend of projects that name none (PEP 517). */
const LEGACY = 'setuptools.build_meta:__legacy__';

const MANY: Readonly<Record<Role, string>> = {
  'setup-script': 'setup scripts',
  'setup-config': 'setuptools configurations',
  'project-config': 'project configurations',
  'in-tree-backend': 'in-tree build backends',
  'build-hook': 'build hook scripts',
  conftest: 'pytest configurations',
  'backend-test': 'tests of build backends',
  'embedded-setup-script': 'setup scripts embedded in strings',
  'embedded-config': 'build configurations embedded in strings',
  'decoded-layer': 'programs held in strings',
  'helper-module': 'modules used by the build',
  'package-module': 'modules of the package',
};

export function purpose(facts: PackageFacts): readonly Sentence[] {
  const { report, named } = facts;
  if (named.length > 0) return report.files.flatMap((file) => fileSentences(file, facts));
  if (report.files.length === 0 && facts.map.edges.length === 0) return [['No Python build files were found, so that nothing is known to run when this is built.']];
  return [backend(facts), ...running(facts), filesRead(report.files), ...embedded(report.files)];
}

/** Never the folder: what is said must not depend on where the package lies. */
function subject({ report: { package: own } }: PackageFacts): Sentence {
  const version: Sentence = own?.version === undefined ? [] : [' ', code(own.version)];
  return own?.name !== undefined ? [code(own.name), ...version] : version.length > 0 ? ['This package, version', ...version, ','] : ['This package'];
}

function backend(facts: PackageFacts): Sentence {
  const { map, report } = facts;
  if (map.backend === LEGACY) return [...subject(facts), ' is built with setuptools, as no ', code('build-system.build-backend'), ' names another backend.'];
  const own = report.files.filter(({ role }) => role === 'in-tree-backend');
  return [...subject(facts), ' is built with ', code(map.backend), ...(own.length > 0 ? [', a backend of its own: ', ...listed(own.map(({ path }) => [code(path)]))] : []), '.'];
}

/** What the cheapest command runs, and what only others do. */
function running({ runs }: PackageFacts): readonly Sentence[] {
  const seen = new Set<MapEdge>();
  const sentences: Sentence[] = [];
  const later: Sentence[] = [];
  for (const { command, stages } of runs) {
    const edges = stages.flatMap((stage) => stage.edges).filter((edge) => edge.executes && edge.kind !== 'require' && edge.target.state !== 'installed' && !seen.has(edge));
    const fresh = [...new Map(edges.map((edge) => [whatRuns(edge), edge])).values()];
    if (fresh.length === 0) continue;
    edges.forEach((edge) => seen.add(edge));
    if (sentences.length < 3) sentences.push([...capital(commandOf(command)), sentences.length === 0 ? ' is enough to run code of it: it ' : ' also ', ...byVerb(fresh.map(runsWhat)), '.']);
    else later.push(commandOf(command));
  }
  if (later.length > 0) sentences.push(['More of it is run by ', ...listed(later), '.']);
  const edges = runs.flatMap(({ stages }) => stages.flatMap((stage) => stage.edges));
  const wanted = [...new Set(edges.filter(({ kind, executes, via }) => kind === 'require' && executes && via.key.startsWith('build-system.requires')).map(({ target }) => target.text))];
  if (wanted.length > 0) sentences.push([`A frontend first installs ${plural(wanted.length, 'build requirement')}: `, ...listed(wanted.map((text) => [code(text)])), '.']);
  const proven = [...new Set(edges.filter(({ executes }) => !executes).map(({ target }) => target.text))];
  if (proven.length > 0) sentences.push(['Read without being executed: ', ...listed(proven.map((text) => [code(text)]), 5), '.']);
  if (seen.size === 0) sentences.unshift(['No build command is known to run code that stands in it.']);
  return sentences;
}

/** As typed, or in words where no single command is meant ("an installed command"). */
const commandOf = (command: string): Sentence => [/^an? /.test(command) ? command : code(command)];

/** Targets of one verb that are named. */
const MOST_TARGETS = 4;

/** "imports a, b and 3 more, and executes c" */
function byVerb(items: readonly Sentence[]): Sentence {
  const verbs = grouped(items, ([verb]) => String(verb)).map(([verb, some]): Sentence => (some[0]!.length === 1 ? listed(some, MOST_TARGETS) : [verb, ...listed(some.map((item) => item.slice(1)), MOST_TARGETS)]));
  return verbs.flatMap((sentence, index) => (index === 0 ? sentence : [index === verbs.length - 1 ? ', and ' : ', ', ...sentence]));
}

/** The verb and the target, with the target as code; conditions stay in the map. */
function runsWhat(edge: MapEdge): Sentence {
  const told = whatRuns({ ...edge, target: { ...edge.target, text: '\0' } });
  const [before, after] = told.split('\0');
  return after === undefined ? [told] : [before!, code(edge.target.text.replace(/\s+/g, ' ').trim().slice(0, 160)), after];
}

function filesRead(files: readonly FileReport[]): Sentence {
  return [`${files.length === 1 ? '1 file was' : `${files.length} files were`} analysed: `, ...listed(grouped(files, ({ role }) => role).map(([role, some]) => [countOf(some.length, role as Role)])), '.'];
}

const countOf = (count: number, role: Role): string => `${count} ${count === 1 ? ROLE_NAMES[role] : MANY[role]}`;

function embedded(files: readonly FileReport[]): readonly Sentence[] {
  const layers = files.flatMap((file) => file.layers);
  if (layers.length === 0) return [];
  return [['Programs and configuration that stand in strings were analysed as well: ', ...listed(grouped(layers, ({ role }) => role).map(([role, some]) => [countOf(some.length, role as Role)])), '.']];
}

function fileSentences(file: FileReport, facts: PackageFacts): readonly Sentence[] {
  const whens = grouped(facts.report.findings.filter(({ path, layer, execution }) => path === file.path && layer === undefined && execution.when !== ''), ({ execution }) => execution.when);
  const [usual] = [...whens].sort((a, b) => b[1].length - a[1].length);
  return [
    [code(file.path), ` is a ${ROLE_NAMES[file.role]}.`.replace(/ a (?=[aeio])/, ' an ')],
    ...(usual ? [words(usual[0].replace(/^Runs/, 'It runs'))] : []),
    ...(facts.map.backend === '' ? [] : [['The project around it is built with ', code(facts.map.backend), '.']]),
    ...embedded([file]),
    ...facts.report.findings.filter(({ category, path }) => category === 'build-isolation' && path === file.path).map(({ message }) => ended(words(message))),
  ];
}
