// @ts-check
const { renameSync, writeFileSync } = require('node:fs');
/** Mocha is an ES module. Node 20 gives all of it, newer versions the class that it exports for `require`. */
const mocha = require('mocha');
const Mocha = mocha.default ?? mocha;

/**
 * Mocha's "spec" reporter, which also writes the counts as JSON to the file that `NNFS_MOCHA_COUNTS` names. `NNFS_MOCHA_PATIENCE` = how many
 * times longer than usual each test may take.
 */
module.exports = class CountingReporter extends Mocha.reporters.Spec {
  /**
   * @param {import('mocha').Runner} runner
   * @param {import('mocha').MochaOptions} options
   */
  constructor(runner, options) {
    super(runner, options);
    const patience = Number(process.env['NNFS_MOCHA_PATIENCE'] || 1);
    runner.suite.eachTest((test) => void test.timeout(test.timeout() * patience));
    runner.once(Mocha.Runner.constants.EVENT_RUN_END, () => {
      const file = process.env['NNFS_MOCHA_COUNTS'];
      if (!file) return;
      const { passes = 0, failures = 0, pending = 0 } = runner.stats ?? {};
      writeFileSync(`${file}.new`, JSON.stringify({ passed: passes, failed: failures, pending }));
      renameSync(`${file}.new`, file);
    });
  }
};
