/** The network as plainly as Part 2 would write it: arrays of arrays, one number after the other. */
import { LEARNING_RATE, type MakeTrainer, batches } from './setup';

type Table = number[][];

function product(a: Table, b: Table): Table {
  return a.map((row) => b[0].map((_, j) => row.reduce((sum, value, k) => sum + value * b[k][j], 0)));
}

const turned = (a: Table): Table => a[0].map((_, j) => a.map((row) => row[j]));

export const nested: MakeTrainer = (setup) => {
  const { train, initial, batch } = setup;
  const [w1, [b1], w2, [b2]] = initial.map((matrix) => matrix.toArray());
  const images = train.images.toArray();
  const next = batches(setup);
  const move = (w: Table, slopes: Table): void =>
    w.forEach((row, i) => row.forEach((_, j) => (row[j] -= LEARNING_RATE * slopes[i][j])));
  const sums = (a: Table): number[] => a[0].map((_, j) => a.reduce((sum, row) => sum + row[j], 0));
  const forward = (x: Table): { hidden: Table; logits: Table } => {
    const hidden = product(x, w1).map((row) => row.map((z, j) => Math.max(0, z + b1[j])));
    return { hidden, logits: product(hidden, w2).map((row) => row.map((z, j) => z + b2[j])) };
  };
  return {
    step() {
      const start = next();
      const x = images.slice(start, start + batch);
      const { hidden, logits } = forward(x);
      const slopes = logits.map((row, i) => {
        const top = Math.max(...row);
        const powers = row.map((z) => Math.exp(z - top));
        const sum = powers.reduce((total, power) => total + power, 0);
        return powers.map((power, j) => (power / sum - (train.labels[start + i] === j ? 1 : 0)) / batch);
      });
      const back = product(slopes, turned(w2)).map((row, i) => row.map((g, j) => (hidden[i][j] > 0 ? g : 0)));
      move(w2, product(turned(hidden), slopes));
      move([b2], [sums(slopes)]);
      move(w1, product(turned(x), back));
      move([b1], [sums(back)]);
    },
    predict: (all) => forward(all.toArray()).logits.map((row) => row.indexOf(Math.max(...row))),
  };
};
