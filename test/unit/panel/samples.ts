/** Messages and runs for the tests of the panel. */
import type { DataView, ExperimentView, Hydrate, LessonRef } from '../../../src/protocol/panel';
import type { RunSnapshot } from '../../../src/protocol/runFile';
import type { EpochMetric, LayerStats, StepMetric } from '../../../src/protocol/metrics';
import { type ExperimentId, EXPERIMENTS, experimentRow } from '../../../src/training/experiments/table';
import { lessonNumber } from '../../../src/course/lessonNumber';
import { experimentView } from '../../../src/editor/panel/views';
import { defaultsFor } from '../../../src/training/validate';

/** The lesson of each experiment. */
export const LESSONS = Object.fromEntries(
  EXPERIMENTS.map((experiment) => {
    const { lesson, title } = experimentRow(experiment);
    return [experiment, { id: lesson, number: lessonNumber(lesson), title: title() }];
  }),
) as Record<ExperimentId, LessonRef>;

export const SHOWN: readonly ExperimentId[] = ['line', '3-or-7', 'mnist'];

export function experiments(unlocked: readonly ExperimentId[] = SHOWN): ExperimentView[] {
  return SHOWN.map((id) => ({ ...viewOf(id), unlocked: unlocked.includes(id) }));
}

export const viewOf = (id: ExperimentId): ExperimentView => experimentView({ id, lesson: LESSONS[id], unlocked: true });

export function dataChoices(hasMnist = true, folder = ''): DataView[] {
  return [
    { choice: { kind: 'mnist' }, label: 'MNIST', note: 'note', available: hasMnist, download: !hasMnist },
    { choice: { kind: 'digits' }, label: 'Built-in digits', note: 'note', available: true, download: false },
    { choice: { kind: 'folder', folder }, label: 'A folder…', note: 'note', available: folder !== '', download: false },
  ];
}

export function hydrate(changes: Partial<Hydrate> = {}): Hydrate {
  return {
    type: 'hydrate',
    experiments: experiments(),
    data: dataChoices(),
    run: null,
    throughput: null,
    history: [],
    download: { state: 'idle' },
    initial: null,
    live: null,
    kept: null,
    select: null,
    canCompare: true,
    ...changes,
  };
}

export function run(id: string, changes: Partial<RunSnapshot> = {}): RunSnapshot {
  return {
    id,
    name: `3 or 7 · my code · ${id}`,
    config: defaultsFor('3-or-7'),
    state: 'running',
    info: {
      dataDescription: 'data',
      trainingExamples: 12_396,
      validationExamples: 0,
      stepsPerEpoch: 49,
      totalSteps: 980,
      usedReference: [],
    },
    steps: [],
    epochs: [],
    test: null,
    best: null,
    interim: [],
    changes: [],
    watched: null,
    reading: null,
    samples: [],
    lastStep: null,
    picture: null,
    error: null,
    cut: null,
    pinned: false,
    ...changes,
  };
}

/** Steps `from` … `to`, both included. */
export function steps(from: number, to: number, loss: (step: number) => number = (step) => 1 / step): StepMetric[] {
  return Array.from({ length: to - from + 1 }, (_, i) => {
    const step = from + i;
    return { step, epoch: Math.ceil(step / 49), loss: loss(step) };
  });
}

export function epoch(number: number, testAccuracy: number | null = 0.95): EpochMetric {
  return {
    epoch: number,
    trainLoss: 0.25 / number,
    validationLoss: null,
    validationAccuracy: null,
    testLoss: 0.5 / number,
    testAccuracy,
    seconds: 0.5,
    samplesPerSecond: 24_792,
  };
}

/** The same where images were held back. */
export function validated(number: number, validationAccuracy = 0.95, validationLoss = 0.5 / number): EpochMetric {
  return { ...epoch(number, null), testLoss: null, validationLoss, validationAccuracy };
}

const LAYERS = ['hidden 1', 'output'].map((name) => ({ name, gradientNorm: 0.5, updateRatio: 0.001 }));

export function sample(step: number, layers: LayerStats['layers'] = LAYERS, learningRate = 0.1): LayerStats {
  return { step, epoch: Math.ceil(step / 49), learningRate, layers };
}
