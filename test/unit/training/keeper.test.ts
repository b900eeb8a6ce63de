import assert from 'node:assert/strict';
import type { KeptMessage, TrainingChildToHost } from '../../../src/protocol/run';
import { Keeper, MAX_KEPT_BYTES } from '../../../src/training/keeper';

class Rig {
  time = 0;
  /** What taking a checkpoint costs, in milliseconds. */
  cost = 0;
  taken = 0;
  parameters = [Float32Array.of(1)];
  readonly sent: KeptMessage[] = [];
  readonly keeper = new Keeper(
    () => {
      this.taken++;
      this.time += this.cost;
      return { parameters: this.parameters, velocities: null, random: null, startLoss: 2 };
    },
    {
      runId: 'a',
      now: () => this.time,
      send: (message: TrainingChildToHost) => void (message.type === 'kept' && this.sent.push(message)),
    },
  );

  /** Epochs of ten steps that end at these times. */
  epochs(...times: number[]): void {
    for (const time of times) {
      this.time = Math.max(this.time, time);
      this.epoch++;
      this.keeper.epochEnded(this.epoch * 10, this.epoch);
    }
  }
  epoch = 0;

  get steps(): (number | undefined)[] {
    return this.sent.map(({ checkpoint }) => checkpoint?.step);
  }
}

describe('training: what is kept, and when', () => {
  it('is the first epoch, then one in half a second, and the end', () => {
    const rig = new Rig();
    rig.epochs(0, 100, 499, 500, 900, 1000);
    assert.deepEqual(rig.steps, [10, 40, 60]);
    rig.keeper.end(60, 6, true);
    assert.deepEqual(rig.steps, [10, 40, 60], 'not twice');
    rig.keeper.end(63, 6, false);
    assert.deepEqual(rig.sent.at(-1)?.isWhole, false);
    assert.deepEqual(rig.sent.at(-1)?.checkpoint?.epoch, 6);
  });

  it('takes at most one part in fifty of the time', () => {
    const rig = new Rig();
    rig.cost = 100;
    rig.epochs(0, 1000, 4900, 5000);
    assert.deepEqual(rig.steps, [10, 40]);
  });

  it('is nothing of a network that is too large, and that is said once', () => {
    const rig = new Rig();
    rig.parameters = [new Float32Array(MAX_KEPT_BYTES / 4 + 1)];
    rig.epochs(0, 10_000, 20_000);
    assert.deepEqual(rig.steps, [undefined]);
    assert.equal(rig.taken, 1);
  });

  it('is not what is no number: the last good one stays', () => {
    const rig = new Rig();
    rig.epochs(0);
    rig.parameters = [Float32Array.of(Number.NaN)];
    rig.epochs(1000);
    rig.keeper.end(20, 2, true);
    assert.deepEqual(rig.steps, [10]);
  });
});
