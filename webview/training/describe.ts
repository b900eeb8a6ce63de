/** Numbers and states in words. Pure: no DOM. */
import type { Pace } from '../../src/editor/panel/protocol';
import type { RunSnapshot } from '../../src/training/history';
import type { Picture, RunState } from '../../src/training/protocol';

const STATE_TEXTS: Record<RunState, string> = {
  preparing: 'Preparing the data',
  running: 'Training',
  paused: 'Paused',
  finished: 'Finished',
  stopped: 'Stopped',
  failed: 'Failed',
};

export function stateText(state: RunState): string {
  return STATE_TEXTS[state];
}

export function count(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}

/** A loss, a weight: about four digits that matter. */
export function figure(value: number): string {
  if (!Number.isFinite(value)) return 'not a number';
  const size = Math.abs(value);
  const sign = value < 0 ? '−' : '';
  if (size !== 0 && (size < 1e-4 || size >= 1e6)) return `${sign}${size.toExponential(2)}`;
  return `${sign}${size >= 1000 ? count(size) : String(Number(size.toPrecision(4)))}`;
}

/** A share of 0 … 1. */
export function percent(share: number): string {
  return `${(share * 100).toFixed(share > 0.99 && share < 1 ? 2 : 1)}%`;
}

/** Seconds, as a person would say them. */
export function duration(seconds: number): string {
  if (seconds < 1) return 'less than a second';
  if (seconds < 90) return `${Math.round(seconds)} s`;
  if (seconds < 90 * 60) return `${Math.round(seconds / 60)} min`;
  return `${(seconds / 3600).toFixed(1)} h`;
}

export function paceTexts(pace: Pace): { speed: string; left: string } {
  return { speed: `${count(pace.samplesPerSecond)} examples/s`, left: `about ${duration(pace.secondsLeft)} left` };
}

export interface Progress {
  step: number;
  totalSteps: number;
  epoch: number;
  epochs: number;
  /** 0 … 1. */
  fraction: number;
}

/** How far a run has come, null before its data are loaded. */
export function progressOf(run: RunSnapshot): Progress | null {
  if (!run.info) return null;
  const step = run.lastStep?.step ?? 0;
  const { totalSteps } = run.info;
  return {
    step,
    totalSteps,
    epoch: run.lastStep?.epoch ?? 0,
    epochs: run.config.epochs,
    fraction: totalSteps > 0 ? Math.min(1, step / totalSteps) : 0,
  };
}

export function progressText(progress: Progress): string {
  return (
    `step ${count(progress.step)} of ${count(progress.totalSteps)}` +
    ` · epoch ${count(progress.epoch)} of ${count(progress.epochs)}`
  );
}

/** Who trained with which values, for the line under a run's name. */
export function configTexts(run: RunSnapshot): string[] {
  const { config } = run;
  const texts = [config.network === 'mine' ? 'my code' : config.network === 'reference' ? 'reference' : 'fast kernels'];
  if (config.experiment === 'mnist') texts.push(`hidden ${config.hidden.join(', ') || 'none'}`);
  texts.push(`learning rate ${config.learningRate}`);
  if (config.experiment !== 'line') texts.push(`batch ${count(config.batchSize)}`);
  if (config.momentum !== 0) texts.push(`momentum ${config.momentum}`);
  if (config.l2 !== 0) texts.push(`L2 ${config.l2}`);
  if (config.dropout !== 0) texts.push(`dropout ${config.dropout}`);
  if (config.schedule !== 'constant') texts.push(`${config.schedule} schedule`);
  texts.push(`seed ${config.seed}`);
  return texts;
}

/** Whether the run sorts examples into classes, so that it has test data and an accuracy. */
export function hasClasses(run: RunSnapshot): boolean {
  return run.config.experiment !== 'line';
}

/** What the curve of the loss shows, for people who cannot see it, and for those who can. */
export function lossSummary(run: RunSnapshot): string {
  const first = run.steps.at(0);
  const last = run.lastStep ?? run.steps.at(-1);
  if (!first || !last) return 'No step yet.';
  if (!Number.isFinite(last.loss)) return `The loss is not a number any more at step ${count(last.step)}.`;
  if (last.step === first.step) return `The loss was ${figure(first.loss)} at the first step.`;
  const verb = last.loss < first.loss ? 'fell' : last.loss > first.loss ? 'rose' : 'stayed';
  const path =
    verb === 'stayed' ? `stayed at ${figure(last.loss)}` : `${verb} from ${figure(first.loss)} to ${figure(last.loss)}`;
  const test = run.epochs.at(-1)?.testLoss;
  const tested = test === null || test === undefined ? '' : ` On test data it is ${figure(test)}.`;
  return `The loss ${path} in ${count(last.step - first.step + 1)} steps.${tested}`;
}

