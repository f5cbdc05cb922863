/** setup.cfg as Python's configparser reads it: values, places, problems, and that no text breaks the parser. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { getOption, type IniDocument, sourceOffset } from '../../server/src/syntax/ini/document';
import { parseIni } from '../../server/src/syntax/ini/parse';

const values = (document: IniDocument) => document.sections.map((section) => [section.name, section.options.map((option) => [option.key, option.value])]);

const problems = (text: string) => parseIni(text).problems.map((problem) => [problem.kind, text.slice(problem.span.start, problem.span.end)]);

describe('setup.cfg', () => {
  it('reads sections, keys and values with either separator', () => {
    assert.deepEqual(values(parseIni('[metadata]\nname = foo\nversion: 1 = 2\n[x.y]\nEmpty =\n')), [
      ['metadata', [['name', 'foo'], ['version', '1 = 2']]],
      ['x.y', [['Empty', '']]],
    ]);
  });

  it('joins lines that are indented deeper, blank ones between them included', () => {
    const text = '[options]\ncmdclass =\n    a = x.A\n\n    # not part of it\n    b = x.B\n\nother = 1\n';
    assert.deepEqual(values(parseIni(text)), [['options', [['cmdclass', '\na = x.A\n\nb = x.B'], ['other', '1']]]]);
  });

  it('compares the indentation of a line with that of its key', () => {
    assert.deepEqual(values(parseIni('[a]\n  k = 1\n  l = 2\n   more\n')), [['a', [['k', '1'], ['l', '2\nmore']]]]);
  });

  it('knows whole-line comments and no others', () => {
    assert.deepEqual(values(parseIni('; one\n[a]\n# two\nk = 1 # kept ; kept\n')), [['a', [['k', '1 # kept ; kept']]]]);
  });

  it('takes everything up to the last bracket for the name of a section', () => {
    assert.deepEqual(values(parseIni('[a]b] rest\nk = 1\n')), [['a]b', [['k', '1']]]]);
  });

  it('strips what Python calls white space, and only that', () => {
    assert.deepEqual(values(parseIni('[a]\nk =\u00851\u001f\nl = \ufeff2\n')), [['a', [['k', '1'], ['l', '\ufeff2']]]]);
  });

  it('reads every kind of line end alike', () => {
    const text = '[a]\nk =\n  1\n  2\nl = 3';
    const expected = values(parseIni(text));
    assert.deepEqual(values(parseIni(text.replaceAll('\n', '\r\n'))), expected);
    assert.deepEqual(values(parseIni(text.replaceAll('\n', '\r'))), expected);
  });

  it('finds options as setuptools does: the last one, dashes as underscores, then [DEFAULT]', () => {
    const document = parseIni('[DEFAULT]\nurl = d\n[metadata]\nLong-Description = 1\nlong_description = 2\n');
    assert.equal(getOption(document, 'metadata', 'long_description')?.value, '2');
    assert.equal(getOption(document, 'metadata', 'url')?.value, 'd');
    assert.equal(getOption(document, 'options', 'name'), undefined);
  });

  it('says where keys and values stand', () => {
    const text = '[m😀]\r\nversion =  attr: a.b  \r\nlist =\r\n\tone\r\n\ttwo\r\n';
    const [section] = parseIni(text).sections;
    const [version, list] = section!.options;
    assert.equal(text.slice(section!.nameSpan.start, section!.nameSpan.end), 'm😀');
    assert.equal(text.slice(version!.keySpan.start, version!.keySpan.end), 'version');
    assert.equal(text.slice(version!.lines[0]!.span.start, version!.lines[0]!.span.end), 'attr: a.b');
    assert.equal(text.slice(list!.span.start, list!.span.end), 'list =\r\n\tone\r\n\ttwo');
    const two = list!.value.indexOf('two');
    assert.equal(sourceOffset(list!, two), text.indexOf('two'));
    assert.equal(sourceOffset(list!, 1000), list!.span.end);
  });

  it('reports what configparser refuses, and reads on', () => {
    assert.deepEqual(problems('k = 1\n[a]\nnonsense\n= v\nk = 1\nk = 2\n[a]\n'), [
      ['no-section', 'k = 1'],
      ['syntax', 'nonsense'],
      ['syntax', '= v'],
      ['duplicate-option', 'k'],
      ['duplicate-section', 'a'],
    ]);
    assert.deepEqual(problems('\ufeff[a]\nk = 1\n'), [['byte-order-mark', '\ufeff']]);
    assert.deepEqual(values(parseIni('\ufeff[a]\nk = 1\n')), [['a', [['k', '1']]]]);
  });

  const iniText = fc.array(fc.constantFrom('[', ']', 'a', 'k', '=', ':', ' ', '\t', '\n', '\r', '\r\n', '#', ';', '\ufeff', '😀', '\0', '\u0085', '%(x)s'), { maxLength: 60 })
    .map((parts) => parts.join(''));

  it('never throws, and every span holds what it says', () => {
    fc.assert(fc.property(iniText, (text) => {
      const document = parseIni(text);
      for (const section of document.sections) {
        assert.equal(text.slice(section.nameSpan.start, section.nameSpan.end), section.name);
        for (const option of section.options) {
          assert.equal(text.slice(option.keySpan.start, option.keySpan.end), option.key);
          for (const line of option.lines) assert.equal(text.slice(line.span.start, line.span.end), line.text);
          assert.ok(section.span.start <= option.span.start && option.span.end <= section.span.end && section.span.end <= text.length);
        }
      }
      for (const { span } of document.problems) assert.ok(0 <= span.start && span.start <= span.end && span.end <= text.length);
    }), { numRuns: 500 });
  });

  it('reads back what was written, whatever the values', () => {
    const word = fc.stringMatching(/^[a-z][a-z0-9_]{0,8}$/);
    const line = fc.stringMatching(/^[a-z0-9./=:\[][ -~]{0,20}$/).map((text) => text.trim());
    fc.assert(fc.property(fc.dictionary(word, fc.array(line, { minLength: 1, maxLength: 4 })), (options) => {
      const text = `[s]\n${Object.entries(options).map(([key, lines]) => `${key} = ${lines.join('\n  ')}\n`).join('')}`;
      const document = parseIni(text);
      assert.deepEqual(document.problems, []);
      for (const [key, lines] of Object.entries(options)) assert.equal(getOption(document, 's', key)?.value, lines.join('\n'));
    }));
  });

  it('takes a megabyte of anything', () => {
    for (const unit of ['[a]\n', '[a\n', 'k = 1\n', '[a]\nk = 1\n', '[', ' \n', 'k', '= ', '#', '\r']) {
      const text = unit.repeat(Math.ceil(1_000_000 / unit.length));
      const document = parseIni(text);
      assert.ok(document.sections.length + document.problems.length <= text.length);
    }
  }).timeout(60_000);
});
