/**
 * Mocha reporter of `npm test`: one line a file, then the failures in full. Writes `{passed, failed, skipped}` as JSON
 * to the file that BUILDGLASS_COUNTS names.
 */
const { writeFileSync } = require('node:fs');
const path = require('node:path');
const Mocha = require('mocha');

const { Base } = Mocha.reporters;

module.exports = class FileReporter extends Base {
  constructor(runner, options) {
    super(runner, options);
    let file;
    let counts = { passed: 0, failed: 0, skipped: 0 };
    const flush = () => {
      if (file !== undefined) {
        const { passed, failed, skipped } = counts;
        const parts = [`${passed} passed`, ...(failed > 0 ? [`${failed} failed`] : []), ...(skipped > 0 ? [`${skipped} skipped`] : [])];
        console.log(`${failed > 0 ? Base.color('fail', '✗') : Base.color('green', '✓')} ${path.relative(process.cwd(), file)}  ${Base.color('light', parts.join(', '))}`);
      }
      counts = { passed: 0, failed: 0, skipped: 0 };
    };
    const count = (kind) => (test) => {
      const of = test.file ?? test.parent?.file ?? 'before and after all';
      if (of !== file) { flush(); file = of; }
      counts[kind] += 1;
      if (kind === 'failed') console.log(`  ${Base.color('fail', `✗ ${test.fullTitle()}`)}`);
    };
    runner.on('pass', count('passed'));
    runner.on('fail', count('failed'));
    runner.on('pending', count('skipped'));
    runner.once('end', () => {
      flush();
      if (this.failures.length > 0) Base.list(this.failures);
      const target = process.env.BUILDGLASS_COUNTS;
      const { passes, failures, pending } = runner.stats;
      if (target !== undefined) writeFileSync(target, JSON.stringify({ passed: passes, failed: failures, skipped: pending }));
    });
  }
};
