/** What the picture at the end of the course says: of the run that is shown, and of the lessons that passed. Pure: no DOM. */
import { measuredOn } from '../../../src/training/measuredOn';
import type { CourseView } from '../../../src/protocol/panel';
import { t } from '../../shared/l10n';
import { confusionSummary } from '../inside/confusion';
import { count, figure, percent } from '../numbers';
import { endingText, isYours } from '../run/ending';
import { type ViewRun, stepsPerEpoch } from '../run/viewRun';
import { type Drawing, type ViewState, allRuns, shownRun } from '../state';

/** Points of the curve of the loss, and over which share of the run each is the mean. */
const PARTS = 160;
const MEAN = 0.04;

export interface Matrix {
  classes: readonly string[];
  matrix: readonly (readonly number[])[];
}

export interface Facts {
  /** Whether the learner's own code trained it, all of it. */
  isYours: boolean;
  title: string;
  /** Its layers, how many numbers it learned, and what it is written with. */
  network: string;
  /** Read correctly of all; null where nothing was measured on test images. */
  result: { right: number; all: number; text: string } | null;
  /** Of the end of the run, by the epoch. */
  losses: readonly Point[];
  accuracies: readonly Point[];
  matrix: Matrix | null;
  drawing: Drawing | null;
  parts: CourseView['parts'];
}

export interface Point {
  x: number;
  y: number;
}

/** The run that the picture is of; null: there is none yet. */
export function builtRun(state: ViewState): ViewRun | null {
  const shown = shownRun(state);
  if (shown && isComplete(shown)) return shown;
  const others = allRuns(state).filter(isComplete);
  return others.find(isYours) ?? others.at(0) ?? null;
}

function isComplete({ about, state, lastStep }: ViewRun): boolean {
  return about?.isComplete === true && (state === 'finished' || state === 'stopped') && lastStep !== null;
}

/** Whether the learner has a network of their own, so that there is a picture of theirs. */
export function isBuilt(state: ViewState): boolean {
  const run = builtRun(state);
  return run !== null && isYours(run);
}

export function factsOf(run: ViewRun, state: ViewState, matrix: Matrix | null): Facts {
  const { test, about, config } = run;
  const classes = about?.classes.length ?? 0;
  const sizes = [matrixPixels(run), ...config.hidden, classes];
  const parameters = sizes.slice(1).reduce((sum, size, i) => sum + (sizes[i] + 1) * size, 0);
  const yours = isYours(run);
  const shape = t('{0}: {1} numbers, all learned', sizes.join(' → '), count(parameters));
  return {
    isYours: yours,
    title: yours ? t('I wrote a neural network from scratch') : t('A trained neural network'),
    network: yours ? writtenWith(run, shape) : shape,
    result:
      test && test.accuracy !== null
        ? { right: Math.round(test.accuracy * test.examples), all: test.examples, text: resultText(run) }
        : null,
    losses: lossParts(run),
    accuracies: run.epochs.flatMap((epoch) => {
      const { accuracy } = measuredOn(epoch);
      return accuracy === null ? [] : [{ x: epoch.epoch, y: accuracy }];
    }),
    matrix,
    drawing: state.drawing?.runId === run.id ? state.drawing : null,
    parts: state.course?.parts ?? [],
  };
}

/** The same in sentences, one a line of the page. */
export function factsTexts(run: ViewRun, facts: Facts): string[] {
  const { matrix, drawing, losses, parts } = facts;
  const [first, last] = [losses.at(0), losses.at(-1)];
  const passed = parts.reduce((sum, part) => sum + part.passed, 0);
  const all = parts.reduce((sum, part) => sum + part.lessons, 0);
  return [
    endingText(run),
    first && last ? lossText(first.y, last.y) : '',
    matrix ? confusionSummary(matrix.classes, matrix.matrix) : '',
    drawing ? drawingText(drawing) : '',
    all > 0 ? t('{0} of {1} lessons passed.', count(passed), count(all)) : '',
  ].filter((text) => text !== '');
}

/** The fast products are the course's. */
const writtenWith = ({ config }: ViewRun, shape: string): string =>
  config.network === 'mine'
    ? t('{0} · TypeScript, no library', shape)
    : t('{0} · TypeScript, with the course’s fast matmul', shape);

/** No network is quite sure, whatever rounding makes of it. */
export const sureText = (sure: number): string => percent(Math.min(sure, 0.9999));

const lossText = (from: number, to: number): string =>
  to < from
    ? t('Its loss fell from {0} to {1}.', figure(from), figure(to))
    : t('Its loss went from {0} to {1}.', figure(from), figure(to));

function drawingText({ read, sure }: Drawing): string {
  return t('Drawn by hand, and read as {0}, with {1}.', read, sureText(sure));
}

/** A folder may hold clothes. */
const resultText = ({ config }: ViewRun): string =>
  config.data.kind === 'folder'
    ? t('images that it has never seen, recognised')
    : t('digits that it has never seen, read correctly');

/** Pixels of an image. */
function matrixPixels({ watched }: ViewRun): number {
  return watched ? watched.rows * watched.cols : 28 * 28;
}

function lossParts(run: ViewRun): Point[] {
  const { steps } = run;
  const parts = Math.min(PARTS, steps.length);
  const reach = Math.max(1, Math.floor(steps.length * MEAN));
  return Array.from({ length: parts }, (_, part) => {
    const [begin, end] = [part, part + 1].map((place) => Math.floor((place * steps.length) / parts));
    const from = Math.max(0, Math.min(begin, end - reach));
    let sum = 0;
    for (let i = from; i < end; i++) sum += steps.loss(i);
    return { x: steps.step(end - 1) / stepsPerEpoch(run), y: sum / (end - from) };
  });
}

/** What the matrix counts. */
export const matrixTitle = (run: ViewRun): string =>
  (run.info?.validationExamples ?? 0) > 0 ? t('What it reads, of the validation images') : t('What it reads');
