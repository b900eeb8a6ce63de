/** Numbers about a run in words, the same in the panel and in the terminal. */
import type { EpochMetric } from '../protocol/metrics';
import { counted } from '../course/count';
import { measuredOn } from './measuredOn';
import { percent } from './percent';

/** `MNIST: 55,000 training images, 5,000 validation images, 10,000 test images`; without the validation images where there are none. */
export function describeData(name: string, training: number, validation: number, test: number): string {
  const held = validation > 0 ? [counted(validation, 'validation image')] : [];
  return `${name}: ${[counted(training, 'training image'), ...held, counted(test, 'test image')].join(', ')}`;
}

/** `12,396`, the same in every locale. */
export function grouped(count: number): string {
  return Math.round(count).toLocaleString('en-US');
}

/** A loss with three digits that tell something: `2.31`, `0.0731`, `1.2e-7`. */
export function lossText(loss: number): string {
  return loss !== 0 && Math.abs(loss) < 1e-4 ? loss.toExponential(1) : Number(loss.toPrecision(3)).toString();
}

/** `12,300 samples/s`. */
export function speedText(samplesPerSecond: number): string {
  return `${grouped(Number(samplesPerSecond.toPrecision(3)))} samples/s`;
}

/** `8 s`, `3 min 20 s`, `1 h 5 min`. */
export function durationText(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) {
    return `${whole} s`;
  }
  if (whole < 3600) {
    return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  }
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}

/** The losses of an epoch: that of training is named where there is another one beside it. */
export function lossTexts(epoch: EpochMetric): string[] {
  const { name, loss } = measuredOn(epoch);
  const training = lossText(epoch.trainLoss);
  return loss === null ? [`loss ${training}`] : [`training loss ${training}`, `${name} loss ${lossText(loss)}`];
}

/** One sentence about an epoch, for a screen reader and for a terminal. */
export function epochText(epoch: EpochMetric, totalEpochs: number): string {
  const parts = [`epoch ${epoch.epoch} of ${totalEpochs}`, ...lossTexts(epoch)];
  const { name, accuracy } = measuredOn(epoch);
  if (accuracy !== null) parts.push(`${name} accuracy ${percent(accuracy)}`);
  parts.push(speedText(epoch.samplesPerSecond));
  return parts.join(' · ');
}
