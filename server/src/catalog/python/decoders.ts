/** Models of what turns unreadable data into readable: encodings, compression, archives. Encryption stands in ciphers.ts. */
import type { Model } from '../model';

const library = 'https://docs.python.org/3/library/';
const base64 = `${library}base64.html`;
const binascii = `${library}binascii.html`;
const zlib = `${library}zlib.html`;

export const DECODERS: readonly Model[] = [
  // Base encodings.
  { call: 'base64.b64decode', signature: 's, altchars, validate', decodes: 'base64', returns: ['s'], facts: `${base64}#base64.b64decode` },
  { call: ['base64.standard_b64decode', 'base64.decodebytes', 'base64.decodestring'], signature: 's', decodes: 'base64', returns: ['s'], facts: `${base64}#base64.decodebytes` },
  { call: 'binascii.a2b_base64', signature: 'data, strict_mode', decodes: 'base64', returns: ['data'], facts: `${binascii}#binascii.a2b_base64` },
  { call: 'base64.urlsafe_b64decode', signature: 's', decodes: 'urlsafe-base64', returns: ['s'], facts: `${base64}#base64.urlsafe_b64decode` },
  { call: 'base64.b32decode', signature: 's, casefold, map01', decodes: 'base32', returns: ['s'], facts: `${base64}#base64.b32decode` },
  { call: 'base64.b32hexdecode', signature: 's, casefold', decodes: 'base32-hex', returns: ['s'], facts: `${base64}#base64.b32hexdecode` },
  { call: 'base64.b16decode', signature: 's, casefold', decodes: 'base16', returns: ['s'], facts: `${base64}#base64.b16decode` },
  { call: 'base64.b85decode', signature: 'b', decodes: 'base85', returns: ['b'], facts: `${base64}#base64.b85decode` },
  { call: 'base64.z85decode', signature: 's', decodes: 'z85', returns: ['s'], facts: `${base64}#base64.z85decode` },
  { call: 'base64.a85decode', signature: 'b, foldspaces, adobe', decodes: 'ascii85', returns: ['b'], facts: `${base64}#base64.a85decode` },
  { call: ['binascii.unhexlify', 'binascii.a2b_hex'], signature: 'hexstr', decodes: 'base16', returns: ['hexstr'], facts: `${binascii}#binascii.unhexlify` },
  { call: ['builtins.bytes.fromhex', 'builtins.bytearray.fromhex'], signature: 'string', decodes: 'hex', returns: ['string'], facts: `${library}stdtypes.html#bytes.fromhex` },
  { call: ['binascii.a2b_qp', 'quopri.decodestring'], signature: 's, header', decodes: 'quoted-printable', returns: ['s'], facts: `${binascii}#binascii.a2b_qp` },
  { call: 'binascii.a2b_uu', signature: 'string', decodes: 'uu', returns: ['string'], facts: `${binascii}#binascii.a2b_uu` },
  // Text for text.
  { call: ['codecs.decode', '_codecs.decode'], signature: 'obj, encoding, errors', decodes: 'codec', returns: ['obj'], facts: `${library}codecs.html#codecs.decode` },
  { call: ['codecs.escape_decode', '_codecs.escape_decode'], signature: 'data, errors', decodes: 'bytes-escape', returns: ['data'], facts: 'https://github.com/python/cpython/blob/main/Modules/_codecsmodule.c' },
  { call: ['urllib.parse.unquote', 'urllib.unquote', 'urllib.parse.unquote_to_bytes'], signature: 'string', decodes: 'percent', returns: ['string'], facts: `${library}urllib.parse.html#urllib.parse.unquote` },
  { call: ['urllib.parse.unquote_plus', 'urllib.unquote_plus'], signature: 'string', decodes: 'percent-plus', returns: ['string'], facts: `${library}urllib.parse.html#urllib.parse.unquote_plus` },
  { call: ['html.unescape', 'html.parser.HTMLParser().unescape'], signature: 's', decodes: 'html', returns: ['s'], facts: `${library}html.html#html.unescape` },
  // Compression, at once or piece by piece.
  { call: 'zlib.decompress', signature: 'data, wbits, bufsize', decodes: 'zlib', returns: ['data'], facts: `${zlib}#zlib.decompress` },
  { call: 'zlib.decompressobj', signature: 'wbits, zdict', remembers: 'wbits', returns: [], facts: `${zlib}#zlib.decompressobj` },
  { call: 'zlib.decompressobj().decompress', signature: 'data, max_length', decodes: 'zlib', returns: ['data'], facts: `${zlib}#zlib.Decompress.decompress` },
  { call: 'gzip.decompress', signature: 'data', decodes: 'gzip', returns: ['data'], facts: `${library}gzip.html#gzip.decompress` },
  { call: ['bz2.decompress', 'bz2.BZ2Decompressor().decompress'], signature: 'data', decodes: 'bz2', returns: ['data'], facts: `${library}bz2.html#bz2.decompress` },
  { call: ['lzma.decompress', 'lzma.LZMADecompressor().decompress'], signature: 'data', decodes: 'lzma', returns: ['data'], facts: `${library}lzma.html#lzma.decompress` },
  // Files in memory, and files within them.
  { call: ['io.BytesIO', '_io.BytesIO', 'six.BytesIO'], signature: 'initial_bytes', holds: 'initial_bytes', returns: ['initial_bytes'], result: 'io.BytesIO()', facts: `${library}io.html#io.BytesIO` },
  { call: ['io.StringIO', 'six.StringIO'], signature: 'initial_value, newline', holds: 'initial_value', returns: ['initial_value'], result: 'io.BytesIO()', facts: `${library}io.html#io.StringIO` },
  { call: ['io.BytesIO().read', 'io.BytesIO().getvalue', 'io.BytesIO().getbuffer', 'io.BytesIO().read1', 'io.BytesIO().readall'], signature: 'size', payload: true, facts: `${library}io.html#io.BytesIO.getvalue` },
  { call: 'gzip.open', signature: 'filename, mode', sinks: { 'file-read': 'filename' }, reads: 'filename', decodes: 'gzip', result: 'gzip.GzipFile()', facts: `${library}gzip.html#gzip.open` },
  { call: 'gzip.GzipFile', signature: 'filename, mode, compresslevel, fileobj', sinks: { 'file-read': 'filename' }, reads: 'fileobj', decodes: 'gzip', result: 'gzip.GzipFile()', facts: `${library}gzip.html#gzip.GzipFile` },
  { call: ['bz2.open', 'bz2.BZ2File'], signature: 'filename, mode', sinks: { 'file-read': 'filename' }, reads: 'filename', decodes: 'bz2', result: 'gzip.GzipFile()', facts: `${library}bz2.html#bz2.BZ2File` },
  { call: ['lzma.open', 'lzma.LZMAFile'], signature: 'filename, mode', sinks: { 'file-read': 'filename' }, reads: 'filename', decodes: 'lzma', result: 'gzip.GzipFile()', facts: `${library}lzma.html#lzma.LZMAFile` },
  { call: ['gzip.GzipFile().read', 'gzip.GzipFile().readall', 'gzip.GzipFile().read1'], signature: 'size', payload: true, source: 'file', returns: [], facts: `${library}gzip.html#gzip.GzipFile` },
  { call: 'zipfile.ZipFile', signature: 'file, mode, compression', sinks: { 'file-read': 'file' }, reads: 'file', result: 'zipfile.ZipFile()', facts: `${library}zipfile.html#zipfile.ZipFile` },
  { call: 'zipfile.ZipFile().read', signature: 'name, pwd', sinks: { 'file-read': 'name' }, source: 'file', decodes: 'zip', returns: ['self'], facts: `${library}zipfile.html#zipfile.ZipFile.read` },
  { call: 'zipfile.ZipFile().open', signature: 'name, mode, pwd', sinks: { 'file-read': 'name' }, source: 'file', decodes: 'zip', returns: ['self'], result: 'io.BytesIO()', facts: `${library}zipfile.html#zipfile.ZipFile.open` },
];
