/** What the panel shows besides runs: experiments, data, and why a start is refused. Knows no `vscode`. */
import { t } from '../../course/l10n';
import { nameOfFolder } from '../../training/data/mnistFiles';
import { DATA_SETS } from '../../training/data/sets';
import { grouped } from '../../training/describe';
import { messageOf } from '../../training/errors';
import type { RunConfig } from '../../protocol/config';
import type { DataView, ExperimentView, Problem } from '../../protocol/panel';
import { experimentRow } from '../../training/experiments/table';
import { isLearners } from '../../training/engine';
import { controlsFor, defaultsFor, readsImages, validate } from '../../training/validate';
import type { DataFolderService, DataServices, ExperimentInfo, MnistService } from './services';

export function experimentView({ id, lesson, unlocked }: ExperimentInfo): ExperimentView {
  const { title, summary, outlook, classes, isNetwork, isComplete, networkType, hasMaps, hasBaseline } =
    experimentRow(id);
  return {
    id,
    title: title(),
    summary: summary(),
    lesson,
    unlocked,
    controls: controlsFor(id),
    defaults: defaultsFor(id),
    outlook: outlook(),
    classes: [...classes],
    readsImages: readsImages(id),
    isNetwork,
    isComplete,
    networkType: networkType ?? null,
    hasMaps: hasMaps ?? false,
    hasBaseline,
  };
}

/** The data that can be chosen. The built-in digits always work. */
export async function dataViews({ mnist, dataFolder }: DataServices): Promise<DataView[]> {
  return [
    { choice: { kind: 'mnist' }, label: DATA_SETS.mnist.label(), ...(await mnistState(mnist)) },
    {
      choice: { kind: 'digits' },
      label: DATA_SETS.digits.label(),
      note: t(
        'Drawn by this extension from strokes, so they look like handwriting but are not. They need no download.',
      ),
      available: true,
      download: false,
    },
    await folderView(dataFolder),
  ];
}

/** Last in the list, so that it is chosen only on request. */
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
    const note = t('{0} training images, {1} test images, in {2}.', grouped(train), grouped(test), folder);
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
        note: t('{0} Download it again: the whole files are kept. Or train on the built-in digits.', found.problem),
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
  const chosen = data.find((one) => one.choice.kind === config.data.kind);
  const isRefused = problems.some((problem) => problem.field === 'data');
  if (readsImages(config.experiment) && chosen && !chosen.available && !isRefused)
    problems.push({ field: 'data', message: chosen.note });
  return problems;
}
