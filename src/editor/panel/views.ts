/** What the panel shows besides runs: experiments, data, and why a start is refused. Knows no `vscode`. */
import { t } from '../../course/l10n';
import { nameOfFolder } from '../../training/data/mnistFolder';
import { grouped } from '../../training/describe';
import { messageOf } from '../../training/errors';
import type { ExperimentId, RunConfig, Schedule } from '../../protocol/config';
import type { ControlId, DataView, ExperimentView, Hydrate, Problem } from '../../protocol/panel';
import { controlsFor, defaultsFor, experimentTexts, isLearners, validate } from '../../training/validate';
import type { DataFolderService, DataServices, ExperimentInfo, MnistService } from './services';

const summaries = (): Readonly<Record<ExperimentId, string>> => ({
  line: t('A line finds its way through noisy points: one step on all the points in each epoch.'),
  '3-or-7': t('A linear model learns to tell a handwritten 3 from a 7. Its weights are shown as an image.'),
  'two-moons': t('A network with one hidden layer bends its boundary around two moons.'),
  mnist: t('The complete network learns to read all ten handwritten digits.'),
});

/** Where the panel shows more beside a control, or less, than a line of help can. */
const explanations = (): Partial<Record<ControlId, string>> => ({
  network: t(
    'Your own code, or the reference solution of the course. For MNIST, also the fast kernels, alone or in place of your `matmul`.',
  ),
  data: t('The images to learn from.'),
});

export function scheduleViews(): Hydrate['schedules'] {
  const labels: Readonly<Record<Schedule, string>> = {
    constant: t('Constant'),
    step: t('Smaller in three steps'),
    cosine: t('Falling cosine'),
    'one-cycle': t('One cycle, up and down'),
  };
  return (Object.keys(labels) as Schedule[]).map((value) => ({ value, label: labels[value] }));
}

export function experimentView({ id, lesson, unlocked }: ExperimentInfo): ExperimentView {
  return {
    id,
    title: experimentTexts()[id].title,
    summary: summaries()[id],
    lesson,
    unlocked,
    controls: controlsFor(id).map((control) => ({
      ...control,
      explanation: explanations()[control.id] ?? control.explanation,
    })),
    defaults: defaultsFor(id),
  };
}

/** The data that can be chosen. The built-in digits always work. */
export async function dataViews({ mnist, dataFolder }: DataServices): Promise<DataView[]> {
  return [
    { choice: { kind: 'mnist' }, label: 'MNIST', ...(await mnistState(mnist)) },
    {
      choice: { kind: 'digits' },
      label: t('Built-in digits'),
      note: t(
        'Drawn by this extension from strokes, so they look like handwriting but are not. They need no download.',
      ),
      available: true,
      download: false,
    },
    await folderView(dataFolder),
  ];
}

/** Last in the list, so that it is chosen only where somebody asks for it. */
async function folderView(service: DataFolderService): Promise<DataView> {
  const folder = service.current();
  if (folder === null) {
    return {
      choice: { kind: 'folder', folder: '' },
      label: t('A folder…'),
      note: t(
        'A folder on this computer with the same four files as MNIST, for example Fashion-MNIST. None is chosen yet.',
      ),
      available: false,
      download: false,
    };
  }
  const view = { choice: { kind: 'folder', folder }, label: t('Folder: {0}', nameOfFolder(folder)) } as const;
  try {
    const { train, test } = await service.lookAt(folder);
    const note = t('{0} images for training, {1} for testing, in {2}.', grouped(train), grouped(test), folder);
    return { ...view, note, available: true, download: false };
  } catch (error) {
    return { ...view, note: messageOf(error), available: false, download: false };
  }
}

async function mnistState(mnist: MnistService): Promise<Pick<DataView, 'note' | 'available' | 'download'>> {
  try {
    const found = await mnist.locate();
    if (found.kind === 'folder')
      return {
        available: true,
        download: false,
        note: t('70,000 digits written by people. The files are on this computer.'),
      };
    if (found.kind === 'damaged')
      return {
        available: false,
        download: true,
        note: t('{0} Download it again, and what is whole is kept; or train on the built-in digits.', found.problem),
      };
    return {
      available: false,
      download: true,
      note: t(
        'MNIST is not on this computer yet. Download it once (about 12 MB), choose a folder that holds its files, or train on the built-in digits.',
      ),
    };
  } catch (error) {
    return { available: false, download: false, note: messageOf(error) };
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
    problems.push({
      field: 'experiment',
      message: t('This experiment is not part of the course. Choose another one.'),
    });
    return problems;
  }
  if (isLearners(config.network) && !info.unlocked) {
    const { number, title } = info.lesson;
    problems.push({
      field: 'network',
      message: t(
        'Your code trains here once lesson {0}, {1}, passes. Choose the reference solution until then.',
        number,
        title,
      ),
    });
  }
  const usesImages = controlsFor(config.experiment).some((control) => control.id === 'data');
  const chosen = data.find((one) => one.choice.kind === config.data.kind);
  const isRefused = problems.some((problem) => problem.field === 'data');
  if (usesImages && chosen && !chosen.available && !isRefused) problems.push({ field: 'data', message: chosen.note });
  return problems;
}
