/** Models of what calls a function elsewhere or later: threads, processes, event loops, exit handlers, schedulers. */
import type { Model } from '../model';

const threading = 'https://docs.python.org/3/library/threading.html';
const asyncio = 'https://docs.python.org/3/library/asyncio-eventloop.html';
const loops = ['asyncio.get_event_loop()', 'asyncio.new_event_loop()', 'asyncio.get_running_loop()'];
const pools = ['multiprocessing.Pool()', 'multiprocessing.pool.Pool()', 'multiprocessing.pool.ThreadPool()', 'multiprocessing.dummy.Pool()', 'multiprocessing.get_context().Pool()'];
const POOL = 'https://docs.python.org/3/library/multiprocessing.html#multiprocessing.pool.Pool';

export const WORKERS: readonly Model[] = [
  {
    call: ['concurrent.futures.ProcessPoolExecutor().submit', 'concurrent.futures.ThreadPoolExecutor().submit', 'concurrent.futures.Executor().submit'], signature: 'fn, *args', calls: 'fn',
    result: 'concurrent.futures.Future', facts: 'https://docs.python.org/3/library/concurrent.futures.html#concurrent.futures.Executor.submit',
  },
  { call: pools.flatMap((pool) => [`${pool}.apply`, `${pool}.apply_async`]), signature: 'func, args, kwds', calls: 'func', passes: 'args', passesNamed: 'kwds', returns: ['args'], facts: POOL },
  { call: pools.flatMap((pool) => ['map', 'map_async', 'imap', 'imap_unordered'].map((name) => `${pool}.${name}`)), signature: 'func, iterable, chunksize', calls: 'func', each: 'iterable', returns: ['iterable'], facts: POOL },
  { call: pools.flatMap((pool) => [`${pool}.starmap`, `${pool}.starmap_async`]), signature: 'func, iterable, chunksize', calls: 'func', each: 'iterable', spreads: true, returns: ['iterable'], facts: POOL },
  {
    call: 'concurrent.futures.Future.result', signature: 'timeout', sinks: { timeout: 'timeout' }, payload: true,
    facts: 'https://docs.python.org/3/library/concurrent.futures.html#concurrent.futures.Future.result',
  },
  { call: ['multiprocessing.Process', 'threading.Thread', 'multiprocessing.context.Process', 'multiprocessing.dummy.Process'], signature: 'group, target, name, args, kwargs', callsLater: 'target', passes: 'args', passesNamed: 'kwargs', returns: [], facts: 'https://docs.python.org/3/library/threading.html#threading.Thread' },
  { call: ['multiprocessing.Process().start', 'threading.Thread().start', 'threading.Timer().start', 'multiprocessing.Process().run', 'threading.Thread().run'], callsOwn: 'run', returns: [], facts: `${threading}#threading.Thread.start` },
  { call: 'threading.Timer', signature: 'interval, function, args, kwargs', callsLater: 'function', passes: 'args', passesNamed: 'kwargs', returns: [], facts: 'https://docs.python.org/3/library/threading.html#threading.Timer' },
  { call: 'atexit.register', signature: 'func, *args', callsLater: 'func', returns: ['func'], facts: 'https://docs.python.org/3/library/atexit.html#atexit.register' },
  { call: ['_thread.start_new_thread', 'thread.start_new_thread', '_thread.start_new'], signature: 'function, args, kwargs', callsLater: 'function', passes: 'args', passesNamed: 'kwargs', returns: [], facts: 'https://docs.python.org/3/library/_thread.html#_thread.start_new_thread' },
  {
    call: ['concurrent.futures.ProcessPoolExecutor().map', 'concurrent.futures.ThreadPoolExecutor().map', 'concurrent.futures.Executor().map'], signature: 'fn, iterable, *iterables', calls: 'fn', each: 'iterable', returns: ['iterable', 'iterables'],
    facts: 'https://docs.python.org/3/library/concurrent.futures.html#concurrent.futures.Executor.map',
  },
  { call: 'asyncio.to_thread', signature: 'func, *args', callsLater: 'func', returns: ['args'], facts: 'https://docs.python.org/3/library/asyncio-task.html#asyncio.to_thread' },
  { call: loops.map((loop) => `${loop}.run_in_executor`), signature: 'executor, func, *args', callsLater: 'func', returns: ['args'], facts: `${asyncio}#asyncio.loop.run_in_executor` },
  { call: loops.flatMap((loop) => [`${loop}.call_soon`, `${loop}.call_soon_threadsafe`]), signature: 'callback, *args', callsLater: 'callback', returns: [], facts: `${asyncio}#asyncio.loop.call_soon` },
  { call: loops.flatMap((loop) => [`${loop}.call_later`, `${loop}.call_at`]), signature: 'delay, callback, *args', callsLater: 'callback', returns: [], facts: `${asyncio}#asyncio.loop.call_later` },
  { call: 'sched.scheduler().enter', signature: 'delay, priority, action, argument, kwargs', callsLater: 'action', passes: 'argument', passesNamed: 'kwargs', returns: [], facts: 'https://docs.python.org/3/library/sched.html#sched.scheduler.enter' },
  { call: 'sched.scheduler().enterabs', signature: 'time, priority, action, argument, kwargs', callsLater: 'action', passes: 'argument', passesNamed: 'kwargs', returns: [], facts: 'https://docs.python.org/3/library/sched.html#sched.scheduler.enterabs' },
  { call: 'weakref.finalize', signature: 'obj, func, *args', callsLater: 'func', returns: [], facts: 'https://docs.python.org/3/library/weakref.html#weakref.finalize' },
  { call: 'contextlib.ExitStack().callback', signature: 'callback, *args', callsLater: 'callback', returns: [], facts: 'https://docs.python.org/3/library/contextlib.html#contextlib.ExitStack.callback' },
  { call: ['threading.setprofile', 'threading.settrace', 'threading.setprofile_all_threads', 'threading.settrace_all_threads'], signature: 'func', sinks: { interpreter: 'func' }, callsLater: 'func', returns: [], facts: `${threading}#threading.settrace` },
  { call: 'os.register_at_fork', signature: 'before, after_in_child, after_in_parent', sinks: { interpreter: '' }, callsLater: 'after_in_child', returns: [], facts: 'https://docs.python.org/3/library/os.html#os.register_at_fork' },
];
