/** How far a lesson is, in the same words and icons everywhere. */
import * as vscode from 'vscode';
import type { Lesson } from '../course/course';
import { hasPassed, passedWithSolution } from '../course/progress';
import type { LessonProgress, LessonState } from '../protocol/progress';

type ShownState = LessonState | 'passed before' | 'passed with the solution seen';

export function shownState(progress: LessonProgress): ShownState {
  if (passedWithSolution(progress)) return 'passed with the solution seen';
  return progress.state !== 'passed' && hasPassed(progress) ? 'passed before' : progress.state;
}

/** Each has a shape of its own, so that colours need not be told apart. */
export const STATE_ICONS: Record<ShownState, { id: string; color?: string }> = {
  'not started': { id: 'circle-large-outline' },
  'in progress': { id: 'edit', color: 'charts.yellow' },
  passed: { id: 'pass-filled', color: 'testing.iconPassed' },
  'passed before': { id: 'check', color: 'testing.iconPassed' },
  'passed with the solution seen': { id: 'pass', color: 'testing.iconPassed' },
};

export function stateIcon(state: ShownState): vscode.ThemeIcon {
  const { id, color } = STATE_ICONS[state];
  return new vscode.ThemeIcon(id, color === undefined ? undefined : new vscode.ThemeColor(color));
}

export function stateInWords(state: ShownState): string {
  switch (state) {
    case 'passed':
      return vscode.l10n.t('passed');
    case 'passed with the solution seen':
      return vscode.l10n.t('passed with the solution seen');
    case 'passed before':
      return vscode.l10n.t('passed before');
    case 'in progress':
      return vscode.l10n.t('in progress');
    case 'not started':
      return vscode.l10n.t('not started');
  }
}

/** “quiz 2 of 3” right answers; null while no question is answered. */
export function quizInWords({ text }: Lesson, { quiz = [] }: LessonProgress): string | null {
  const answered = quiz.filter((answer) => answer !== null).length;
  if (answered === 0) return null;
  const right = text.rightAnswers.filter((answer, i) => quiz[i] === answer).length;
  return vscode.l10n.t('quiz {0} of {1}', right, text.rightAnswers.length);
}
