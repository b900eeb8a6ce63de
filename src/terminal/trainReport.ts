/** What `train` prints: lines for people, or one JSON document. */
import { counted } from '../course/count';
import { t } from '../course/l10n';
import { durationText, epochText, grouped, lossText, percent, speedText } from '../training/describe';
import { engineText } from '../training/engine';
import type { Engine, RunInfo, RunState } from '../protocol/run';
import type { EpochMetric, StepMetric } from '../protocol/metrics';
import type { RunConfig } from '../protocol/config';
import type { SessionEvent } from '../training/session';
import { CLEAR_LINE, type Io, LearnersLines, atLocation, paint, setOff } from './io';

/** Takes the events of a run and prints. */
export interface Report {
  take(event: SessionEvent): void;
  /** How many test images a network reads right that is not trained. */
  read(count: { right: number; all: number }): void;
  /** The run is over and its process gone. */
  end(state: RunState): void;
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
  let startedAt = 0;
  let lastNews = 0;
  let timer: NodeJS.Timeout | null = null;

  const clearLine = (): void => {
    if (io.isTTY) io.out(CLEAR_LINE);
  };
  const draw = (): void => {
    if (info && last) io.out(`${CLEAR_LINE}${progress(info, last, lastEpoch, config, startedAt, lastNews)}`);
  };
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
          for (const epoch of event.epochs) {
            lastEpoch = epoch;
            clearLine();
            io.out(`${epochText(epoch, config.epochs)}\n`);
          }
          return;
        default:
          errors.take(event);
      }
    },
    read({ right, all }) {
      clearLine();
      const share = percent(right / all);
      io.out(`${paint(io, 'green', `Accuracy: ${share} (${grouped(right)} of ${counted(all, 'test image')}).`)}\n`);
    },
    end(state) {
      if (timer) clearInterval(timer);
      errors.end();
      clearLine();
      if (state === 'finished' && lastEpoch) io.out(`${paint(io, 'green', result(lastEpoch))}\n`);
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
  if (typeof lastEpoch?.testAccuracy === 'number') parts.push(`accuracy ${percent(lastEpoch.testAccuracy)}`);
  if (silence > SILENCE_SECONDS) {
    parts.push(`no step for ${durationText(silence)} (Ctrl-C ends)`);
  } else if (seconds > 0) {
    parts.push(speedText((last.step * info.trainingExamples) / info.stepsPerEpoch / seconds));
    parts.push(`${durationText((seconds / last.step) * (info.totalSteps - last.step))} left`);
  }
  return parts.join(' · ');
}

function result(epoch: EpochMetric): string {
  const accuracy =
    epoch.testAccuracy === null ? '' : ` Accuracy on images it has not seen: ${percent(epoch.testAccuracy)}.`;
  return `Done. Loss ${lossText(epoch.trainLoss)}.${accuracy}`;
}

/** One document at the end, also when the run was interrupted: then with the epochs that there are. */
export const jsonReport: MakeReport = (config, data, io) => {
  const errors = errorPrinter(io, () => undefined);
  const epochs: EpochMetric[] = [];
  let accuracy: number | null = null;
  let engine: Engine | null = null;
  return {
    take(event) {
      if (event.type === 'info') {
        engine = event.info.engine ?? null;
      } else if (event.type === 'metrics') {
        epochs.push(...event.epochs);
      } else {
        errors.take(event);
      }
    },
    read({ right, all }) {
      accuracy = right / all;
    },
    end() {
      errors.end();
      const document = {
        experiment: config.experiment,
        network: config.network,
        data,
        ...(engine && { engine }),
        epochs: epochs.map(({ epoch, trainLoss, testLoss, testAccuracy, seconds, samplesPerSecond }) => ({
          epoch,
          trainLoss,
          testLoss,
          testAccuracy,
          seconds,
          samplesPerSecond,
        })),
        final: { testAccuracy: epochs.at(-1)?.testAccuracy ?? accuracy },
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
