import { type DrawPicture, digit, t } from 'kit/picture';
import { predict } from './solution.ts';

/** Ink of a 3 speaks for a 3, ink of a 7 against it. */
const weights = digit('3').flatMap((row, y) => row.map((ink, x) => ink - digit('7')[y][x]));

const score = (name: '3' | '7', right: number): number => predict(digit(name, right).flat(), weights, 0);

const draw: DrawPicture = () => ({
  kind: 'bars',
  title: t('Your `predict` lets the pixels vote: threes come out above 0, sevens below.'),
  labels: ['3', '3', '3', '7', '7', '7'],
  series: [
    {
      name: 'predict',
      values: [0, -1, 1].map((right) => score('3', right)).concat([0, -1, 1].map((right) => score('7', right))),
    },
  ],
});
export default draw;
