import { checksFor, float64, type Random, type Tools } from 'kit';
import { Matrix } from '../../3-complete-network/matrix.ts';
import type * as Lesson from './solution.ts';

const { eighths, fine, forwardsBefore, toMatrix } = float64;

/** batch, width: one example, one number, and all different. */
const SIZES = [
  [1, 1],
  [1, 6],
  [5, 1],
  [3, 4],
  [8, 3],
];

const FORWARD = 'what `forward` returned';
const BACKWARD = 'what `backward` returned';
const DRAWS = 'the number of times that `forward` called `random`';

/** Which draws drop a number is the learner's choice (the low ones or the high ones), and so is their order. */
type Dropout = InstanceType<typeof Lesson.Dropout>;

/** A source of random numbers that counts how often it was asked. */
function counting(next: () => number): { random: () => number; drawn(): number } {
  let count = 0;
  return {
    random: () => {
      count++;
      return next();
    },
    drawn: () => count,
  };
}

/** Gives the listed numbers, and begins again after the last one. */
function listed(...draws: number[]): () => number {
  let i = 0;
  return () => draws[i++ % draws.length];
}

/** `count` numbers that are spread evenly over 0 to 1, none of them at the border of a tenth, in random order. */
function evenly(random: Random, count: number): number[] {
  const draws = Array.from({ length: count }, (_, i) => (i + 0.5) / count);
  for (let last = count - 1; last > 0; last--) {
    const other = random.integer(0, last);
    [draws[last], draws[other]] = [draws[other], draws[last]];
  }
  return draws;
}

const ones = (rows: number, cols: number): Matrix => new Matrix(rows, cols, new Float32Array(rows * cols).fill(1));

