import { type Draw, checksFor } from 'kit';
import type * as Lesson from './solution.ts';

const { PI, cos, floor, max } = Math;

/** The learning rates of a whole run. */
const run = (totalSteps: number, at: (step: number) => number): number[] =>
  Array.from({ length: totalSteps }, (_, step) => at(step));

const inRun = (name: string): { what: string; at: (path: (string | number)[]) => string } => ({
  what: `the learning rate of \`${name}\``,
  at: ([step]) => `at step ${step}`,
});

/** PyTorch's annealing: from `start` to `end` along half a cosine. */
const annealed = (start: number, end: number, share: number): number =>
  end + ((start - end) / 2) * (cos(PI * share) + 1);

function expectedOneCycle(
  step: number,
  totalSteps: number,
  {
    learningRate,
    warmup,
    startDivisor,
    endDivisor,
  }: { learningRate: number; warmup: number; startDivisor: number; endDivisor: number },
): number {
  const start = learningRate / startDivisor;
  const top = max(0, warmup * totalSteps - 1);
  if (step === top) return learningRate;
  return step < top
    ? annealed(start, learningRate, step / top)
    : annealed(learningRate, start / endDivisor, (step - top) / (totalSteps - 1 - top));
}

/** A step of a run. */
const stepOf = (draw: Draw, least = 1): { step: number; totalSteps: number } => {
  const totalSteps = draw.size(10_000_000, least);
  return { step: draw.integer(0, totalSteps - 1), totalSteps };
};

