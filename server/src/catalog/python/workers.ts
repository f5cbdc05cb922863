/** Models of what calls a function elsewhere or later: threads, processes, event loops, exit handlers, schedulers. */
import type { Model } from '../model';

const threading = 'https://docs.python.org/3/library/threading.html';
const asyncio = 'https://docs.python.org/3/library/asyncio-eventloop.html';
const loops = ['asyncio.get_event_loop()', 'asyncio.new_event_loop()', 'asyncio.get_running_loop()'];

export const WORKERS: readonly Model[] = [
  {
    call: ['concurrent.futures.ProcessPoolExecutor().submit', 'concurrent.futures.ThreadPoolExecutor().submit', 'concurrent.futures.Executor().submit'], signature: 'fn, *args', calls: 'fn',
    result: 'concurrent.futures.Future', facts: 'https://docs.python.org/3/library/concurrent.futures.html#concurrent.futures.Executor.submit',
  },
  {
    call: ['multiprocessing.Pool().apply', 'multiprocessing.Pool().map', 'multiprocessing.pool.ThreadPool().map'], signature: 'func, *args', calls: 'func', returns: ['args'],
    facts: 'https://docs.python.org/3/library/multiprocessing.html#multiprocessing.pool.Pool',
  },
  {
    call: 'concurrent.futures.Future.result', signature: 'timeout', sinks: { timeout: 'timeout' }, payload: true,
    facts: 'https://docs.python.org/3/library/concurrent.futures.html#concurrent.futures.Future.result',
  },
  { call: ['multiprocessing.Process', 'threading.Thread', 'multiprocessing.context.Process', 'multiprocessing.dummy.Process'], signature: 'group, target, name, args, kwargs', callsLater: 'target', returns: [], facts: 'https://docs.python.org/3/library/threading.html#threading.Thread' },
  { call: 'threading.Timer', signature: 'interval, function, args, kwargs', callsLater: 'function', returns: [], facts: 'https://docs.python.org/3/library/threading.html#threading.Timer' },
  { call: 'atexit.register', signature: 'func, *args', callsLater: 'func', returns: ['func'], facts: 'https://docs.python.org/3/library/atexit.html#atexit.register' },
  { call: ['_thread.start_new_thread', 'thread.start_new_thread', '_thread.start_new'], signature: 'function, args, kwargs', callsLater: 'function', returns: [], facts: 'https://docs.python.org/3/library/_thread.html#_thread.start_new_thread' },
  {
    call: ['multiprocessing.Pool().apply_async', 'multiprocessing.Pool().map_async', 'multiprocessing.Pool().imap', 'multiprocessing.Pool().imap_unordered', 'multiprocessing.Pool().starmap', 'multiprocessing.Pool().starmap_async'],
    signature: 'func, iterable', callsLater: 'func', returns: ['iterable'], facts: 'https://docs.python.org/3/library/multiprocessing.html#multiprocessing.pool.Pool',
  },
  {
    call: ['concurrent.futures.ProcessPoolExecutor().map', 'concurrent.futures.ThreadPoolExecutor().map', 'concurrent.futures.Executor().map'], signature: 'fn, *iterables', callsLater: 'fn', returns: ['iterables'],
    facts: 'https://docs.python.org/3/library/concurrent.futures.html#concurrent.futures.Executor.map',
  },
  { call: 'asyncio.to_thread', signature: 'func, *args', callsLater: 'func', returns: ['args'], facts: 'https://docs.python.org/3/library/asyncio-task.html#asyncio.to_thread' },
  { call: loops.map((loop) => `${loop}.run_in_executor`), signature: 'executor, func, *args', callsLater: 'func', returns: ['args'], facts: `${asyncio}#asyncio.loop.run_in_executor` },
  { call: loops.flatMap((loop) => [`${loop}.call_soon`, `${loop}.call_soon_threadsafe`]), signature: 'callback, *args', callsLater: 'callback', returns: [], facts: `${asyncio}#asyncio.loop.call_soon` },
  { call: loops.flatMap((loop) => [`${loop}.call_later`, `${loop}.call_at`]), signature: 'delay, callback, *args', callsLater: 'callback', returns: [], facts: `${asyncio}#asyncio.loop.call_later` },
  { call: 'sched.scheduler().enter', signature: 'delay, priority, action, argument, kwargs', callsLater: 'action', returns: [], facts: 'https://docs.python.org/3/library/sched.html#sched.scheduler.enter' },
  { call: 'sched.scheduler().enterabs', signature: 'time, priority, action, argument, kwargs', callsLater: 'action', returns: [], facts: 'https://docs.python.org/3/library/sched.html#sched.scheduler.enterabs' },
  { call: 'weakref.finalize', signature: 'obj, func, *args', callsLater: 'func', returns: [], facts: 'https://docs.python.org/3/library/weakref.html#weakref.finalize' },
  { call: 'contextlib.ExitStack().callback', signature: 'callback, *args', callsLater: 'callback', returns: [], facts: 'https://docs.python.org/3/library/contextlib.html#contextlib.ExitStack.callback' },
  { call: ['threading.setprofile', 'threading.settrace', 'threading.setprofile_all_threads', 'threading.settrace_all_threads'], signature: 'func', sinks: { interpreter: 'func' }, callsLater: 'func', returns: [], facts: `${threading}#threading.settrace` },
  { call: 'os.register_at_fork', signature: 'before, after_in_child, after_in_parent', sinks: { interpreter: '' }, callsLater: 'after_in_child', returns: [], facts: 'https://docs.python.org/3/library/os.html#os.register_at_fork' },
];
