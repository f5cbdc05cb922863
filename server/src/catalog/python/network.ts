/** Models of network clients and servers: the standard library, requests, httpx, urllib3, aiohttp, DNS. */
import type { Model } from '../model';

const request = 'https://docs.python.org/3/library/urllib.request.html';
const sockets = 'https://docs.python.org/3/library/socket.html';
const client = 'https://docs.python.org/3/library/http.client.html';
const library = 'https://docs.python.org/3/library/';
const requests = 'https://requests.readthedocs.io/en/latest/api/';
const httpx = 'https://www.python-httpx.org/api/';
const verbs = ['get', 'post', 'put', 'patch', 'delete', 'head', 'options'];
const sessions = ['requests.Session()', 'requests.session()', 'requests.sessions.Session()', 'requests_toolbelt.sessions.BaseUrlSession()', 'cloudscraper.create_scraper()'];
const clients = ['httpx.Client()', 'httpx.AsyncClient()'];
const pools = ['urllib3.PoolManager()', 'urllib3.ProxyManager()', 'urllib3.HTTPConnectionPool()', 'urllib3.HTTPSConnectionPool()', 'urllib3.connectionpool.HTTPSConnectionPool()'];
const connections = ['http.client.HTTPConnection()', 'http.client.HTTPSConnection()', 'httplib.HTTPConnection()', 'httplib.HTTPSConnection()'];
const mailers = ['smtplib.SMTP()', 'smtplib.SMTP_SSL()', 'smtplib.LMTP()'];
const resolvers = ['dns.resolver', 'dns.resolver.Resolver()', 'dns.asyncresolver', 'dns.asyncresolver.Resolver()'];
const files = ['ftplib.FTP()', 'ftplib.FTP_TLS()'];
const requestSignature = 'url, data, json, params, headers, files, cookies, auth, timeout';

