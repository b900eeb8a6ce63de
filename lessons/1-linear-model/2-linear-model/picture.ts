import { type DrawPicture, digit, t } from 'kit/picture';
import { predict } from './solution.ts';

/** Ink of a 3 speaks for a 3, ink of a 7 against it. */
const weights = digit('3').flatMap((row, y) => row.map((ink, x) => ink - digit('7')[y][x]));

/** Each digit in two places. */
const DIGITS = [
  ['3', 0],
  ['3', -1],
  ['7', 0],
  ['7', -1],
] as const;

const draw: DrawPicture = () => ({
  kind: 'bars',
  title: t('Your `predict` lets the pixels vote: threes come out above 0, sevens below.'),
  labels: DIGITS.map(([name]) => name),
  series: [{ name: 'predict', values: DIGITS.map(([name, right]) => predict(digit(name, right).flat(), weights, 0)) }],
});
export default draw;
