/** Shows a lesson's solution beside the learner's file. It goes into the file only when the learner asks for that. */
import * as vscode from 'vscode';
import type { Course } from '../course/course';
import { lessonIn } from '../course/placedCourse';
import { lessonProgress, mayShowSolution, recordSolutionSeen } from '../course/progress';
import { type LearnerLesson, fileOf } from './learner';
import type { ProgressView } from './progress';
import type { Replacements } from './replace';
import { solutionUri } from './solutionDocuments';

/**
 * Opens the difference between the learner's file and the solution. Without an honest try before, it asks first.
 *
 * @returns whether the solution is on the screen
 */
export async function showSolution(target: LearnerLesson, progress: ProgressView): Promise<boolean> {
  if (!(await agreeToSolution(target, progress))) return false;
  const { lesson } = target;
  await vscode.commands.executeCommand(
    'vscode.diff',
    fileOf(target),
    solutionUri(lesson),
    vscode.l10n.t('{0} {1}: your file ↔ the solution', lesson.number, lesson.text.title),
    { viewColumn: vscode.ViewColumn.One, preview: true } satisfies vscode.TextDocumentShowOptions,
  );
  return true;
}

/**
 * Whether the solution, or what explains it, may be shown now: after an honest try at once, else when the learner says so.
 * Records that it was seen.
 */
export async function agreeToSolution({ lesson, folder }: LearnerLesson, progress: ProgressView): Promise<boolean> {
  if (!mayShowSolution(lessonProgress(progress.read(folder), lesson.id), lesson)) {
    const show = vscode.l10n.t('Show the Solution');
    const hint = vscode.l10n.t('Show a Hint');
    const answer = await vscode.window.showWarningMessage(
      vscode.l10n.t(
        'You have not tried {0} {1} yet. You learn more when you write it first, and a hint may be enough.',
        lesson.number,
        lesson.text.title,
      ),
      show,
      hint,
    );
    if (answer === hint) await vscode.commands.executeCommand('nnFromScratch.showHint', lesson.id);
    if (answer !== show) return false;
  }
  const solutionSeenAt = new Date().toISOString();
  await progress.keep(lesson, { solutionSeenAt }, (where) => recordSolutionSeen(where, lesson.id), folder);
  return true;
}

/** Writes the solution into the learner's file; what stood there is kept, and can be brought back. */
export async function useSolution(
  course: Course,
  target: LearnerLesson,
  { replacements, progress }: { replacements: Replacements; progress: ProgressView },
): Promise<void> {
  // The difference may still be open after a reset, which forgets that it was seen.
  if (!(await agreeToSolution(target, progress))) return;
  const { path, source } = lessonIn(course, target.lesson, target.folder);
  const done = vscode.l10n.t('{0} holds the solution now.', path);
  if (!(await replacements.write(target, source.solution, done))) return;
  await vscode.window.showTextDocument(fileOf(target), { viewColumn: vscode.ViewColumn.One });
}
