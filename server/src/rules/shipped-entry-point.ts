/** Rule: metadata that the project ships registers code with setuptools, which loads it during the build of the project itself. */
import { type ConfigRule, enough, oneForEachPlace, placeOf, quoted } from './config-rule';

export const shippedEntryPoint: ConfigRule = {
  metadata: {
    id: 'shipped-entry-point',
    category: 'configuration',
    title: 'Shipped metadata that setuptools loads code from',
    why: 'Where the project folder is importable, an `*.egg-info` folder in it counts as an installed distribution, and setuptools loads the entry points it lists: finalizers and writers at every hook, commands in place of its own. Source distributions made by setuptools have such a folder, so nobody looks at it; it needs no `setup.py`.',
    advice: 'Delete the folder: it is made anew by every build. If the project is a plug-in of setuptools, declare the entry points in pyproject.toml or setup.cfg, and declare a backend.',
    example: { bad: '# pkg.egg-info/entry_points.txt\n[egg_info.writers]\nx.txt = hook:write', good: '# pkg.egg-info/entry_points.txt\n[console_scripts]\npkg = pkg.cli:main' },
    cwe: [829, 506],
    sources: ['https://setuptools.pypa.io/en/latest/userguide/extension.html', 'https://packaging.python.org/en/latest/specifications/entry-points/'],
  },
  fixable: false,
  check(context) {
    // A plug-in of setuptools says openly what its metadata repeats.
    const declared = new Set(context.edges.flatMap(({ id, target }) => (id.startsWith('entry-point-') && target.kind === 'module' ? [`${target.name}:${target.object}`] : [])));
    for (const edge of oneForEachPlace(context.edges.filter(({ id, executes }) => id.startsWith('egg-info-') && executes))) {
      if (edge.target.kind !== 'module') continue;
      const isDeclared = declared.has(`${edge.target.name}:${edge.target.object}`);
      // Keywords are loaded for setup scripts that use them, and plug-ins have them openly.
      const isAlarm = !isDeclared && edge.id !== 'egg-info-keyword';
      context.report({
        ...placeOf(edge), edge, severity: isAlarm ? 'warning' : 'information', confidence: edge.certainty === 'certain' ? 'high' : 'medium', persona: 'regular', signs: isAlarm ? ['config:entry-point'] : [],
        message: `setuptools loads ${quoted(`${edge.target.name}:${edge.target.object}`)} from this folder${edge.condition === undefined ? ' when it builds the project' : ` ${edge.condition}`}${enough(edge)}`,
      });
    }
  },
};
