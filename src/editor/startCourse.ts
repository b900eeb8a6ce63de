/** *Start the Course*: lays out the learner's folder and opens the lesson to do. Touches nothing that is already there. */
import * as vscode from 'vscode';
import { FolderError, type LayoutResult, layOut } from '../course/learnerFolder';
import { hasPassed, lessonProgress, readProgress } from '../course/progress';
import type { CourseServices } from './course';
import { inBackground } from './inBackground';
import { learnerFolder, learnerFolders, openIn } from './learner';
import { openLesson } from './openLesson';
import { chooseCourseFolder, wantsAnother } from './courseFolder';
import type { ProgressView } from './progress';
import { placeOf, uriOf } from './node/places';

/** The folder to go on in once VS Code has opened it: this window's extension host ends with the folder before. */
const OPENING = 'startCourse.opening';

export class CourseStart implements vscode.Disposable {
  private readonly services: CourseServices;
  private readonly progress: ProgressView;
  private readonly memory: vscode.Memento;
  private readonly subscription: vscode.Disposable;
  private waitsForTrust = false;

  /** @param memory the same in all windows */
  constructor(services: CourseServices, progress: ProgressView, memory: vscode.Memento) {
    this.services = services;
    this.progress = progress;
    this.memory = memory;
    this.subscription = vscode.workspace.onDidGrantWorkspaceTrust(() => {
      if (this.waitsForTrust) inBackground(this.start());
      this.waitsForTrust = false;
    });
  }

  /** What the command does, wherever it is given. */
  async start(): Promise<void> {
    const courses = learnerFolders();
    const course = courses.length > 1 ? await this.pickCourse(courses) : courses.at(0);
    if (course !== undefined) return this.goOn(course);
    if (courses.length > 0) return;
    if (!vscode.workspace.isTrusted && vscode.workspace.workspaceFolders?.length) return this.askForTrust();
    return this.layOutSomewhere();
  }

  /** Goes on after VS Code has opened the folder that was chosen. @returns whether there was something to go on with */
  async resume(): Promise<boolean> {
    const opening = this.memory.get<string>(OPENING);
    if (opening === undefined || !learnerFolders().includes(opening)) return false;
    await this.memory.update(OPENING, undefined);
    await this.openNext(opening);
    return true;
  }

  /** Adds what is missing to the folder that is open, and says what it did. */
  async layOutAgain(): Promise<void> {
    const folder = learnerFolder();
    if (folder === undefined) return this.start();
    if (!vscode.workspace.isTrusted) return this.askForTrust();
    const result = await this.tryLayOut(folder);
    this.progress.refresh();
    if (result instanceof FolderError) void vscode.window.showErrorMessage(result.message);
    else
      void vscode.window.showInformationMessage(
        vscode.l10n.t(
          '{0} files added, {1} renewed; {2} files of yours left alone.',
          result.created.length,
          result.updated.length,
          result.kept.length,
        ),
      );
  }

  dispose(): void {
    this.subscription.dispose();
  }

  /** @param tried absolute paths of folders that are not to be used */
  private async layOutSomewhere(tried: string[] = []): Promise<void> {
    for (;;) {
      const folder = await chooseCourseFolder(tried);
      if (folder === undefined) return;
      const result = await this.tryLayOut(folder);
      if (!(result instanceof FolderError)) return this.open(folder);
      tried.push(folder);
      if (!(await wantsAnother(vscode.l10n.t('The course cannot be laid out in {0}.', folder), whyNot(result)))) return;
    }
  }

  private async open(folder: string): Promise<void> {
    this.progress.refresh();
    const uri = uriOf(folder);
    if (learnerFolders().includes(placeOf(uri))) return this.openNext(placeOf(uri));
    await this.memory.update(OPENING, placeOf(uri));
    await vscode.commands.executeCommand('vscode.openFolder', uri);
  }

  /** In a course that is open. What is missing is added; where that cannot be, what is there can still be read. */
  private async goOn(folder: string): Promise<void> {
    if (vscode.workspace.isTrusted) {
      const result = await this.tryLayOut(folder);
      if (result instanceof FolderError) void vscode.window.showWarningMessage(result.message);
      this.progress.refresh();
    }
    await this.openNext(folder);
  }

  /** The first lesson that has not passed, or after the last one the page that closes the course. */
  private async openNext(folder: string): Promise<void> {
    this.progress.tick();
    const { lessons, parts } = this.services.course;
    const progress = readProgress(folder);
    const lesson = lessons.find(({ id }) => !hasPassed(lessonProgress(progress, id)));
    if (lesson) await openLesson({ lesson, folder });
    else await vscode.commands.executeCommand('nnFromScratch.showPartEnd', parts.at(-1)?.folder);
  }

  private async pickCourse(folders: readonly string[]): Promise<string | undefined> {
    const { lessons } = this.services.course;
    const items = folders.map((folder) => {
      const progress = readProgress(folder);
      const passed = lessons.filter(({ id }) => hasPassed(lessonProgress(progress, id))).length;
      return {
        label: vscode.workspace.getWorkspaceFolder(uriOf(folder))?.name ?? folder,
        description: vscode.l10n.t('{0} of {1} lessons passed', passed, lessons.length),
        folder,
      };
    });
    const title = vscode.l10n.t('In which course do you want to go on?');
    return (await vscode.window.showQuickPick(items, { title }))?.folder;
  }

  /** Nothing is written into a folder that is not trusted. Reading needs no trust. */
  private async askForTrust(): Promise<void> {
    const trust = vscode.l10n.t('Manage Workspace Trust');
    const [first] = this.services.course.lessons;
    const read = vscode.l10n.t('Read Lesson {0}', first.number);
    const elsewhere = vscode.l10n.t('Choose Another Folder…');
    const answer = await vscode.window.showInformationMessage(
      vscode.l10n.t('This folder is not trusted.'),
      {
        modal: true,
        detail: vscode.l10n.t(
          'Nothing is written into it, and your code is not run. Trust the folder if its files are yours; the course then goes on. You can read the lessons without that.',
        ),
      },
      trust,
      read,
      elsewhere,
    );
    this.waitsForTrust = answer === trust;
    if (answer === trust) await vscode.commands.executeCommand('workbench.trust.manage');
    if (answer === read) await vscode.commands.executeCommand('nnFromScratch.showGuide', first.id);
    if (answer === elsewhere)
      await this.layOutSomewhere((vscode.workspace.workspaceFolders ?? []).map(({ uri }) => placeOf(uri)));
  }

  private async tryLayOut(folder: string): Promise<LayoutResult | FolderError> {
    try {
      return await layOut(this.services.course, folder, openIn(folder));
    } catch (error) {
      if (error instanceof FolderError) return error;
      throw error;
    }
  }
}

/** In words, where the file system's reason is a usual one. */
function whyNot({ cause, message }: FolderError): string {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  switch (code) {
    case 'EACCES':
    case 'EPERM':
      return vscode.l10n.t('You may not write there. Choose a folder that belongs to you.');
    case 'EROFS':
      return vscode.l10n.t('It can only be read. Choose a folder on a disk that can be written.');
    case 'ENOSPC':
      return vscode.l10n.t('The disk is full. Make some room, or choose a folder on another disk.');
    default:
      return message;
  }
}
