/** Decoders: what CPython made, decoded; what is broken, refused; what would unfold without end, stopped. */
import { strict as assert } from 'node:assert';
import { deflateSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import type { DecoderName } from '../../server/src/catalog/model';
import { bytesOf, decode, decodeWithin, decoderOfCodec, encodeUtf8 } from '../../server/src/dataflow/decoders';
import { decodeCharset } from '../../server/src/dataflow/exact/charsets';

const TEXT = 'import os; os.system("id")\n\0\xff';
const binary = (base64: string): string => Buffer.from(base64, 'base64').toString('latin1');

describe('decode', () => {
  // Encoded by the modules base64, binascii, codecs, quopri, zlib, gzip and bz2 of CPython 3.11.
  const table: readonly [name: DecoderName, what: string, input: string, output: string][] = [
    ['base64', 'with a line end', 'aW1wb3J0IG9zOyBvcy5zeXN0ZW0oImlkIikKAP8=\n', TEXT],
    ['base64', 'without its padding', 'aW1wb3J0IG9zOyBvcy5zeXN0ZW0oImlkIikKAP8', TEXT],
    ['base64', 'with what is not in the alphabet', 'aW1w b3J0!IG9z\nOyBvcy5zeXN0ZW0oImlkIikKAP8=', TEXT],
    ['urlsafe-base64', 'with - and _', 'aW1wb3J0IG9zOyBvcy5zeXN0ZW0oImlkIikKAP_7_w==', `${TEXT}\xfb\xff`],
    ['base32', 'padded', 'NFWXA33SOQQG64Z3EBXXGLTTPFZXIZLNFARGSZBCFEFAB7Y=', TEXT],
    ['base16', 'in capitals', '696D706F7274206F733B206F732E73797374656D2822696422290A00FF', TEXT],
    ['hex', 'with blanks', '69 6d 70 6f 72 74 20 6f 73 3b 20 6f 73 2e 73 79 73 74 65 6d 28 22 69 64 22 29 0a 00 ff', TEXT],
    ['base85', 'of a length that is no multiple of four', 'X>D+Ca&#bXb2}h!b1rjvb97~GC?aWOA}I<0{{', TEXT],
    ['ascii85', 'as Adobe writes it, with z for four zeros', '<~Bl.g-Ec`FBF#tL_F"VNZF*(u1-mEA9+t3j!rr<$!z!!~>', `${TEXT}${'\0'.repeat(8)}`],
    ['ascii85', 'plain', 'Bl.g-Ec`FBF#tL_F"VNZF*(u1-mEA9+t3j!rr', TEXT],
    ['rot13', 'which leaves digits alone', 'Vzcbeg BF 1', 'Import OS 1'],
    ['percent', 'in UTF-8', 'a%20b+c%C3%A9', 'a b+cé'],
    ['percent', 'of what is no escape', '50% %zz %', '50% %zz %'],
    ['percent', 'that is no UTF-8', '%ff', '\ufffd'],
    ['percent-plus', 'in UTF-8', 'a%20b+c%C3%A9', 'a b cé'],
    ['quoted-printable', 'with a soft line break', 'a=3Db=E9xx=\nxx', 'a=b\xe9xxxx'],
    ['zlib', 'with its header', binary('eJzLzC3ILypRyC+2BmK94sriktRcDaXMFCVNLob/AJ+BChk='), TEXT],
    ['zlib', 'raw', binary('y8wtyC8qUcgvtgZiveLK4pLUXA2lzBQlTS6G/wA='), TEXT],
    ['gzip', 'with its header', binary('H4sIAAAAAAACA8vMLcgvKlHIL7YGYr3iyuKS1FwNpcwUJU0uhv8AbzPksx0AAAA='), TEXT],
    ['bz2', 'in one block', binary('QlpoOTFBWSZTWQu2WWAAAAbZgMAQUGEACAYi3CAAAKAAIiAMjTT1PUKZMTIMjJ3yGV2CcxUxYQiiR8XQ/F3JFOFCQC7ZZYA='), TEXT],
  ];
  for (const [name, what, input, output] of table) it(`reads ${name} ${what}`, () => assert.equal(decode(name, input), output));

  const refused: readonly [name: DecoderName, input: string][] = [
    ['base64', 'aaaaa'], ['base32', '1'], ['base16', 'abc'], ['base16', 'zz'], ['hex', 'a'], ['base85', 'a"a'], ['ascii85', 'v'],
    ['gzip', 'no gzip'], ['bz2', 'BZh9 no'], ['fernet', 'gAAA'], ['opaque', 'anything'], ['codec', 'anything'],
  ];
  for (const [name, input] of refused) it(`refuses ${name} of ${JSON.stringify(input)}`, () => assert.equal(decode(name, input), undefined));

  it('undoes what base64 and hex do to any bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
      const text = Buffer.from(bytes).toString('latin1');
      assert.equal(decode('base64', Buffer.from(bytes).toString('base64')), text);
      assert.equal(decode('urlsafe-base64', Buffer.from(bytes).toString('base64url')), text);
      assert.equal(decode('hex', Buffer.from(bytes).toString('hex')), text);
      assert.equal(decode('base16', Buffer.from(bytes).toString('hex').toUpperCase()), text);
    }));
  });

  it('never throws', () => {
    const names: readonly DecoderName[] = ['base16', 'base32', 'base64', 'urlsafe-base64', 'base85', 'ascii85', 'hex', 'zlib', 'gzip', 'bz2', 'rot13', 'percent', 'fernet', 'quoted-printable', 'codec', 'opaque',
      'base32-hex', 'z85', 'uu', 'lzma', 'zip', 'percent-plus', 'html', 'unicode-escape', 'bytes-escape', 'unpad', 'pycryptodome-aes', 'pycryptodome-arc4', 'pycryptodome-chacha20', 'pycryptodome-chacha20-poly1305',
      'pycryptodome-salsa20', 'cryptography-cipher', 'cryptography-aesgcm', 'cryptography-chacha20-poly1305'];
    fc.assert(fc.property(fc.constantFrom(...names), fc.string({ unit: 'binary' }), fc.string(), (name, input, key) => {
      const output = decode(name, input, { key, iv: key, nonce: key, wbits: key.length, altchars: key });
      assert.ok(output === undefined || typeof output === 'string');
    }), { numRuns: 1000 });
  });

  describe('with a limit', () => {
    const LIMIT = 8 * 1024 * 1024;
    // Every character is another than a hundred before: packs to about a tenth.
    const varied = (length: number): string => Array.from({ length: length / 8 + 1 }, (_, i) => (i * 7919 % 99999989).toString().padStart(8, '0')).join('').slice(0, length);
    const pack = { zlib: deflateSync, gzip: gzipSync } as const;
    for (const name of ['zlib', 'gzip'] as const) {
      const packed = (text: string): string => pack[name](Buffer.from(text, 'latin1')).toString('latin1');
      it(`${name} may unfold to 8 MiB`, () => assert.equal(decode(name, packed(varied(LIMIT)))?.length, LIMIT));
      it(`${name} may not unfold to one byte more`, () => assert.deepEqual(decodeWithin(name, packed(varied(LIMIT + 8))), { kind: 'limited', reason: 'it unfolds to more than 8 MiB' }));
      it(`${name} may unfold to 400 times its length where that is more than a MiB`, () => {
        assert.equal(decode(name, packed('\0'.repeat(1024 * 1024)))?.length, 1024 * 1024);
        assert.deepEqual(decodeWithin(name, packed('\0'.repeat(2 * 1024 * 1024))), { kind: 'limited', reason: 'it unfolds to more than 400 times its length' });
      });
    }
    it('bz2 too', () => {
      // Eight MiB of zeros, packed by CPython.
      assert.deepEqual(decodeWithin('bz2', binary('QlpoOTFBWSZTWaI9S1gAQEBAgMAAAAQACCAAMMwFKaYBANiAgHi7kinChIUR6lrA')), { kind: 'limited', reason: 'it unfolds to more than 400 times its length' });
    });
    it('what is not compressed is bounded too', () => {
      assert.equal(decode('rot13', 'a'.repeat(LIMIT))?.length, LIMIT);
      assert.equal(decode('rot13', 'a'.repeat(LIMIT + 1)), undefined);
    });
  });

  describe('Fernet', () => {
    // Made by the package cryptography: key 00 01 … 1f, time 0, IV 0.
    const key = 'AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=';
    const token = 'gAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAGRZGyLpoHLQafQWIrNZhTD-M7UKaJvbqEgXLGrKysTmuF7Q9tTx1SGLbyRzLOU4RQYvqGBY57HFNG9Cu7CLJz8=';
    it('reads a token with its key', () => assert.equal(decode('fernet', token, { key }), 'import os; os.fork()'));
    const refusedTokens: readonly [what: string, token: string, key: string | undefined][] = [
      ['no key', token, undefined], ['another key', token, `B${key.slice(1)}`], ['a short key', token, key.slice(4)], ['a changed signature', token.replace(/.(?==*$)/, (c) => (c === 'A' ? 'Q' : 'A')), key],
      ['a changed text', `${token.slice(0, 40)}${token[40] === 'A' ? 'B' : 'A'}${token.slice(41)}`, key], ['another version', `h${token.slice(1)}`, key], ['half a token', token.slice(0, 60), key],
    ];
    for (const [what, changed, other] of refusedTokens) it(`refuses ${what}`, () => assert.equal(decode('fernet', changed, other === undefined ? {} : { key: other }), undefined));
  });
});

