/**
 * Programs that a command line names and that run, read or pass on what follows: interpreters, programs that start others, programs
 * that print, decode or fetch. Data with sources, for those who follow commands (dataflow/commands.ts).
 */
import type { DecoderName } from './model';

export type ProgramKind =
  /** Runs text, files or its input: which language, `language` says. */
  | 'interpreter'
  /** Starts the command that follows its options, assignments and `operands`. */
  | 'prefix'
  /** Prints its arguments. */
  | 'print'
  /** Prints files or its input. */
  | 'copy'
  /** Decodes its input or files, given an option that matches `when`. */
  | 'decode'
  /** Fetches; the file it saves to stands behind one of `saves`. */
  | 'fetch'
  /** Changes the folder. */
  | 'folder'
  /** Runs its arguments, put together, as shell text. */
  | 'evaluate'
  /** Runs a file as shell text. */
  | 'source';

export interface ProgramRow {
  readonly kind: ProgramKind;
  /** In lower case, without folder and `.exe`. */
  readonly names: RegExp;
  readonly language?: 'python' | 'shell' | 'cmd' | 'powershell';
  /** Options whose value is the next word. */
  readonly valued?: readonly string[];
  /** Of a prefix: words before the command that are neither options nor assignments. */
  readonly operands?: number;
  readonly decodes?: DecoderName;
  readonly when?: RegExp;
  readonly saves?: readonly string[];
  readonly facts: string;
}

const coreutils = 'https://www.gnu.org/software/coreutils/manual/coreutils.html';
const posix = 'https://pubs.opengroup.org/onlinepubs/9699919799/utilities/';
const windows = 'https://learn.microsoft.com/en-us/windows-server/administration/windows-commands/';

