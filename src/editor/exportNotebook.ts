/** *Export as a Notebook*: asks for the format and the place, and opens what it wrote. */
import * as vscode from 'vscode';
import type { Lesson } from '../course/course';
import { host } from '../host';
import type { NotebookFormat } from '../notebook/cells';
import { NotebookError } from '../notebook/earlierCells';
import { exportLesson, notebookName } from '../notebook/exportLesson';
import { requireReplaceable } from '../notebook/replaceable';
import type { CourseServices } from './course';
import { learnerFolder } from './learner';
import { isOnDisk, placeOf, uriOf } from './node/places';

export async function exportNotebook(services: CourseServices, lesson: Lesson): Promise<vscode.Uri | undefined> {
  const format = await chooseFormat();
  if (!format) return undefined;
  const folder = learnerFolder();
  const file = await chooseFile(lesson, format, folder);
  if (!file) return undefined;
  try {
    if (isOnDisk(file)) requireReplaceable(placeOf(file));
    const text = await vscode.window.withProgress(
      {
        location: vscode.ProgressLocation.Notification,
        title: vscode.l10n.t('Exporting {0} {1} …', lesson.number, lesson.text.title),
      },
      () =>
        exportLesson({
          course: services.course,
          lesson,
          format,
          kitFile: services.script('notebook-kit.js'),
          // To know which earlier lessons pass takes running them.
          learner: folder !== undefined && vscode.workspace.isTrusted ? { folder, checks: services.checks } : null,
        }),
    );
    await write(file, text);
  } catch (error) {
    const { message } = error as Error;
    void vscode.window.showErrorMessage(
      error instanceof NotebookError ? message : vscode.l10n.t('The notebook was not written: {0}', message),
    );
    return undefined;
  }
  await open(file, format);
  return file;
}

async function chooseFormat(): Promise<NotebookFormat | undefined> {
  const items: (vscode.QuickPickItem & { format: NotebookFormat })[] = [
    {
      format: 'ipynb',
      label: vscode.l10n.t('Jupyter notebook (.ipynb)'),
      detail: vscode.l10n.t('For the notebook editor of VS Code and for Jupyter. Runs in the kernel of Deno.'),
    },
    {
      format: 'percent',
      label: vscode.l10n.t('Percent format (.ts)'),
      detail: vscode.l10n.t('A TypeScript file with cells, as jupytext reads it. Runs with Deno and with Node.'),
    },
  ];
  return (await vscode.window.showQuickPick(items, { title: vscode.l10n.t('Export as a notebook') }))?.format;
}

/** VS Code's dialogue asks before a file is replaced. */
function chooseFile(
  lesson: Lesson,
  format: NotebookFormat,
  folder: string | undefined,
): Thenable<vscode.Uri | undefined> {
  const name = notebookName(lesson, format);
  const filters =
    format === 'ipynb'
      ? { [vscode.l10n.t('Jupyter notebook (.ipynb)')]: ['ipynb'] }
      : { [vscode.l10n.t('Percent format (.ts)')]: ['ts'] };
  return vscode.window.showSaveDialog({
    title: vscode.l10n.t('Export as a notebook'),
    saveLabel: vscode.l10n.t('Export'),
    filters,
    ...(folder === undefined ? {} : { defaultUri: uriOf(host.placeIn(folder, name)) }),
  });
}

async function write(file: vscode.Uri, text: string): Promise<void> {
  const place = placeOf(file);
  if (isOnDisk(file)) await host.folder(host.folderOf(place)).write(host.nameOf(place), text);
  else await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(text));
}

async function open(file: vscode.Uri, format: NotebookFormat): Promise<void> {
  switch (format) {
    case 'ipynb':
      await vscode.commands.executeCommand('vscode.openWith', file, 'jupyter-notebook', vscode.ViewColumn.One);
      return;
    case 'percent':
      await vscode.window.showTextDocument(file, { viewColumn: vscode.ViewColumn.One });
  }
}
