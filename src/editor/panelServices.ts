/** Gives the training panel what it needs of the other rooms. */
import path from 'node:path';
import * as vscode from 'vscode';
import { findLesson } from '../course/course';
import { readProgress, stateOf } from '../course/progress';
import { ownMatmul, race } from '../frameworks/race/race';
import { DataFinder, type DataPlaces, type FoundData } from '../training/data/choose';
import { downloadMnist, mirrorsFrom } from '../training/data/mnistDownload';
import { UserError } from '../training/errors';
import type { CodeLocation, ExperimentId } from '../training/protocol';
import { TrainingSession } from '../training/session';
import { LESSON_OF, sourcesFor } from '../training/sources';
import { isLearners } from '../training/validate';
import { dataFolderService } from './dataFolder';
import type { CourseServices } from './course';
import { inBackground } from './inBackground';
import { learnerFolder } from './learner';
import { openFile } from './openFile';
import type { ExperimentInfo, MnistService, PanelServices, RaceService } from './panel/services';

const ORDER: ExperimentId[] = ['line', '3-or-7', 'two-moons', 'mnist'];

export function panelServices(
  context: vscode.ExtensionContext,
  services: CourseServices,
  output: vscode.LogOutputChannel,
): PanelServices {
  const cache = path.join(context.globalStorageUri.fsPath, 'mnist');
  const places = (): DataPlaces => ({ configured: configuredFolder(), cache });
  const finder = new DataFinder();
  return {
    createSession: () => new TrainingSession({ childPath: services.script('train-child.js') }),
    async prepare(config) {
      if (isLearners(config.network) && !vscode.workspace.isTrusted)
        throw new UserError(
          vscode.l10n.t('Your code is not run, because this folder is not trusted. Trust it, or watch the reference.'),
        );
      const folder = learnerFolder();
      if (isLearners(config.network) && !folder)
        throw new UserError(
          vscode.l10n.t('No course is open in this window. Start the course, or watch the reference.'),
        );
      await saveLessons(folder);
      const run = await sourcesFor(config, folder ?? context.extensionPath, services.checks);
      const usedReference = run.usedReference.map((id) => findLesson(services.course, id)?.number ?? id);
      const usesImages = config.experiment === '3-or-7' || config.experiment === 'mnist';
      const data = usesImages ? await finder.find(config.data, places()) : null;
      return { ...run, usedReference, dataFolder: data === null ? null : folderOf(data) };
    },
    experiments: () => Promise.resolve(ORDER.flatMap((id) => experimentInfo(id, services))),
    openLesson: (id) => inBackground(vscode.commands.executeCommand('nnFromScratch.openLesson', id)),
    openLocation: (location) => inBackground(openLocation(location)),
    print: (text) => output.info(text.trimEnd()),
    matmul: raceService(services),
    mnist: mnistService(finder, places),
    dataFolder: dataFolderService(context.workspaceState),
  };
}

function experimentInfo(id: ExperimentId, services: CourseServices): ExperimentInfo[] {
  const { id: lessonId, number } = LESSON_OF[id];
  const lesson = findLesson(services.course, lessonId);
  // The reference of MNIST is the training room's own; the other experiments need their lesson.
  if (!lesson && id !== 'mnist') return [];
  const folder = learnerFolder();
  const unlocked =
    lesson !== undefined && folder !== undefined && stateOf(readProgress(folder), lesson.id) === 'passed';
  return [
    { id, lesson: { id: lessonId, number, title: lesson?.text.title ?? vscode.l10n.t('The training loop') }, unlocked },
  ];
}

/** @throws UserError when the data are not here */
function folderOf(data: FoundData): string | null {
  switch (data.kind) {
    case 'none':
      return null;
    case 'folder':
      return data.folder;
    case 'missing':
      throw new UserError(
        vscode.l10n.t('MNIST is not on this computer yet. Download it here, or choose the built-in digits.'),
      );
    case 'damaged':
      throw new UserError(
        vscode.l10n.t(
          '{0} Download it again, and what is whole is kept; or train on the built-in digits.',
          data.problem,
        ),
      );
  }
}

function raceService(services: CourseServices): RaceService {
  return {
    async own() {
      const folder = learnerFolder();
      if (!folder || !vscode.workspace.isTrusted) return null;
      await saveLessons(folder);
      return ownMatmul(services.checks, folder);
    },
    race: (own, onLap, signal) =>
      race({ dist: path.dirname(services.script('race-child.js')), sources: own?.sources ?? null }, onLap, signal),
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

function configuredFolder(): string | null {
  const setting = vscode.workspace.isTrusted
    ? vscode.workspace.getConfiguration('nnFromScratch').get('mnist.folder', '')
    : '';
  return setting || process.env.NNFS_MNIST_DIR || null;
}

/** A run takes what is on disk, and a learner means what is on the screen. */
async function saveLessons(folder: string | undefined): Promise<void> {
  const dirty = vscode.workspace.textDocuments.filter(
    (document) => document.isDirty && folder !== undefined && document.uri.fsPath.startsWith(folder + path.sep),
  );
  for (const document of dirty) await document.save();
}

async function openLocation({ file, line, column }: CodeLocation): Promise<void> {
  const folder = learnerFolder();
  if (!folder) return;
  // Beside the panel, or where there is text already.
  const viewColumn = vscode.window.visibleTextEditors[0]?.viewColumn ?? vscode.ViewColumn.Beside;
  await openFile(folder, file, viewColumn, { line, column });
}
