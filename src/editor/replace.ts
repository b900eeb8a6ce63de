/** Replaces learners' files from the editor: unsaved edits go into the kept copy, and the notification offers to undo it. */
import * as vscode from 'vscode';
import { EditedMeanwhile, type Replaced, putBack, replaceWithBackup } from '../course/backup';
import { FolderError } from '../course/learnerFolder';
import { resetLessons, undoReset } from '../course/reset';
import { host } from '../host';
import type { Course, Lesson } from '../course/course';
import { lessonIn } from '../course/placedCourse';
import { type CheckRunner, STATUS_MS } from './checkRunner';
import { inBackground } from './inBackground';
import { type LearnerLesson, openDocument, pathOf } from './learner';
import type { ProgressView } from './progress';
import { uriOf } from './node/places';

export class Replacements implements vscode.Disposable {
  private readonly replaced = new vscode.EventEmitter<LearnerLesson[]>();
  private readonly runner: CheckRunner;
  private readonly progress: ProgressView;

  /** Lessons whose file was replaced: what was said about the old text does not hold any more. */
  readonly onDidReplace = this.replaced.event;

  constructor(runner: CheckRunner, progress: ProgressView) {
    this.runner = runner;
    this.progress = progress;
  }

  /** Takes lessons back to their stubs. False when it could not be done; the learner was told why. */
  async reset(course: Course, folder: string, lessons: readonly Lesson[], done: string): Promise<boolean> {
    const targets = lessons.map((lesson) => ({ lesson, folder }));
    const placed = lessons.map((lesson) => lessonIn(course, lesson, folder));
    const reset = await this.attempt(targets, () => resetLessons(folder, placed));
    if (!reset) return false;
    inBackground(this.offerUndo(targets, reset.replaced, done, () => undoReset(reset)));
    return true;
  }

  /** Writes a text into a lesson's file. False when it could not be done; the learner was told why. */
  async write(target: LearnerLesson, text: string, done: string): Promise<boolean> {
    const path = pathOf(target);
    const replaced = await this.attempt([target], () => replaceWithBackup(target.folder, [{ path, text }]));
    if (!replaced) return false;
    inBackground(this.offerUndo([target], replaced, done, () => putBack(replaced)));
    return true;
  }

  dispose(): void {
    this.replaced.dispose();
  }

  private async attempt<T>(targets: readonly LearnerLesson[], change: () => Promise<T>): Promise<T | null> {
    try {
      for (const target of targets) {
        await save(target);
        // A check of the old text must not be recorded afterwards.
        await this.runner.settle(target);
      }
      const result = await change();
      await this.tell(targets);
      return result;
    } catch (error) {
      if (!(error instanceof FolderError)) throw error;
      void vscode.window.showErrorMessage(error.message);
      return null;
    }
  }

  private async offerUndo(
    targets: readonly LearnerLesson[],
    replaced: Replaced,
    done: string,
    undo: () => Promise<void>,
  ): Promise<void> {
    const undoTitle = vscode.l10n.t('Undo');
    const showTitle = vscode.l10n.t('Show My Version');
    const copies = replaced.files.filter((file) => file.copy !== null);
    const answer = await vscode.window.showInformationMessage(
      `${done} ${whereKept(replaced)}`.trim(),
      undoTitle,
      ...(copies.length === 1 ? [showTitle] : []),
    );
    if (answer === showTitle) await showCopy(replaced);
    if (answer === undoTitle) await this.undo(targets, replaced, undo);
  }

  private async undo(targets: readonly LearnerLesson[], replaced: Replaced, undo: () => Promise<void>): Promise<void> {
    try {
      const dirty = replaced.files.filter((file) =>
        targets.some((target) => pathOf(target) === file.path && openDocument(target)?.isDirty),
      );
      if (dirty.length > 0) throw new EditedMeanwhile(dirty);
      for (const target of targets) await this.runner.settle(target);
      await undo();
      await this.tell(targets);
      vscode.window.setStatusBarMessage(vscode.l10n.t('Your version is back.'), STATUS_MS);
    } catch (error) {
      if (error instanceof EditedMeanwhile) await this.refuse(error, replaced);
      else if (error instanceof FolderError) {
        void vscode.window.showErrorMessage(error.message);
        // The files may be back without the progress.
        await this.tell(targets);
      } else throw error;
    }
  }

  /** What was typed since is the learner's work, too. */
  private async refuse({ files }: EditedMeanwhile, replaced: Replaced): Promise<void> {
    const showTitle = vscode.l10n.t('Show My Version');
    const answer = await vscode.window.showWarningMessage(
      vscode.l10n.t(
        '{0} was edited meanwhile, so nothing was undone. {1}',
        files.map((file) => file.path).join(', '),
        whereKept(replaced),
      ),
      ...(replaced.files.some((file) => file.copy !== null) ? [showTitle] : []),
    );
    if (answer === showTitle) await showCopy(replaced);
  }

  private async tell(targets: readonly LearnerLesson[]): Promise<void> {
    await Promise.all(targets.map(inStep));
    this.replaced.fire([...targets]);
    this.progress.refresh();
    this.progress.tick();
  }
}

function whereKept({ files }: Replaced): string {
  const copies = files.map((file) => file.copy).filter((copy) => copy !== null);
  if (copies.length === 0) return '';
  if (copies.length === 1) return vscode.l10n.t('Your version is kept in {0}.', copies[0]);
  const folder = copies[0].split('/').slice(0, 3).join('/');
  return vscode.l10n.t('Your versions of {0} files are kept in {1}.', copies.length, folder);
}

async function showCopy({ folder, files }: Replaced): Promise<void> {
  const copy = files.find((file) => file.copy !== null)?.copy;
  if (copy) await vscode.window.showTextDocument(uriOf(host.placeIn(folder, copy)));
}

/** VS Code takes a moment to see that a file on the screen has changed. Who types before that would get a conflict. */
async function inStep(target: LearnerLesson): Promise<void> {
  const document = openDocument(target);
  const text = host.folder(target.folder).readText(pathOf(target));
  if (!document || text === null) return;
  const isDone = (): boolean =>
    document.isClosed || document.isDirty || withoutEnds(document.getText()) === withoutEnds(text);
  if (isDone()) return;
  await new Promise<void>((resolve) => {
    const finish = (): void => {
      for (const each of subscriptions) each.dispose();
      clearTimeout(patience);
      resolve();
    };
    const check = (): void => {
      if (isDone()) finish();
    };
    const subscriptions = [
      vscode.workspace.onDidChangeTextDocument(check),
      vscode.workspace.onDidCloseTextDocument(check),
    ];
    // Some file systems tell of no changes. Then VS Code notices when the file is saved.
    const patience = setTimeout(finish, RELOAD_MS);
  });
}

const RELOAD_MS = 3000;

function withoutEnds(text: string): string {
  return text.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n');
}

/** @throws FolderError when VS Code cannot save the file */
async function save(target: LearnerLesson): Promise<void> {
  const document = openDocument(target);
  if (!document?.isDirty || (await document.save())) return;
  throw new FolderError(
    vscode.l10n.t(
      '{0} could not be saved, so nothing was changed. Save it or undo its changes, then try again.',
      pathOf(target),
    ),
  );
}
