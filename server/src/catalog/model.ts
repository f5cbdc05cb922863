/**
 * The language of the catalog: what a library function reads, reaches, passes on and gives back. Models are data; the interpreter
 * applies them, the verifier (verify.ts) checks them, rules read the sinks they name.
 *
 * A function is named by its access path from the import: `os.system`; `()` stands for the result of a call:
 * `subprocess.Popen().communicate` is a method of what `subprocess.Popen(…)` returns. Builtins live in `builtins`.
 */

/** Where untrusted data enters. */
export type SourceKind =
  | 'environment' | 'whole-environment' | 'file' | 'secret-file' | 'found-file' | 'named-secret' | 'caller' | 'stored-secret' | 'credential' | 'capture' | 'network' | 'arguments' | 'hook-argument' | 'parameter' | 'attribute-name' | 'process-id' | 'process-output' | 'user-input'
  | 'identity' | 'decoded' | 'dynamic-module' | 'entry-point';

/** What each kind is called in messages, after "comes from". */
export const SOURCE_NAMES: Readonly<Record<SourceKind, string>> = {
  environment: 'the environment',
  'whole-environment': 'the whole environment',
  file: 'a file',
  'secret-file': 'a file of secrets',
  'found-file': 'files that are looked for among the user’s own',
  'named-secret': 'what is called a secret key',
  caller: 'the program that calls',
  'stored-secret': 'a store of secrets',
  credential: 'the user’s store of passwords',
  capture: 'the screen, the keyboard or the clipboard',
  network: 'the network',
  arguments: 'the command line',
  'hook-argument': 'a hook argument of the frontend',
  parameter: 'an argument of the caller',
  'attribute-name': 'the attribute name a caller asks for',
  'process-id': 'a process id',
  'process-output': 'the output of another program',
  'user-input': 'the keyboard',
  identity: 'the host or user identity',
  decoded: 'decoded data',
  'dynamic-module': 'a module chosen at run time',
  'entry-point': 'an installed package',
};

/** Where it does harm: each kind with what it takes. */
export const SINK_NAMES = {
  code: 'Python source or code objects that are run',
  import: 'a module name that is imported',
  'run-path': 'a path whose Python is run',
  'run-spec': 'a loader that runs a module found by a spec',
  process: 'a program and its arguments, without a shell unless `shell=True`',
  shell: 'a command line for a shell',
  fork: 'the image of this process is replaced or copied',
  kill: 'a signal is sent to another process',
  signal: 'a signal handler is installed',
  streams: 'a file descriptor that becomes a standard stream',
  terminal: 'an interactive terminal or interpreter is opened',
  interpreter: 'how Python itself works is changed: its imports, its tracing, its hooks',
  'environment-write': 'what environment variables are set to',
  directory: 'the folder the process changes into',
  'native-library': 'a library of machine code that is loaded',
  deserialize: 'data that is turned into objects, and may name code to run',
  timeout: 'how long something may take',
  'file-write': 'a path that is written',
  'file-delete': 'a path that is deleted',
  'temporary-name': 'the path of a file that others may make first',
  'file-read': 'a path that is read',
  'registry-write': 'a key of the Windows registry that is written',
  network: 'what is sent over a connection, or where to',
  dns: 'a host name that is looked up, and travels to whoever answers for it',
  requirements: 'what frontends install before they build',
  capture: 'the screen, the keyboard, the clipboard, the camera or the microphone is recorded',
  'secret-store': 'passwords, cookies or keys that other programs keep are read',
} as const satisfies Readonly<Record<string, string>>;

export type SinkKind = keyof typeof SINK_NAMES;

/**
 * What the interpreter can decode by itself (dataflow/decoders.ts); `opaque` is what it only knows to be a decoder, `codec` is named
 * by the parameter `encoding`. Ciphers are named by the library, since libraries take the same things differently.
 */
export const DECODER_NAMES = [
  'base16', 'base32', 'base32-hex', 'base64', 'urlsafe-base64', 'base85', 'z85', 'ascii85', 'hex', 'uu', 'quoted-printable',
  'zlib', 'gzip', 'bz2', 'lzma', 'zip', 'tar',
  'rot13', 'percent', 'percent-plus', 'html', 'unicode-escape', 'bytes-escape',
  'fernet', 'unpad', 'pycryptodome-aes', 'pycryptodome-arc4', 'pycryptodome-chacha20', 'pycryptodome-chacha20-poly1305', 'pycryptodome-salsa20',
  'cryptography-cipher', 'cryptography-aesgcm', 'cryptography-chacha20-poly1305',
  'marshal', 'codec', 'opaque',
] as const;

