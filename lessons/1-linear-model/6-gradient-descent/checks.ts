import { type Random, type Tools, checksFor, ends, inReport, taken } from 'kit';
import type * as Lesson from './solution.ts';

/** Weights in a `Float32Array` are right, too, but coarse, and their rounding adds up over the steps of a run. */
function tolerance(parameters: { weights?: unknown } | undefined): number {
  return parameters?.weights instanceof Float32Array ? 1e-4 : 1e-6;
}

/** In all cases but one. */
const MOST_EPOCHS = 30;

const counted = 'the number of weights and biases that `fitLine` yields';

export default checksFor<typeof Lesson>((check, contract) => {
  check('step', 'makes the two steps of the guide', ({ learner, close }) => {
    const first = learner.step({ weights: [0], bias: 0 }, { weights: [-14], bias: -6 }, 0.1);
    close(first, { weights: [1.4], bias: 0.6 }, { tolerance: tolerance(first) });
    const second = learner.step({ weights: [1.4], bias: 0.6 }, { weights: [2.4], bias: 0.8 }, 0.1);
    close(second, { weights: [1.16], bias: 0.52 }, { tolerance: tolerance(second) });
  });

  check('step', 'lowers what has a slope above 0, raises what has one below 0', ({ learner, close }) => {
    const moved = learner.step({ weights: [5, 5], bias: 5 }, { weights: [1, -1], bias: 2 }, 0.5);
    close(moved, { weights: [4.5, 5.5], bias: 4 }, { tolerance: tolerance(moved) });
  });

  check('step', 'stays where it is when every slope is 0', ({ learner, random, close }) => {
    const parameters = { weights: random.numbers(3), bias: random.between(-1, 1) };
    const moved = learner.step(parameters, { weights: [0, 0, 0], bias: 0 }, 0.7);
    close(moved, parameters, { tolerance: tolerance(moved) });
  });

  contract('step', 'moves every weight by its own slope, for one weight and for many', {
    given: (draw) => {
      const count = draw.size(784);
      return {
        parameters: { weights: draw.numbers(count), bias: draw.number() },
        gradient: { weights: draw.numbers(count), bias: draw.number() },
        learningRate: draw.number(0, 2),
      };
    },
    gives: ({ parameters, gradient, learningRate }) => ({
      weights: parameters.weights.map((weight, i) => weight - learningRate * gradient.weights[i]),
      bias: parameters.bias - learningRate * gradient.bias,
    }),
    tolerance: 1e-6, // weights in a Float32Array are right, too
  });

  check('fitLine', 'yields the reports of the guide', ({ learner, close, collect }) => {
    const options = { initial: { weights: [0], bias: 0 }, learningRate: 0.1, epochs: 2 };
    const reports = collect(learner.fitLine([[1], [3]], [2, 4], options), 2, 'fitLine');
    const note = 'A generator hands each report out with `yield`.';
    close(reports.length, 2, {
      what: 'the number of reports that `fitLine` yields',
      ...(reports.length === 0 && { note }),
    });
    close(
      reports[0],
      { epoch: 1, loss: 10, parameters: { weights: [1.4], bias: 0.6 } },
      { what: named(1), tolerance: tolerance(reports[0].parameters) },
    );
    close(
      reports[1],
      { epoch: 2, loss: 0.32, parameters: { weights: [1.16], bias: 0.52 } },
      { what: named(2), tolerance: tolerance(reports[1].parameters) },
    );
  });

  check(
    'fitLine',
    'yields one report an epoch, counted from 1, and none for 0 epochs',
    ({ learner, random, close, collect }) => {
      const { xs, ys, initial } = problem(random, 3, 2);
      for (const epochs of [1, 4, 0]) {
        const reports = collect(learner.fitLine(xs, ys, { initial, learningRate: 0.05, epochs }), epochs, 'fitLine');
        close(reports.length, epochs, { what: 'the number of reports that `fitLine` yields' });
        reports.forEach((report, i) =>
          close(report.epoch, i + 1, { what: `the epoch in report ${i + 1} of \`fitLine\`` }),
        );
      }
    },
  );

  check('fitLine', 'goes on to its last epoch, also when the loss grows', ({ learner, close, collect }) => {
    const options = { initial: { weights: [1], bias: 0 }, learningRate: 1, epochs: 5 };
    const reports = collect(learner.fitLine([[10]], [0], options), 5, 'fitLine');
    close(reports.length, 5, {
      what: 'the number of reports that `fitLine` yields in 5 epochs, where each step is too large',
    });
  });

  check('fitLine', 'reports the loss before the step', ({ learner, random, close, collect }) => {
    const { xs, ys, initial } = problem(random, 6, 2);
    const reports = collect(learner.fitLine(xs, ys, { initial, learningRate: 0.05, epochs: 4 }), 4, 'fitLine');
    const before = [initial, ...reports.map(({ parameters }) => parameters)];
    reports.forEach(({ loss }, i) => {
      close(flat(before[i]).length, 3, { what: counted });
      close(loss, lossOf(xs, ys, flat(before[i])), {
        what: `the loss that \`fitLine\` yields in epoch ${i + 1}`,
        tolerance: tolerance(reports[i].parameters),
      });
    });
  });

  contract('fitLine', 'follows gradient descent, from any start and for any number of inputs', {
    given: (draw) => {
      const [count, inputs, epochs] = [draw.size(1300), draw.size(100), draw.repeats(MOST_EPOCHS)];
      return {
        xs: draw.examples(count, inputs, -1, 1),
        ys: draw.numbers(count, -3, 3),
        initial: { weights: draw.numbers(inputs, -1, 1), bias: draw.number(-1, 1) },
        // So small in a long run that it has not arrived before its end.
        learningRate: draw.number(0.01, 0.05) / Math.max(1, epochs / MOST_EPOCHS),
        epochs,
      };
    },
    does: ({ fitLine }, { xs, ys, initial, learningRate, epochs }) =>
      taken(fitLine(xs, ys, { initial, learningRate, epochs }), epochs + 1),
    gives: ({ xs, ys, initial, learningRate, epochs }) => ends(descend(xs, ys, flat(initial), learningRate, epochs)),
    at: inReport('epoch'),
    // The rounding of a Float32Array adds up over the steps, also where a weight comes near to 0.
    tolerance: ({ epochs }) => (epochs > MOST_EPOCHS ? 1e-4 : 1e-5),
    terms: ({ ys, initial }) => Math.max(...[...ys, ...flat(initial)].map(Math.abs)),
  });

  check('fitLine', 'reports the loss as it is, also when it grows', ({ learner, close, collect }) => {
    const options = { initial: { weights: [1], bias: 0 }, learningRate: 1, epochs: 3 };
    const reports = collect(learner.fitLine([[1]], [0], options), 3, 'fitLine');
    close(
      reports.map(({ loss }) => loss),
      [1, 9, 81],
      { what: 'the losses that `fitLine` yields', tolerance: 1e-5 },
    );
  });

  check(
    'fitLine',
    'moves against the slope of the loss, measured by nudging each parameter',
    ({ learner, random, close, slope, collect }) => {
      const { xs, ys, initial } = problem(random, 7, 3);
      const learningRate = 0.05;
      let before = flat(initial);
      for (const { parameters } of collect(
        learner.fitLine(xs, ys, { initial, learningRate, epochs: 3 }),
        3,
        'fitLine',
      )) {
        const after = flat(parameters);
        close(after.length, 4, { what: counted });
        const gradient = before.map((value, i) => (value - after[i]) / learningRate);
        slope(gradient, (params) => lossOf(xs, ys, params), before, {
          what: 'the way that `fitLine` went, divided by the learning rate,',
          tolerance: 1e-3,
        });
        before = after;
      }
    },
  );

  check('fitLine', 'finds the line that all points lie on', ({ learner, random, close, collect }) => {
    const [weight, bias] = [random.between(-2, 2), random.between(-2, 2)];
    const xs = [[-1], [-0.5], [0.5], [1]];
    const ys = xs.map(([x]) => weight * x + bias);
    const options = { initial: { weights: [0], bias: 0 }, learningRate: 0.3, epochs: 100 };
    const reports = collect(learner.fitLine(xs, ys, options), 100, 'fitLine');
    close(reports.length, 100, { what: 'the number of reports that `fitLine` yields in 100 epochs' });
    const what = 'what `fitLine` yields as `parameters` after 100 epochs';
    close(reports.at(-1)?.parameters, { weights: [weight], bias }, { what, tolerance: 1e-3 });
  });

  check('fitLine', 'never changes parameters that it has yielded before', ({ learner, random, close, holds }) => {
    const { xs, ys, initial } = problem(random, 4, 2);
    const run = generator(learner.fitLine(xs, ys, { initial, learningRate: 0.05, epochs: 3 }), holds);
    const yielded = run.next().value?.parameters;
    const copy = { weights: Array.from(yielded?.weights ?? []), bias: yielded?.bias };
    run.next();
    run.next();
    const what = 'after two more steps, what `fitLine` yielded as `parameters` in epoch 1';
    close(yielded, copy, { what, tolerance: 0 });
  });

  check('fitLine', 'does one step when it is asked for one report', ({ learner, holds }) => {
    let reads = 0;
    const x = [0];
    Object.defineProperty(x, 0, { get: () => (++reads > 0 ? 1 : 0), enumerable: true });
    const epochs = 1000;
    generator(
      learner.fitLine([x], [1], { initial: { weights: [0], bias: 0 }, learningRate: 0.1, epochs }),
      holds,
    ).next();
    holds(
      reads < epochs,
      '`fitLine` computed the whole run before it yielded the first report, expected one step. The panel wants to draw after every step: yield inside the loop.',
    );
  });

  check('fitLine', 'keeps two runs apart that take turns', ({ learner, random, close, holds }) => {
    const problems = [problem(random, 3, 1), problem(random, 5, 2)];
    const runs = problems.map(({ xs, ys, initial }) =>
      generator(learner.fitLine(xs, ys, { initial, learningRate: 0.05, epochs: 3 }), holds),
    );
    const expected = problems.map(({ xs, ys, initial }) => descend(xs, ys, flat(initial), 0.05, 3));
    for (let i = 0; i < 3; i++) {
      runs.forEach((run, which) => {
        const report = run.next().value as Report | undefined;
        close(report, expected[which][i], { what: named(i + 1), tolerance: tolerance(report?.parameters) });
      });
    }
  });
});

