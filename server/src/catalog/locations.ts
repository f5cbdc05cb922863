/**
 * Places in a file system, by what changing them means to whoever builds. Patterns see a path as `readPath` (dataflow/places.ts)
 * writes it: forward slashes, and names in angle brackets for folders that only a running program knows.
 */
import { type Indicator, TEXT_INDICATORS } from './indicators';

export type LocationKind =
  /** Programs there start by themselves. */
  | 'start-up'
  | 'temporary' | 'cache'
  /** Where Python packages are installed. */
  | 'installation'
  /** A user's own documents. */
  | 'documents'
  /** A whole home folder, a whole file system. */
  | 'everything'
  | 'home' | 'system'
  /** Somewhere else outside the project. */
  | 'outside';

export interface Location {
  readonly kind: LocationKind;
  /** What it is, for messages. */
  readonly what: string;
  readonly pattern: RegExp;
  readonly facts: string;
}

const ATTACK = 'https://attack.mitre.org/techniques/';
const FHS = 'https://refspecs.linuxfoundation.org/FHS_3.0/fhs/index.html';
const XDG = 'https://specifications.freedesktop.org/basedir-spec/latest/';
const WINDOWS = 'https://learn.microsoft.com/windows/deployment/usmt/usmt-recognized-environment-variables';
const SITE = 'https://docs.python.org/3/library/site.html';

const startUp = (what: string, pattern: RegExp, facts: string): Location => ({ kind: 'start-up', what, pattern, facts });

const SHELL_FILES = String.raw`\.(?:bash_login|bash_logout|bash_profile|bashrc|profile|zshrc|zshenv|zprofile|zlogin|kshrc|cshrc|tcshrc|xinitrc|xprofile|xsession)`;
const BARE_SHELL_FILE = new RegExp(`^${SHELL_FILES}$`, 'i');

/** Whether a path is nothing but the name of a file that shells run whenever they start. */
export const isShellStartUp = (path: string): boolean => BARE_SHELL_FILE.test(path);

