/** What steps and epochs have measured since the last message: sent together, with a picture where one is due. */
import type { EpochMetric, LayerStats, Picture, StepMetric } from '../protocol/metrics';
import type { TrainingChildToHost } from '../protocol/run';

/** The picture is made at most this often: ten times a second. */
const PICTURE_MS = 100;

interface BatchWorld {
  /** Of the run. */
  readonly runId: string;
  send(message: TrainingChildToHost): void;
  /** Milliseconds, from any start, never going back. */
  now(): number;
}

export class MetricsBatch {
  private readonly draw: () => Picture | null;
  private readonly world: BatchWorld;
  private steps: StepMetric[] = [];
  private epochs: EpochMetric[] = [];
  private samples: LayerStats[] = [];
  /** See `metrics` of the protocol. */
  private lookedMs = 0;
  private lastPicture = -Infinity;
  /** Steps were told without a picture of them. */
  private pictureIsOld = false;
  private lastFlush = -Infinity;

  /** @param draw makes the picture of the moment */
  constructor(draw: () => Picture | null, world: BatchWorld) {
    this.draw = draw;
    this.world = world;
  }

  /** Milliseconds since the last message. */
  get age(): number {
    return this.world.now() - this.lastFlush;
  }

  addStep(step: StepMetric, sample: LayerStats | null): void {
    this.steps.push(step);
    if (sample !== null) this.samples.push(sample);
  }

  addEpoch(epoch: EpochMetric): void {
    this.epochs.push(epoch);
  }

  /** Time that went into answers about the network. */
  addLooked(ms: number): void {
    this.lookedMs += ms;
  }

  /** @param withPicture the newest one, also when the last one was made a moment ago */
  flush(withPicture = false): void {
    this.lastFlush = this.world.now();
    if (this.steps.length === 0 && this.epochs.length === 0 && !(withPicture && this.pictureIsOld)) return;
    const { steps, epochs, samples, lookedMs } = this;
    const { runId } = this.world;
    const looked = lookedMs > 0 ? { lookedMs } : {};
    this.world.send({ type: 'metrics', runId, steps, epochs, samples, picture: this.picture(withPicture), ...looked });
    this.lookedMs = 0;
    this.steps = [];
    this.epochs = [];
    this.samples = [];
  }

  /** @returns null when none is due */
  private picture(isDue: boolean): Picture | null {
    const now = this.world.now();
    this.pictureIsOld = !isDue && now - this.lastPicture < PICTURE_MS;
    if (this.pictureIsOld) return null;
    this.lastPicture = now;
    return this.draw();
  }
}
