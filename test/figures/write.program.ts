/** `npm run figures`: measures what the guides quote, and writes it where they take it from. */
import path from 'node:path';
import { FIGURES_FILE } from '../../src/course/figures';
import { atomicWrite } from '../../src/host/node/atomicWrite';
import { lessonsRoot } from '../support/course';
import { type Measured, figuresOf, measure } from './measure';

async function main(): Promise<void> {
  const all: Measured[] = [];
  await measure((measured) => {
    all.push(measured);
    const { experiment } = measured;
    console.log(`train ${experiment.options.join(' ')}`);
    for (const [name, { mean, least, most }] of Object.entries(figuresOf([measured])[experiment.id]))
      console.log(`  ${experiment.id}.${name.padEnd(10)} ${mean}  (${least} to ${most})`);
  });
  atomicWrite(path.join(lessonsRoot, FIGURES_FILE), `${JSON.stringify(figuresOf(all), null, 2)}\n`);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