/** The first that matches is the answer. */
export const LOCATIONS: readonly Location[] = [
  // Tools put such modules into environments that they make; what a folder without a name holds is not known to be one of them.
  startUp('the modules that Python runs whenever it starts', /(?:^(?:\?\/?)?|^<[^>]+>(?:.*\/)?|(?:site|dist)-packages\/(?:.*\/)?|\/python\d[^/]*\/)(?:site|user)customize\.py$|(?:^|\/)(?:site|dist)-packages\/.*\.pth$|^<installation>.*\.pth$/, SITE),
  startUp('a script that shells run whenever they start', new RegExp(String.raw`(?:^|/)${SHELL_FILES}$|^/etc/(?:profile|bash\.bashrc|bashrc|zsh)|/fish/(?:config\.fish|conf\.d/)|PowerShell/(?:Microsoft\.PowerShell_)?profile\.ps1$`, 'i'), `${ATTACK}T1546/004/`),
  startUp('the folder of programs that start with the session', /Start Menu\/Programs\/Startup|\.config\/autostart(?:\/|$)|^<configuration>\/autostart|\/xdg\/autostart/i, `${ATTACK}T1547/001/`),
  startUp('the services of this system', /Library\/Launch(?:Agents|Daemons)|\/systemd\/(?:system|user)(?:\/|$)|^\/etc\/(?:init\.d|rc\.local|rc\d?\.d|inittab)|^\/etc\/ld\.so\.preload$/i, `${ATTACK}T1543/`),
  startUp('the table of programs that run at set times', /^\/etc\/(?:cron|anacron)|^\/var\/spool\/cron|System32\/Tasks(?:\/|$)/i, `${ATTACK}T1053/`),
  startUp('the keys that may log in from afar', /(?:^|\/)\.ssh\/authorized_keys/, `${ATTACK}T1098/004/`),
  { kind: 'temporary', what: 'the temporary folder', pattern: /^<temporary>|^\/(?:var\/)?tmp(?:\/|$)|^\/private\/tmp|^\/dev\/(?:null|shm|stdout|stderr|tty)|AppData\/Local\/Temp(?:\/|$)|^[a-z]:\/(?:windows\/)?temp(?:\/|$)|^(?:nul|con)$/i, facts: 'https://docs.python.org/3/library/tempfile.html#tempfile.gettempdir' },
  { kind: 'cache', what: 'a cache', pattern: /^<cache>|(?:^|\/)\.cache(?:\/|$)|Library\/Caches(?:\/|$)|^\/var\/cache(?:\/|$)|^~\/\.(?:npm|cargo|rustup|conan|conan2|ccache|gradle|m2|nuget)(?:\/|$)/i, facts: XDG },
  { kind: 'installation', what: 'the folder of installed packages', pattern: /^<installation>|^<prefix>|(?:^|\/)(?:site|dist)-packages(?:\/|$)/, facts: 'https://docs.python.org/3/library/sysconfig.html#installation-paths' },
  { kind: 'everything', what: 'the whole home folder', pattern: /^~[\w-]*\/?\*?$|^\/(?:home|Users)(?:\/[^/]+)?\/?\*?$|^[a-z]:\/Users(?:\/[^/]+)?\/?$|^\/root\/?$/i, facts: FHS },
  { kind: 'everything', what: 'a whole file system', pattern: /^\/\*?$|^[a-z]:\/?\*?$|^\/(?:bin|boot|dev|etc|lib|lib64|opt|sbin|srv|sys|usr|var|System|Library|Applications)\/?\*?$|^<system>\/?$/i, facts: FHS },
  { kind: 'documents', what: 'a user’s documents', pattern: /^(?:~|\/home\/[^/]+|\/Users\/[^/]+|[a-z]:\/Users\/[^/]+)\/(?:Desktop|Documents|Downloads|Pictures|Music|Videos|Movies|OneDrive)(?:\/|$)/i, facts: WINDOWS },
  { kind: 'home', what: 'the home folder', pattern: /^~|^<configuration>|^\/(?:home|Users|root)\/|^[a-z]:\/Users\//i, facts: XDG },
  { kind: 'system', what: 'a folder of the system', pattern: /^<system>|^\/(?:bin|boot|dev|etc|lib|lib64|opt|sbin|srv|sys|proc|usr|var|System|Library|Applications)(?:\/|$)|^[a-z]:\/(?:windows|program files|programdata)/i, facts: FHS },
  { kind: 'outside', what: 'a folder outside the project', pattern: /^(?:\/|[a-z]:\/|\.\.(?:\/|$))/i, facts: 'https://docs.python.org/3/library/pathlib.html#pathlib.PurePath.is_absolute' },
];

/** Environment variables that name folders, as patterns see them. Facts: the XDG base directories, Windows' known folders, POSIX. */
export const FOLDER_VARIABLES: Readonly<Record<string, string>> = {
  HOME: '~', USERPROFILE: '~', HOMEPATH: '~', APPDATA: '~/AppData/Roaming', LOCALAPPDATA: '~/AppData/Local', TEMP: '<temporary>', TMP: '<temporary>', TMPDIR: '<temporary>',
  XDG_CACHE_HOME: '<cache>', XDG_CONFIG_HOME: '<configuration>', XDG_DATA_HOME: '~/.local/share', PROGRAMDATA: '<system>', ALLUSERSPROFILE: '<system>', SYSTEMROOT: '<system>', WINDIR: '<system>',
  PROGRAMFILES: '<system>', VIRTUAL_ENV: '<prefix>', CONDA_PREFIX: '<prefix>', PREFIX: '<prefix>',
};

/** What library functions and attributes name, by access path. Facts: the standard library's documentation of each. */
export const FOLDER_PATHS: Readonly<Record<string, string>> = {
  'tempfile.mkdtemp()': '<temporary>', 'tempfile.mkstemp()': '<temporary>', 'tempfile.mktemp()': '<temporary>', 'tempfile.gettempdir()': '<temporary>', 'tempfile.TemporaryDirectory()': '<temporary>',
  'tempfile.TemporaryDirectory().name': '<temporary>', 'tempfile.NamedTemporaryFile()': '<temporary>', 'tempfile.NamedTemporaryFile().name': '<temporary>', 'tempfile.tempdir': '<temporary>',
  'site.getsitepackages()': '<installation>', 'site.getusersitepackages()': '<installation>', 'site.USER_SITE': '<installation>', 'sysconfig.get_path()': '<installation>', 'sysconfig.get_paths()': '<installation>',
  'distutils.sysconfig.get_python_lib()': '<installation>', 'setuptools._distutils.sysconfig.get_python_lib()': '<installation>', 'sys.prefix': '<prefix>', 'sys.exec_prefix': '<prefix>', 'sys.base_prefix': '<prefix>',
  'site.USER_BASE': '<prefix>', 'appdirs.user_cache_dir()': '<cache>', 'platformdirs.user_cache_dir()': '<cache>', 'platformdirs.user_config_dir()': '<configuration>', 'appdirs.user_config_dir()': '<configuration>',
  'os.sep': '/', 'os.path.sep': '/',
};

/** Keys of the Windows registry whose values name programs that start by themselves, or that Windows starts with all rights (https://attack.mitre.org/techniques/T1548/002/). */
export const START_UP_KEY = /CurrentVersion\/(?:Run|RunOnce|RunServices|Policies\/Explorer\/Run|Winlogon|Image File Execution Options|Windows$)|^Environment$|UserInitMprLogonScript|Command Processor|Classes\/(?:ms-settings|mscfile|exefile|Folder)\/shell\/open\/command/i;

/** Whether a folder holds what a user put there, not what programs keep for themselves: a whole disk, documents, a plain folder of the home. */
export const isOfUser = (path: string): boolean => OF_USER.test(path);

const OF_USER = /^(?:~|\/home\/[^/]+|\/Users\/[^/]+|[a-z]:\/Users\/[^/]+)(?:\/(?!\.|AppData(?:\/|$)|Library(?:\/|$))[^/?]+)*\/?$|^(?:\/|[a-z]:\/)$|^\/(?:home|Users|root|mnt|media|sdcard|storage)(?:\/|$)/i;

/** Whether a path leads to what somebody keeps secret. */
export const isSecretPath = (path: string): boolean => SECRET_PATHS.some(({ pattern }) => pattern.test(path));

const SECRET_PATHS: readonly Indicator[] = TEXT_INDICATORS.filter(({ kind }) => kind === 'secret-path');