export default checksFor<typeof Lesson>((check, contract) => {
  check('stepDecay', 'goes down the stairs of the guide: 0.4, 0.2, 0.1', ({ learner, close }) => {
    const rates = run(9, (step) => learner.stepDecay(step, 9, { learningRate: 0.4, every: 3, factor: 0.5 }));
    close(rates, [0.4, 0.4, 0.4, 0.2, 0.2, 0.2, 0.1, 0.1, 0.1], inRun('stepDecay'));
  });

  check('stepDecay', 'divides by ten at each cut when no factor is given', ({ learner, close }) => {
    const rates = run(5, (step) => learner.stepDecay(step, 5, { learningRate: 3, every: 2 }));
    close(rates, [3, 3, 0.3, 0.3, 0.03], inRun('stepDecay'));
  });

  check('stepDecay', 'depends on `every`, and not on how long the run is', ({ learner, random, close }) => {
    for (const [totalSteps, every] of [
      [1, 1],
      [6, 1],
      [10, 4],
      [7, 20],
      [50, 13],
    ]) {
      const learningRate = random.between(0.01, 2);
      const factor = random.between(0.2, 0.9);
      const rates = run(totalSteps, (step) => learner.stepDecay(step, totalSteps, { learningRate, every, factor }));
      close(
        rates,
        run(totalSteps, (step) => learningRate * factor ** floor(step / every)),
        inRun('stepDecay'),
      );
    }
  });

  check(
    'stepDecay',
    'keeps the first learning rate until `every` steps are over, however many',
    ({ learner, close }) => {
      for (const every of [1, 3, 1000, 10_000_000]) {
        const steps = [0, 1 % every, every - 1, every];
        const at = (step: number): number =>
          learner.stepDecay(step, 2 * every, { learningRate: 0.5, every, factor: 0.1 });
        close(steps.map(at), [0.5, 0.5, 0.5, 0.05], {
          what: `the learning rate of \`stepDecay\`, with \`every\` ${every},`,
          at: ([i]) => `at step ${steps[Number(i)]}`,
        });
      }
    },
  );

  contract('stepDecay', 'agrees with the formula at every step', {
    given: (draw) => ({
      ...stepOf(draw),
      options: { learningRate: draw.number(0.01, 2), every: draw.size(10_000_000), factor: draw.number(0.1, 0.9) },
    }),
    gives: ({ step, options: { learningRate, every, factor } }) => learningRate * factor ** floor(step / every),
  });

  check('cosine', 'slides down as in the guide: 0.8 at step 0, 0.6 at step 2, 0.4, 0.2', ({ learner, close }) => {
    const at = (step: number): number => learner.cosine(step, 6, { learningRate: 0.8 });
    close([at(0), at(2), at(3), at(4)], [0.8, 0.6, 0.4, 0.2], {
      what: 'the learning rate of `cosine`',
      at: ([i]) => `at step ${[0, 2, 3, 4][Number(i)]}`,
    });
  });

  check('cosine', 'slides to the minimum instead of 0 where one is given', ({ learner, close }) => {
    const at = (step: number): number => learner.cosine(step, 6, { learningRate: 1, minimum: 0.2 });
    close([at(0), at(2), at(3), at(4)], [1, 0.8, 0.6, 0.4], {
      what: 'the learning rate of `cosine`, with a minimum of 0.2,',
      at: ([i]) => `at step ${[0, 2, 3, 4][Number(i)]}`,
    });
  });

  contract('cosine', 'agrees with the formula at every step, for runs of any length', {
    given: (draw) => ({
      ...stepOf(draw),
      options: { learningRate: draw.number(0.1, 2), minimum: draw.number(0, 0.1) },
    }),
    gives: ({ step, totalSteps, options: { learningRate, minimum } }) =>
      annealed(learningRate, minimum, step / totalSteps),
  });

  check('cosine', 'falls all the way through a run to 0 when no minimum is given', ({ learner, random, close }) => {
    for (const totalSteps of [1, 2, 5, 64]) {
      const learningRate = random.between(0.1, 2);
      const rates = run(totalSteps, (step) => learner.cosine(step, totalSteps, { learningRate }));
      close(
        rates,
        run(totalSteps, (step) => annealed(learningRate, 0, step / totalSteps)),
        inRun('cosine'),
      );
    }
  });

  check('oneCycle', 'goes up and down as in the guide: 0.1, 0.55, 1, 0.505, 0.01', ({ learner, close }) => {
    const options = { learningRate: 1, warmup: 0.6, startDivisor: 10, endDivisor: 10 };
    close(
      run(5, (step) => learner.oneCycle(step, 5, { ...options })),
      [0.1, 0.55, 1, 0.505, 0.01],
      inRun('oneCycle'),
    );
  });

  check(
    'oneCycle',
    'starts at 1/25, has its top after three tenths of the run, and ends near 0',
    ({ learner, close }) => {
      const at = (step: number): number => learner.oneCycle(step, 10, { learningRate: 0.5 });
      close([at(0), at(1), at(2), at(9)], [0.02, 0.26, 0.5, 0.000002], {
        what: 'the learning rate of `oneCycle`, with nothing but a learning rate given,',
        at: ([i]) => `at step ${[0, 1, 2, 9][Number(i)]}`,
      });
    },
  );

  check(
    'oneCycle',
    'agrees with PyTorch’s formula at every step, for runs of any length',
    ({ learner, random, close }) => {
      for (const totalSteps of [5, 10, 20, 37, 100]) {
        const learningRate = random.between(0.1, 2);
        const expected = { learningRate, warmup: 0.3, startDivisor: 25, endDivisor: 1e4 };
        const rates = run(totalSteps, (step) => learner.oneCycle(step, totalSteps, { learningRate }));
        close(
          rates,
          run(totalSteps, (step) => expectedOneCycle(step, totalSteps, expected)),
          inRun('oneCycle'),
        );
      }
    },
  );

  check(
    'oneCycle',
    'takes its options as they come, also where the top lies between two steps',
    ({ learner, random, close }) => {
      for (const [totalSteps, warmup] of [
        [10, 0.25],
        [10, 0.55],
        [33, 0.1],
        [50, 0.5],
        [41, 0.9],
      ]) {
        const options = {
          learningRate: random.between(0.1, 2),
          warmup,
          startDivisor: random.between(2, 30),
          endDivisor: random.between(2, 100),
        };
        const expected = run(totalSteps, (step) => expectedOneCycle(step, totalSteps, options));
        close(
          run(totalSteps, (step) => learner.oneCycle(step, totalSteps, { ...options })),
          expected,
          inRun('oneCycle'),
        );
      }
    },
  );

  check('oneCycle', 'is at its top in step 0 where the run is too short for a way up', ({ learner, close }) => {
    for (const [totalSteps, warmup] of [
      [1, 0.3],
      [3, 0.3],
      [4, 0.25],
      [10, 0.1],
      [10, 0.05],
      [5, 0],
    ]) {
      close(learner.oneCycle(0, totalSteps, { learningRate: 0.5, warmup }), 0.5, {
        what: `the learning rate of step 0 in a run of ${totalSteps} ${totalSteps === 1 ? 'step' : 'steps'} with a warm-up of ${warmup}`,
      });
    }
  });

  contract('oneCycle', 'agrees with PyTorch’s formula wherever the top lies', {
    given: (draw) => {
      const { step, totalSteps } = stepOf(draw, 2);
      return {
        step,
        totalSteps,
        options: {
          learningRate: draw.number(0.1, 2),
          // With less, how the way down goes on from step 0 is left open.
          warmup: draw.number(1 / totalSteps, 0.9),
          startDivisor: draw.number(2, 30),
          endDivisor: draw.number(2, 100),
        },
      };
    },
    gives: ({ step, totalSteps, options }) => expectedOneCycle(step, totalSteps, options),
    tolerance: 1e-8,
  });
});
