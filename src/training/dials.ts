/** The values of a run that may be changed while it is under way. What computes with them reads them anew in each step. */
import type { Adjustable, AdjustableId, Change } from '../protocol/adjust';
import type { RunConfig } from '../protocol/config';

export class Dials implements Pick<RunConfig, AdjustableId | 'schedule' | 'optimizer'> {
  readonly adjustable: readonly Adjustable[];
  readonly schedule: RunConfig['schedule'];
  readonly optimizer: RunConfig['optimizer'];
  private readonly values: Record<AdjustableId, number>;
  /** What was asked for, and waits for its time. */
  private readonly asked = new Map<AdjustableId, number>();

  constructor(
    { learningRate, momentum, l2, schedule, optimizer }: Pick<RunConfig, AdjustableId | 'schedule' | 'optimizer'>,
    adjustable: readonly Adjustable[],
  ) {
    this.values = { learningRate, momentum, l2 };
    this.schedule = schedule;
    this.optimizer = optimizer;
    this.adjustable = adjustable;
  }

  get learningRate(): number {
    return this.values.learningRate;
  }

  get momentum(): number {
    return this.values.momentum;
  }

  get l2(): number {
    return this.values.l2;
  }

  /** Takes effect when its time has come. What cannot be changed in this run is left alone. */
  ask(field: AdjustableId, value: number): void {
    if (this.adjustable.some((one) => one.field === field)) this.asked.set(field, value);
  }

  /**
   * Changes what was asked for, right before a step.
   *
   * @param step the number of that step
   * @param isEpochStart whether it is the first one of its epoch
   */
  turn(step: number, isEpochStart: boolean): Change[] {
    if (this.asked.size === 0) return [];
    const changes: Change[] = [];
    for (const { field, from } of this.adjustable) {
      const value = this.asked.get(field);
      if (value === undefined || (from === 'epoch' && !isEpochStart)) continue;
      this.asked.delete(field);
      const before = this.values[field];
      this.values[field] = value;
      if (value !== before) changes.push({ field, step, before, value });
    }
    return changes;
  }
}
