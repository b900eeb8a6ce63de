import { type DrawPicture, t } from 'kit/picture';
import { type Network, forward } from '../3-two-layer-network/solution.ts';
import { backward } from './solution.ts';

const x = [1, 2];
const NUDGE = 1e-4;

/** The numbers of a network in one row: weights and biases of the hidden layer, then those of the output. */
const numbersOf = ({ hidden, output }: Network): number[] =>
  [hidden, output].flatMap(({ weights, bias }) => [...weights.flat(), ...bias]);

const networkOf = ([a, b, c, d, e, f, g, h, i]: number[]): Network => ({
  hidden: {
    weights: [
      [a, b],
      [c, d],
    ],
    bias: [e, f],
  },
  output: { weights: [[g], [h]], bias: [i] },
});

const draw: DrawPicture = () => {
  const numbers = [1, -0.5, 0.5, 1, 0.5, 0.2, 1.5, -1, 0.3];
  const network = networkOf(numbers);
  const answer = (nudged: number[]): number => forward(x, networkOf(nudged)).output[0];
  const measured = numbers.map((value, i) => {
    const [up, down] = [NUDGE, -NUDGE].map((by) => answer(numbers.with(i, value + by)));
    return (up - down) / (2 * NUDGE);
  });
  return {
    kind: 'bars',
    title: t(
      'One walk of your `backward` finds the slope of each of nine numbers. Nudging them one by one finds the same.',
    ),
    labels: numbers.map((_, i) => String(i + 1)),
    series: [
      { name: 'backward', values: numbersOf(backward(x, forward(x, network), [1], network)) },
      { name: t('nudging'), values: measured },
    ],
  };
};
export default draw;
