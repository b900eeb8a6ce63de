/** What the panel takes from the course, the checker and the trainer. Knows no `vscode`. */
import { lessonNumber } from '../../course/lessonNumber';
import type { CheckService } from '../../checker/service';
import { type Course, findLesson } from '../../course/course';
import { t } from '../../course/l10n';
import { hasPassed, lessonProgress, readProgress, stateOf } from '../../course/progress';
import type { CourseView } from '../../protocol/panel';
import { baseline, ownBaseline } from '../../training/baseline/baseline';
import { buildGraph, graphSources } from '../../training/graph/graph';
import { ownMatmul, race } from '../../frameworks/race/race';
import { host } from '../../host';
import type { DataPlaces, FoundData } from '../../training/data/found';
import { DataFinder } from '../../training/data/node/choose';
import { mirrorsFrom } from '../../training/data/mirrors';
import { downloadMnist } from '../../training/data/node/mnistDownload';
import { handOver } from '../../training/data/node/mnistFolder';
import { UserError } from '../../training/errors';
import { TrainingSession } from '../../training/session';
import { type ExperimentId, experimentRow, EXPERIMENTS } from '../../training/experiments/table';
import { sourcesFor } from '../../training/sources';
import { isLearners } from '../../training/engine';
import { readsImages } from '../../training/validate';
import type { MeasureBaseline } from '../baselineController';
import type { BuildGraph } from '../graphController';
import type { ExperimentInfo, MnistService, PanelServices, RaceService } from './services';

/** Where runs take their code and their data from. */
interface TrainingSetting {
  services: {
    readonly course: Course;
    readonly checks: CheckService;
    /** Path of a file in `dist/`. */
    script(name: string): string;
  };
  extensionPath: string;
  /** The learner's folder; undefined where no course is open. */
  folder(): string | undefined;
  /** Whether the learner's code may run. */
  isTrusted(): boolean;
  /** A run takes what is on disk, and a learner means what is on the screen: writes the one to the other. */
  saveLessons(folder: string): Promise<void>;
  places(): DataPlaces;
}

export function trainingServices(setting: TrainingSetting): Pick<
  PanelServices,
  'createSession' | 'prepare' | 'experiments' | 'course' | 'matmul' | 'mnist'
> & {
  measureBaseline: MeasureBaseline;
  buildGraph: BuildGraph;
} {
  const { services, places } = setting;
  const finder = new DataFinder();
  return {
    createSession: (runId) => new TrainingSession({ childPath: services.script('train-child.js'), runId }),
    async prepare(config) {
      if (isLearners(config.network) && !setting.isTrusted())
        throw new UserError(
          t('Your code is not run, because this folder is not trusted. Trust it, or watch the reference.'),
        );
      const folder = setting.folder();
      if (isLearners(config.network) && folder === undefined)
        throw new UserError(t('No course is open in this window. Start the course, or watch the reference.'));
      if (folder !== undefined) await setting.saveLessons(folder);
      const run = await sourcesFor(config, folder ?? setting.extensionPath, services.checks);
      const usedReference = run.usedReference.map((id) => findLesson(services.course, id)?.number ?? id);
      const data = readsImages(config.experiment) ? await finder.find(config.data, places()) : null;
      const folderOfData = data === null ? null : folderOf(data);
      return { ...run, usedReference, dataFolder: folderOfData === null ? null : await handOver(folderOfData) };
    },
    experiments: () => Promise.resolve(EXPERIMENTS.flatMap((id) => experimentInfo(id, setting))),
    course: () => courseView(setting),
    matmul: raceService(setting),
    measureBaseline: (signal) => measureBaseline(finder, setting, signal),
    buildGraph: graphService(setting),
    mnist: mnistService(finder, places),
  };
}

function experimentInfo(id: ExperimentId, { services, folder: find }: TrainingSetting): ExperimentInfo[] {
  const { lesson: lessonId, isComplete } = experimentRow(id);
  const lesson = findLesson(services.course, lessonId);
  // The reference of the complete network is the training room's own; the other experiments need their lesson.
  if (!lesson && !isComplete) return [];
  const folder = find();
  const unlocked =
    lesson !== undefined && folder !== undefined && stateOf(readProgress(folder), lesson.id) === 'passed';
  return [
    {
      id,
      lesson: { id: lessonId, number: lessonNumber(lessonId), title: lesson?.text.title ?? t('The training loop') },
      unlocked,
    },
  ];
}

function courseView({ services, folder: find }: TrainingSetting): CourseView {
  const folder = find();
  const progress = folder === undefined ? null : readProgress(folder);
  return {
    parts: services.course.parts.map(({ number, title, lessons }) => ({
      number,
      title,
      passed: progress ? lessons.filter(({ id }) => hasPassed(lessonProgress(progress, id))).length : 0,
      lessons: lessons.length,
    })),
  };
}

/** @throws UserError when the data are not here */
function folderOf(data: FoundData): string | null {
  switch (data.kind) {
    case 'none':
      return null;
    case 'folder':
      return data.folder;
    case 'missing':
      throw new UserError(t('MNIST is not on this computer yet. Download it here, or choose the built-in digits.'));
    case 'damaged':
      throw new UserError(
        t('{0} Download it again: the whole files are kept. Or train on the built-in digits.', data.problem),
      );
  }
}

function raceService(setting: TrainingSetting): RaceService {
  const { services } = setting;
  return {
    async own() {
      const folder = setting.folder();
      if (folder === undefined || !setting.isTrusted()) return null;
      await setting.saveLessons(folder);
      return ownMatmul(services.checks, folder);
    },
    race: (own, onLap, signal) =>
      race({ dist: host.folderOf(services.script('race-child.js')), sources: own?.sources ?? null }, onLap, signal),
  };
}

async function measureBaseline(
  finder: DataFinder,
  setting: TrainingSetting,
  signal: AbortSignal,
): ReturnType<MeasureBaseline> {
  const { services } = setting;
  const folder = setting.folder();
  if (folder === undefined) throw new UserError(t('No course is open in this window. Start the course first.'));
  if (!setting.isTrusted())
    throw new UserError(t('Your code is not run, because this folder is not trusted. Trust it first.'));
  await setting.saveLessons(folder);
  const sources = await ownBaseline(services.checks, folder, signal);
  // The built-in digits stand in for MNIST where it is missing or damaged; the result says which it was.
  const data = await finder.find({ kind: 'mnist' }, setting.places());
  signal.throwIfAborted();
  const dataFolder = data.kind === 'folder' ? await handOver(data.folder) : null;
  return baseline({ program: services.script('baseline-child.js'), sources, dataFolder }, signal);
}

/** Without a course, or without trust, it is the reference that builds it. */
function graphService(setting: TrainingSetting): BuildGraph {
  const { services } = setting;
  return async (formula, values, signal) => {
    const folder = setting.isTrusted() ? setting.folder() : undefined;
    if (folder !== undefined) await setting.saveLessons(folder);
    const { sources, isReference } = await graphSources(services.checks, folder ?? null, setting.extensionPath);
    const request = { program: services.script('graph-child.js'), sources, formula, values: [...values] };
    return { graph: await buildGraph(request, signal), isReference };
  };
}

function mnistService(finder: DataFinder, places: () => DataPlaces): MnistService {
  return {
    locate: () => finder.glance(places()),
    async download(onProgress, signal) {
      const mirrors = mirrorsFrom(process.env.NNFS_MNIST_MIRRORS);
      await downloadMnist({ folder: places().cache, mirrors, signal, onProgress });
    },
  };
}
