/** Every decoder undoes what CPython's encoder did, whatever the bytes. */
import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import type { DecoderName } from '../../server/src/catalog/model';
import { decode, type Settings } from '../../server/src/dataflow/decoders';
import { ask, hasPython } from './encoders';

/** How to encode `one` in Python, and how to read it back. */
const ENCODERS: readonly [python: string, decoder: DecoderName, settings?: Settings][] = [
  ['base64.b64encode(one)', 'base64'],
  ['base64.b64encode(one, b"-_")', 'base64', { altchars: '-_', validate: true }],
  ['base64.b64encode(one, b"@$")', 'base64', { altchars: '@$' }],
  ['base64.encodebytes(one)', 'base64'],
  ['base64.urlsafe_b64encode(one)', 'urlsafe-base64'],
  ['base64.b32encode(one)', 'base32'],
  ['base64.b32encode(one).lower()', 'base32', { casefold: true }],
  ['base64.b16encode(one)', 'base16'],
  ['base64.b85encode(one)', 'base85'],
  ['base64.a85encode(one)', 'ascii85'],
  ['base64.a85encode(one, adobe=True, wrapcol=40)', 'ascii85', { adobe: true }],
  ['base64.a85encode(one, foldspaces=True)', 'ascii85', { foldspaces: true }],
  ['binascii.hexlify(one)', 'hex'],
  ['one.hex(" ").encode()', 'hex'],
  ['b"".join(binascii.b2a_uu(one[i:i + 45]) for i in range(0, len(one), 45))', 'uu'],
  ['codecs.encode(one, "uu")', 'uu'],
  ['quopri.encodestring(one, quotetabs=True)', 'quoted-printable'],
  ['binascii.b2a_qp(one, header=True)', 'quoted-printable', { header: true }],
  ['zlib.compress(one)', 'zlib'],
  ['zlib.compress(one, wbits=-15)', 'zlib', { wbits: -15 }],
  ['zlib.compress(one, wbits=31)', 'zlib', { wbits: 31 }],
  ['zlib.compress(one, wbits=31)', 'zlib', { wbits: 47 }],
  ['zlib.compress(one)', 'zlib', { wbits: 47 }],
  ['gzip.compress(one)', 'gzip'],
  ['bz2.compress(one)', 'bz2'],
  ['lzma.compress(one)', 'lzma'],
  ['lzma.compress(one, preset=0, check=lzma.CHECK_SHA256)', 'lzma'],
  ['lzma.compress(one, check=lzma.CHECK_NONE)', 'lzma'],
  ['lzma.compress(one, format=lzma.FORMAT_ALONE)', 'lzma'],
  ['lzma.compress(one, format=lzma.FORMAT_XZ, filters=[{"id": lzma.FILTER_LZMA2, "lc": 1, "lp": 2, "pb": 0, "dict_size": 4096}])', 'lzma'],
  ['zipped(one, zipfile.ZIP_STORED)', 'zip', { name: 'a/b.py' }],
  ['zipped(one, zipfile.ZIP_DEFLATED)', 'zip', { name: 'a/b.py' }],
  ['tarred(one, "w")', 'tar', { member: 'a/b.py' }],
  ['tarred(one, "w:gz")', 'tar', { member: 'a/b.py' }],
  ['tarred(one, "w:bz2")', 'tar', { member: 'a/b.py' }],
  ['tarred(one, "w:xz")', 'tar', { member: 'a/b.py' }],
  ['tarred(one, "w", tarfile.GNU_FORMAT, "p" * 150)', 'tar', { member: 'p'.repeat(150) }],
  ['tarred(one, "w", tarfile.PAX_FORMAT, "p" * 150 + "/q")', 'tar', { member: `${'p'.repeat(150)}/q` }],
  ['tarred(one, "w", tarfile.USTAR_FORMAT, "p" * 90 + "/" + "q" * 50)', 'tar', { member: `${'p'.repeat(90)}/${'q'.repeat(50)}` }],
];
const PREPARE = [
  'import binascii, bz2, codecs, gzip, io, lzma, quopri, tarfile, warnings, zipfile, zlib', 'warnings.simplefilter("ignore")',
  'if sys.version_info < (3, 11):', '    _compress = zlib.compress', '    def _with(one, level=-1, wbits=15):', '        c = zlib.compressobj(level, zlib.DEFLATED, wbits)', '        return c.compress(one) + c.flush()', '    zlib.compress = _with',
  'def zipped(one, how):', '    file = io.BytesIO()', '    with zipfile.ZipFile(file, "w", how) as z:', '        z.writestr("other.txt", b"other")', '        z.writestr("a/b.py", one)', '    return file.getvalue()',
  'def tarred(one, mode, format=tarfile.PAX_FORMAT, name="a/b.py"):', '    file = io.BytesIO()', '    with tarfile.open(fileobj=file, mode=mode, format=format) as t:',
  '        for n, data in (("other.txt", b"other"), (name, one)):', '            info = tarfile.TarInfo(n)', '            info.size = len(data)', '            t.addfile(info, io.BytesIO(data))', '    return file.getvalue()',
].join('\n');

