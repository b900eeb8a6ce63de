/**
 * `npm run figures`: measures what the guides quote, and writes it where they take it from. With the ids of experiments, as in
 * `npm run figures -- one-batch`, only those; the other figures stay.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { FIGURES_FILE, type Figures } from '../../src/course/figures';
import { atomicWrite } from '../../src/host/node/atomicWrite';
import { lessonsRoot } from '../support/course';
import { EXPERIMENTS } from './experiments';
import { type Measured, figuresOf, measure } from './measure';

const file = path.join(lessonsRoot, FIGURES_FILE);

async function main(): Promise<void> {
  const ids = process.argv.slice(2);
  const unknown = ids.filter((id) => !EXPERIMENTS.some((experiment) => experiment.id === id));
  if (unknown.length > 0)
    throw new Error(`There is no experiment ${unknown.join(', ')} in test/figures/experiments.ts.`);
  const asked = EXPERIMENTS.filter(({ id }) => ids.length === 0 || ids.includes(id));
  await measure(asked, (measured) => {
    keep(measured);
    const { experiment } = measured;
    console.log('about' in experiment ? experiment.about : `train ${experiment.options.join(' ')}`);
    for (const [name, { mean, least, most }] of Object.entries(figuresOf([measured])[experiment.id]))
      console.log(`  ${experiment.id}.${name.padEnd(10)} ${mean}  (${least} to ${most})`);
  });
}

/** After each experiment, so that a run that is broken off keeps what it has measured. */
function keep(measured: Measured): void {
  const figures = { ...(JSON.parse(readFileSync(file, 'utf8')) as Figures), ...figuresOf([measured]) };
  const inOrder = EXPERIMENTS.flatMap(({ id }) => (id in figures ? [[id, figures[id]] as const] : []));
  atomicWrite(file, `${JSON.stringify(Object.fromEntries(inOrder), null, 2)}\n`);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
