/** What `train` prints: lines for people, or one JSON document. */
import { counted } from '../course/count';
import { t } from '../course/l10n';
import { durationText, epochText, grouped, lossText, lossTexts, speedText } from '../training/describe';
import { percent } from '../training/percent';
import { engineText } from '../training/engine';
import { measuredOn } from '../training/measuredOn';
import type { Engine, RunInfo, RunState } from '../protocol/run';
import type { BestMetric, EpochMetric, Picture, StepMetric, SweepPoint, TestMetric } from '../protocol/metrics';
import type { RunConfig } from '../protocol/config';
import type { SessionEvent } from '../training/session';
import { CLEAR_LINE, type Io, LearnersLines, atLocation, paint, setOff } from './io';
import { isPair, pairLines } from './pairText';
import { readsImages } from '../training/validate';

/** Takes the events of a run and prints. */
export interface Report {
  take(event: SessionEvent): void;
  /** The run is over and its process gone. @param stopped why it was ended from outside; null where it was not */
  end(state: RunState, stopped: string | null): void;
}

type MakeReport = (config: RunConfig, data: string, io: Io) => Report;

const WORDS = { t, count: grouped, figure: (value: number): string => Number(value.toPrecision(2)).toString() };

/** How often the line on a terminal is drawn, in milliseconds. */
const REDRAW_MS = 100;
/** Silence after which the line shows it, in seconds. */
const SILENCE_SECONDS = 3;

/** Epochs as they come; on a terminal, a line in between that is rewritten in place. */
export const lineReport: MakeReport = (config, _data, io) => {
  const errors = errorPrinter(io, () => clearLine());
  let info: RunInfo | null = null;
  let last: StepMetric | null = null;
  let lastEpoch: EpochMetric | null = null;
  let picture: Picture | null = null;
  let test: TestMetric | null = null;
  let best: BestMetric | null = null;
  let points: SweepPoint[] = [];
  let startedAt = 0;
  let lastNews = 0;
  let timer: NodeJS.Timeout | null = null;

  const clearLine = (): void => {
    if (io.isTTY) io.out(CLEAR_LINE);
  };
  const draw = (): void => {
    if (info && last) io.out(`${CLEAR_LINE}${progress(info, last, lastEpoch, config, startedAt, lastNews)}`);
  };
  const printPoints = (all: SweepPoint[]): void =>
    io.out(
      all.length === 0 ? '' : `Right, of the validation images:\n${all.map((one) => `  ${pointText(one)}\n`).join('')}`,
    );
  return {
    take(event) {
      switch (event.type) {
        case 'info':
          info = event.info;
          startedAt = lastNews = performance.now();
          io.out(`${paint(io, 'bold', event.info.dataDescription)}\n`);
          if (event.info.engine) io.out(`${engineText(event.info.engine, WORDS)}\n`);
          if (io.isTTY) timer = setInterval(draw, REDRAW_MS);
          return;
        case 'metrics':
          lastNews = performance.now();
          last = event.steps.at(-1) ?? last;
          picture = event.picture ?? picture;
          for (const epoch of event.epochs) {
            lastEpoch = epoch;
            clearLine();
            io.out(`${epochText(epoch, config.epochs)}\n`);
          }
          if (event.picture?.kind === 'sweep') {
            for (const point of ended(event.picture.points).slice(ended(points).length))
              io.out(`  ${pointText(point)}\n`);
            points = event.picture.points;
          }
          return;
        case 'best':
          best = event.best;
          return;
        case 'tested':
          test = event.test;
          return;
        default:
          errors.take(event);
      }
    },
    end(state) {
      if (timer) clearInterval(timer);
      errors.end();
      clearLine();
      for (const line of pairLines(picture)) io.out(`${line}\n`);
      const done = state === 'finished' && lastEpoch ? [`Done: ${lossTexts(lastEpoch).join(', ')}.`] : [];
      if (points.length > 0) return printPoints(ended(points));
      const text = [...done, ...(best ? [bestText(best, config)] : []), ...(test ? [testText(test, config)] : [])].join(
        ' ',
      );
      if (text !== '') io.out(`${state === 'finished' ? paint(io, 'green', text) : text}\n`);
    },
  };
};

