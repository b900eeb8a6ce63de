/** The figures about two moons are measured in every run of the tests: they need no MNIST, and little time. */
import assert from 'node:assert/strict';
import { compared } from '../figures/compare';
import { MOONS } from '../figures/programs/moons';
import { storedFigures } from '../support/figures';

describe('the figures about two moons', function () {
  this.timeout(300_000); // ten trainings each, and the machine may be busy
  for (const experiment of MOONS)
    it(experiment.about, () => {
      const found = compared(storedFigures(), [{ experiment, values: experiment.run() }]);
      assert.deepEqual(
        found.filter(({ holds }) => !holds),
        [],
      );
    });
});
