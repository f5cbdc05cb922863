/** Models of what tells who and where somebody is, what others keep secret, and what a user sees and types. */
import type { Model } from '../model';

const os = 'https://docs.python.org/3/library/os.html';
const platform = 'https://docs.python.org/3/library/platform.html';
const psutil = 'https://psutil.readthedocs.io/en/latest/';
const browsers = ['chrome', 'chromium', 'firefox', 'edge', 'brave', 'opera', 'vivaldi', 'safari', 'load'];

export const HOST: readonly Model[] = [
  // The frames of whoever calls: their files are other people's sources.
  { call: ['inspect.stack', 'inspect.getouterframes', 'traceback.extract_stack'], signature: 'context', source: 'caller', returns: [], facts: 'https://docs.python.org/3/library/inspect.html#inspect.stack' },
  // Identity.
  { call: ['socket.gethostname', 'socket.getfqdn'], signature: 'name', source: 'identity', returns: [], facts: 'https://docs.python.org/3/library/socket.html#socket.gethostname' },
  { call: 'platform.node', source: 'identity', returns: [], facts: `${platform}#platform.node` },
  { call: 'platform.uname().node', attribute: true, source: 'identity', facts: `${platform}#platform.uname` },
  { call: 'getpass.getuser', source: 'identity', returns: [], facts: 'https://docs.python.org/3/library/getpass.html#getpass.getuser' },
  { call: ['os.getlogin', 'os.uname', 'os.ctermid'], source: 'identity', returns: [], facts: `${os}#os.getlogin` },
  { call: 'uuid.getnode', source: 'identity', returns: [], facts: 'https://docs.python.org/3/library/uuid.html#uuid.getnode' },
  { call: ['pwd.getpwuid', 'pwd.getpwnam', 'pwd.getpwall', 'spwd.getspnam', 'spwd.getspall', 'grp.getgrall', 'grp.getgrgid'], signature: 'id', source: 'identity', returns: [], facts: 'https://docs.python.org/3/library/pwd.html' },
  { call: ['netifaces.ifaddresses', 'netifaces.interfaces', 'netifaces.gateways'], signature: 'interface', source: 'identity', returns: [], facts: 'https://github.com/al45tair/netifaces' },
  { call: 'getmac.get_mac_address', signature: 'interface, ip, ip6, hostname, network_request', source: 'identity', returns: [], facts: 'https://github.com/GhostofGoes/getmac' },
  { call: ['psutil.users', 'psutil.net_if_addrs', 'psutil.net_connections', 'psutil.process_iter', 'psutil.pids', 'psutil.disk_partitions', 'psutil.boot_time'], source: 'identity', returns: [], facts: psutil },
  { call: ['win32api.GetUserName', 'win32api.GetComputerName', 'win32api.GetUserNameEx', 'win32api.GetDomainName'], signature: 'format', source: 'identity', returns: [], facts: 'https://learn.microsoft.com/windows/win32/api/winbase/nf-winbase-getusernamew' },
  { call: ['wmi.WMI().Win32_ComputerSystem', 'wmi.WMI().Win32_OperatingSystem', 'wmi.WMI().Win32_BIOS', 'wmi.WMI().Win32_NetworkAdapterConfiguration'], source: 'identity', returns: [], facts: 'https://learn.microsoft.com/windows/win32/cimwin32prov/win32-computersystem' },
  // What other programs keep.
  { call: browsers.flatMap((name) => [`browser_cookie3.${name}`, `browsercookie.${name}`]), signature: 'cookie_file, domain_name, key_file', sinks: { 'secret-store': '' }, source: 'stored-secret', returns: [], facts: 'https://github.com/borisbabic/browser_cookie3' },
  { call: ['win32crypt.CryptUnprotectData', 'win32crypt.CryptProtectData'], signature: 'data, entropy, reserved, prompt, flags', sinks: { 'secret-store': '' }, source: 'stored-secret', returns: ['data'], facts: 'https://learn.microsoft.com/windows/win32/api/dpapi/nf-dpapi-cryptunprotectdata' },
  { call: ['keyring.get_password', 'keyring.get_credential'], signature: 'service_name, username', source: 'credential', returns: [], facts: 'https://keyring.readthedocs.io/en/latest/#what-is-python-keyring-lib' },
  { call: 'win32cred.CredEnumerate', signature: 'filter, flags', sinks: { 'secret-store': '' }, source: 'stored-secret', returns: [], facts: 'https://learn.microsoft.com/windows/win32/api/wincred/nf-wincred-credenumeratew' },
  { call: ['netrc.netrc().authenticators', 'netrc.netrc().hosts'], signature: 'host', source: 'credential', returns: [], facts: 'https://docs.python.org/3/library/netrc.html#netrc.netrc.authenticators' },
  // What a user sees and types.
  { call: ['PIL.ImageGrab.grab', 'PIL.ImageGrab.grabclipboard', 'ImageGrab.grab', 'pyscreenshot.grab'], sinks: { capture: '' }, source: 'capture', returns: [], facts: 'https://pillow.readthedocs.io/en/stable/reference/ImageGrab.html' },
  { call: ['pyautogui.screenshot', 'pyscreeze.screenshot'], signature: 'imageFilename, region', sinks: { capture: '' }, source: 'capture', returns: [], saves: 'imageFilename', facts: 'https://pyautogui.readthedocs.io/en/latest/screenshot.html' },
  { call: ['mss.mss().grab', 'mss.mss().shot', 'mss.mss().save'], signature: 'monitor', sinks: { capture: '' }, source: 'capture', returns: [], facts: 'https://python-mss.readthedocs.io/api.html' },
  { call: ['pynput.keyboard.Listener', 'pynput.mouse.Listener'], signature: 'on_press, on_release, suppress', sinks: { capture: '' }, callsLater: 'on_press', returns: [], facts: 'https://pynput.readthedocs.io/en/latest/keyboard.html#monitoring-the-keyboard' },
  { call: ['keyboard.on_press', 'keyboard.on_release', 'keyboard.hook', 'mouse.hook'], signature: 'callback, suppress', sinks: { capture: '' }, callsLater: 'callback', returns: [], facts: 'https://github.com/boppreh/keyboard#api' },
  { call: ['keyboard.record', 'keyboard.read_key', 'keyboard.read_event', 'keyboard.get_typed_strings'], signature: 'until', sinks: { capture: '' }, source: 'capture', returns: [], facts: 'https://github.com/boppreh/keyboard#api' },
  { call: ['pyperclip.paste', 'pyperclip.waitForNewPaste', 'clipboard.paste', 'pandas.read_clipboard'], sinks: { capture: '' }, source: 'capture', returns: [], facts: 'https://pyperclip.readthedocs.io/en/latest/' },
  { call: 'win32clipboard.GetClipboardData', signature: 'format', sinks: { capture: '' }, source: 'capture', returns: [], facts: 'https://learn.microsoft.com/windows/win32/api/winuser/nf-winuser-getclipboarddata' },
  { call: ['tkinter.Tk().clipboard_get', 'Tkinter.Tk().clipboard_get'], sinks: { capture: '' }, source: 'capture', returns: [], facts: 'https://docs.python.org/3/library/tkinter.html' },
  { call: ['cv2.VideoCapture', 'imageio.get_reader'], signature: 'index, apiPreference', sinks: { capture: '' }, source: 'capture', returns: [], facts: 'https://docs.opencv.org/4.x/d8/dfe/classcv_1_1VideoCapture.html' },
  { call: ['sounddevice.rec', 'sounddevice.playrec'], signature: 'frames, samplerate', sinks: { capture: '' }, source: 'capture', returns: [], facts: 'https://python-sounddevice.readthedocs.io/en/latest/api/convenience-functions.html' },
  { call: 'pyaudio.PyAudio().open', signature: 'rate, channels, format, input', sinks: { capture: '' }, source: 'capture', returns: [], facts: 'https://people.csail.mit.edu/hubert/pyaudio/docs/' },
];