export const NETWORK: readonly Model[] = [
  // The standard library.
  { call: ['urllib.request.urlopen', 'urllib2.urlopen', 'urllib.urlopen'], signature: 'url, data, timeout', sinks: { network: 'url' }, source: 'network', returns: [], facts: `${request}#urllib.request.urlopen` },
  { call: ['urllib.request.urlretrieve', 'urllib.urlretrieve'], signature: 'url, filename, reporthook, data', sinks: { network: 'url' }, source: 'network', returns: [], saves: 'filename', facts: `${request}#urllib.request.urlretrieve` },
  { call: ['urllib.request.Request', 'urllib2.Request'], signature: 'url, data, headers', returns: ['url', 'data', 'headers'], facts: `${request}#urllib.request.Request` },
  {
    call: ['urllib.request.build_opener().open', 'urllib2.build_opener().open', 'urllib.request.OpenerDirector().open', 'urllib.request.URLopener().open', 'urllib.request.FancyURLopener().open', 'urllib.FancyURLopener().open'],
    signature: 'url, data', sinks: { network: 'url' }, source: 'network', returns: [], facts: `${request}#urllib.request.OpenerDirector`,
  },
  { call: ['urllib.request.URLopener().retrieve', 'urllib.request.FancyURLopener().retrieve'], signature: 'url, filename, reporthook, data', sinks: { network: 'url' }, source: 'network', returns: [], saves: 'filename', facts: `${request}#urllib.request.URLopener` },
  { call: connections.map((path) => path.slice(0, -2)), signature: 'host, port, timeout', returns: ['host'], remembers: 'host', facts: `${client}#http.client.HTTPConnection` },
  { call: connections.map((path) => `${path}.request`), signature: 'method, url, body, headers', sinks: { network: 'url' }, returns: [], facts: `${client}#http.client.HTTPConnection.request` },
  { call: connections.map((path) => `${path}.putrequest`), signature: 'method, url', sinks: { network: 'url' }, returns: [], facts: `${client}#http.client.HTTPConnection.putrequest` },
  { call: connections.map((path) => `${path}.putheader`), signature: 'header, *argument', sinks: { network: 'argument' }, returns: [], facts: `${client}#http.client.HTTPConnection.putheader` },
  { call: connections.flatMap((path) => [`${path}.send`, `${path}.endheaders`]), signature: 'data', sinks: { network: 'data' }, returns: [], facts: `${client}#http.client.HTTPConnection.send` },
  { call: connections.map((path) => `${path}.getresponse`), source: 'network', returns: [], facts: `${client}#http.client.HTTPConnection.getresponse` },
  { call: 'socket.create_connection', signature: 'address, timeout, source_address', sinks: { network: 'address' }, returns: [], result: 'socket.socket()', facts: `${sockets}#socket.create_connection` },
  { call: ['socket.socket().connect', 'socket.socket().connect_ex'], signature: 'address', sinks: { network: 'address' }, returns: [], facts: `${sockets}#socket.socket.connect` },
  { call: ['socket.socket().send', 'socket.socket().sendall', 'socket.socket().sendmsg'], signature: 'bytes, flags', sinks: { network: 'bytes' }, returns: [], facts: `${sockets}#socket.socket.sendall` },
  { call: 'socket.socket().sendto', signature: 'bytes, address', sinks: { network: 'bytes' }, returns: [], facts: `${sockets}#socket.socket.sendto` },
  { call: 'socket.socket().fileno', source: 'network', returns: [], facts: `${sockets}#socket.socket.fileno` },
  { call: ['socket.socket().sendfile', 'os.sendfile'], signature: 'file, offset, count', sinks: { network: 'file' }, returns: [], facts: `${sockets}#socket.socket.sendfile` },
  { call: ['socket.socket().recv', 'socket.socket().recvfrom', 'socket.socket().recvmsg'], source: 'network', returns: [], facts: `${sockets}#socket.socket.recv` },
  { call: ['socket.socket().bind', 'socket.create_server'], signature: 'address', sinks: { network: 'address' }, returns: [], facts: `${sockets}#socket.socket.bind` },
  { call: 'socket.socket().makefile', signature: 'mode', returns: [], result: 'socket.socket().makefile()', facts: `${sockets}#socket.socket.makefile` },
  { call: 'socket.socket().makefile().write', signature: 'data', sinks: { network: 'data' }, returns: [], facts: `${sockets}#socket.socket.makefile` },
  { call: ['socket.socket().makefile().read', 'socket.socket().makefile().readline'], source: 'network', returns: [], facts: `${sockets}#socket.socket.makefile` },
  {
    call: ['ssl.wrap_socket', 'ssl.SSLContext().wrap_socket', 'ssl.create_default_context().wrap_socket', 'ssl._create_unverified_context().wrap_socket'], signature: 'sock, server_side, server_hostname', returns: [],
    result: 'socket.socket()', facts: `${library}ssl.html#ssl.SSLContext.wrap_socket`,
  },
  { call: 'ssl.get_server_certificate', signature: 'addr, ssl_version', sinks: { network: 'addr' }, source: 'network', returns: [], facts: `${library}ssl.html#ssl.get_server_certificate` },
  { call: 'asyncio.open_connection', signature: 'host, port', sinks: { network: 'host' }, source: 'network', returns: [], elements: 'asyncio.StreamWriter()', facts: `${library}asyncio-stream.html#asyncio.open_connection` },
  { call: 'asyncio.start_server', signature: 'client_connected_cb, host, port', sinks: { network: 'host' }, source: 'network', returns: [], facts: `${library}asyncio-stream.html#asyncio.start_server` },
  { call: ['asyncio.StreamWriter().write', 'asyncio.StreamWriter().writelines'], signature: 'data', sinks: { network: 'data' }, returns: [], facts: `${library}asyncio-stream.html#asyncio.StreamWriter.write` },
  { call: ['ftplib.FTP', 'ftplib.FTP_TLS'], signature: 'host, user, passwd', sinks: { network: 'host' }, returns: [], facts: `${library}ftplib.html#ftplib.FTP` },
  { call: files.flatMap((path) => [`${path}.connect`]), signature: 'host, port', sinks: { network: 'host' }, returns: [], facts: `${library}ftplib.html#ftplib.FTP.connect` },
  { call: files.flatMap((path) => [`${path}.storbinary`, `${path}.storlines`]), signature: 'cmd, fp', sinks: { network: 'fp' }, returns: [], facts: `${library}ftplib.html#ftplib.FTP.storbinary` },
  { call: files.flatMap((path) => [`${path}.retrbinary`, `${path}.retrlines`]), signature: 'cmd, callback', sinks: { network: 'cmd' }, source: 'network', callsLater: 'callback', returns: [], facts: `${library}ftplib.html#ftplib.FTP.retrbinary` },
  { call: mailers.map((path) => path.slice(0, -2)), signature: 'host, port', returns: [], remembers: 'host', facts: `${library}smtplib.html#smtplib.SMTP` },
  { call: mailers.map((path) => `${path}.sendmail`), signature: 'from_addr, to_addrs, msg', sinks: { network: 'msg' }, returns: [], facts: `${library}smtplib.html#smtplib.SMTP.sendmail` },
  { call: mailers.map((path) => `${path}.send_message`), signature: 'msg, from_addr, to_addrs', sinks: { network: 'msg' }, returns: [], facts: `${library}smtplib.html#smtplib.SMTP.send_message` },
  { call: ['poplib.POP3', 'poplib.POP3_SSL', 'imaplib.IMAP4', 'imaplib.IMAP4_SSL', 'telnetlib.Telnet', 'nntplib.NNTP'], signature: 'host, port', sinks: { network: 'host' }, source: 'network', returns: [], facts: `${library}imaplib.html#imaplib.IMAP4` },
  { call: ['xmlrpc.client.ServerProxy', 'xmlrpclib.ServerProxy', 'xmlrpc.client.Server'], signature: 'uri, transport', sinks: { network: 'uri' }, source: 'network', returns: [], facts: `${library}xmlrpc.client.html#xmlrpc.client.ServerProxy` },
  { call: ['socketserver.TCPServer', 'socketserver.UDPServer', 'socketserver.ThreadingTCPServer', 'http.server.HTTPServer', 'http.server.ThreadingHTTPServer', 'xmlrpc.server.SimpleXMLRPCServer'], signature: 'server_address, RequestHandlerClass', sinks: { network: 'server_address' }, returns: [], facts: `${library}socketserver.html#socketserver.TCPServer` },
  { call: ['webbrowser.open', 'webbrowser.open_new', 'webbrowser.open_new_tab', 'webbrowser.get().open'], signature: 'url, new, autoraise', sinks: { network: 'url' }, returns: [], facts: `${library}webbrowser.html#webbrowser.open` },
  // Names that are looked up.
  { call: ['socket.gethostbyname', 'socket.gethostbyname_ex'], signature: 'hostname', sinks: { dns: 'hostname' }, returns: ['hostname'], facts: `${sockets}#socket.gethostbyname` },
  { call: 'socket.getaddrinfo', signature: 'host, port', sinks: { dns: 'host' }, returns: ['host'], facts: `${sockets}#socket.getaddrinfo` },
  { call: 'socket.gethostbyaddr', signature: 'ip_address', sinks: { dns: 'ip_address' }, returns: ['ip_address'], facts: `${sockets}#socket.gethostbyaddr` },
  { call: resolvers.flatMap((path) => [`${path}.resolve`, `${path}.query`]), signature: 'qname, rdtype', sinks: { dns: 'qname' }, source: 'network', returns: [], facts: 'https://dnspython.readthedocs.io/en/stable/resolver-functions.html' },
  { call: ['dns.query.udp', 'dns.query.tcp', 'dns.query.https'], signature: 'q, where', sinks: { dns: 'q' }, source: 'network', returns: [], facts: 'https://dnspython.readthedocs.io/en/stable/query.html' },
  // Clients from the index.
  { call: verbs.flatMap((verb) => [`requests.${verb}`, `requests.api.${verb}`]), signature: requestSignature, sinks: { network: 'url' }, source: 'network', returns: [], facts: `${requests}#main-interface` },
  { call: verbs.flatMap((verb) => sessions.map((path) => `${path}.${verb}`)), signature: requestSignature, sinks: { network: 'url' }, source: 'network', returns: [], facts: `${requests}#requests.Session` },
  { call: ['requests.request', ...sessions.map((path) => `${path}.request`)], signature: `method, ${requestSignature}`, sinks: { network: 'url' }, source: 'network', returns: [], facts: `${requests}#requests.request` },
  { call: ['requests.Request', 'requests.models.Request'], signature: 'method, url, headers, files, data, params, auth, cookies, hooks, json', returns: ['url', 'headers', 'files', 'data', 'params', 'json'], facts: `${requests}#requests.Request` },
  { call: sessions.map((path) => `${path}.send`), signature: 'request', sinks: { network: 'request' }, source: 'network', returns: [], facts: `${requests}#requests.Session.send` },
  { call: 'requests.adapters.HTTPAdapter().send', signature: 'request, stream, timeout', sinks: { network: 'request' }, source: 'network', returns: [], facts: `${requests}#requests.adapters.HTTPAdapter.send` },
  { call: verbs.flatMap((verb) => [`httpx.${verb}`, ...clients.map((path) => `${path}.${verb}`)]), signature: 'url, content, data, files, json, params, headers', sinks: { network: 'url' }, source: 'network', returns: [], facts: httpx },
  { call: ['httpx.request', 'httpx.stream', ...clients.flatMap((path) => [`${path}.request`, `${path}.stream`])], signature: 'method, url, content, data, files, json, params, headers', sinks: { network: 'url' }, source: 'network', returns: [], facts: httpx },
  { call: clients.map((path) => `${path}.send`), signature: 'request', sinks: { network: 'request' }, source: 'network', returns: [], facts: httpx },
  { call: [...verbs.map((verb) => `aiohttp.ClientSession().${verb}`), 'aiohttp.ClientSession().ws_connect'], signature: 'url, data, json, params, headers', sinks: { network: 'url' }, source: 'network', returns: [], facts: 'https://docs.aiohttp.org/en/stable/client_reference.html' },
  { call: ['aiohttp.request', 'aiohttp.ClientSession().request'], signature: 'method, url, data, json, params, headers', sinks: { network: 'url' }, source: 'network', returns: [], facts: 'https://docs.aiohttp.org/en/stable/client_reference.html#aiohttp.request' },
  { call: ['urllib3.request', ...pools.flatMap((path) => [`${path}.request`, `${path}.urlopen`])], signature: 'method, url, body, fields, headers', sinks: { network: 'url' }, source: 'network', returns: [], facts: 'https://urllib3.readthedocs.io/en/stable/reference/urllib3.poolmanager.html' },
  // Clients with the interface of requests.
  { call: verbs.flatMap((verb) => [`niquests.${verb}`, `niquests.Session().${verb}`]), signature: requestSignature, sinks: { network: 'url' }, source: 'network', returns: [], facts: 'https://niquests.readthedocs.io/en/latest/dev/api.html' },
  { call: verbs.flatMap((verb) => [`curl_cffi.requests.${verb}`, `curl_cffi.requests.Session().${verb}`, `curl_cffi.${verb}`, `curl_cffi.Session().${verb}`]), signature: requestSignature, sinks: { network: 'url' }, source: 'network', returns: [], facts: 'https://curl-cffi.readthedocs.io/en/latest/quick_start.html' },
  { call: verbs.map((verb) => `tls_client.Session().${verb}`), signature: requestSignature, sinks: { network: 'url' }, source: 'network', returns: [], facts: 'https://github.com/FlorianREGAZ/Python-Tls-Client' },
  { call: verbs.map((verb) => `grequests.${verb}`), signature: requestSignature, sinks: { network: 'url' }, source: 'network', returns: [], facts: 'https://github.com/spyoungtech/grequests' },
  { call: 'httplib2.Http().request', signature: 'uri, method, body, headers', sinks: { network: 'uri' }, source: 'network', returns: [], facts: 'https://httplib2.readthedocs.io/en/latest/libhttplib2.html#httplib2.Http.request' },
];
