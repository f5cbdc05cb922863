/** Models of network clients: the standard library, requests, httpx, urllib3, aiohttp, DNS and mail. */
import type { Model } from '../model';

const request = 'https://docs.python.org/3/library/urllib.request.html';
const sockets = 'https://docs.python.org/3/library/socket.html';
const verbs = ['get', 'post', 'put', 'patch', 'delete', 'head', 'options'];

export const NETWORK: readonly Model[] = [
  { call: ['urllib.request.urlopen', 'urllib2.urlopen', 'urllib.urlopen'], signature: 'url, data, timeout', sinks: { network: 'url' }, source: 'network', returns: [], facts: `${request}#urllib.request.urlopen` },
  { call: ['urllib.request.urlretrieve', 'urllib.urlretrieve', 'wget.download'], signature: 'url, filename, reporthook, data', sinks: { network: 'url' }, source: 'network', returns: [], saves: 'filename', facts: `${request}#urllib.request.urlretrieve` },
  { call: ['urllib.request.Request', 'urllib2.Request'], signature: 'url, data, headers', returns: ['url', 'data', 'headers'], facts: `${request}#urllib.request.Request` },
  { call: ['urllib.request.build_opener().open', 'urllib.request.OpenerDirector().open', 'urllib.request.URLopener().retrieve'], signature: 'url, data', sinks: { network: 'url' }, source: 'network', returns: [], facts: `${request}#urllib.request.OpenerDirector` },
  {
    call: [...verbs.flatMap((verb) => [`requests.${verb}`, `requests.Session().${verb}`, `requests.session().${verb}`, `requests.sessions.Session().${verb}`])],
    signature: 'url, data, json, params, headers, files', sinks: { network: 'url' }, source: 'network', returns: [], facts: 'https://requests.readthedocs.io/en/latest/api/#main-interface',
  },
  { call: ['requests.request', 'requests.Session().request'], signature: 'method, url, data, json, params, headers, files', sinks: { network: 'url' }, source: 'network', returns: [], facts: 'https://requests.readthedocs.io/en/latest/api/#requests.request' },
  { call: [...verbs.flatMap((verb) => [`httpx.${verb}`, `httpx.Client().${verb}`, `httpx.AsyncClient().${verb}`])], signature: 'url, data, json, params, headers, files, content', sinks: { network: 'url' }, source: 'network', returns: [], facts: 'https://www.python-httpx.org/api/' },
  { call: [...verbs.flatMap((verb) => [`aiohttp.ClientSession().${verb}`])], signature: 'url, data, json, params, headers', sinks: { network: 'url' }, source: 'network', returns: [], facts: 'https://docs.aiohttp.org/en/stable/client_reference.html' },
  { call: ['urllib3.PoolManager().request', 'urllib3.request'], signature: 'method, url, fields, body, headers', sinks: { network: 'url' }, source: 'network', returns: [], facts: 'https://urllib3.readthedocs.io/en/stable/reference/urllib3.poolmanager.html' },
  { call: ['http.client.HTTPConnection().request', 'http.client.HTTPSConnection().request', 'httplib.HTTPConnection().request', 'httplib.HTTPSConnection().request'], signature: 'method, url, body, headers', sinks: { network: 'url' }, returns: [], facts: 'https://docs.python.org/3/library/http.client.html' },
  { call: ['http.client.HTTPConnection().getresponse', 'http.client.HTTPSConnection().getresponse'], source: 'network', returns: [], facts: 'https://docs.python.org/3/library/http.client.html' },
  { call: ['socket.socket().connect', 'socket.socket().connect_ex', 'socket.create_connection'], signature: 'address', sinks: { network: 'address' }, returns: [], facts: `${sockets}#socket.socket.connect` },
  { call: ['socket.socket().send', 'socket.socket().sendall'], signature: 'bytes', sinks: { network: 'bytes' }, returns: [], facts: `${sockets}#socket.socket.sendall` },
  { call: 'socket.socket().sendto', signature: 'bytes, address', sinks: { network: 'bytes' }, returns: [], facts: `${sockets}#socket.socket.sendto` },
  { call: ['socket.socket().fileno', 'socket.create_connection().fileno', 'socket.socket().makefile', 'socket.create_connection().makefile'], source: 'network', returns: [], facts: `${sockets}#socket.socket.fileno` },
  { call: ['socket.socket().recv', 'socket.socket().recvfrom'], source: 'network', returns: [], facts: `${sockets}#socket.socket.recv` },
  { call: ['socket.gethostbyname', 'socket.getaddrinfo', 'socket.gethostbyname_ex', 'dns.resolver.resolve', 'dns.resolver.query', 'dns.resolver.Resolver().resolve', 'dns.resolver.Resolver().query'], signature: 'host', sinks: { network: 'host' }, source: 'network', returns: [], facts: `${sockets}#socket.gethostbyname` },
  { call: ['smtplib.SMTP().sendmail', 'smtplib.SMTP_SSL().sendmail', 'smtplib.SMTP().send_message'], signature: 'from_addr, to_addrs, msg', sinks: { network: 'msg' }, returns: [], facts: 'https://docs.python.org/3/library/smtplib.html' },
  { call: ['ftplib.FTP', 'ftplib.FTP_TLS', 'telnetlib.Telnet', 'paramiko.SSHClient().connect'], signature: 'host', sinks: { network: 'host' }, returns: [], facts: 'https://docs.python.org/3/library/ftplib.html' },
];
