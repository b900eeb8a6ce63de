/** Gives the training panel what it needs of the other rooms and of VS Code. */
import * as vscode from 'vscode';
import { host } from '../host';
import type { SourceLocation } from '../protocol/location';
import type { BaselineController, MeasureBaseline } from './baselineController';
import type { CourseServices } from './course';
import { dataFolderService } from './dataFolder';
import type { BuildGraph } from './graphController';
import { inBackground } from './inBackground';
import { learnerFolder } from './learner';
import { openFile } from './openFile';
import type { PanelServices } from './panel/services';
import { trainingServices } from './panel/trainingServices';
import { placeOf } from './node/places';

export function panelServices(
  context: vscode.ExtensionContext,
  services: CourseServices,
  output: vscode.LogOutputChannel,
  baseline: BaselineController,
): PanelServices & { measureBaseline: MeasureBaseline; buildGraph: BuildGraph } {
  const cache = host.placeIn(placeOf(context.globalStorageUri), 'mnist');
  return {
    baseline,
    ...trainingServices({
      services,
      extensionPath: placeOf(context.extensionUri),
      folder: learnerFolder,
      isTrusted: () => vscode.workspace.isTrusted,
      saveLessons,
      places: () => ({ configured: configuredFolder(), cache }),
    }),
    dataFolder: dataFolderService(context.workspaceState),
    openLesson: (id) => inBackground(vscode.commands.executeCommand('nnFromScratch.openLesson', id)),
    openLocation: (location) => inBackground(openLocation(location)),
    compareFrameworks: (config) =>
      inBackground(vscode.commands.executeCommand('nnFromScratch.compareFrameworks', config)),
    print: (text) => output.info(text.trimEnd()),
  };
}

function configuredFolder(): string | null {
  const setting = vscode.workspace.isTrusted
    ? vscode.workspace.getConfiguration('nnFromScratch').get('mnist.folder', '')
    : '';
  return setting || process.env.NNFS_MNIST_DIR || null;
}

async function saveLessons(folder: string): Promise<void> {
  const dirty = vscode.workspace.textDocuments.filter(
    (document) => document.isDirty && host.pathIn(folder, placeOf(document.uri)) !== null,
  );
  for (const document of dirty) await document.save();
}

async function openLocation({ file, line, column }: SourceLocation): Promise<void> {
  const folder = learnerFolder();
  if (!folder) return;
  // Beside the panel, or where there is text already.
  const viewColumn = vscode.window.visibleTextEditors[0]?.viewColumn ?? vscode.ViewColumn.Beside;
  await openFile(folder, file, viewColumn, { line, column });
}