describe('decoders and CPython’s encoders', function () {
  this.timeout(120_000);
  before(function () {
    if (!hasPython) this.skip();
  });

  const script = `${PREPARE}\nresult = [[${ENCODERS.map(([python]) => python).join(', ')}] for one in data]`;
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 200 }).map((array) => Buffer.from(array).toString('latin1')),
    // Text that repeats itself is what compression is about.
    fc.array(fc.constantFrom('import os\n', 'print(', '"a"', ')\n', '    ', 'é', '\0\0\0\0', ' '.repeat(40), 'x'.repeat(300)), { maxLength: 60 }).map((parts) => Buffer.from(parts.join('')).toString('latin1')),
  );

  it('agree', () => {
    fc.assert(fc.property(fc.array(bytes, { minLength: 20, maxLength: 20 }), (data) => {
      for (const [i, row] of ask(script, data).entries()) {
        for (const [j, [python, decoder, settings]] of ENCODERS.entries()) assert.equal(decode(decoder, row[j]!, settings ?? {}), data[i], python);
      }
    }), { numRuns: 6 });
  });

  it('agree on texts', () => {
    const texts = fc.array(fc.string({ unit: 'grapheme', maxLength: 40 }), { minLength: 20, maxLength: 20 });
    const encode = [
      'import codecs, html, urllib.parse', 'texts = [one.decode() for one in data]',
      'result = [[urllib.parse.quote(one).encode(), urllib.parse.quote_plus(one).encode(), html.escape(one).encode(), one.encode("ascii", "xmlcharrefreplace"), codecs.encode(one, "rot13").encode(), one.encode("unicode_escape")] for one in texts]',
    ].join('\n');
    fc.assert(fc.property(texts, (all) => {
      const rows = ask(encode, all.map((text) => Buffer.from(text).toString('latin1')));
      const utf8 = (binary: string): string => Buffer.from(binary, 'latin1').toString('utf8');
      for (const [i, [percent, plus, html, references, rot13, escaped]] of rows.entries()) {
        assert.equal(decode('percent', percent!), all[i]);
        assert.equal(decode('percent-plus', plus!), all[i]);
        assert.equal(decode('html', utf8(html!)), all[i]!.includes('&') ? decode('html', utf8(html!)) : all[i]);
        if (!/[&\0]/.test(all[i]!)) assert.equal(decode('html', references!), all[i]);
        assert.equal(decode('rot13', utf8(rot13!)), all[i]);
        assert.equal(decode('unicode-escape', escaped!), all[i]);
      }
    }), { numRuns: 5 });
  });

  it('agree on what is large: several chunks of LZMA2, several blocks of bzip2', () => {
    // Numbers in words and digits: hardly repetitive, and the same everywhere.
    const large = Array.from({ length: 60_000 }, (_, i) => `${(i * 2654435761) % 4294967296} ${i}`).join('\n');
    const [row] = ask('import bz2, gzip, lzma, zlib\nresult = [[lzma.compress(one), lzma.compress(one, format=lzma.FORMAT_ALONE), bz2.compress(one, 1), gzip.compress(one)] for one in data]', [large]);
    for (const [i, name] of (['lzma', 'lzma', 'bz2', 'gzip'] as const).entries()) assert.ok(decode(name, row![i]!) === large, `${name} of ${large.length} characters`);
  });

  it('are bounded: a bomb is refused by its ratio before it unfolds', () => {
    const [row] = ask('import bz2, gzip, lzma, zlib\none = bytes(24 << 20)\nresult = [[zlib.compress(one), gzip.compress(one), bz2.compress(one), lzma.compress(one, preset=0)]]', []);
    for (const [i, name] of (['zlib', 'gzip', 'bz2', 'lzma'] as const).entries()) assert.equal(decode(name, row![i]!), undefined, name);
  });
});
