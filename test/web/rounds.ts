/** Timed runs in the extension host of a browser, one for each that the bench asks for. */
import type { CourseServices } from '../../src/editor/course';
import type { RunConfig } from '../../src/protocol/config';
import { alone } from '../bench/support/alone';

const PAUSE_MS = 50;

/** @param ask tells the last rate, if any, and gets what comes next */
export async function runRounds(
  services: CourseServices,
  ask: (rate: number | null) => Promise<RunConfig | 'wait' | 'end'>,
): Promise<void> {
  for (let next = await ask(null); next !== 'end'; next = await ask(null)) {
    if (next === 'wait') await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    else await ask(await alone(next, services.script('train-child.js'), null));
  }
}
