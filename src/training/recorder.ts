/** Takes the moments of a run that is watched, for its replay. */
import type { TrainingChildToHost } from '../protocol/run';
import type { PreparedRun } from './experiments/experiment';
import { isMoment } from './moments';
import { Pace } from './pace';

/** Taking them may take one part in so many of the time; the first ones come anyway. */
const SHARE = 100;
const FIRST = 8;

interface RecorderWorld {
  readonly runId: string;
  send(message: TrainingChildToHost): void;
  /** Milliseconds, never going back. */
  now(): number;
}

export class Recorder {
  private frame: PreparedRun['frame'] | null;
  private readonly pace: Pace;
  private readonly world: RecorderWorld;
  /** The step of the last one. */
  private last = -1;

  /** @param frame null: nothing is taken */
  constructor(frame: PreparedRun['frame'] | null, world: RecorderWorld) {
    this.frame = frame;
    this.world = world;
    this.pace = new Pace(() => world.now(), { everyMs: 0, share: SHARE, free: FIRST });
  }

  /** So many steps are done. */
  passed(step: number): void {
    if (isMoment(step, step) && this.pace.isDue) this.take(step);
  }

  /** The same, and nothing is learned for now: it is where the replay ends. */
  rests(step: number): void {
    if (step !== this.last) this.take(step);
  }

  /** A learner's `parameters()` may return anything; the run goes on all the same. */
  private take(step: number): void {
    this.last = step;
    try {
      this.pace.begin();
      const frame = this.pace.spend(() => this.frame?.());
      if (frame) this.world.send({ type: 'moment', runId: this.world.runId, moment: { step, frame } });
    } catch {
      this.frame = null;
    }
  }
}