export type DecoderName = (typeof DECODER_NAMES)[number];

export type Sinks = Readonly<Partial<Record<SinkKind, string>>>;

export interface Model {
  /** Access paths of the same function under its names. */
  readonly call: string | readonly string[];
  /** Parameters as in the documentation, comma-separated; `*rest` collects positionals. Methods leave out `self`. */
  readonly signature?: string;
  /** Sinks and the parameter that matters for each ('' when the call itself is the point; `self` for the receiver). */
  readonly sinks?: Sinks;
  /** What a call (or, for `attribute` models, a mere mention) brings in. */
  readonly source?: SourceKind;
  /** Parameters (or `self`) whose data is in the result. Without `returns` and `result` the obscure model applies: everything passes through. */
  readonly returns?: readonly string[];
  /** Access path of the result when it is an object with models of its own; default: `<call>()`. */
  readonly result?: string;
  /** Access path of what iterating over the result, or asking it for an item, gives: objects with models of their own. */
  readonly elements?: string;
  /**
   * Parameters that the result keeps: the path behind a loader, key and mode of a cipher. Sinks of its methods see the first one as
   * `self`, decoders see all of them by their names.
   */
  readonly remembers?: string | readonly string[];
  /** The parameter whose data the result holds, to be had by methods with `payload`: a file in memory. */
  readonly holds?: string;
  /** The parameter that may be such a file: the result holds what it holds, decoded if the model `decodes`. */
  readonly reads?: string;
  /** The parameter that names a file which then holds what the call brings in. */
  readonly saves?: string;
  /** Of a function that starts a program: the parameter with its arguments, the first of which is the program's name again. */
  readonly argv?: string;
  /** The same where the name is not repeated. */
  readonly operands?: string;
  /** Parameters that are called: with the positionals of `*rest`, if any; the callee's result is in `.payload` of ours. */
  readonly calls?: string;
  /** Parameters that are called at some later time: with the positionals of `*rest`, if any, else with unknown arguments. */
  readonly callsLater?: string;
  /** What the function that is called later is given comes from there: what a chat client hands to its handlers was written by others. */
  readonly gives?: SourceKind;
  /** The parameters that hold the positional arguments (a sequence) and the named ones (a dictionary) of what is called. */
  readonly passes?: string;
  readonly passesNamed?: string;
  /** The parameter whose elements what is called gets, one at a time; `spreads`: each element is a sequence of arguments. */
  readonly each?: string;
  readonly spreads?: boolean;
  /** The method of the receiver's own class that is called: `Thread.start` calls `run`. */
  readonly callsOwn?: string;
  /** The parameter (or `self`) that names a file of which `saves` names a copy. */
  readonly copies?: string;
  /** The payload of `self` is the result: futures, files in memory. With `source`: where there is none, it is a source. */
  readonly payload?: boolean;
  /** The result is harmless for every sink: a number, a length, a quoted word. */
  readonly clean?: boolean;
  /** Sinks for which the result is harmless, whatever went in: a quoted word does nothing to a shell. */
  readonly stops?: readonly SinkKind[];
  /** The result is a digest: what equals a known one is known data. */
  readonly digests?: boolean;
  /** A method that puts what it is given into its object. */
  readonly absorbs?: boolean;
  /**
   * The first of `returns` that is given is decoded so, of `self` what it holds; the result is folded when it is known, and tainted
   * `decoded` in any case. With `result` it is the payload of that object.
   */
  readonly decodes?: DecoderName;
  /** Not a function but an attribute that is a source when mentioned: `sys.argv`. */
  readonly attribute?: boolean;
  /** An attribute by which its object is known: what a test proves of it holds for what the object's methods do. */
  readonly identifies?: boolean;
  /**
   * The parameter (of an attribute: `self`) that says which of the things is meant that a source brings in: where it is known or was checked,
   * so is what is imported of them.
   */
  readonly chooses?: string;
  /** The method of the result that is called at once, without arguments; what it gives is what the call gives. */
  readonly then?: string;
  /** Where this is documented. */
  readonly facts: string;
}

export const rememberedBy = (model: Model): readonly string[] => (typeof model.remembers === 'string' ? [model.remembers] : model.remembers ?? []);

export const pathsOf = (model: Model): readonly string[] => (typeof model.call === 'string' ? [model.call] : model.call);

export interface Parameter {
  readonly name: string;
  readonly rest: boolean;
}

export function parametersOf(model: Model): readonly Parameter[] {
  if (!model.signature) return [];
  return model.signature.split(',').map((text) => text.trim()).map((name) => ({ name: name.replace(/^\*/, ''), rest: name.startsWith('*') }));
}
