/**
 * The figures of experiments that the guides quote, measured once more on real MNIST. Part of `npm run test:figures`; with ids of
 * experiments in `NNFS_FIGURES`, as in `line,one-batch`, only those.
 */
import assert from 'node:assert/strict';
import { storedFigures } from '../support/figures';
import { compared } from './compare';
import { EXPERIMENTS } from './experiments';
import { type Measured, measure } from './measure';

const asked = process.env.NNFS_FIGURES?.split(',') ?? EXPERIMENTS.map(({ id }) => id);

describe('the figures of the guides', function () {
  this.timeout(60 * 60_000);

  it('are what the experiments give', async () => {
    const stored = storedFigures();
    const faults: string[] = [];
    const compare = (measured: Measured): void => {
      for (const { what, stored: before, measured: now, holds } of compared(stored, [measured])) {
        console.log(`    ${what.padEnd(40)} ${before} → ${now}${holds ? '' : '  !'}`);
        if (!holds) faults.push(`${what}: ${before} → ${now}`);
      }
    };
    await measure(
      EXPERIMENTS.filter(({ id }) => asked.includes(id)),
      compare,
    );
    assert.deepEqual(faults, []);
  });
});
