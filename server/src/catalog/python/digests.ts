/** Models of hash functions: a digest that equals a known one shows that the data is what somebody expected. */
import type { Model } from '../model';

const hashlib = 'https://docs.python.org/3/library/hashlib.html';
const names = ['md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512', 'sha3_224', 'sha3_256', 'sha3_384', 'sha3_512', 'blake2b', 'blake2s'];
const objects = [...names.map((name) => `hashlib.${name}()`), 'hashlib.new()', 'hashlib.file_digest()', 'hmac.new()'];

export const DIGESTS: readonly Model[] = [
  { call: names.map((name) => `hashlib.${name}`), signature: 'data', returns: ['data'], digests: true, facts: `${hashlib}#hash-algorithms` },
  { call: 'hashlib.new', signature: 'name, data', returns: ['data'], digests: true, facts: `${hashlib}#hashlib.new` },
  { call: 'hashlib.file_digest', signature: 'fileobj, digest', returns: ['fileobj'], digests: true, facts: `${hashlib}#hashlib.file_digest` },
  { call: ['hmac.new', 'hmac.digest'], signature: 'key, msg, digestmod', returns: ['msg'], digests: true, facts: 'https://docs.python.org/3/library/hmac.html#hmac.new' },
  { call: objects.map((path) => `${path}.update`), signature: 'data', returns: [], absorbs: true, facts: `${hashlib}#hashlib.hash.update` },
  { call: objects.flatMap((path) => [`${path}.digest`, `${path}.hexdigest`]), returns: ['self'], digests: true, facts: `${hashlib}#hashlib.hash.hexdigest` },
];
