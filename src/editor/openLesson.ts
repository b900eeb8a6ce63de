/** Opens the learner's file of a lesson, and its guide beside it. */
import * as vscode from 'vscode';
import { besideTheGuide } from './columns';
import { fileOf, type LearnerLesson, pathOf } from './learner';

export async function openLesson(target: LearnerLesson): Promise<void> {
  const { lesson } = target;
  try {
    await vscode.window.showTextDocument(fileOf(target), { viewColumn: besideTheGuide() });
  } catch {
    const layOut = vscode.l10n.t('Lay Out the Course Again');
    const answer = await vscode.window.showErrorMessage(
      vscode.l10n.t(
        '{0} is missing. Laying out the course again adds it and leaves your other files alone.',
        pathOf(target),
      ),
      layOut,
    );
    if (answer === layOut) await vscode.commands.executeCommand('nnFromScratch.layOut');
    return;
  }
  await vscode.commands.executeCommand('nnFromScratch.showGuide', lesson.id);
}
