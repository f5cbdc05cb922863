/**
 * Encrypted data whose key stands beside it. A cipher is named by the library that the program uses, since libraries take the same
 * things under other names; `Settings` holds what a program gave it. Block and stream ciphers: @noble/ciphers; what hash functions
 * a Fernet token needs: @noble/hashes. A wrong key or a wrong tag yields nothing.
 */
import { cbc, cfb, cmac, ctr, ecb, gcm } from '@noble/ciphers/aes.js';
import { chacha20, chacha20orig, chacha20poly1305, xchacha20, xchacha20poly1305 } from '@noble/ciphers/chacha.js';
import { salsa20 } from '@noble/ciphers/salsa.js';
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { binary, bytesOf } from './bytes';
import { fromBase64 } from './bases';

/** Known arguments by parameter name; of constants such as `AES.MODE_CBC` the access path. */
export type Settings = Readonly<Record<string, string | number | boolean | undefined>>;

type Decrypt = (data: Uint8Array, settings: Settings) => Uint8Array | undefined;

/** The first of several names that was given. */
function bytesIn(settings: Settings, ...names: readonly string[]): Uint8Array | undefined {
  const given = names.map((name) => settings[name]).find((value) => typeof value === 'string');
  return typeof given === 'string' ? bytesOf(given) : undefined;
}

const AES_KEYS = [16, 24, 32];
const BLOCK = 16;

/** AES in the modes of both libraries. GCM and EAX are checked where the tag is known, and read without it where it is not. */
function aes(mode: string, key: Uint8Array, iv: Uint8Array | undefined, data: Uint8Array, settings: Settings): Uint8Array | undefined {
  if (!AES_KEYS.includes(key.length)) return undefined;
  const tag = bytesIn(settings, 'tag', 'received_mac_tag');
  const more = bytesIn(settings, 'associated_data') ?? new Uint8Array(0);
  if (mode === 'ECB') return ecb(key, { disablePadding: true }).decrypt(data);
  if (!iv) return undefined;
  switch (mode) {
    case 'CBC': return cbc(key, iv, { disablePadding: true }).decrypt(data);
    case 'CTR': return ctr(key, iv).decrypt(data);
    case 'CFB': return cfb(key, iv).decrypt(data);
    case 'CFB8': return cfb8(key, iv, data);
    case 'OFB': return ofb(key, iv, data);
    case 'GCM': return tag ? gcm(key, iv, more).decrypt(joined(data, tag)) : gcm(key, iv).encrypt(data).subarray(0, data.length);
    // EAX: counter mode that starts at the MAC of the nonce (https://web.cs.ucdavis.edu/~rogaway/papers/eax.pdf).
    case 'EAX': return ctr(key, cmac(joined(new Uint8Array(BLOCK), iv), key)).decrypt(data);
    default: return undefined;
  }
}

/** A cipher object of the library is good for one use. */
const encryptBlock = (key: Uint8Array, block: Uint8Array): Uint8Array => ecb(key, { disablePadding: true }).encrypt(block);

function cfb8(key: Uint8Array, iv: Uint8Array, data: Uint8Array): Uint8Array | undefined {
  if (iv.length !== BLOCK) return undefined;
  // Eight bits cost a whole block each.
  if (data.length > 65_536) return undefined;
  const shifted = Uint8Array.from(iv);
  return data.map((byte) => {
    const plain = byte ^ encryptBlock(key, shifted)[0]!;
    shifted.copyWithin(0, 1);
    shifted[BLOCK - 1] = byte;
    return plain;
  });
}

function ofb(key: Uint8Array, iv: Uint8Array, data: Uint8Array): Uint8Array | undefined {
  if (iv.length !== BLOCK) return undefined;
  let block = iv;
  return data.map((byte, i) => {
    if (i % BLOCK === 0) block = encryptBlock(key, block);
    return byte ^ block[i % BLOCK]!;
  });
}

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  const result = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    result.set(part, at);
    at += part.length;
  }
  return result;
}

/** The last part of an access path: `MODE_CBC` of `Crypto.Cipher.AES.MODE_CBC`. */
const lastName = (value: Settings[string]): string => (typeof value === 'string' ? value.replace(/\(\)$/, '').split('.').at(-1)! : '');

