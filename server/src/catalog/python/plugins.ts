/** Models of entry points: what installed packages offer under a name, and what loading it imports. */
import type { Model } from '../model';

const metadata = 'https://docs.python.org/3/library/importlib.metadata.html#entry-points';
const resources = 'https://setuptools.pypa.io/en/latest/pkg_resources.html';

const api = `${resources}#convenience-api`;

export const PLUGINS: readonly Model[] = [
  {
    call: ['importlib.metadata.entry_points', 'importlib.metadata.entry_points().select', 'importlib.metadata.entry_points().get'], signature: 'group, name',
    source: 'entry-point', returns: ['group', 'name'], chooses: 'name', result: 'importlib.metadata.entry_points()', elements: 'importlib.metadata.EntryPoint()', facts: metadata,
  },
  {
    call: ['importlib.metadata.distribution().entry_points', 'importlib.metadata.Distribution.from_name().entry_points'], attribute: true,
    source: 'entry-point', elements: 'importlib.metadata.EntryPoint()', facts: metadata,
  },
  // Where groups were asked for as items, before Python 3.12, an item of what `entry_points()` gives has entry points in it.
  { call: 'importlib.metadata.EntryPoint', signature: 'name, value, group', returns: ['value'], remembers: 'value', elements: 'importlib.metadata.EntryPoint()', facts: metadata },
  { call: 'importlib.metadata.EntryPoint().load', sinks: { import: 'self' }, returns: [], facts: metadata },
  { call: ['importlib.metadata.EntryPoint().module', 'importlib.metadata.EntryPoint().value'], attribute: true, identifies: true, facts: metadata },
  { call: 'importlib.metadata.EntryPoint().name', attribute: true, chooses: 'self', facts: metadata },
  {
    call: ['pkg_resources.iter_entry_points', 'pkg_resources.working_set.iter_entry_points', 'pkg_resources.WorkingSet().iter_entry_points'], signature: 'group, name',
    source: 'entry-point', returns: ['group', 'name'], chooses: 'name', elements: 'pkg_resources.EntryPoint()', facts: api,
  },
  { call: ['pkg_resources.get_distribution', 'pkg_resources.get_provider'], signature: 'dist', returns: ['dist'], result: 'pkg_resources.Distribution()', facts: api },
  { call: 'pkg_resources.require', signature: '*requirements', returns: ['requirements'], elements: 'pkg_resources.Distribution()', facts: `${resources}#basic-workingset-methods` },
  { call: 'pkg_resources.get_entry_info', signature: 'dist, group, name', source: 'entry-point', returns: ['dist', 'group', 'name'], chooses: 'name', result: 'pkg_resources.EntryPoint()', facts: api },
  { call: 'pkg_resources.Distribution().get_entry_info', signature: 'group, name', source: 'entry-point', returns: ['self', 'group', 'name'], chooses: 'name', result: 'pkg_resources.EntryPoint()', facts: api },
  { call: 'pkg_resources.load_entry_point', signature: 'dist, group, name', source: 'entry-point', returns: ['dist', 'group', 'name'], chooses: 'name', result: 'pkg_resources.EntryPoint()', then: 'load', facts: api },
  { call: 'pkg_resources.Distribution().load_entry_point', signature: 'group, name', source: 'entry-point', returns: ['self', 'group', 'name'], chooses: 'name', result: 'pkg_resources.EntryPoint()', then: 'load', facts: api },
  { call: 'pkg_resources.get_entry_map', signature: 'dist, group', source: 'entry-point', returns: ['dist', 'group'], elements: 'pkg_resources.EntryPoint()', facts: api },
  { call: 'pkg_resources.Distribution().get_entry_map', signature: 'group', source: 'entry-point', returns: ['self', 'group'], elements: 'pkg_resources.EntryPoint()', facts: api },
  // Without a group, an item of an entry map is the map of one group.
  { call: 'pkg_resources.EntryPoint', signature: 'name, module_name, attrs, extras, dist', returns: ['module_name'], remembers: 'module_name', elements: 'pkg_resources.EntryPoint()', facts: `${resources}#entry-points` },
  { call: 'pkg_resources.EntryPoint.parse', signature: 'src, dist', returns: ['src'], remembers: 'src', result: 'pkg_resources.EntryPoint()', facts: `${resources}#creating-and-parsing` },
  { call: ['pkg_resources.EntryPoint().load', 'pkg_resources.EntryPoint().resolve'], signature: 'require', sinks: { import: 'self' }, returns: [], facts: `${resources}#entrypoint-methods` },
  { call: 'pkg_resources.EntryPoint().module_name', attribute: true, identifies: true, facts: `${resources}#entry-points` },
  { call: 'pkg_resources.EntryPoint().name', attribute: true, chooses: 'self', facts: `${resources}#entry-points` },
];
