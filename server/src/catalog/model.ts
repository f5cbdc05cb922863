/**
 * The language of the catalog: what a library function reads, reaches, passes on and gives back. Models are data; the interpreter
 * applies them, the verifier (verify.ts) checks them, rules read the sinks they name.
 *
 * A function is named by its access path from the import: `os.system`; `()` stands for the result of a call:
 * `subprocess.Popen().communicate` is a method of what `subprocess.Popen(…)` returns. Builtins live in `builtins`.
 */

/** Where untrusted data enters. */
export type SourceKind =
  | 'environment' | 'file' | 'network' | 'arguments' | 'hook-argument' | 'parameter' | 'attribute-name' | 'process-id' | 'process-output' | 'user-input'
  | 'identity' | 'decoded' | 'dynamic-module';

/** What each kind is called in messages, after "comes from". */
export const SOURCE_NAMES: Readonly<Record<SourceKind, string>> = {
  environment: 'the environment',
  file: 'a file',
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
};

/** Where it does harm. */
export type SinkKind =
  /** Python source or code objects that are run */
  | 'code'
  /** a module name that is imported */
  | 'import'
  /** a path whose Python is run */
  | 'run-path'
  /** a loader that runs a module found by a spec */
  | 'run-spec'
  /** a program and its arguments, without a shell unless `shell=True` */
  | 'process'
  /** a command line for a shell */
  | 'shell'
  /** the image of this process is replaced or copied */
  | 'fork'
  /** a signal is sent to another process */
  | 'kill'
  /** a signal handler is installed */
  | 'signal'
  /** an interactive terminal or interpreter is opened */
  | 'terminal'
  | 'environment-write'
  | 'directory'
  | 'native-library'
  | 'deserialize'
  | 'timeout'
  | 'file-write'
  | 'file-delete'
  | 'file-read'
  | 'network';

/** What the interpreter can decode by itself (dataflow/decoders.ts); `opaque` is what it only knows to be a decoder. */
export type DecoderName =
  | 'base16' | 'base32' | 'base64' | 'urlsafe-base64' | 'base85' | 'ascii85' | 'hex' | 'zlib' | 'gzip' | 'bz2' | 'rot13' | 'percent' | 'fernet' | 'quoted-printable' | 'codec' | 'opaque';

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
  /** The parameter that the result stands for: the path behind a loader, the key of a cipher. Sinks and decoders of its methods see it as `self`. */
  readonly remembers?: string;
  /** The parameter that names a file which then holds what the call brings in. */
  readonly saves?: string;
  /** Parameters that are called: with the positionals of `*rest`, if any; the callee's result is in `.payload` of ours. */
  readonly calls?: string;
  /** Parameters that are called with unknown arguments at some later time. */
  readonly callsLater?: string;
  /** The payload of `self` is the result: futures. */
  readonly payload?: boolean;
  /** The result is harmless for every sink: a number, a length, a quoted word. */
  readonly clean?: boolean;
  /** The first parameter (or `self`) is decoded so; the result is folded when it is known, and tainted `decoded` in any case. */
  readonly decodes?: DecoderName;
  /** Not a function but an attribute that is a source when mentioned: `sys.argv`. */
  readonly attribute?: boolean;
  /** Where this is documented. */
  readonly facts: string;
}

export const pathsOf = (model: Model): readonly string[] => (typeof model.call === 'string' ? [model.call] : model.call);

export interface Parameter {
  readonly name: string;
  readonly rest: boolean;
}

export function parametersOf(model: Model): readonly Parameter[] {
  if (!model.signature) return [];
  return model.signature.split(',').map((text) => text.trim()).map((name) => ({ name: name.replace(/^\*/, ''), rest: name.startsWith('*') }));
}
