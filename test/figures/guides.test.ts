/** The figures of experiments that the guides quote, measured once more on real MNIST. Part of `npm run test:figures`. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { FIGURES_FILE, type Figures } from '../../src/course/figures';
import { lessonsRoot } from '../support/course';
import { EXPERIMENTS } from './experiments';
import { type Measured, figuresOf, measure } from './measure';

/** Other processors and engines round otherwise, and training makes more of it. */
const SHARE = 0.01;

describe('the figures of the guides', function () {
  this.timeout(60 * 60_000);

  it('are what the experiments give', async () => {
    const stored = JSON.parse(readFileSync(path.join(lessonsRoot, FIGURES_FILE), 'utf8')) as Figures;
    const all: Measured[] = [];
    await measure(EXPERIMENTS, (measured) => all.push(measured));
    const faults: string[] = [];
    const measured = figuresOf(all);
    for (const { experiment } of all)
      for (const [name, { digits }] of Object.entries(experiment.quantities))
        for (const which of ['mean', 'least', 'most'] as const) {
          const texts = [stored, measured].map((figures) => figures[experiment.id]?.[name]?.[which] ?? '');
          const [before, now] = texts.map((text) => Number(text.replaceAll(',', '')));
          const holds = Math.abs(now - before) <= Math.max(10 ** -digits, SHARE * Math.abs(before)) + 1e-9;
          console.log(
            `    ${`${experiment.id}.${name}, ${which}`.padEnd(40)} ${texts.join(' → ')}${holds ? '' : '  !'}`,
          );
          if (!holds) faults.push(`${experiment.id}.${name}, ${which}: ${texts.join(' → ')}`);
        }
    assert.deepEqual(faults, []);
  });
});
