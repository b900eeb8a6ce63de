import { type Draw, checksFor } from 'kit';
import type * as Lesson from './solution.ts';

/** An answer may come in Float32Arrays. They keep seven digits, and where terms cancel, fewer are left. */
const FLOAT32 = { tolerance: 1e-4 };

/** The sigmoid and its slope, written in another way than in the lesson. */
const sigmoid = (z: number): number => 0.5 + 0.5 * Math.tanh(z / 2);
const sigmoidSlope = (z: number): number => 0.25 * (1 - Math.tanh(z / 2) ** 2);

const weightedSum = (values: number[], weights: number[]): number =>
  values.reduce((sum, value, i) => sum + value * weights[i], 0);

/** Numbers on both sides of 0, near it and far from it, and a slope for each. */
function drawSlopes(draw: Draw, largest: number): { z: number[]; upstream: number[] } {
  const z = draw.numbers(draw.size(20_000), -largest, largest);
  return { z, upstream: draw.numbers(z.length) };
}

const hasNaN = (values: ArrayLike<number> | undefined): boolean => Array.from(values ?? []).some(Number.isNaN);

export default checksFor<typeof Lesson>((check, contract) => {
  check('relu', 'turns [3, −2, 0, 0.5] of the guide into [3, 0, 0, 0.5]', ({ learner, close }) => {
    close(learner.relu([3, -2, 0, 0.5]), [3, 0, 0, 0.5], FLOAT32);
  });

  contract('relu', 'lets positive numbers through and turns negative ones into 0, for one number and for many', {
    given: (draw) => ({ z: drawSlopes(draw, 4).z }),
    gives: ({ z }) => z.map((value) => (value < 0 ? 0 : value)),
    tolerance: 1e-6,
  });

  check('relu', 'gives only zeros when no number is above 0', ({ learner, close }) => {
    close(learner.relu([0, 0, 0]), [0, 0, 0]);
    close(learner.relu([-1, -0.001, 0]), [0, 0, 0]);
  });

  check('relu', 'has no upper limit: 1000 stays 1000, and −1000 becomes 0', ({ learner, close }) => {
    close(learner.relu([1000, -1000]), [1000, 0], FLOAT32);
  });

  check('reluGradient', 'lets 2 and −3 of the guide through and stops 4 and −1', ({ learner, close }) => {
    close(learner.reluGradient([3, -2, 0, 0.5], [2, 4, -1, -3]), [2, 0, 0, -3], FLOAT32);
  });

  check('reluGradient', 'lets nothing through where z is exactly 0', ({ learner, close }) => {
    close(learner.reluGradient([0, 1, 0], [5, 6, -7]), [0, 6, 0], FLOAT32);
  });

  contract('reluGradient', 'hands upstream on where z is above 0, for one number and for many', {
    given: (draw) => drawSlopes(draw, 4),
    gives: ({ z, upstream }) => upstream.map((slope, i) => (z[i] > 0 ? slope : 0)),
    tolerance: 1e-6,
  });

  check('reluGradient', 'agrees with the slope measured by nudging each z', ({ learner, random, slope }) => {
    for (const count of [1, 2, 9]) {
      // Not near 0: there a nudge would step over the bend.
      const z = random.numbers(count, 0.1, 3).map((value) => (random() < 0.5 ? value : -value));
      const upstream = random.numbers(count, -2, 2);
      const loss = (values: number[]): number =>
        weightedSum(
          values.map((value) => Math.max(value, 0)),
          upstream,
        );
      slope(learner.reluGradient(z, upstream), loss, z, FLOAT32);
    }
  });

  check('reluGradient', 'does not grow with z: at 1000 the slope is still 1', ({ learner, close }) => {
    close(learner.reluGradient([1000, -1000, 1000], [1, 1, -1000]), [1, 0, -1000], FLOAT32);
  });

  check('sigmoidGradient', 'gives 2 and 9 for the two slopes in the guide', ({ learner, close }) => {
    close(learner.sigmoidGradient([0, Math.log(9)], [8, 100]), [2, 9], FLOAT32);
  });

  contract('sigmoidGradient', 'multiplies upstream by the slope of the sigmoid, for one number and for many', {
    given: (draw) => drawSlopes(draw, 6),
    gives: ({ z, upstream }) => z.map((value, i) => sigmoidSlope(value) * upstream[i]),
    tolerance: 1e-5,
  });

  check(
    'sigmoidGradient',
    'agrees with the slope of the sigmoid, measured by nudging each z',
    ({ learner, random, slope }) => {
      for (const count of [1, 2, 9]) {
        const z = random.numbers(count, -5, 5);
        const upstream = random.numbers(count, -2, 2);
        slope(learner.sigmoidGradient(z, upstream), (values) => weightedSum(values.map(sigmoid), upstream), z, FLOAT32);
      }
    },
  );

  check('sigmoidGradient', 'is right everywhere from −1000 to 1000, in steps of ten', ({ learner, close }) => {
    const z = Array.from({ length: 201 }, (_, i) => 10 * i - 1000);
    close(
      learner.sigmoidGradient(
        z,
        z.map(() => 4),
      ),
      z.map((value) => 4 * sigmoidSlope(value)),
      {
        ...FLOAT32,
        at: ([i]) => `for z = ${z[Number(i)]}`,
      },
    );
  });

  check(
    'sigmoidGradient',
    'is 0, and still a number, where the sigmoid is flat: at −1000 and at 1000',
    ({ learner, close }) => {
      const note = 'A very large power of e becomes Infinity, and Infinity divided by Infinity is not a number.';
      const gradient = learner.sigmoidGradient([-1000, 1000], [3, -3]);
      close(gradient, [0, 0], hasNaN(gradient) ? { note } : {});
    },
  );
});
