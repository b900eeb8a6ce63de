import { checksFor } from 'kit';
import type * as Lesson from './solution.ts';

const { PI, cos, floor } = Math;

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
  const top = warmup * totalSteps - 1;
  return step <= top
    ? annealed(start, learningRate, step / top)
    : annealed(learningRate, start / endDivisor, (step - top) / (totalSteps - 1 - top));
}

export default checksFor<typeof Lesson>((check) => {
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

  check('stepDecay', 'leaves its options unchanged', ({ learner, unchanged }) => {
    const options = { learningRate: 0.4, every: 3, factor: 0.5 };
    unchanged({ options }, () => learner.stepDecay(4, 9, options));
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

  check('cosine', 'agrees with the formula at every step, for runs of any length', ({ learner, random, close }) => {
    for (const totalSteps of [1, 2, 5, 10, 64]) {
      const learningRate = random.between(0.1, 2);
      const minimum = random.between(0, 0.1);
      const rates = run(totalSteps, (step) => learner.cosine(step, totalSteps, { learningRate, minimum }));
      close(
        rates,
        run(totalSteps, (step) => annealed(learningRate, minimum, step / totalSteps)),
        inRun('cosine'),
      );
      const toZero = run(totalSteps, (step) => learner.cosine(step, totalSteps, { learningRate }));
      close(
        toZero,
        run(totalSteps, (step) => annealed(learningRate, 0, step / totalSteps)),
        inRun('cosine'),
      );
    }
  });

  check('cosine', 'leaves its options unchanged, too', ({ learner, unchanged }) => {
    const options = { learningRate: 0.4, minimum: 0.1 };
    unchanged({ options }, () => learner.cosine(4, 9, options));
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

  check('oneCycle', 'leaves its options unchanged, as well', ({ learner, unchanged }) => {
    const options = { learningRate: 0.4, warmup: 0.4, startDivisor: 10, endDivisor: 10 };
    unchanged({ options }, () => learner.oneCycle(4, 9, options));
  });
});