export function accuracySummary(run: RunSnapshot): string {
  const known = run.epochs.filter((epoch) => epoch.testAccuracy !== null);
  const first = known.at(0);
  const last = known.at(-1);
  if (!first || !last) return 'Measured on test data at the end of each epoch.';
  const best = known.reduce((a, b) => ((b.testAccuracy ?? 0) > (a.testAccuracy ?? 0) ? b : a));
  const now = `${percent(last.testAccuracy ?? 0)} of the test images are read correctly after epoch ${count(last.epoch)}.`;
  const highest = percent(best.testAccuracy ?? 0);
  return highest === percent(last.testAccuracy ?? 0)
    ? now
    : `${now} The best was ${highest} after epoch ${count(best.epoch)}.`;
}

export function pictureSummary(picture: Picture): string {
  if (picture.kind === 'line') {
    return `${count(picture.xs.length)} points and the line ${lineEquation(picture.weight, picture.bias)}.`;
  }
  let low = 0;
  let high = 0;
  picture.values.forEach((value, i) => {
    if (value < picture.values[low]) low = i;
    if (value > picture.values[high]) high = i;
  });
  const place = (i: number): string => `row ${Math.floor(i / picture.cols) + 1}, column ${(i % picture.cols) + 1}`;
  return (
    `Ink where the weight is positive speaks for a 3, ink where it is negative for a 7. ` +
    `Strongest: ${figure(picture.values[high])} at ${place(high)}; ${figure(picture.values[low])} at ${place(low)}.`
  );
}

export function lineEquation(weight: number, bias: number): string {
  return `y = ${figure(weight)} · x ${bias < 0 ? '−' : '+'} ${figure(Math.abs(bias))}`;
}

/**
 * What to say aloud after a change: the state when it changes, each epoch once it is over. Null: nothing.
 * Steps are never announced; there are too many.
 */
export function announcement(before: RunSnapshot | null, after: RunSnapshot | null): string | null {
  if (!after) return null;
  const sameRun = before?.id === after.id;
  if (sameRun && before.state === after.state) {
    const epoch = after.epochs.at(-1);
    return epoch && epoch.epoch !== before.epochs.at(-1)?.epoch ? epochText(after, epoch.epoch) : null;
  }
  // A run of the past that comes with the first message is no news.
  if (!sameRun && !isNews(after.state)) return null;
  switch (after.state) {
    case 'preparing':
      return 'Preparing the data.';
    case 'running':
      return sameRun && before.state === 'paused' ? 'Training goes on.' : 'Training started.';
    case 'paused':
      return `Paused at ${after.lastStep ? `step ${count(after.lastStep.step)}` : 'the start'}.${lossText(after)}`;
    case 'finished':
      return `Training finished. ${epochText(after, after.epochs.at(-1)?.epoch ?? 0)}`;
    case 'stopped':
      return `Training stopped at ${after.lastStep ? `step ${count(after.lastStep.step)}` : 'the start'}.`;
    case 'failed':
      return `Training failed. ${after.error?.message ?? ''}`.trim();
  }
}

function isNews(state: RunState): boolean {
  return state === 'preparing' || state === 'running';
}

function lossText(run: RunSnapshot): string {
  return run.lastStep ? ` Loss ${figure(run.lastStep.loss)}.` : '';
}

function epochText(run: RunSnapshot, number: number): string {
  const epoch = run.epochs.find((one) => one.epoch === number);
  if (!epoch) return lossText(run).trim();
  const parts = [`Epoch ${count(epoch.epoch)} of ${count(run.config.epochs)}: loss ${figure(epoch.trainLoss)}`];
  if (epoch.testLoss !== null) parts.push(`test loss ${figure(epoch.testLoss)}`);
  if (epoch.testAccuracy !== null) parts.push(`test accuracy ${percent(epoch.testAccuracy)}`);
  return `${parts.join(', ')}.`;
}
