/** Runs in words. Pure: no DOM. */
import type { Throughput } from '../../../src/protocol/panel';
import type { RunState } from '../../../src/protocol/run';
import type { Picture } from '../../../src/protocol/metrics';
import { t } from '../../shared/l10n';
import { sweepSummary } from '../pictures/sweepWords';
import { rightPoints } from '../pictures/moonsField';
import { pairSentences } from '../pictures/pairWords';
import { measuredOn } from '../../../src/training/measuredOn';
import { fieldText } from '../settings/form';
import { changeText } from '../adjust/words';
import { count, duration, figure, percent } from '../numbers';
import { lossNow } from './lossNow';
import { type ViewRun, hasValidation } from './viewRun';
import type { Range } from '../charts/zoom';

export function stateText(state: RunState): string {
  const texts: Record<RunState, string> = {
    preparing: t('Preparing the data'),
    running: t('Training'),
    paused: t('Paused'),
    testing: t('Measuring on the test data'),
    finished: t('Finished'),
    stopped: t('Stopped'),
    failed: t('Failed'),
  };
  return texts[state];
}

export function throughputTexts({ examplesPerSecond, secondsLeft }: Throughput): { speed: string; left: string } {
  return {
    speed: t('{0} examples/s', count(examplesPerSecond)),
    left: leftText(secondsLeft),
  };
}

export const leftText = (seconds: number): string => t('about {0} left', duration(seconds));

/** Two sentences, one after the other: not in every language with a space between them. */
export function sentences(first: string, second: string): string {
  return second === '' ? first : t('{0} {1}', first, second);
}

interface Progress {
  step: number;
  totalSteps: number;
  epoch: number;
  epochs: number;
  /** 0 … 1. */
  fraction: number;
}

/** How far a run has come, null before its data are loaded. */
export function progressOf(run: ViewRun): Progress | null {
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
  return t(
    'step {0} of {1} · epoch {2} of {3}',
    count(progress.step),
    count(progress.totalSteps),
    count(progress.epoch),
    count(progress.epochs),
  );
}

/** Who trained with which values, for the line under a run's name. Values stand as they stand in the fields. */
export function configTexts(run: ViewRun): string[] {
  const { config, info, about } = run;
  const texts = (about?.controls ?? []).map(({ id, line, lines }) => {
    const text = fieldText(config[id]);
    return lines[text] ?? line.replace('{0}', text);
  });
  if (info?.startedFrom) texts.push(t('started from {0}', info.startedFrom));
  texts.push(...run.changes.map((change) => changeText(run, change)));
  return texts.filter((text) => text !== '');
}

/** What the curve of the loss shows, for people who cannot see it, and for those who can. */
export function lossSummary(run: ViewRun): string {
  const { steps } = run;
  const now = lossNow(run);
  if (steps.length === 0 || !now) return t('No step yet.');
  const first = { step: steps.step(0), loss: steps.loss(0) };
  if (now.step === first.step) return t('The loss was {0} at the first step.', figure(first.loss));
  const path = sentences(
    lossPath(first.loss, now.loss, now.step - first.step + 1),
    now.what === '' ? '' : t('{0}: {1}.', now.what, figure(now.loss)),
  );
  const measured = run.epochs.flatMap((epoch) => {
    const { loss } = measuredOn(epoch);
    return loss === null ? [] : [{ epoch: epoch.epoch, loss }];
  });
  const newest = measured.at(-1);
  if (!newest) return path;
  const best = measured.reduce((a, b) => (b.loss < a.loss ? b : a));
  return [
    t('On {0} it is {1}.', measuredOnText([run]), figure(newest.loss)),
    best === newest ? '' : t('It was lowest, {0}, after epoch {1}.', figure(best.loss), count(best.epoch)),
  ].reduce(sentences, path);
}

/** What the runs are measured on after each epoch: `validation images`. */
export function measuredOnText(runs: readonly ViewRun[]): string {
  const [first, ...others] = new Set(
    runs.map((run) =>
      hasValidation(run) ? t('validation images') : run.about?.readsImages ? t('test images') : t('test points'),
    ),
  );
  return others.length === 0 ? first : t('examples that were not trained on');
}

