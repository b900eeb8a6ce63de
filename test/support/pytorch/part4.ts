/** Part 4: penalty, dropout, momentum and learning-rate schedules. */
import { type Attempt, type Oracle, attempt, replay } from './attempt';
import {
  type DenseValues,
  type Layer,
  type NetworkExports,
  type Parameter,
  type Pass,
  network,
  rowsOf,
  valuesOf,
} from './matrices';

type Schedule = (step: number, totalSteps: number, options: unknown) => number;

interface Exports extends NetworkExports {
  l2Penalty(parameters: Parameter[], lambda: number): number;
  addL2Gradient(parameters: Parameter[], lambda: number): void;
  Dropout: new (rate: number, random: () => number) => Layer & { training: boolean };
  Momentum: new (
    parameters: Parameter[],
    options: { learningRate: number; momentum: number },
  ) => { learningRate: number; step(): void };
  stepDecay: Schedule;
  cosine: Schedule;
  oneCycle: Schedule;
}

export const regularization = float32({
  l2: attempt((lesson: Exports, given: { values: number[][][]; gradients: number[][][]; lambda: number }) => {
    const parameters = given.values.map((value, i) => ({
      value: lesson.Matrix.from(value),
      gradient: lesson.Matrix.from(given.gradients[i]),
    }));
    const penalty = lesson.l2Penalty(parameters, given.lambda);
    lesson.addL2Gradient(parameters, given.lambda);
    return { penalty, gradients: parameters.map(({ gradient }) => rowsOf(gradient)) };
  }),
});

type DroppedPass = Pass & { training: boolean; draws: number[] };

export const dropout = float32({
  Dropout: attempt((lesson: Exports, { rate, passes }: { rate: number; passes: DroppedPass[] }) => {
    const layer = new lesson.Dropout(rate, replay(passes.flatMap(({ draws }) => draws)));
    return passes.map(({ training, x, upstream }) => {
      layer.training = training;
      const output = rowsOf(layer.forward(lesson.Matrix.from(x)));
      return { output, input: rowsOf(layer.backward(lesson.Matrix.from(upstream))) };
    });
  }),
});

interface GivenGradients {
  momentum: number;
  values: number[][][];
  learningRates: number[];
  /** For each step, one for each parameter. */
  gradients: number[][][][];
}

interface Run {
  layers: DenseValues[];
  x: number[][];
  labels: number[];
  steps: number;
  shown: number[];
  learningRate: number;
  momentum: number;
  lambda: number;
}

export const momentum = float32({
  Momentum: attempt((lesson: Exports, given: GivenGradients) => {
    const parameters = given.values.map((value) => ({
      value: lesson.Matrix.from(value),
      gradient: lesson.Matrix.from(value.map((row) => row.map(() => 0))),
    }));
    const optimizer = new lesson.Momentum(parameters, {
      learningRate: given.learningRates[0],
      momentum: given.momentum,
    });
    return given.gradients.map((gradients, step) => {
      optimizer.learningRate = given.learningRates[step];
      gradients.forEach((gradient, i) => (parameters[i].gradient = lesson.Matrix.from(gradient)));
      optimizer.step();
      return valuesOf(parameters);
    });
  }),
  trainWithMomentum: attempt((lesson: Exports, given: Run) => {
    const trained = network(lesson, given.layers);
    const optimizer = new lesson.Momentum(trained.parameters(), given);
    const result = { losses: [] as number[], parameters: [] as number[][][][] };
    for (let step = 1; step <= given.steps; step++) {
      const { loss, gradient } = lesson.softmaxCrossEntropy(
        trained.forward(lesson.Matrix.from(given.x)),
        Uint8Array.from(given.labels),
      );
      trained.backward(gradient);
      lesson.addL2Gradient(trained.parameters(), given.lambda);
      optimizer.step();
      result.losses.push(loss);
      if (given.shown.includes(step)) result.parameters.push(valuesOf(trained.parameters()));
    }
    return result;
  }),
});

/** Learning rates are plain numbers, and the last ones of a run are far smaller than the first ones. */
export const learningRateSchedules: Oracle = {
  tolerance: 1e-9,
  measure: 'entry',
  attempts: {
    stepDecay: schedule(({ stepDecay }) => stepDecay),
    cosine: schedule(({ cosine }) => cosine),
    oneCycle: schedule(({ oneCycle }) => oneCycle),
  },
};

function schedule(of: (lesson: Exports) => Schedule): Attempt {
  return attempt((lesson: Exports, { totalSteps, options }: { totalSteps: number; options: unknown }) =>
    Array.from({ length: totalSteps }, (_, step) => of(lesson)(step, totalSteps, options)),
  );
}

function float32(attempts: Record<string, Attempt>): Oracle {
  return { tolerance: 1e-5, measure: 'matrix', attempts };
}
