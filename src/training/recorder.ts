/** Takes the moments of a run that is watched, for its replay. */
import type { TrainingChildToHost } from '../protocol/run';
import type { PreparedRun } from './experiments/experiment';
import { isMoment } from './moments';

export class Recorder {
  private frame: PreparedRun['frame'] | null;
  private readonly runId: string;
  private readonly send: (message: TrainingChildToHost) => void;
  /** The step of the last one. */
  private last = -1;

  /** @param frame null: nothing is taken */
  constructor(
    frame: PreparedRun['frame'] | null,
    { runId, send }: { runId: string; send: (message: TrainingChildToHost) => void },
  ) {
    this.frame = frame;
    this.runId = runId;
    this.send = send;
  }

  /** So many steps are done. */
  passed(step: number): void {
    if (isMoment(step, step)) this.take(step);
  }

  /** The same, and nothing is learned for now: it is where the replay ends. */
  rests(step: number): void {
    if (step !== this.last) this.take(step);
  }

  /** A learner's `parameters()` may return anything; the run goes on all the same. */
  private take(step: number): void {
    this.last = step;
    try {
      const frame = this.frame?.();
      if (frame) this.send({ type: 'moment', runId: this.runId, moment: { step, frame } });
    } catch {
      this.frame = null;
    }
  }
}
