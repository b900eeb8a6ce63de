/** Opens the learner's file of a lesson, and its guide beside it. */
import * as vscode from 'vscode';
import { besideTheGuide } from './columns';
import { fileOf, type LearnerLesson, pathOf } from './learner';

export async function openLesson(target: LearnerLesson): Promise<void> {
  const { lesson } = target;
  try {
    await vscode.window.showTextDocument(fileOf(target), { viewColumn: besideTheGuide() });
  } catch {
    const layOut = vscode.l10n.t('Restore Missing Course Files');
    const answer = await vscode.window.showErrorMessage(
      vscode.l10n.t('{0} is missing. It can be restored; your other files are left alone.', pathOf(target)),
      layOut,
    );
    if (answer === layOut) await vscode.commands.executeCommand('nnFromScratch.layOut');
    return;
  }
  await vscode.commands.executeCommand('nnFromScratch.showGuide', lesson.id);
}
