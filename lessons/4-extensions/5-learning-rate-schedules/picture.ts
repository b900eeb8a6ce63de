import { type DrawPicture, curve, range, t } from 'kit/picture';
import { cosine, oneCycle, stepDecay } from './solution.ts';

const TOTAL = 100;
const learningRate = 0.1;
const steps = range(0, TOTAL - 1, TOTAL);

const draw: DrawPicture = () => ({
  kind: 'lines',
  title: t('Your three schedules over a run of 100 steps.'),
  xName: t('step'),
  yName: t('learning rate'),
  lines: [
    curve('stepDecay', steps, (step) => stepDecay(step, TOTAL, { learningRate, every: 30, factor: 0.4 })),
    curve('cosine', steps, (step) => cosine(step, TOTAL, { learningRate })),
    curve('oneCycle', steps, (step) => oneCycle(step, TOTAL, { learningRate })),
  ],
});
export default draw;