function progress(
  info: RunInfo,
  last: StepMetric,
  lastEpoch: EpochMetric | null,
  config: RunConfig,
  startedAt: number,
  lastNews: number,
): string {
  const now = performance.now();
  const silence = (now - lastNews) / 1000;
  const seconds = (lastNews - startedAt) / 1000;
  const stepsInEpoch = last.step - (last.epoch - 1) * info.stepsPerEpoch;
  const parts = [
    `epoch ${last.epoch} of ${config.epochs}, step ${stepsInEpoch} of ${info.stepsPerEpoch}`,
    `loss ${lossText(last.loss)}`,
  ];
  const { name, accuracy } = lastEpoch ? measuredOn(lastEpoch) : { name: '', accuracy: null };
  if (accuracy !== null) parts.push(`${name} accuracy ${percent(accuracy)}`);
  if (silence > SILENCE_SECONDS) {
    parts.push(`no step for ${durationText(silence)} (Ctrl-C ends)`);
  } else if (seconds > 0) {
    parts.push(speedText((last.step * info.trainingExamples) / info.stepsPerEpoch / seconds));
    parts.push(`${durationText((seconds / last.step) * (info.totalSteps - last.step))} left`);
  }
  return parts.join(' · ');
}

/** The trainings of a sweep that have ended. */
const ended = (points: SweepPoint[]): SweepPoint[] => points.filter(({ accuracy }) => accuracy !== null);

function pointText({ optimizer, learningRate, accuracy, hasDiverged }: SweepPoint): string {
  const what = `${optimizer.padEnd(8)}  learning rate ${String(learningRate).padEnd(6)}`;
  return `${what}  ${percent(accuracy ?? 0)}${hasDiverged ? ', diverged' : ''}`;
}

function bestText({ epoch, after }: BestMetric, { epochs }: RunConfig): string {
  return after < epochs
    ? `Stopped after epoch ${after}; the best was epoch ${epoch}, its weights are kept.`
    : `The best was epoch ${epoch}, its weights are kept.`;
}

function testText({ accuracy, examples }: TestMetric, { experiment }: RunConfig): string {
  const what = readsImages(experiment) ? 'test image' : 'test point';
  const right = accuracy ?? 0;
  return `Test accuracy: ${percent(right)} (${grouped(right * examples)} of ${counted(examples, what)}).`;
}

/** One document at the end, also when the run was interrupted: then with the epochs that there are. */
export const jsonReport: MakeReport = (config, data, io) => {
  const errors = errorPrinter(io, () => undefined);
  const epochs: EpochMetric[] = [];
  let pair: Picture | null = null;
  let test: TestMetric | null = null;
  let best: BestMetric | null = null;
  let sweep: SweepPoint[] | null = null;
  let engine: Engine | null = null;
  let error: string | null = null;
  return {
    take(event) {
      if (event.type === 'failed') error = event.message;
      if (event.type === 'info') {
        engine = event.info.engine ?? null;
      } else if (event.type === 'metrics') {
        epochs.push(...event.epochs);
        if (event.picture && isPair(event.picture)) pair = event.picture;
        if (event.picture?.kind === 'sweep') sweep = event.picture.points;
      } else if (event.type === 'best') {
        best = event.best;
      } else if (event.type === 'tested') {
        test = event.test;
      } else {
        errors.take(event);
      }
    },
    end(_state, stopped) {
      errors.end();
      const document = {
        experiment: config.experiment,
        network: config.network,
        data,
        ...(engine && { engine }),
        epochs,
        ...(pair && { pair }),
        ...(sweep && { sweep }),
        ...(best && { best: { epoch: best.epoch, validationLoss: best.loss, stoppedAfter: best.after } }),
        final: { testAccuracy: test?.accuracy ?? null, testLoss: test?.loss ?? null },
        error: error ?? stopped,
      };
      io.out(`${JSON.stringify(document, null, 2)}\n`);
    },
  };
};

/** Failures, and what the learner's code printed, go to standard error. */
function errorPrinter(io: Io, before: () => void): { take(event: SessionEvent): void; end(): void } {
  const printed = new LearnersLines((text) => {
    before();
    io.err(text);
  });
  return {
    take(event) {
      if (event.type === 'failed') {
        before();
        io.err(`${setOff(event.message)}${atLocation(event.location)}\n`);
      } else if (event.type === 'output') {
        printed.take(event.text);
      }
    },
    end: () => printed.end(),
  };
}
