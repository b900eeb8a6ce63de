/** A run as the terminal starts it, timed. */
import type { RunConfig } from '../../../src/protocol/config';
import type { RunState } from '../../../src/protocol/run';
import { TrainingSession } from '../../../src/training/session';

/** From the first step to the last one, evaluation included. */
export class Clock {
  private started = 0;
  private steps = 0;
  rate = NaN;

  state(state: RunState): void {
    if (state === 'running') this.started = performance.now();
    if (state === 'finished') this.rate = (this.steps / (performance.now() - this.started)) * 1000;
  }

  metrics(steps: number): void {
    this.steps += steps;
  }
}

/** Steps a second of a run that nothing watches, in Node or in a browser. */
export async function alone(config: RunConfig, childPath: string, dataFolder: string | null): Promise<number> {
  const clock = new Clock();
  const session = new TrainingSession({ childPath });
  session.onEvent((event) => {
    if (event.type === 'state') clock.state(event.state);
    if (event.type === 'metrics') clock.metrics(event.steps.length);
  });
  session.start({ config, sources: null, dataFolder });
  await session.done;
  return clock.rate;
}
