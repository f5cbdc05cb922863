/**
 * Texts that say what a program is after: paths of secrets, places where programs are started from, hosts that collect what is
 * sent to them, commands of an attacker. Data with sources; a match is evidence, never proof.
 */

export type IndicatorKind = 'embedded-program' | 'encrypted-program' | 'secret-path' | 'startup-location' | 'callback-host' | 'file-host' | 'raw-address' | 'hostile-command' | 'download-command' | 'odd-command' | 'hidden-window';

export interface Indicator {
  readonly kind: IndicatorKind;
  /** Stable name, for scores. */
  readonly id: string;
  /** What the text points at, for messages. */
  readonly what: string;
  readonly pattern: RegExp;
  readonly facts: string;
}

const ATTACK = 'https://attack.mitre.org/techniques/';

/** An IPv4 address that is neither of this machine nor of a private network. Facts: RFC 1918, RFC 3927, RFC 5735. */
const PUBLIC_ADDRESS = String.raw`(?!127\.|0\.0\.0\.0|10\.|192\.168\.|169\.254\.|172\.(?:1[6-9]|2\d|3[01])\.)\d{1,3}(?:\.\d{1,3}){3}`;
const PUBLIC_HOST = new RegExp(`^${PUBLIC_ADDRESS}(?::\\d+)?$`);

/** Whether a host, perhaps with its port, is a server on the internet that has no name. */
export const isPublicAddress = (host: string): boolean => PUBLIC_HOST.test(host);

/** Names of what opens a wallet or an account to whoever has it, and is for no server: not what users log in with, which servers ask for. Facts: https://attack.mitre.org/techniques/T1552/ */
const SECRET_KEY = /^_*(?:(?:wallet|account|my|user|hex|raw)_?)?(?:priv(?:ate)?_?key|(?:aws_?)?secret_?(?:access_?)?key|access_?key_?secret|mnemonics?(?:_?(?:phrase|words))?|(?:seed|recovery|secret)_?phrase)(?:_?(?:hex|str|bytes|wif|b58))?$/i;

export const namesSecretKey = (name: string): boolean => SECRET_KEY.test(name);