/** What is measured during its epochs. */
export const sampleText = ({ info }: ViewRun): string =>
  t('{0} of the validation images', count(info?.interimExamples ?? 0));

/** The figure that a run ends with; empty before, and where the epochs have told it. */
export function testText(run: ViewRun): string {
  const { test } = run;
  if (!hasValidation(run) || !test || test.accuracy === null) return '';
  return t(
    'Test images, measured once at the end: {0} of {1} are read correctly ({2}).',
    count(Math.round(test.accuracy * test.examples)),
    count(test.examples),
    percent(test.accuracy),
  );
}

function lossPath(from: number, to: number, steps: number): string {
  if (to < from) return t('The loss fell from {0} to {1} in {2} steps.', figure(from), figure(to), count(steps));
  if (to > from) return t('The loss rose from {0} to {1} in {2} steps.', figure(from), figure(to), count(steps));
  return t('The loss stayed at {0} in {1} steps.', figure(to), count(steps));
}

export function accuracySummary(run: ViewRun): string {
  const known = run.epochs.flatMap((epoch) => {
    const { accuracy } = measuredOn(epoch);
    return accuracy === null ? [] : [{ epoch: epoch.epoch, accuracy }];
  });
  const last = known.at(-1);
  const what = measuredOnText([run]);
  const sample = run.interim.at(-1);
  if (!last && sample)
    return t(
      '{0} of a sample, {1}, are read correctly after step {2}.',
      percent(sample.accuracy),
      sampleText(run),
      count(sample.step),
    );
  if (!last) return t('Measured on {0} at the end of each epoch.', what);
  const best = known.reduce((a, b) => (b.accuracy > a.accuracy ? b : a));
  const reached = percent(last.accuracy);
  const highest = percent(best.accuracy);
  return [
    run.about?.readsImages
      ? t('{0} of the {1} are read correctly after epoch {2}.', reached, what, count(last.epoch))
      : t('{0} of the {1} are on the right side after epoch {2}.', reached, what, count(last.epoch)),
    highest === reached ? '' : t('The best was {0} after epoch {1}.', highest, count(best.epoch)),
    testText(run),
  ].reduce(sentences);
}

export function pictureSummary(picture: Picture): string {
  if (picture.kind === 'sweep') return sweepSummary(picture.points);
  if (picture.kind === 'line')
    return t('{0} points and the line {1}.', count(picture.xs.length), lineEquation(picture.weight, picture.bias));
  if (picture.kind === 'moons') {
    const [right, all] = [rightPoints(picture), picture.xs.length];
    return t(
      '{0} of {1} points lie on their own side of the boundary ({2}). The stronger the colour, the surer the network.',
      count(right),
      count(all),
      percent(right / all),
    );
  }
  if (picture.kind !== 'weights') return pairSentences(picture).reduce(sentences);
  let low = 0;
  let high = 0;
  picture.values.forEach((value, i) => {
    if (value < picture.values[low]) low = i;
    if (value > picture.values[high]) high = i;
  });
  const position = (i: number): string =>
    t('row {0}, column {1}', Math.floor(i / picture.cols) + 1, (i % picture.cols) + 1);
  return sentences(
    t('Ink where the weight is positive speaks for a 3, ink where it is negative for a 7.'),
    t(
      'Strongest: {0} at {1}; {2} at {3}.',
      figure(picture.values[high]),
      position(high),
      figure(picture.values[low]),
      position(low),
    ),
  );
}

export function lineEquation(weight: number, bias: number): string {
  return `y = ${figure(weight)} · x ${bias < 0 ? '−' : '+'} ${figure(Math.abs(bias))}`;
}

/** The part of the epochs that the charts show. Epochs count from 1, and places on the axis from 0. */
export function rangeText({ from, to }: Range): string {
  return t('Epochs {0} to {1} are shown.', placeText(from), placeText(to));
}

function placeText(x: number): string {
  return Number(x.toFixed(x < 1 ? 3 : 2)).toString();
}
