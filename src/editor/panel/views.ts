/** What the panel shows besides runs: experiments, data, and why a start is refused. Knows no `vscode`. */
import type { ExperimentId, RunConfig, Schedule } from '../../training/protocol';
import {
  type ControlId,
  EXPERIMENT_TEXTS,
  type Problem,
  controlsFor,
  defaultsFor,
  validate,
} from '../../training/validate';
import type { DataView, ExperimentView, Hydrate } from './protocol';
import type { ExperimentInfo, MnistService } from './services';

const SUMMARIES: Readonly<Record<ExperimentId, string>> = {
  line: 'A line finds its way through noisy points: one step on all the points in each epoch.',
  '3-or-7': 'A linear model learns to tell a handwritten 3 from a 7. Its weights are shown as an image.',
  'two-moons': 'A network with one hidden layer bends its boundary around two moons.',
  mnist: 'The complete network learns to read all ten handwritten digits.',
};

/** Where the panel shows more beside a control, or less, than a line of help can. */
const EXPLANATIONS: Partial<Record<ControlId, string>> = {
  network: 'Your own code, or the reference solution of the course.',
  data: 'The images to learn from.',
};

const SCHEDULE_LABELS: Readonly<Record<Schedule, string>> = {
  constant: 'Constant',
  step: 'Smaller in three steps',
  cosine: 'Falling cosine',
  'one-cycle': 'One cycle, up and down',
};

export const SCHEDULE_VIEWS: Hydrate['schedules'] = (Object.keys(SCHEDULE_LABELS) as Schedule[]).map((value) => ({
  value,
  label: SCHEDULE_LABELS[value],
}));

/** Download size of the four files, in words. */
const MNIST_SIZE = 'about 12 MB';

export function experimentView({ id, lesson, unlocked }: ExperimentInfo): ExperimentView {
  return {
    id,
    title: EXPERIMENT_TEXTS[id].title,
    summary: SUMMARIES[id],
    lesson,
    unlocked,
    controls: controlsFor(id).map((control) => ({
      ...control,
      explanation: EXPLANATIONS[control.id] ?? control.explanation,
    })),
    defaults: defaultsFor(id),
  };
}

/** The data that can be chosen. The built-in digits always work. */
export async function dataViews(mnist: MnistService): Promise<DataView[]> {
  return [
    { choice: { kind: 'mnist' }, label: 'MNIST', ...(await mnistState(mnist)) },
    {
      choice: { kind: 'digits' },
      label: 'Built-in digits',
      note: 'Drawn by this extension from strokes, so they look like handwriting but are not. They need no download.',
      available: true,
    },
  ];
}

async function mnistState(mnist: MnistService): Promise<Pick<DataView, 'note' | 'available'>> {
  try {
    const folder = await mnist.locate();
    if (folder !== null)
      return { available: true, note: '70,000 digits written by people. The files are on this computer.' };
    return {
      available: false,
      note: `MNIST is not on this computer yet. Download it once (${MNIST_SIZE}), or train on the built-in digits.`,
    };
  } catch (error) {
    return { available: false, note: error instanceof Error ? error.message : String(error) };
  }
}

/** Why this run may not start: bad values, a lesson that does not pass yet, data that are missing. Empty: it may. */
export function startProblems(
  config: RunConfig,
  experiments: readonly ExperimentInfo[],
  data: readonly DataView[],
): Problem[] {
  const problems = validate(config);
  const info = experiments.find((one) => one.id === config.experiment);
  if (!info) {
    problems.push({ field: 'experiment', message: 'This experiment is not part of the course. Choose another one.' });
    return problems;
  }
  if (config.network === 'mine' && !info.unlocked) {
    const { number, title } = info.lesson;
    problems.push({
      field: 'network',
      message: `Your code trains here once lesson ${number}, ${title}, passes. Choose the reference solution until then.`,
    });
  }
  const usesImages = controlsFor(config.experiment).some((control) => control.id === 'data');
  const chosen = data.find((one) => one.choice.kind === config.data.kind);
  if (usesImages && chosen && !chosen.available) problems.push({ field: 'data', message: chosen.note });
  return problems;
}