/** Modes of pycryptodome that are given as numbers (https://pycryptodome.readthedocs.io/en/latest/src/cipher/aes.html). */
const MODES: Readonly<Record<number, string>> = { 1: 'ECB', 2: 'CBC', 3: 'CFB', 5: 'OFB', 6: 'CTR', 9: 'EAX', 11: 'GCM' };

/** `AES.new(key, mode, iv).decrypt(data)` */
const pycryptodomeAes: Decrypt = (data, settings) => {
  const key = bytesIn(settings, 'key');
  const mode = typeof settings['mode'] === 'number' ? MODES[settings['mode']] : lastName(settings['mode']).replace(/^MODE_/, '') || 'ECB';
  if (!key || mode === undefined) return undefined;
  const iv = bytesIn(settings, 'iv', 'IV', 'nonce');
  if (mode === 'CTR') return aes('CTR', key, counterBlock(iv, settings), data, settings);
  // The default segment of CFB is one byte.
  if (mode === 'CFB' && settings['segment_size'] !== 128) return aes('CFB8', key, iv, data, settings);
  return aes(mode, key, iv, data, settings);
};

/** The first counter block: the nonce, and a number behind it. `Counter.new(128)` counts from 1. */
function counterBlock(nonce: Uint8Array | undefined, settings: Settings): Uint8Array | undefined {
  const prefix = nonce ?? bytesIn(settings, 'prefix') ?? new Uint8Array(0);
  if (prefix.length > BLOCK || (!nonce && settings['counter'] === undefined)) return undefined;
  const given = settings['initial_value'];
  if (typeof given === 'string') {
    const bytes = bytesOf(given);
    return prefix.length + bytes.length === BLOCK ? joined(prefix, bytes) : undefined;
  }
  const block = joined(prefix, new Uint8Array(BLOCK - prefix.length));
  let value = typeof given === 'number' ? given : settings['counter'] === undefined ? 0 : 1;
  for (let i = BLOCK - 1; i >= prefix.length && value > 0; i--) {
    block[i] = value % 256;
    value = Math.floor(value / 256);
  }
  return block;
}

/** `Cipher(algorithms.AES(key), modes.CBC(iv)).decryptor().update(data)` */
const cryptographyCipher: Decrypt = (data, settings) => {
  const key = bytesIn(settings, 'key');
  const algorithm = lastName(settings['algorithm']);
  if (!key) return undefined;
  if (algorithm === 'ChaCha20') return chachaWithCounter(key, bytesIn(settings, 'nonce'), data);
  if (algorithm === 'ARC4') return arc4(key, data);
  return /^AES(?:128|256)?$/.test(algorithm) ? aes(lastName(settings['mode']), key, bytesIn(settings, 'initialization_vector', 'nonce'), data, settings) : undefined;
};

/** Sixteen bytes: a counter of 32 bits, lowest byte first, and the nonce of RFC 8439. */
function chachaWithCounter(key: Uint8Array, nonce: Uint8Array | undefined, data: Uint8Array): Uint8Array | undefined {
  if (nonce?.length !== 16) return undefined;
  const counter = nonce.subarray(0, 4).reduceRight((sum, byte) => sum * 256 + byte, 0);
  return chacha20(key, Uint8Array.from(nonce.subarray(4)), data, undefined, counter);
}

/** RC4 (https://www.rfc-editor.org/rfc/rfc6229 has its test vectors). */
function arc4(key: Uint8Array, data: Uint8Array): Uint8Array | undefined {
  if (key.length === 0) return undefined;
  const box = Uint8Array.from({ length: 256 }, (_, i) => i);
  const swap = (a: number, b: number): void => {
    [box[a], box[b]] = [box[b]!, box[a]!];
  };
  for (let i = 0, j = 0; i < 256; i++) {
    j = (j + box[i]! + key[i % key.length]!) & 255;
    swap(i, j);
  }
  let i = 0;
  let j = 0;
  return data.map((byte) => {
    i = (i + 1) & 255;
    j = (j + box[i]!) & 255;
    swap(i, j);
    return byte ^ box[(box[i]! + box[j]!) & 255]!;
  });
}

