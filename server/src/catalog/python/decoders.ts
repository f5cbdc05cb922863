/** Models of what turns unreadable data into readable: encodings, compression, encryption, code objects. */
import type { Model } from '../model';

const base64 = 'https://docs.python.org/3/library/base64.html';
const binascii = 'https://docs.python.org/3/library/binascii.html';

export const DECODERS: readonly Model[] = [
  { call: ['base64.b64decode', 'base64.standard_b64decode', 'base64.decodebytes', 'base64.decodestring', 'binascii.a2b_base64'], signature: 's, altchars, validate', decodes: 'base64', returns: ['s'], facts: `${base64}#base64.b64decode` },
  { call: 'base64.urlsafe_b64decode', signature: 's', decodes: 'urlsafe-base64', returns: ['s'], facts: `${base64}#base64.urlsafe_b64decode` },
  { call: ['base64.b32decode', 'base64.b32hexdecode'], signature: 's, casefold, map01', decodes: 'base32', returns: ['s'], facts: `${base64}#base64.b32decode` },
  { call: 'base64.b16decode', signature: 's, casefold', decodes: 'base16', returns: ['s'], facts: `${base64}#base64.b16decode` },
  { call: 'base64.b85decode', signature: 'b', decodes: 'base85', returns: ['b'], facts: `${base64}#base64.b85decode` },
  { call: 'base64.a85decode', signature: 'b, foldspaces, adobe', decodes: 'ascii85', returns: ['b'], facts: `${base64}#base64.a85decode` },
  { call: ['binascii.unhexlify', 'binascii.a2b_hex', 'builtins.bytes.fromhex', 'builtins.bytearray.fromhex'], signature: 'hexstr', decodes: 'hex', returns: ['hexstr'], facts: `${binascii}#binascii.unhexlify` },
  { call: ['binascii.a2b_qp', 'quopri.decodestring'], signature: 's', decodes: 'quoted-printable', returns: ['s'], facts: `${binascii}#binascii.a2b_qp` },
  { call: ['zlib.decompress', 'zlib.decompressobj().decompress'], signature: 'data, wbits, bufsize', decodes: 'zlib', returns: ['data'], facts: 'https://docs.python.org/3/library/zlib.html#zlib.decompress' },
  { call: 'gzip.decompress', signature: 'data', decodes: 'gzip', returns: ['data'], facts: 'https://docs.python.org/3/library/gzip.html#gzip.decompress' },
  { call: 'bz2.decompress', signature: 'data', decodes: 'bz2', returns: ['data'], facts: 'https://docs.python.org/3/library/bz2.html#bz2.decompress' },
  { call: 'lzma.decompress', signature: 'data', decodes: 'opaque', returns: ['data'], facts: 'https://docs.python.org/3/library/lzma.html#lzma.decompress' },
  { call: 'codecs.decode', signature: 'obj, encoding, errors', decodes: 'codec', returns: ['obj'], facts: 'https://docs.python.org/3/library/codecs.html#codecs.decode' },
  { call: ['urllib.parse.unquote', 'urllib.parse.unquote_plus', 'urllib.unquote'], signature: 'string', decodes: 'percent', returns: ['string'], facts: 'https://docs.python.org/3/library/urllib.parse.html#urllib.parse.unquote' },
  { call: 'cryptography.fernet.Fernet', signature: 'key', returns: [], remembers: 'key', facts: 'https://cryptography.io/en/latest/fernet/' },
  { call: 'cryptography.fernet.Fernet().decrypt', signature: 'token, ttl', decodes: 'fernet', returns: ['token'], facts: 'https://cryptography.io/en/latest/fernet/' },
  {
    call: ['Crypto.Cipher.AES.new().decrypt', 'Crypto.Cipher.AES.new().decrypt_and_verify', 'Cryptodome.Cipher.AES.new().decrypt_and_verify', 'Cryptodome.Cipher.AES.new().decrypt', 'Crypto.Cipher.DES.new().decrypt', 'Crypto.Cipher.ARC4.new().decrypt', 'cryptography.hazmat.primitives.ciphers.Cipher().decryptor().update'],
    signature: 'data', decodes: 'opaque', returns: ['data'], facts: 'https://pycryptodome.readthedocs.io/en/latest/src/cipher/aes.html',
  },
];