describe('codecs', () => {
  const table: readonly [codec: string, decoder: DecoderName | undefined][] = [
    ['rot13', 'rot13'], ['rot_13', 'rot13'], ['ROT-13', 'rot13'], ['hex_codec', 'hex'], ['base64-codec', 'base64'], ['zip', 'zlib'], ['bz2', 'bz2'], ['quopri', 'quoted-printable'], ['utf-8', undefined], ['', undefined],
  ];
  for (const [codec, decoder] of table) it(`${codec || 'no name'} is ${decoder ?? 'no decoder'}`, () => assert.equal(decoderOfCodec(codec), decoder));
});

describe('character sets', () => {
  const table: readonly [charset: string, input: string, output: string | undefined][] = [
    ['utf-8', '\xc3\xa9', 'é'], ['UTF8', '\xc3\xa9', 'é'], ['utf_8', '\xf0\x9f\x98\x80', '😀'], ['utf-8', '\xff', undefined], ['utf-8-sig', '\xef\xbb\xbfa', 'a'], ['latin-1', '\xe9', 'é'], ['iso8859-1', '\xff', 'ÿ'],
    ['ascii', 'a', 'a'], ['ascii', '\xe9', undefined], ['utf-16le', 'a\0b\0', 'ab'], ['utf-16', '\xff\xfea\0', 'a'], ['no such set', 'a', undefined],
  ];
  for (const [charset, input, output] of table) it(`${charset} reads ${JSON.stringify(input)}`, () => assert.equal(decodeCharset(input, charset), output));

  it('UTF-8 written is read again', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => {
      const written = encodeUtf8(text);
      assert.equal(decodeCharset(written, 'latin-1'), written);
      assert.equal(Buffer.from(bytesOf(written)).toString('utf8'), text);
    }));
  });
});