export const PROGRAMS: readonly ProgramRow[] = [
  { kind: 'interpreter', language: 'python', names: /^(?:python|pypy|py)w?[\d.]*$/, valued: ['-W', '-X', '-Q', '--check-hash-based-pycs'], facts: 'https://docs.python.org/3/using/cmdline.html' },
  { kind: 'interpreter', language: 'shell', names: /^(?:ba|z|da|k|a|mk)?sh$/, valued: ['-o', '+o', '-O', '+O', '--rcfile', '--init-file'], facts: `${posix}sh.html` },
  { kind: 'interpreter', language: 'cmd', names: /^cmd$/, facts: `${windows}cmd` },
  {
    kind: 'interpreter', language: 'powershell', names: /^(?:powershell|pwsh)$/,
    facts: 'https://learn.microsoft.com/en-us/powershell/module/microsoft.powershell.core/about/about_powershell_exe',
  },
  { kind: 'prefix', names: /^env$/, valued: ['-u', '--unset', '-C', '--chdir'], facts: `${coreutils}#env-invocation` },
  { kind: 'prefix', names: /^sudo$/, valued: ['-u', '-g', '-h', '-p', '-C', '-U', '-r', '-t', '-T', '-R', '-D', '--user', '--group'], facts: 'https://www.sudo.ws/docs/man/sudo.man/' },
  { kind: 'prefix', names: /^doas$/, valued: ['-u', '-C'], facts: 'https://man.openbsd.org/doas' },
  { kind: 'prefix', names: /^(?:nohup|setsid|command|builtin|exec|busybox|call|winpty)$/, valued: ['-a'], facts: `${coreutils}#nohup-invocation` },
  { kind: 'prefix', names: /^nice$/, valued: ['-n', '--adjustment'], facts: `${coreutils}#nice-invocation` },
  { kind: 'prefix', names: /^ionice$/, valued: ['-c', '-n', '-p'], facts: 'https://man7.org/linux/man-pages/man1/ionice.1.html' },
  { kind: 'prefix', names: /^time$/, valued: ['-o', '-f'], facts: `${posix}time.html` },
  { kind: 'prefix', names: /^timeout$/, valued: ['-s', '-k', '--signal', '--kill-after'], operands: 1, facts: `${coreutils}#timeout-invocation` },
  { kind: 'prefix', names: /^stdbuf$/, valued: ['-i', '-o', '-e'], facts: `${coreutils}#stdbuf-invocation` },
  { kind: 'prefix', names: /^chroot$/, operands: 1, facts: `${coreutils}#chroot-invocation` },
  { kind: 'prefix', names: /^xargs$/, valued: ['-n', '-I', '-P', '-L', '-d', '-a', '-s'], facts: `${posix}xargs.html` },
  { kind: 'prefix', names: /^start$/, valued: ['/d', '/D'], facts: `${windows}start` },
  { kind: 'prefix', names: /^start-process$|^saps$/, valued: ['-windowstyle', '-verb', '-workingdirectory'], facts: 'https://learn.microsoft.com/en-us/powershell/module/microsoft.powershell.management/start-process' },
  { kind: 'print', names: /^(?:echo|printf|write-output|write-host)$/, facts: `${posix}echo.html` },
  { kind: 'copy', names: /^(?:cat|type|tee|gc|get-content)$/, facts: `${posix}cat.html` },
  { kind: 'decode', names: /^base64$/, decodes: 'base64', when: /^(?:-[a-z]*[dD]|--decode$)/, facts: `${coreutils}#base64-invocation` },
  { kind: 'decode', names: /^base32$/, decodes: 'base32', when: /^(?:-d|--decode$)/, facts: `${coreutils}#base32-invocation` },
  { kind: 'decode', names: /^xxd$/, decodes: 'hex', when: /^-(?:r|rp|pr|r.*p)/, facts: 'https://github.com/vim/vim/blob/master/runtime/doc/xxd.man' },
  { kind: 'decode', names: /^(?:gunzip|zcat|gzcat)$/, decodes: 'gzip', facts: 'https://www.gnu.org/software/gzip/manual/gzip.html' },
  { kind: 'decode', names: /^gzip$/, decodes: 'gzip', when: /^(?:-[a-z]*d|--decompress$)/, facts: 'https://www.gnu.org/software/gzip/manual/gzip.html' },
  { kind: 'decode', names: /^(?:bunzip2|bzcat)$/, decodes: 'bz2', facts: 'https://sourceware.org/bzip2/manual/manual.html' },
  { kind: 'decode', names: /^bzip2$/, decodes: 'bz2', when: /^(?:-[a-z]*d|--decompress$)/, facts: 'https://sourceware.org/bzip2/manual/manual.html' },
  { kind: 'decode', names: /^(?:unxz|xzcat|unlzma|lzcat)$/, decodes: 'lzma', facts: 'https://tukaani.org/xz/man/xz.1.html' },
  { kind: 'decode', names: /^(?:xz|lzma)$/, decodes: 'lzma', when: /^(?:-[a-z]*d|--decompress$)/, facts: 'https://tukaani.org/xz/man/xz.1.html' },
  { kind: 'decode', names: /^openssl$/, decodes: 'base64', when: /^(?:-d|-base64d)$/, facts: 'https://docs.openssl.org/master/man1/openssl-enc/' },
  { kind: 'fetch', names: /^curl$/, saves: ['-o', '--output'], facts: 'https://curl.se/docs/manpage.html' },
  { kind: 'fetch', names: /^wget$/, saves: ['-O', '--output-document'], facts: 'https://www.gnu.org/software/wget/manual/wget.html' },
  { kind: 'folder', names: /^(?:cd|chdir|pushd|set-location)$/, facts: `${posix}cd.html` },
  { kind: 'evaluate', names: /^eval$/, facts: `${posix}V3_chap02.html` },
  { kind: 'source', names: /^(?:\.|source)$/, facts: `${posix}V3_chap02.html` },
];

/** By the word that names the program, with or without its folder. */
export function programNamed(word: string): ProgramRow | undefined {
  const name = word.slice(Math.max(word.lastIndexOf('/'), word.lastIndexOf('\\')) + 1).replace(/\.exe$/i, '').toLowerCase();
  return PROGRAMS.find(({ names }) => names.test(name));
}
