/** Models of decryption: with the key beside it, encrypted data is text like any other. Ciphers we cannot undo are opaque. */
import type { Model } from '../model';

const pycryptodome = 'https://pycryptodome.readthedocs.io/en/latest/src/';
const cryptography = 'https://cryptography.io/en/latest/';

/** pycryptodome's other name, `Cryptodome`, stands in lookup.ts. */
const crypto = (...paths: readonly string[]): string[] => paths.map((path) => `Crypto.${path}`);
const ciphers = 'cryptography.hazmat.primitives.ciphers';
const algorithms = `${ciphers}.algorithms`;
const modes = `${ciphers}.modes`;

export const CIPHERS: readonly Model[] = [
  { call: 'cryptography.fernet.Fernet', signature: 'key', returns: [], remembers: 'key', facts: `${cryptography}fernet/` },
  { call: 'cryptography.fernet.Fernet().decrypt', signature: 'token, ttl', decodes: 'fernet', returns: ['token'], facts: `${cryptography}fernet/` },
  // pycryptodome
  {
    call: crypto('Cipher.AES.new'), signature: 'key, mode, iv, IV, nonce, counter, segment_size, initial_value', returns: [],
    remembers: ['key', 'mode', 'iv', 'IV', 'nonce', 'counter', 'segment_size', 'initial_value'], facts: `${pycryptodome}cipher/aes.html`,
  },
  { call: crypto('Util.Counter.new'), signature: 'nbits, prefix, suffix, initial_value', returns: [], remembers: ['prefix', 'initial_value'], facts: `${pycryptodome}util/util.html` },
  { call: 'Crypto.Cipher.AES.new().decrypt', signature: 'ciphertext', decodes: 'pycryptodome-aes', returns: ['ciphertext'], facts: `${pycryptodome}cipher/aes.html` },
  { call: 'Crypto.Cipher.AES.new().decrypt_and_verify', signature: 'ciphertext, received_mac_tag', decodes: 'pycryptodome-aes', returns: ['ciphertext'], facts: `${pycryptodome}cipher/modern.html` },
  { call: crypto('Cipher.ARC4.new'), signature: 'key', returns: [], remembers: 'key', facts: `${pycryptodome}cipher/arc4.html` },
  { call: 'Crypto.Cipher.ARC4.new().decrypt', signature: 'ciphertext', decodes: 'pycryptodome-arc4', returns: ['ciphertext'], facts: `${pycryptodome}cipher/arc4.html` },
  { call: crypto('Cipher.ChaCha20.new'), signature: 'key, nonce', returns: [], remembers: ['key', 'nonce'], facts: `${pycryptodome}cipher/chacha20.html` },
  { call: 'Crypto.Cipher.ChaCha20.new().decrypt', signature: 'ciphertext', decodes: 'pycryptodome-chacha20', returns: ['ciphertext'], facts: `${pycryptodome}cipher/chacha20.html` },
  { call: crypto('Cipher.ChaCha20_Poly1305.new'), signature: 'key, nonce', returns: [], remembers: ['key', 'nonce'], facts: `${pycryptodome}cipher/chacha20_poly1305.html` },
  {
    call: ['Crypto.Cipher.ChaCha20_Poly1305.new().decrypt', 'Crypto.Cipher.ChaCha20_Poly1305.new().decrypt_and_verify'], signature: 'ciphertext, received_mac_tag',
    decodes: 'pycryptodome-chacha20-poly1305', returns: ['ciphertext'], facts: `${pycryptodome}cipher/chacha20_poly1305.html`,
  },
  { call: crypto('Cipher.Salsa20.new'), signature: 'key, nonce', returns: [], remembers: ['key', 'nonce'], facts: `${pycryptodome}cipher/salsa20.html` },
  { call: 'Crypto.Cipher.Salsa20.new().decrypt', signature: 'ciphertext', decodes: 'pycryptodome-salsa20', returns: ['ciphertext'], facts: `${pycryptodome}cipher/salsa20.html` },
  {
    call: crypto('Cipher.DES.new().decrypt', 'Cipher.DES3.new().decrypt', 'Cipher.Blowfish.new().decrypt', 'Cipher.ARC2.new().decrypt', 'Cipher.CAST.new().decrypt', 'Cipher.PKCS1_OAEP.new().decrypt', 'Cipher.PKCS1_v1_5.new().decrypt'),
    signature: 'ciphertext', decodes: 'opaque', returns: ['ciphertext'], facts: `${pycryptodome}cipher/cipher.html`,
  },
  { call: crypto('Util.Padding.unpad'), signature: 'padded_data, block_size, style', decodes: 'unpad', returns: ['padded_data'], facts: `${pycryptodome}util/util.html` },
  // cryptography
  {
    call: ['AES', 'AES128', 'AES256', 'ARC4'].map((name) => `${algorithms}.${name}`), signature: 'key', returns: [], remembers: 'key', facts: `${cryptography}hazmat/primitives/symmetric-encryption/`,
  },
  { call: `${algorithms}.ChaCha20`, signature: 'key, nonce', returns: [], remembers: ['key', 'nonce'], facts: `${cryptography}hazmat/primitives/symmetric-encryption/` },
  { call: ['CBC', 'OFB', 'CFB', 'CFB8'].map((name) => `${modes}.${name}`), signature: 'initialization_vector', returns: [], remembers: 'initialization_vector', facts: `${cryptography}hazmat/primitives/symmetric-encryption/` },
  { call: `${modes}.CTR`, signature: 'nonce', returns: [], remembers: 'nonce', facts: `${cryptography}hazmat/primitives/symmetric-encryption/` },
  { call: `${modes}.GCM`, signature: 'initialization_vector, tag, min_tag_length', returns: [], remembers: ['initialization_vector', 'tag'], facts: `${cryptography}hazmat/primitives/symmetric-encryption/` },
  { call: `${modes}.ECB`, signature: '', returns: [], facts: `${cryptography}hazmat/primitives/symmetric-encryption/` },
  { call: `${ciphers}.Cipher`, signature: 'algorithm, mode, backend', returns: [], remembers: ['algorithm', 'mode'], facts: `${cryptography}hazmat/primitives/symmetric-encryption/` },
  { call: `${ciphers}.Cipher().decryptor`, returns: [], facts: `${cryptography}hazmat/primitives/symmetric-encryption/` },
  { call: `${ciphers}.Cipher().decryptor().update`, signature: 'data', decodes: 'cryptography-cipher', returns: ['data'], facts: `${cryptography}hazmat/primitives/symmetric-encryption/` },
  { call: `${ciphers}.aead.AESGCM`, signature: 'key', returns: [], remembers: 'key', facts: `${cryptography}hazmat/primitives/aead/` },
  { call: `${ciphers}.aead.AESGCM().decrypt`, signature: 'nonce, data, associated_data', decodes: 'cryptography-aesgcm', returns: ['data'], facts: `${cryptography}hazmat/primitives/aead/` },
  { call: `${ciphers}.aead.ChaCha20Poly1305`, signature: 'key', returns: [], remembers: 'key', facts: `${cryptography}hazmat/primitives/aead/` },
  { call: `${ciphers}.aead.ChaCha20Poly1305().decrypt`, signature: 'nonce, data, associated_data', decodes: 'cryptography-chacha20-poly1305', returns: ['data'], facts: `${cryptography}hazmat/primitives/aead/` },
  { call: ['AESCCM', 'AESOCB3', 'AESSIV', 'AESGCMSIV'].map((name) => `${ciphers}.aead.${name}().decrypt`), signature: 'nonce, data, associated_data', decodes: 'opaque', returns: ['data'], facts: `${cryptography}hazmat/primitives/aead/` },
  { call: ['PKCS7', 'ANSIX923'].map((name) => `cryptography.hazmat.primitives.padding.${name}().unpadder().update`), signature: 'data', decodes: 'unpad', returns: ['data'], facts: `${cryptography}hazmat/primitives/padding/` },
];
