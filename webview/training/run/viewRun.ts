/** A run as the page keeps it: bounded, and quick to draw however long it is. Pure: no DOM. */
import type { ExperimentView, ToWebview } from '../../../src/protocol/panel';
import type { InterimMetric } from '../../../src/protocol/metrics';
import type { RunSnapshot } from '../../../src/protocol/runFile';
import { MAX_EPOCHS, MAX_SAMPLES, bounded } from '../../../src/training/thinning';
import { StepSeries } from './stepSeries';

export interface ViewRun extends Omit<RunSnapshot, 'steps'> {
  steps: StepSeries;
  /** Its experiment; undefined where the course does not have that. */
  about: ExperimentView | undefined;
}

/** A run in the charts; the slot decides how its curves look. */
export interface ShownRun {
  run: ViewRun;
  slot: number;
}

/** @param known the same run as the page has it, which may be finer than what the host keeps */
export function viewRun(
  run: RunSnapshot,
  experiments: readonly ExperimentView[],
  known: ViewRun | null = null,
): ViewRun {
  const about = experiments.find(({ id }) => id === run.config.experiment);
  const isComplete = known?.id === run.id && known.lastStep?.step === run.lastStep?.step;
  if (isComplete && known.steps.length >= run.steps.length) return { ...run, about, steps: known.steps };
  return { ...run, about, steps: StepSeries.of(run.steps) };
}

export function withMetrics(run: ViewRun, metrics: Extract<ToWebview, { type: 'metrics' }>): ViewRun {
  return {
    ...run,
    steps: run.steps.append(metrics.steps),
    epochs: bounded(run.epochs.concat(metrics.epochs), MAX_EPOCHS),
    samples: bounded(run.samples.concat(metrics.samples), MAX_SAMPLES),
    lastStep: metrics.steps.at(-1) ?? run.lastStep,
    picture: metrics.picture ?? run.picture,
  };
}

export function withInterim(run: ViewRun, interim: InterimMetric): ViewRun {
  return { ...run, interim: bounded(run.interim.concat(interim), MAX_SAMPLES) };
}

/** Whether the run sorts examples into classes, so that it has test data and an accuracy. */
export function hasClasses(run: ViewRun): boolean {
  return (run.about?.classes.length ?? 0) > 0;
}

/** Whether its network is a patient of the clinic. */
export function isPatient({ about }: ViewRun): boolean {
  return about?.controls.some(({ id }) => id === 'patient') ?? false;
}

/** Whether images are held back from training, to be measured after each epoch in place of the test images. */
export function hasValidation({ info, config }: ViewRun): boolean {
  return (info?.validationExamples ?? config.validation) > 0;
}

/** Whether its learning rate is another one at some time: by a schedule, or because it was changed. */
export function changesRate({ config, changes }: ViewRun): boolean {
  return config.schedule !== 'constant' || changes.some(({ field }) => field === 'learningRate');
}

/** 1 before the data are loaded. */
export function stepsPerEpoch(run: ViewRun): number {
  return run.info?.stepsPerEpoch ?? 1;
}
