/**
 * What Buildglass knows of build backends, their plug-ins and the tools beside them, as data: which configuration keys and which files
 * make them run project code, at which hook.
 *
 *     { key: ['tool', 'hatch', 'build', 'hooks', 'custom', 'path'], default: 'hatch_build.py', target: 'script', hooks: […], source: … }
 *
 * Adding knowledge means adding rows; `../edges.ts` reads them. Every row says where it is known from.
 */
import type { Role } from '../../findings/finding';
import type { BuildHook, Hook } from '../hooks';

/**
 * What happens to the target. `import`: a module is loaded; `call`: an object is called; `exec-text`: a file or text is executed as a
 * script; `eval-expression`: a string is evaluated; `spawn`: a command is started; `require`: other people's code is installed;
 * `environment`: the environment of build tools is set; `write-code`: text is written into a module.
 */
export type EdgeKind = 'import' | 'call' | 'exec-text' | 'eval-expression' | 'spawn' | 'require' | 'environment' | 'write-code';

/** `certain`: runs whenever the hook runs. `conditional`: see the condition. `unknown`: nothing is known of the backend. */
export type Certainty = 'certain' | 'conditional' | 'unknown';

/** How the value of the key names what runs. */
export type TargetForm =
  /** A path, relative to the project root. */
  | 'script'
  /** A path when it ends in `.py`, else "pkg.mod:obj". */
  | 'script-or-module'
  /** "pkg.mod:obj(args)" */
  | 'module:object'
  /** "pkg.mod.obj" */
  | 'module.object'
  /** The name of a module or a distribution; dashes count as underscores. */
  | 'module'
  /** Python source text. */
  | 'expression'
  /** A command line, or a list of its words. */
  | 'command'
  /** A command that is a project script when it ends in `.py`. */
  | 'script-or-command'
  /** The path of a program: a file of the project, or else a command. */
  | 'program'
  /** Names of setuptools commands. */
  | 'setuptools-commands'
  /** A requirement, an index, or anything else that brings other people's code in. */
  | 'requirement'
  /** Something that is no code of its own. */
  | 'setting';

/** Tests that backends make before they execute something; see ../static-tests.ts. */
export type StaticTest = 'setuptools-attr' | 'flit-module';

/** A key in pyproject.toml (or the file that replaces its table) that must, or must not, be there, or be something; no key: the file. */
export interface Given {
  readonly key: readonly string[];
  readonly equals?: string | boolean;
  readonly not?: true;
}

/** Where a key stands in a file of sections. */
export interface IniKey {
  /** A name, or a beginning followed by `*`. */
  readonly section: string;
  /** `*` stands for every key. */
  readonly key: string;
  /** The value must start with this: `attr:`. */
  readonly prefix?: string;
  /** What the value is: `name = value` or values, separated by commas or lines (the default); values so separated; one in each line; one in each line, where a backslash at the end goes on in the next; one text. */
  readonly form?: 'pairs' | 'items' | 'lines' | 'commands' | 'whole';
  /** The key of pyproject.toml in whose text the sections stand, instead of a file. */
  readonly inside?: readonly string[];
}

/** One of the files that a tool looks for; it reads the first that is there and has the table or section. */
export interface ToolFile {
  readonly path: string;
  readonly key?: readonly string[];
  readonly section?: string;
  /** The table must hold more than this key. */
  readonly besides?: string;
}