/** In any string of the program. */
export const TEXT_INDICATORS: readonly Indicator[] = [
  { kind: 'embedded-program', id: 'embedded-program', what: 'the bytes of a program for this machine', pattern: /^\x7fELF|^MZ[\s\S]{2,400}DOS mode/, facts: `${ATTACK}T1027/009/` },
  { kind: 'embedded-program', id: 'embedded-program', what: 'the bytes of a program for this machine, encoded', pattern: /^(?:TV[opqr][A-Za-z0-9+/]{200}|f0VMR[A-Za-z0-9+/]{200}|4d5a[0-9a-f]{200}|7f454c46[0-9a-f]{200})/i, facts: `${ATTACK}T1027/009/` },
  { kind: 'encrypted-program', id: 'encrypted-program', what: 'a program that only its PyArmor runtime can decrypt', pattern: /^PYARMOR\0|^PY\d{6}\0/, facts: 'https://pyarmor.readthedocs.io/en/stable/topic/obfuscated-script.html' },
  { kind: 'startup-location', id: 'hijacked-browser', what: 'a browser extension that is loaded behind the user’s back', pattern: /--load-extension=/, facts: `${ATTACK}T1176/` },
  { kind: 'file-host', id: 'program-download', what: 'a program to download', pattern: /^(?:https?|ftp):\/\/\S+\.(?:exe|scr|bat|cmd|ps1|vbs|msi|dll|elf)(?:\?\S*)?$/i, facts: `${ATTACK}T1105/` },
  { kind: 'secret-path', id: 'ssh-keys', what: 'SSH keys', pattern: /[\\/~]\.ssh\b(?!:)|\bid_(?:rsa|ed25519|ecdsa)\b/, facts: `${ATTACK}T1552/004/` },
  { kind: 'secret-path', id: 'cloud-credentials', what: 'cloud credentials', pattern: /\.aws[\\/]+(?:credentials|config)|\.azure[\\/]|gcloud[\\/]+credentials|\.kube[\\/]+config|169\.254\.169\.254/, facts: `${ATTACK}T1552/001/` },
  { kind: 'secret-path', id: 'registry-credentials', what: 'package registry and version control credentials', pattern: /[\\/~]\.(?:pypirc|npmrc|netrc|git-credentials)\b/, facts: `${ATTACK}T1552/001/` },
  { kind: 'secret-path', id: 'system-accounts', what: 'system account files', pattern: /\/etc\/(?:passwd|shadow)\b|\/proc\/self\/environ/, facts: `${ATTACK}T1003/008/` },
  { kind: 'secret-path', id: 'browser-profiles', what: 'browser profiles', pattern: /Login Data\b|[\\/]Local State\b|Local Storage[\\/]+leveldb|[\\/]Cookies\b.*(?:Chrome|Edge|Brave)|User Data[\\/]+Default|Mozilla[\\/]+Firefox[\\/]+Profiles/i, facts: `${ATTACK}T1555/003/` },
  { kind: 'secret-path', id: 'chat-and-wallets', what: 'chat clients and wallets', pattern: /\\+(?:discord(?:canary|ptb)?|Lightcord)(?:\\|$)|(?<![A-Za-z])tdata\b|[\\/](?:Exodus|Electrum)[\\/]|wallet\.dat|\[\\w-\]\{24\}/, facts: `${ATTACK}T1555/` },
  { kind: 'startup-location', id: 'start-up-location', what: 'a folder or key whose programs start by themselves', pattern: /Start Menu[\\/]+Programs[\\/]+Startup|CurrentVersion[\\/]+Run\b|\/etc\/cron|\.config\/autostart|LaunchAgents\/|\/etc\/systemd\/system|[\\/~]\.(?:bashrc|zshrc|bash_profile|profile)\b/i, facts: `${ATTACK}T1547/` },
  { kind: 'callback-host', id: 'collector', what: 'a service that collects what is sent to it', pattern: /discord(?:app)?\.com\/api\/webhooks|api\.telegram\.org\/bot\d+:|webhook\.site|requestbin|pipedream\.net|\.oast\.(?:fun|live|me|online|pro|site)|(?<![\w.])interact(?:sh\b|\.sh\b)|burpcollaborator|oastify\.com|canarytokens|ngrok(?:-free)?\.(?:io|app|dev)|hookbin|beeceptor\.com|connect\.pabbly\.com|hooks\.zapier\.com|\.m\.pipedream\.|\.dnslog\./i, facts: `${ATTACK}T1567/004/` },
  { kind: 'file-host', id: 'file-host', what: 'a place where anybody can leave files', pattern: /pastebin\.com\/raw|(?<![\w.])rentry\.co\/|paste\.(?:ee|rs)|hastebin|transfer\.sh|cdn\.discordapp\.com|anonfiles|gofile\.io|dropbox\.com\/s|gist\.githubusercontent\.com|(?<![\w.])file\.io\//i, facts: `${ATTACK}T1102/` },
  { kind: 'raw-address', id: 'raw-address', what: 'a server without a name', pattern: new RegExp(String.raw`\b(?:https?|ftp|tcp)://${PUBLIC_ADDRESS}\b`, 'i'), facts: `${ATTACK}T1071/001/` },
];

/** In command lines that are started. */
export const COMMAND_INDICATORS: readonly Indicator[] = [
  { kind: 'hostile-command', id: 'hostile-command', what: 'runs encoded PowerShell', pattern: /(?:powershell|pwsh)[^|]*\s-e(?:nc|ncodedcommand|c)?\s+['"]?[A-Za-z0-9+/=]{16,}/i, facts: `${ATTACK}T1059/001/` },
  { kind: 'hostile-command', id: 'hostile-command', what: 'downloads and runs PowerShell', pattern: /\b(?:iex|invoke-expression)\b|downloadstring|downloadfile|start-bitstransfer|net\.webclient/i, facts: `${ATTACK}T1059/001/` },
  { kind: 'hostile-command', id: 'hostile-command', what: 'opens a remote shell', pattern: /\/dev\/(?:tcp|udp)\/|(?:^|[;&|]\s*)nc(?:at)?\s[^|;]*-e\b|mkfifo\s+\S+.*\bnc\b|bash\s+-i\s*>|^(?:\/(?:usr\/)?bin\/)?(?:ba|z|da)?sh\s+-i\s*$/i, facts: `${ATTACK}T1059/004/` },
  { kind: 'hostile-command', id: 'hostile-command', what: 'pipes a download into a shell', pattern: /\b(?:curl|wget)\b[^|;&]*\|\s*(?:sudo\s+)?(?:ba|z|da)?sh\b|\b(?:curl|wget)\b[^|]*\|\s*python/i, facts: `${ATTACK}T1105/` },
  { kind: 'hostile-command', id: 'hostile-command', what: 'uses a system tool to fetch or run a program', pattern: /\bmshta\b|certutil[^|;]*-(?:urlcache|decode)|\bbitsadmin\b|regsvr32[^|;]*\/i:|rundll32[^|;]*javascript/i, facts: `${ATTACK}T1218/` },
  { kind: 'hostile-command', id: 'hostile-command', what: 'makes a program start by itself', pattern: /\bschtasks\b[^|;]*\/create|\breg(?:\.exe)?\s+add\b[^|;]*\\run\b|\bcrontab\s+-(?![lr]\b)|systemctl\s+enable|launchctl\s+load/i, facts: `${ATTACK}T1053/` },
  { kind: 'hostile-command', id: 'hostile-command', what: 'turns protection off', pattern: /set-mppreference|add-mppreference|netsh\s+advfirewall[^|;]*off|taskkill[^|;]*(?:defender|avast|avg|msmpeng)|\bvssadmin\b[^|;]*delete/i, facts: `${ATTACK}T1562/001/` },
  { kind: 'hostile-command', id: 'hostile-command', what: 'downloads a program and starts it', pattern: /\b(?:curl|wget)\b[^\n|]*(?:&&|;|\n)\s*(?:sudo\s+)?(?:chmod\s+\S*(?:x|7)\S*|\.\/)|\bsh\s+-c\s+[\"']?\$\((?:curl|wget)\b|\b(?:iwr|invoke-webrequest|start-bitstransfer)\b[^\n]*\b(?:start-process|start|&)\b/i, facts: `${ATTACK}T1105/` },
  { kind: 'hostile-command', id: 'hostile-command', what: 'sends away facts about the machine', pattern: /\b(?:nslookup|dig|host|curl|wget|ping)\b[^\n]*(?:\$\(|`)\s*(?:whoami|hostname|id|uname|env|pwd|cat)\b|\b(?:nslookup|curl|ping)\b[^\n]*%(?:USERNAME|COMPUTERNAME|USERDOMAIN)%/i, facts: `${ATTACK}T1048/` },
  { kind: 'hostile-command', id: 'hostile-command', what: 'decodes text into a shell', pattern: /base64\s+(?:-d|--decode)[^|;]*\|\s*(?:ba|z|da)?sh\b/i, facts: `${ATTACK}T1140/` },
  { kind: 'hostile-command', id: 'hostile-command', what: 'shuts the machine down', pattern: /^\s*(?:sudo\s+)?(?:shutdown\s+[-\/]|poweroff\b|reboot\b|halt\b|init\s+[06]\b)|\bshutdown\s+\/[srp]\b/i, facts: `${ATTACK}T1529/` },
  { kind: 'hostile-command', id: 'hostile-command', what: 'deletes everything below a root', pattern: /\brm\s+-[a-z]*r[a-z]*f?[a-z]*\s+(?:--no-preserve-root\s+)?(?:\/|~|\$HOME)(?:\s|\*|$)/i, facts: `${ATTACK}T1485/` },
  { kind: 'download-command', id: 'download-command', what: 'downloads', pattern: /\b(?:curl|wget|aria2c)\b[^|;&]*(?:https?:|ftp:|\d+\.\d+\.\d+\.\d+)|invoke-webrequest|\biwr\b/i, facts: `${ATTACK}T1105/` },
  { kind: 'download-command', id: 'download-command', what: 'downloads', pattern: /\bpython[\d.]*(?:\.exe)?\s+-\w*c\b[^\n]*(?:https?:\/\/|\brequests\.get\()/i, facts: `${ATTACK}T1105/` },
  // Not what an option names: an index is chosen by whoever builds.
  { kind: 'download-command', id: 'download-command', what: 'installs a package from an address', pattern: /\bpip[\d.]*(?:\.exe)?\s+install\s(?:(?!(?:-[ifrc]|--(?:index-url|extra-index-url|find-links|requirement|constraint|trusted-host|proxy))\b)\S+\s+)*['"]?(?:git\+\w+:|https?:)\/\/\S/i, facts: `${ATTACK}T1195/001/` },
  { kind: 'odd-command', id: 'odd-command', what: 'asks a name server, and a name can carry data', pattern: /(?:^|[;&|(`]\s*)(?:nslookup|dig)\s/i, facts: `${ATTACK}T1071/004/` },
  { kind: 'odd-command', id: 'odd-command', what: 'writes down the whole environment', pattern: /(?:^|[;&|]\s*)(?:env|printenv|set)\s*(?:>|\|)/i, facts: `${ATTACK}T1082/` },
  { kind: 'odd-command', id: 'odd-command', what: 'opens a desktop program, as proofs of an attack do', pattern: /^\s*(?:start\s+)?(?:\S*[\\/])?(?:calc|notepad|mspaint|gnome-calculator|xcalc)(?:\.exe)?(?:\s|$)|\bopen\s+-a\s+Calculator\b/i, facts: `${ATTACK}T1204/` },
  { kind: 'hidden-window', id: 'hidden-window', what: 'hides its window', pattern: /-w(?:indowstyle)?\s+hidden|\bpythonw\b/i, facts: `${ATTACK}T1564/003/` },
];

/** Prose speaks of everything: in longer texts only addresses are evidence. */
const IN_LONG_TEXTS: ReadonlySet<IndicatorKind> = new Set(['callback-host', 'file-host', 'raw-address', 'embedded-program', 'encrypted-program']);
const LONGEST_PATH = 400;

export const textIndicators = (text: string): readonly Indicator[] =>
  matching(TEXT_INDICATORS, text).filter(({ kind }) => text.length <= LONGEST_PATH && !text.includes('\n') || IN_LONG_TEXTS.has(kind));

export const matching = (rows: readonly Indicator[], text: string): readonly Indicator[] => rows.filter(({ pattern }) => pattern.test(text));
