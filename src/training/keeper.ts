/** Decides when a run's checkpoints are taken, so that a process or a window that ends loses little, and training hardly waits. */
import type { Checkpoint } from '../protocol/checkpoint';
import type { TrainingChildToHost } from '../protocol/run';
import type { PreparedRun } from './experiments/experiment';

/** At most one in so many milliseconds … */
const EVERY_MS = 500;
/** … and of one part in so many of the time. */
const SHARE = 50;

/** Most bytes of a checkpoint: sixteen million numbers. */
export const MAX_KEPT_BYTES = 64_000_000;

interface KeeperWorld {
  readonly runId: string;
  send(message: TrainingChildToHost): void;
  /** Milliseconds, never going back. */
  now(): number;
}

export class Keeper {
  private keep: PreparedRun['keep'] | null;
  private readonly world: KeeperWorld;
  private last = -Infinity;
  private cost = 0;
  /** The step of the newest one. */
  private step = 0;

  /** @param keep null: nothing is kept */
  constructor(keep: PreparedRun['keep'] | null, world: KeeperWorld) {
    this.keep = keep;
    this.world = world;
  }

  epochEnded(step: number, epoch: number): void {
    if (this.world.now() - this.last >= Math.max(EVERY_MS, this.cost * SHARE)) this.take(step, epoch, true);
  }

  /** Nothing more is learned. @param epoch whole ones that were done @param isOther the network is not what it was after the last step */
  end(step: number, epoch: number, isWhole: boolean, isOther = false): void {
    if (step > this.step || isOther) this.take(step, epoch, isWhole);
  }

  /** What cannot be kept (a learner's `parameters()` may return anything, weights may be no numbers) leaves the last one as it is. */
  private take(step: number, epoch: number, isWhole: boolean): void {
    if (this.keep === null) return;
    const { runId } = this.world;
    const started = this.world.now();
    this.last = started;
    try {
      const kept = this.keep();
      if (bytesOf(kept) > MAX_KEPT_BYTES) {
        this.keep = null;
        this.world.send({ type: 'kept', runId, checkpoint: null, isWhole });
        return;
      }
      if (!isFinite(kept)) return;
      this.world.send({ type: 'kept', runId, checkpoint: { step, epoch, ...kept }, isWhole });
      this.step = step;
    } catch {
      return;
    } finally {
      this.cost = this.world.now() - started;
    }
  }
}

type Kept = Pick<Checkpoint, 'parameters' | 'velocities' | 'best'>;

/** All that is in it, in the order of a file. */
export const arraysOf = ({ parameters, velocities, best }: Kept): Checkpoint['parameters'] => [
  ...parameters,
  ...(velocities ?? []),
  ...(best?.parameters ?? []),
];

const bytesOf = (kept: Kept): number => arraysOf(kept).reduce((sum, { byteLength }) => sum + byteLength, 0);

const isFinite = (kept: Kept): boolean => arraysOf(kept).every((numbers) => numbers.every(Number.isFinite));