export interface Vector {
  /** Stable, kebab-case. */
  readonly id: string;
  /** For people: "build hook". */
  readonly title: string;
  /**
   * Path of the key, in pyproject.toml and, where the backend reads it, hatch.toml. `*` stands for every key of a table and every item of
   * an array. Absent for files that are found by their name alone.
   */
  readonly key?: readonly string[];
  /** Section and key in setup.cfg, instead of `key`. */
  readonly ini?: IniKey;
  /** The file of `key`, `ini` or `lines` when it is another one; `*` stands for a part of a name. */
  readonly file?: string;
  /** `key` is one of the comment at the top of single-file scripts: of those in the folders where projects keep them, or of `file`. */
  readonly header?: true;
  /** Every line of `file` that matches is a value. */
  readonly lines?: RegExp;
  /** The files of which only the first found is read, and which of them this row speaks of. */
  readonly among?: { readonly files: readonly ToolFile[]; readonly index: number };
  /** A key beside `key` that must have this value. */
  readonly when?: { readonly key: string; readonly equals: string };
  /** All must hold. */
  readonly given?: readonly Given[];
  /** A list in pyproject.toml that must hold one of these strings. */
  readonly whenListed?: { readonly key: readonly string[]; readonly anyOf: readonly string[] };
  /** A key in pyproject.toml that must not be there. */
  readonly unless?: readonly string[];
  /** Of a plug-in that has to be among the build requirements: nothing else of the project speaks of it. */
  readonly whenRequired?: true;
  /** Tables that take the place of this one at some hooks. */
  readonly replacedBy?: readonly { readonly key: readonly string[]; readonly hooks: readonly Hook[] }[];
  /** With this value of a key beside `key` the edge is conditional. */
  readonly gate?: { readonly key: string; readonly equals: string | boolean; readonly condition: string };
  /** The value when the table of `key` is there and `key` is not. */
  readonly default?: string;
  /** Files at the project root, the first of which is taken when `key` is not written. `*` stands for a part of a name. */
  readonly autodetect?: string | readonly string[];
  /** `autodetect` looks in folders that the hooks import from, and takes all it finds. */
  readonly shadows?: true;
  /** Only where the project folder, or a folder of `backend-path`, is importable at the hooks. */
  readonly importableRoot?: true;
  /** The last part of the key is what counts, not its value. */
  readonly ofKey?: true;
  /** The key is a switch: when it is `true`, this file runs. */
  readonly switches?: string;
  /** The value names a folder, or a file in it; what runs is this file of the folder. */
  readonly member?: string;
  /** Only where what is named is a file of the project. */
  readonly present?: true;
  /** A list is one command in words (the default), or each item is a value. */
  readonly list?: 'words' | 'each';
  /** What counts in a list of words: what follows one of these options, as the next word or as the rest of this one. */
  readonly flags?: readonly string[];
  /** Only values that match; the first group, if there is one, is what counts. */
  readonly pattern?: RegExp;
  /** A key beside `key` that names the folder in which the module is looked for. */
  readonly searchIn?: string;
  /** Only values that stand before this one; none where it is not among them. */
  readonly until?: string;
  /** Only the module's own file is executed, not the packages around it. */
  readonly alone?: true;
  readonly target: TargetForm;
  readonly kind: EdgeKind;
  /**
   * The hooks; or those that have to do with the setuptools command that the key or the value names. `of-command`: run it; `of-alias`: name
   * it themselves; `of-lookup`, `of-late-lookup`: look for its class, before and after they write metadata into the project folder.
   */
  readonly hooks: readonly Hook[] | 'of-command' | 'of-alias' | 'of-lookup' | 'of-late-lookup';
  /** The commands that reach it, where the hooks do not say. */
  readonly commands?: readonly string[];
  readonly certainty: Certainty;
  /** In plain words, when not certain. */
  readonly condition?: string;
  /** What the backend does to find out without executing. */
  readonly test?: StaticTest;
  /**
   * What is odd about using it at all, as the end of "… runs: " in a message; texts that match `unless` are what honest projects write.
   * Rows without it are ordinary, however much they run.
   */
  readonly odd?: { readonly because: string; readonly unless?: RegExp };
  /** The build obeys variables of whoever builds: those of this list, or the one that the value names. */
  readonly obeys?: readonly string[];
  /** Nothing of the project runs: why. */
  readonly never?: string;
  /** What the target is to the build. */
  readonly role: Role;
  readonly source: string;
}

export interface Backend {
  /** As the project calls itself. */
  readonly name: string;
  /** Values of `build-backend`, without the object. */
  readonly modules: readonly string[];
  /** Whether setup.py is executed at every hook. */
  readonly runsSetupScript: boolean;
  /** Whether pip finds no metadata hook and so builds the wheel when it asks for metadata. */
  readonly metadataBuildsWheel: boolean;
  /** Hooks that it does not have, though the backend it stands on does. */
  readonly lacks?: readonly BuildHook[];
  readonly vectors: readonly Vector[];
  readonly source: string;
}

/** Something installed beside a backend that makes it run more. */
export interface Plugin {
  readonly name: string;
  /** Distribution names, normalised. */
  readonly distributions: readonly string[];
  /** Names of the backends it works with. */
  readonly hosts: readonly string[];
  readonly vectors: readonly Vector[];
  readonly source: string;
}

/** Something that is no backend and reads the project all the same. */
export interface Tool {
  readonly name: string;
  readonly vectors: readonly Vector[];
  readonly source: string;
}

/** A row of a tool for each file that it may read: `option` is the key below its table, or in its section. */
export function rowsAmong(files: readonly ToolFile[], option: string, row: Omit<Vector, 'key' | 'ini' | 'file' | 'among'> & { readonly form?: IniKey['form'] }): readonly Vector[] {
  const { form, ...rest } = row;
  return files.map((file, index): Vector => {
    const where = file.path === 'pyproject.toml' || file.path === 'setup.cfg' ? {} : { file: file.path };
    const named = file.key
      ? { key: [...file.key, ...option.split('.')] }
      : { ini: { section: file.section ?? '', key: option, ...(form !== undefined && { form }) } };
    return { ...rest, ...where, ...named, among: { files, index } };
  });
}
