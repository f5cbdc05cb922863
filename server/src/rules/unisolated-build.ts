/** Rule: a test harness runs build scripts inside the test process or its workers, told once per harness. */
import { embeddedFiles } from '../dataflow/embedded';
import type { CallEvent, DispatchEvent, DynamicCallEvent } from '../dataflow/events';
import { spanInProgram } from '../dataflow/source';
import { stepsOf } from '../dataflow/taint';
import { constantText } from '../dataflow/value';
import { isBuildHookName } from '../project/hooks';
import type { Rule, RuleContext } from './rule';
import { listed, worstTaint } from './values';

export const unisolatedBuild: Rule = {
  metadata: {
    id: 'unisolated-build',
    category: 'build-isolation',
    title: 'Build scripts are executed without isolation',
    why: 'The harness writes setup scripts and configuration to a folder and calls build hooks on them. They run with the rights and the environment of the test run, in this process or a worker of it: no virtual environment, no separate user, no limit but a timeout. What one script changes (environment, working directory, `sys.modules`) the next one finds.',
    advice: 'Call hooks through `pyproject_hooks.BuildBackendHookCaller` or `build`, in a fresh process with an environment made for it; run the tests in a container when scripts come from elsewhere.',
    example: {
      bad: 'import importlib\nfrom concurrent import futures\n\nclass Backend:\n    def __init__(self, backend_name):\n        self.backend_name = backend_name\n        self.pool = futures.ProcessPoolExecutor()\n\n    def __getattr__(self, name):\n        def method(*args):\n            return self.pool.submit(call, self.backend_name, name, *args).result()\n        return method\n\ndef call(backend_name, name, *args):\n    return getattr(importlib.import_module(backend_name), name)(*args)\n\ndef test_wheel():\n    Backend("setuptools.build_meta").build_wheel("dist")',
      good: 'from pyproject_hooks import BuildBackendHookCaller\n\ndef test_wheel(tmp_path):\n    hooks = BuildBackendHookCaller(tmp_path, "setuptools.build_meta")\n    hooks.build_wheel(tmp_path / "dist")',
    },
    cwe: [265, 653],
    sources: ['https://peps.python.org/pep-0517/#build-environment', 'https://pyproject-hooks.readthedocs.io/'],
  },
  fixable: false,
  check(context) {
    const dispatches = unique(context.events.filter((event): event is DispatchEvent => event.kind === 'dispatch').filter((event) => isBuildHookName(constantText(event.name) ?? '')));
    const byClass = new Map<string, DispatchEvent[]>();
    for (const event of dispatches) byClass.set(event.cls.name, [...(byClass.get(event.cls.name) ?? []), event]);
    for (const [name, calls] of byClass) tell(context, name, calls);
  },
};

/** Names under which built archives keep metadata (core metadata, wheel format). */
const METADATA = /(?:^|\/)(?:METADATA|PKG-INFO|WHEEL|RECORD|entry_points\.txt|top_level\.txt|metadata\.json)$|(?:\.dist-info|\.egg-info)\//;

function tell(context: RuleContext, harness: string, dispatches: readonly DispatchEvent[]): void {
  const hooks = unique(context.events.filter((event): event is DynamicCallEvent => event.kind === 'dynamic-call'))
    .map((event) => ({ event, taint: worstTaint(event.computed.name, 'code') }))
    .find(({ taint }) => taint?.kind === 'attribute-name' && taint.source.label.includes(`\`${harness}\``));
  const worker = hooks?.taint && stepsOf(hooks.taint).find((step) => step.label.startsWith('handed to a worker'));
  const files = embeddedFiles(context.events);
  const scripts = files.filter((event) => event.name.endsWith('.py'));
  const configs = files.filter((event) => !event.name.endsWith('.py'));
  const reads = unique(context.sites('file-read').flatMap((site): CallEvent[] => site.calls.slice(0, 1)));
  const metadata = [...new Set(reads.flatMap((event) => constantText(event.args.get('name')?.value ?? { shapes: [], taints: [] }) ?? []))].filter((name) => METADATA.test(name)).sort();
  const point = worker?.point ?? hooks?.event.point ?? dispatches[0]!.point;
  const what = [
    ...(scripts.length > 0 || configs.length === 0 ? [`executes ${count(scripts.length, 'setup script') || 'build scripts'}`] : []),
    ...(configs.length > 0 ? [`builds from ${count(configs.length, 'configuration file')}`] : []),
  ].join(' and ');
  context.report({
    point, severity: 'warning', confidence: 'high', persona: 'regular',
    message: `The harness \`${harness}\` ${what} from strings without isolation: ${count(dispatches.length, 'hook call')} ${dispatches.length === 1 ? 'goes' : 'go'} through \`${harness}.__getattr__\`${worker ? ' into a worker process' : ''}`
      + (metadata.length > 0 ? `; the results are read back from ${listed(metadata)}` : ''),
    ...(hooks?.taint && { taint: hooks.taint, sink: { point: hooks.event.point, label: 'the hook is called here' } }),
    related: [
      ...dispatches.map((event) => ({ point: event.point, label: `calls the hook \`${constantText(event.name)!}\`` })),
      ...files.map((event) => ({ point: event.point, label: `\`${event.name}\` is kept in a string here` })),
      ...reads.filter((event) => METADATA.test(constantText(event.args.get('name')?.value ?? { shapes: [], taints: [] }) ?? '')).map((event) => ({ point: event.point, label: `reads \`${constantText(event.args.get('name')!.value)!}\`` })),
    ],
    events: dispatches,
  });
}

const count = (n: number, what: string): string => (n === 0 ? '' : `${n} ${what}${n === 1 ? '' : 's'}`);

/** One event a place, in source order. */
function unique<T extends { readonly point: DispatchEvent['point'] }>(events: readonly T[]): T[] {
  const byPlace = new Map<string, T>();
  for (const event of events) {
    const { start, end } = spanInProgram(event.point);
    const key = `${start}:${end}`;
    if (!byPlace.has(key)) byPlace.set(key, event);
  }
  return [...byPlace.values()].sort((a, b) => spanInProgram(a.point).start - spanInProgram(b.point).start);
}
