/** Models of the standard library: starting, replacing, copying and signalling processes; terminals; native code. */
import type { Model } from '../model';

const os = 'https://docs.python.org/3/library/os.html';
const subprocess = 'https://docs.python.org/3/library/subprocess.html';
const popen = 'args, bufsize, executable, stdin, stdout, stderr, preexec_fn, close_fds, shell, cwd, env, universal_newlines, startupinfo, creationflags';

export const PROCESSES: readonly Model[] = [
  { call: 'os.system', signature: 'command', sinks: { shell: 'command' }, clean: true, facts: `${os}#os.system` },
  { call: ['os.popen', 'os.popen2', 'os.popen3', 'os.popen4'], signature: 'cmd, mode, buffering', sinks: { shell: 'cmd' }, result: 'os.popen()', returns: ['cmd'], remembers: 'cmd', facts: `${os}#os.popen` },
  { call: 'os.startfile', signature: 'path, operation, arguments', sinks: { shell: 'path' }, returns: [], facts: `${os}#os.startfile` },
  { call: ['os.popen().read', 'os.popen().readline', 'os.popen().readlines'], source: 'process-output', returns: [], facts: `${os}#os.popen` },
  { call: 'subprocess.Popen', signature: popen, sinks: { process: 'args' }, returns: ['args'], remembers: 'args', facts: `${subprocess}#subprocess.Popen` },
  { call: ['subprocess.call', 'subprocess.check_call'], signature: popen, sinks: { process: 'args' }, clean: true, facts: `${subprocess}#subprocess.call` },
  { call: 'subprocess.run', signature: popen, sinks: { process: 'args' }, returns: [], remembers: 'args', facts: `${subprocess}#subprocess.run` },
  { call: 'subprocess.check_output', signature: popen, sinks: { process: 'args' }, source: 'process-output', returns: [], facts: `${subprocess}#subprocess.check_output` },
  { call: ['subprocess.getoutput', 'subprocess.getstatusoutput', 'commands.getoutput', 'commands.getstatusoutput'], signature: 'cmd', sinks: { shell: 'cmd' }, source: 'process-output', returns: [], facts: `${subprocess}#subprocess.getoutput` },
  { call: 'subprocess.Popen().communicate', source: 'process-output', returns: [], facts: `${subprocess}#subprocess.Popen.communicate` },
  { call: ['subprocess.Popen().stdout.read', 'subprocess.Popen().stdout.readline', 'subprocess.Popen().stdout.readlines'], source: 'process-output', returns: [], facts: `${subprocess}#subprocess.Popen.stdout` },
  { call: ['subprocess.run().stdout', 'subprocess.run().stderr'], attribute: true, source: 'process-output', facts: `${subprocess}#subprocess.CompletedProcess.stdout` },
  { call: 'subprocess.Popen().pid', attribute: true, source: 'process-id', facts: `${subprocess}#subprocess.Popen.pid` },
  { call: ['subprocess.Popen().kill', 'subprocess.Popen().terminate'], returns: [], facts: `${subprocess}#subprocess.Popen.kill` },
  { call: ['os.execv', 'os.execvp', 'os.execve', 'os.execvpe'], signature: 'path, args, env', sinks: { process: 'path', fork: '' }, returns: [], facts: `${os}#os.execv` },
  { call: ['os.execl', 'os.execlp', 'os.execle', 'os.execlpe'], signature: 'path, *args', sinks: { process: 'path', fork: '' }, returns: [], facts: `${os}#os.execl` },
  { call: ['os.spawnv', 'os.spawnvp', 'os.spawnve', 'os.spawnvpe'], signature: 'mode, path, args, env', sinks: { process: 'path' }, clean: true, facts: `${os}#os.spawnv` },
  { call: ['os.spawnl', 'os.spawnlp', 'os.spawnle', 'os.spawnlpe'], signature: 'mode, path, *args', sinks: { process: 'path' }, clean: true, facts: `${os}#os.spawnl` },
  { call: ['os.posix_spawn', 'os.posix_spawnp'], signature: 'path, argv, env', sinks: { process: 'path', fork: '' }, source: 'process-id', returns: [], facts: `${os}#os.posix_spawn` },
  { call: ['os.fork', 'os.forkpty', 'pty.fork'], sinks: { fork: '' }, source: 'process-id', returns: [], facts: `${os}#os.fork` },
  { call: ['os.kill', 'os.killpg'], signature: 'pid, sig', sinks: { kill: 'pid' }, returns: [], facts: `${os}#os.kill` },
  { call: ['signal.pthread_kill', 'signal.pidfd_send_signal'], signature: 'pid, sig', sinks: { kill: 'pid' }, returns: [], facts: 'https://docs.python.org/3/library/signal.html#signal.pthread_kill' },
  { call: 'signal.signal', signature: 'signalnum, handler', sinks: { signal: 'signalnum' }, callsLater: 'handler', returns: [], facts: 'https://docs.python.org/3/library/signal.html#signal.signal' },
  { call: ['signal.set_wakeup_fd', 'signal.siginterrupt', 'signal.alarm', 'signal.setitimer', 'signal.raise_signal', 'signal.pthread_sigmask'], signature: 'value', sinks: { signal: 'value' }, returns: [], facts: 'https://docs.python.org/3/library/signal.html#signal.alarm' },
  { call: ['os.getpid', 'os.getppid', 'os.getpgrp', 'os.getpgid', 'os.getsid'], source: 'process-id', returns: [], facts: `${os}#os.getpid` },
  { call: 'os.dup2', signature: 'fd, fd2, inheritable', sinks: { streams: 'fd' }, returns: ['fd'], facts: `${os}#os.dup2` },
  { call: 'pty.spawn', signature: 'argv, master_read, stdin_read', sinks: { process: 'argv', terminal: '' }, returns: [], facts: 'https://docs.python.org/3/library/pty.html#pty.spawn' },
  { call: 'pty.openpty', sinks: { terminal: '' }, returns: [], facts: 'https://docs.python.org/3/library/pty.html#pty.openpty' },
  {
    call: ['ctypes.CDLL', 'ctypes.PyDLL', 'ctypes.WinDLL', 'ctypes.OleDLL', 'ctypes.cdll.LoadLibrary', 'ctypes.windll.LoadLibrary', 'ctypes.pydll.LoadLibrary', 'ctypes.oledll.LoadLibrary'],
    signature: 'name, mode', sinks: { 'native-library': 'name' }, returns: [], facts: 'https://docs.python.org/3/library/ctypes.html#ctypes.CDLL',
  },
  { call: ['cffi.FFI().dlopen', '_ctypes.dlopen'], signature: 'name, flags', sinks: { 'native-library': 'name' }, returns: [], facts: 'https://cffi.readthedocs.io/en/latest/cdef.html' },
  { call: 'asyncio.create_subprocess_exec', signature: 'program, *args', sinks: { process: 'program' }, returns: [], facts: 'https://docs.python.org/3/library/asyncio-subprocess.html' },
  { call: 'asyncio.create_subprocess_shell', signature: 'cmd', sinks: { shell: 'cmd' }, returns: [], facts: 'https://docs.python.org/3/library/asyncio-subprocess.html' },
  {
    call: ['distutils.spawn.spawn', 'setuptools._distutils.spawn.spawn'], signature: 'cmd, search_path, verbose, dry_run', sinks: { process: 'cmd' }, returns: [],
    facts: 'https://github.com/pypa/setuptools/blob/main/setuptools/_distutils/spawn.py',
  },
];
