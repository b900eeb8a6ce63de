// @ts-check
const { renameSync, writeFileSync } = require('node:fs');
const path = require('node:path');
/** Mocha is an ES module. Node 20 gives all of it, newer versions the class that it exports for `require`. */
const mocha = require('mocha');
const Mocha = mocha.default ?? mocha;
const { EVENT_RUN_END, EVENT_SUITE_BEGIN, EVENT_SUITE_END } = Mocha.Runner.constants;

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

/**
 * Mocha's "spec" reporter, which also writes the counts and the seconds of each file as JSON to the file that
 * `NNFS_MOCHA_COUNTS` names.
 */
module.exports = class CountingReporter extends Mocha.reporters.Spec {
  /**
   * @param {import('mocha').Runner} runner
   * @param {import('mocha').MochaOptions} options
   */
  constructor(runner, options) {
    super(runner, options);
    /** @type {Record<string, number>} */
    const files = {};
    let start = 0;
    runner.on(EVENT_SUITE_BEGIN, (suite) => {
      if (suite.parent?.root) start = performance.now();
    });
    runner.on(EVENT_SUITE_END, (suite) => {
      if (!suite.parent?.root || !suite.file) return;
      const name = path.relative(process.cwd(), suite.file).replaceAll('\\', '/');
      files[name] = (files[name] ?? 0) + (performance.now() - start) / 1000;
    });
    runner.once(EVENT_RUN_END, () => {
      const file = process.env['NNFS_MOCHA_COUNTS'];
      if (!file) return;
      const { passes = 0, failures = 0, pending = 0 } = runner.stats ?? {};
      writeFileSync(`${file}.new`, JSON.stringify({ passed: passes, failed: failures, pending, files }));
      renameSync(`${file}.new`, file);
    });
  }
};