interface Line {
  weights: number[];
  bias: number;
}

interface Report {
  epoch: number;
  loss: number;
  parameters: Line;
}

/** Random points, targets and a start. Steps with a learning rate below 0.1 go downhill. */
function problem(random: Random, count: number, inputs: number): { xs: number[][]; ys: number[]; initial: Line } {
  const initial = { weights: random.numbers(inputs), bias: random.between(0.5, 1) };
  return { xs: random.rows(count, inputs), ys: random.numbers(count, -3, 3), initial };
}

/** The weights, then the bias, in one list; empty where there are none. */
function flat(parameters: Line | undefined): number[] {
  return parameters ? [...(parameters.weights ?? []), parameters.bias] : [];
}

/** `run`, when values can be pulled from it one by one. */
function generator<T>(run: Generator<T>, holds: Tools<typeof Lesson>['holds']): Generator<T> {
  holds(
    typeof run?.next === 'function',
    '`fitLine` did not return a generator, from which reports can be pulled one by one. Does `function*` still have its star?',
  );
  return run;
}

function errorsOf(xs: number[][], ys: number[], params: number[]): number[] {
  const bias = params[params.length - 1];
  return xs.map((x, i) => x.reduce((sum, value, j) => sum + value * params[j], bias) - ys[i]);
}

function lossOf(xs: number[][], ys: number[], params: number[]): number {
  return errorsOf(xs, ys, params).reduce((sum, error) => sum + error * error, 0) / xs.length;
}

/** What `fitLine` must yield, by arithmetic of our own. */
function descend(xs: number[][], ys: number[], start: number[], learningRate: number, epochs: number) {
  let params = start;
  return Array.from({ length: epochs }, (_, i) => {
    const loss = lossOf(xs, ys, params);
    const errors = errorsOf(xs, ys, params);
    params = params.map((value, j) => {
      const terms = errors.map((error, k) => 2 * error * (j < xs[k].length ? xs[k][j] : 1));
      return value - (learningRate * terms.reduce((sum, term) => sum + term, 0)) / xs.length;
    });
    return { epoch: i + 1, loss, parameters: { weights: params.slice(0, -1), bias: params[params.length - 1] } };
  });
}

function named(epoch: number): string {
  return `what \`fitLine\` yields in epoch ${epoch}`;
}