export default checksFor<typeof Lesson>((check, contract) => {
  /** A layer in training whose last `forward`, on ones, has just shown its mask: rows × cols factors. */
  function withMask(
    { learner, random, close }: Tools<typeof Lesson>,
    rows: number,
    cols: number,
    rate = 0.5,
  ): { layer: Dropout; mask: number[] } {
    const { random: source, drawn } = counting(() => random());
    const layer = new learner.Dropout(rate, source);
    const output = layer.forward(ones(rows, cols));
    close(drawn(), rows * cols, { what: DRAWS });
    const mask = Array.from(output.data);
    const scale = 1 / (1 - rate);
    const nearest = mask.map((factor) => (Math.abs(factor) < scale / 2 ? 0 : scale));
    close(output, { rows, cols, data: nearest }, { what: `${FORWARD} for ones`, tolerance: 1e-5 });
    return { layer, mask: nearest };
  }

  const times = (values: number[][], mask: number[]): object => {
    const { rows, cols, data } = toMatrix(values);
    return { rows, cols, data: data.map((value, i) => value * mask[i]) };
  };

  check('Dropout', 'drops one number of the guide’s four and makes up for it', ({ learner, close }) => {
    const { random, drawn } = counting(listed(0.1, 0.5, 0.9, 0.6));
    const output = new learner.Dropout(0.25, random).forward(Matrix.from([[3, 6, 9, 12]]));
    close(drawn(), 4, { what: DRAWS });
    // Low draws drop, or high ones: both are one in four.
    const expected = output.data[0] === 0 ? [[0, 8, 12, 16]] : [[4, 8, 0, 16]];
    close(output, toMatrix(expected), { what: FORWARD, tolerance: 1e-5 });
  });

  check('Dropout', 'sends the guide’s upstream gradient back through the same holes', ({ learner, close }) => {
    const { random, drawn } = counting(listed(0.1, 0.5, 0.9, 0.6));
    const layer = new learner.Dropout(0.25, random);
    const output = layer.forward(Matrix.from([[3, 6, 9, 12]]));
    close(drawn(), 4, { what: DRAWS });
    const expected = output.data[0] === 0 ? [[0, 4, 8, -4]] : [[4, 4, 0, -4]];
    close(layer.backward(Matrix.from([[3, 3, 6, -3]])), toMatrix(expected), { what: BACKWARD, tolerance: 1e-5 });
  });

  check('Dropout', 'asks `random` once for each number, in every `forward`', ({ learner, close }) => {
    for (const [rows, cols] of SIZES) {
      const { random, drawn } = counting(() => 0.3);
      const layer = new learner.Dropout(0.5, random);
      layer.forward(ones(rows, cols));
      close(drawn(), rows * cols, { what: DRAWS });
      layer.forward(ones(rows, cols));
      close(drawn(), 2 * rows * cols, { what: `${DRAWS}, after a second \`forward\`,` });
      const before = drawn();
      layer.backward(ones(rows, cols));
      close(drawn() - before, 0, { what: 'the number of times that `backward` called `random`' });
    }
  });

  contract('Dropout', 'is right for batches of every size, and for every order of calls', {
    given: (draw) => {
      const [batch, another, cols] = [draw.size(1300), draw.size(200), draw.size(784)];
      return {
        rate: draw.number(0.05, 0.9),
        x: Matrix.from(fine(draw, batch, cols)),
        upstream: Matrix.from(fine(draw, batch, cols)),
        secondX: Matrix.from(fine(draw, another, cols)),
        ...forwardsBefore(draw),
      };
    },
    does: ({ Dropout }, { rate, x, upstream, secondX, forwardsBefore: before = 0 }) => {
      const { random, drawn } = counting(() => 0);
      // Both ends of what `random` gives.
      const ends = [0, 1 - 2 ** -53];
      const [drops, keeps] = new Dropout(0.5, random).forward(ones(1, 1)).data[0] === 0 ? ends : ends.reverse();
      if (drawn() === 0) return { isRandomAsked: false };
      let draw = keeps;
      const [layer, other] = [new Dropout(rate, () => draw), new Dropout(rate, () => draw)];
      for (let i = 0; i < before; i++) layer.forward(x);
      const kept = layer.forward(x);
      const keptBack = layer.backward(upstream);
      const keptBackAgain = layer.backward(upstream);
      draw = drops;
      const dropped = layer.forward(secondX);
      const otherDropped = other.forward(x);
      draw = keeps;
      const keptAgain = layer.forward(x);
      layer.training = false;
      const otherBack = other.backward(upstream);
      // It may be the very matrix that was given.
      const through = Matrix.from(layer.forward(secondX).toArray());
      layer.training = true;
      const last = layer.forward(x);
      const lastBack = layer.backward(upstream);
      return {
        isRandomAsked: true,
        kept,
        keptBack,
        keptBackAgain,
        dropped,
        otherDropped,
        keptAgain,
        otherBack,
        through,
        last,
        lastBack,
      };
    },
    gives: ({ rate, x, upstream, secondX }) => {
      const scaled = ({ rows, cols, data }: Matrix, factor: number): object => ({
        rows,
        cols,
        data: Array.from(data, (value) => value * factor),
      });
      const scale = 1 / (1 - rate);
      const [kept, keptBack, none] = [scaled(x, scale), scaled(upstream, scale), scaled(x, 0)];
      return {
        isRandomAsked: true,
        kept,
        keptBack,
        keptBackAgain: keptBack,
        dropped: scaled(secondX, 0),
        otherDropped: none,
        keptAgain: kept,
        otherBack: none,
        through: scaled(secondX, 1),
        last: kept,
        lastBack: keptBack,
      };
    },
    tolerance: 1e-5,
  });

  check(
    'Dropout',
    'lets `random` decide: from one end of its range all are dropped, from the other none',
    ({ learner, close }) => {
      const at = (draw: number): Matrix => {
        const { random, drawn } = counting(() => draw);
        const output = new learner.Dropout(0.5, random).forward(
          Matrix.from([
            [1, 2, 3],
            [4, 5, 6],
          ]),
        );
        close(drawn(), 6, { what: DRAWS });
        return output;
      };
      const [low, high] = [at(0.001), at(0.999)];
      const all = [
        [2, 4, 6],
        [8, 10, 12],
      ];
      const none = [
        [0, 0, 0],
        [0, 0, 0],
      ];
      const lowDrops = low.data[0] === 0;
      close(low, toMatrix(lowDrops ? none : all), { what: `${FORWARD} when every draw is 0.001` });
      close(high, toMatrix(lowDrops ? all : none), { what: `${FORWARD} when every draw is 0.999` });
    },
  );

  check('Dropout', 'drops each number with the chance `rate`', ({ learner, random, close }) => {
    for (const rate of [0.1, 0.2, 0.3, 0.5, 0.8]) {
      const { random: source, drawn } = counting(listed(...evenly(random, 200)));
      const output = new learner.Dropout(rate, source).forward(ones(20, 10));
      close(drawn(), 200, { what: DRAWS });
      const dropped = output.data.filter((value) => value === 0).length;
      close(dropped, Math.round(200 * rate), { what: `the number of dropped ones out of 200 at rate ${rate}` });
    }
  });

  check('Dropout', 'makes the others larger, so that the mean stays', ({ learner, random, close }) => {
    for (const rate of [0.1, 0.2, 0.5, 0.8]) {
      const { random: source, drawn } = counting(listed(...evenly(random, 200)));
      const output = new learner.Dropout(rate, source).forward(ones(20, 10));
      close(drawn(), 200, { what: DRAWS });
      const mean = output.data.reduce((sum, value) => sum + value, 0) / 200;
      close(mean, 1, { what: `the mean of 200 ones after dropout at rate ${rate}`, tolerance: 1e-5 });
    }
  });

  check('Dropout', 'drops nothing and changes nothing at rate 0', ({ learner, random, close, holds }) => {
    const x = eighths(random, 3, 4);
    const upstream = eighths(random, 3, 4);
    // The smallest and the largest number that `random` can give, too.
    for (const draws of [evenly(random, 12), [0], [1 - 2 ** -53]]) {
      const layer = new learner.Dropout(0, listed(...draws));
      const given = Matrix.from(x);
      const output = layer.forward(given);
      close(output, toMatrix(x), { what: FORWARD });
      holds(
        output !== given && output.data !== given.data,
        'In training, `forward` gave `x` itself back at rate 0. What changes one of them later changes both: return a new matrix.',
      );
      close(layer.backward(Matrix.from(upstream)), toMatrix(upstream), { what: BACKWARD });
    }
  });

  check('Dropout', 'goes back through the mask of the last `forward`, for batches of any size', (tools) => {
    for (const [rows, cols] of SIZES) {
      for (const rate of [0.25, 0.5]) {
        const { layer, mask } = withMask(tools, rows, cols, rate);
        const upstream = eighths(tools.random, rows, cols);
        tools.close(layer.backward(Matrix.from(upstream)), times(upstream, mask), { what: BACKWARD, tolerance: 1e-5 });
      }
    }
  });

  check('Dropout', 'agrees with the slope measured by nudging each number of the input', (tools) => {
    const [rows, cols] = [3, 4];
    const { layer, mask } = withMask(tools, rows, cols);
    const x = eighths(tools.random, rows, cols);
    const upstream = eighths(tools.random, rows, cols);
    const loss = (params: number[]): number =>
      params.reduce((sum, value, i) => sum + value * mask[i] * upstream.flat()[i], 0);
    const gradient = layer.backward(Matrix.from(upstream));
    tools.slope(gradient.data, loss, x.flat(), { what: BACKWARD });
  });

  check('Dropout', 'uses the same mask for large numbers and for zeros as for ones', ({ learner, random, close }) => {
    const draws = evenly(random, 12);
    const drop = (rows: number[][]): Dropout & { output: Matrix } => {
      const layer = new learner.Dropout(0.5, listed(...draws));
      return Object.assign(layer, { output: layer.forward(Matrix.from(rows)) });
    };
    const { random: source, drawn } = counting(listed(...draws));
    const mask = Array.from(new learner.Dropout(0.5, source).forward(ones(3, 4)).data);
    close(drawn(), 12, { what: DRAWS });
    const large = [
      [1000, -1000, 1000, -1000],
      [-1, 1, -1, 1],
      [0.5, 0, -0.5, 0],
    ];
    close(drop(large).output, times(large, mask), { what: FORWARD, tolerance: 1e-5 });
    const zeros = [
      [0, 0, 0, 0],
      [0, 0, 0, 0],
      [0, 0, 0, 0],
    ];
    const layer = drop(zeros);
    close(layer.output, toMatrix(zeros), { what: `${FORWARD} for zeros` });
    close(layer.backward(Matrix.from(large)), times(large, mask), {
      what: `${BACKWARD}, after a \`forward\` with zeros,`,
      tolerance: 1e-5,
    });
  });

  check('Dropout', 'makes a new mask in every `forward`, and forgets the one before', (tools) => {
    const { learner, close } = tools;
    // First everything is on one side of the rate, then on the other.
    const { random, drawn } = counting(listed(0.01, 0.01, 0.01, 0.99, 0.99, 0.99));
    const layer = new learner.Dropout(0.5, random);
    const x = Matrix.from([[1, 2, 3]]);
    const lowDrops = layer.forward(x).data[0] === 0;
    const second = layer.forward(x);
    close(drawn(), 6, { what: `${DRAWS}, in two calls on three numbers,` });
    close(second, toMatrix([lowDrops ? [2, 4, 6] : [0, 0, 0]]), { what: `${FORWARD} the second time` });
    close(layer.backward(Matrix.from([[1, 1, 1]])), toMatrix([lowDrops ? [2, 2, 2] : [0, 0, 0]]), { what: BACKWARD });
  });

  check('Dropout', 'keeps its mask apart from that of another layer', (tools) => {
    const one = withMask(tools, 4, 5);
    withMask(tools, 4, 5);
    tools.close(
      one.layer.backward(ones(4, 5)),
      { rows: 4, cols: 5, data: one.mask },
      { what: BACKWARD, tolerance: 1e-5 },
    );
  });

  check(
    'Dropout',
    'lets everything through when it is not training, forward and back',
    ({ learner, random, close }) => {
      const x = eighths(random, 4, 3);
      const upstream = eighths(random, 4, 3);
      const layer = new learner.Dropout(0.5, listed(0.01, 0.99));
      layer.training = false;
      close(layer.forward(Matrix.from(x)), toMatrix(x), { what: `${FORWARD} with \`training\` set to false` });
      close(layer.backward(Matrix.from(upstream)), toMatrix(upstream), {
        what: `${BACKWARD} with \`training\` set to false`,
      });
    },
  );

  check('Dropout', 'drops again as soon as it is training again', ({ learner, close }) => {
    let draws = listed(0.01, 0.99);
    const { random, drawn } = counting(() => draws());
    const layer = new learner.Dropout(0.5, random);
    layer.training = false;
    layer.forward(Matrix.from([[1, 1]]));
    layer.training = true;
    const before = drawn();
    draws = listed(0.01, 0.99);
    const output = layer.forward(Matrix.from([[1, 1]]));
    close(drawn() - before, 2, { what: DRAWS });
    const expected = output.data[0] === 0 ? [[0, 2]] : [[2, 0]];
    close(output, toMatrix(expected), { what: FORWARD });
  });

  check('Dropout', 'goes back through the last `forward`, also when `training` was switched in between', (tools) => {
    const { layer, mask } = withMask(tools, 3, 3);
    layer.training = false;
    tools.close(
      layer.backward(ones(3, 3)),
      { rows: 3, cols: 3, data: mask },
      { what: `${BACKWARD}, with \`training\` switched off after the last \`forward\`,`, tolerance: 1e-5 },
    );
    layer.forward(ones(2, 3));
    layer.training = true;
    tools.close(
      layer.backward(ones(2, 3)),
      toMatrix([
        [1, 1, 1],
        [1, 1, 1],
      ]),
      { what: `${BACKWARD}, with \`training\` switched on after the last \`forward\`,` },
    );
  });
});