/** `AESGCM(key).decrypt(nonce, data, associated_data)`, `ChaCha20Poly1305(key).decrypt(…)`: the tag ends the data. */
const withTag = (make: (key: Uint8Array, nonce: Uint8Array, more: Uint8Array) => { decrypt(data: Uint8Array): Uint8Array }): Decrypt => (data, settings) => {
  const key = bytesIn(settings, 'key');
  const nonce = bytesIn(settings, 'nonce');
  return key && nonce ? make(key, nonce, bytesIn(settings, 'associated_data') ?? new Uint8Array(0)).decrypt(data) : undefined;
};

const stream = (run: (key: Uint8Array, nonce: Uint8Array, data: Uint8Array) => Uint8Array | undefined): Decrypt => (data, settings) => {
  const key = bytesIn(settings, 'key');
  const nonce = bytesIn(settings, 'nonce');
  return key && nonce ? run(key, nonce, data) : undefined;
};

export const CIPHERS = {
  'pycryptodome-aes': pycryptodomeAes,
  'pycryptodome-arc4': (data, settings) => {
    const key = bytesIn(settings, 'key');
    return key && arc4(key, data);
  },
  'pycryptodome-chacha20': stream((key, nonce, data) => (nonce.length === 24 ? xchacha20(key, nonce, data) : nonce.length === 8 ? chacha20orig(key, nonce, data) : chacha20(key, nonce, data))),
  'pycryptodome-chacha20-poly1305': stream((key, nonce, data) => (nonce.length === 24 ? xchacha20(key, nonce, data, undefined, 1) : chacha20(key, nonce, data, undefined, 1))),
  'pycryptodome-salsa20': stream((key, nonce, data) => salsa20(key, nonce, data)),
  'cryptography-cipher': cryptographyCipher,
  'cryptography-aesgcm': withTag((key, nonce, more) => gcm(key, nonce, more)),
  'cryptography-chacha20-poly1305': withTag((key, nonce, more) => (nonce.length === 24 ? xchacha20poly1305 : chacha20poly1305)(key, nonce, more)),
} as const satisfies Readonly<Record<string, Decrypt>>;

export type CipherName = keyof typeof CIPHERS;

export function decrypt(cipher: CipherName, input: string, settings: Settings): string | undefined {
  const output = CIPHERS[cipher](bytesOf(input), settings);
  return output && binary(output);
}

/** Padding of block ciphers: PKCS#7, X.923 and ISO 7816 (https://pycryptodome.readthedocs.io/en/latest/src/util/util.html). Undefined where it is wrong. */
export function unpad(input: string, style: string): string | undefined {
  const end = style === 'iso7816' ? input.lastIndexOf('\x80') : input.length - input.charCodeAt(input.length - 1);
  const padding = input.slice(Math.max(end, 0));
  const last = padding.at(-1) ?? '';
  const right = style === 'iso7816' ? /^\x80\0*$/.test(padding) : style === 'x923' ? [...padding.slice(0, -1)].every((c) => c === '\0') : [...padding].every((c) => c === last);
  return end < 0 || padding === '' || !right ? undefined : input.slice(0, end);
}

/** Fernet, https://github.com/fernet/spec/blob/master/Spec.md: version ‖ time ‖ IV ‖ AES-128-CBC ciphertext ‖ HMAC-SHA256. */
export function fernet(token: string, key: string | undefined): string | undefined {
  const secret = key === undefined ? undefined : fromBase64(key, '-_', false);
  const data = fromBase64(token, '-_', false);
  if (secret?.length !== 32 || data === undefined || data.length < 73 || data.charCodeAt(0) !== 0x80) return undefined;
  const bytes = bytesOf(data);
  const signed = bytes.subarray(0, bytes.length - 32);
  const expected = hmac(sha256, bytesOf(secret.slice(0, 16)), signed);
  if (!expected.every((byte, i) => byte === bytes[bytes.length - 32 + i])) return undefined;
  return binary(cbc(bytesOf(secret.slice(16)), bytes.subarray(9, 25)).decrypt(signed.subarray(25)));
}
