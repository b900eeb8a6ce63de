// @ts-check
const { renameSync, writeFileSync } = require('node:fs');
/** Mocha is an ES module. Node 20 gives all of it, newer versions the class that it exports for `require`. */
const mocha = require('mocha');
const Mocha = mocha.default ?? mocha;

// `NNFS_MOCHA_PATIENCE` = how many times longer than usual every test may take.
const patience = Number(process.env['NNFS_MOCHA_PATIENCE'] || 1);
const runnable = /** @type {any} */ (Mocha.Runnable.prototype);
const { timeout } = runnable;
/** @this {unknown} */
runnable.timeout = function (/** @type {number[]} */ ...limit) {
  return timeout.apply(
    this,
    limit.map((ms) => ms * patience),
  );
};

/** Mocha's "spec" reporter, which also writes the counts as JSON to the file that `NNFS_MOCHA_COUNTS` names. */
module.exports = class CountingReporter extends Mocha.reporters.Spec {
  /**
   * @param {import('mocha').Runner} runner
   * @param {import('mocha').MochaOptions} options
   */
  constructor(runner, options) {
    super(runner, options);
    runner.once(Mocha.Runner.constants.EVENT_RUN_END, () => {
      const file = process.env['NNFS_MOCHA_COUNTS'];
      if (!file) return;
      const { passes = 0, failures = 0, pending = 0 } = runner.stats ?? {};
      writeFileSync(`${file}.new`, JSON.stringify({ passed: passes, failed: failures, pending }));
      renameSync(`${file}.new`, file);
    });
  }
};
