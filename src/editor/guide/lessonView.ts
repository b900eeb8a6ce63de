/** What the guide's page shows of a lesson's state: words for progress, and the verdict of the last check. */
import * as vscode from 'vscode';
import { type CheckReport, type LessonReport, type Outcome, firstFailure, verdict } from '../../checker/outcome';
import { type LessonProgress, type LessonState, passedWithSolution } from '../../course/progress';
import { MATMUL_LESSONS } from '../../frameworks/race/names';
import { type ExperimentId, EXPERIMENTS } from '../../protocol/config';
import { EXPERIMENT_ROWS } from '../../training/experiments/table';
import { hasOutput } from '../learnerOutput';
import type { ActionView, FailureView, LessonView, VerdictView } from './protocol';

/** The last check of a lesson. */
export interface LastCheck {
  report: LessonReport;
  outdated: boolean;
}

export function lessonView(
  record: LessonProgress,
  more: { last: LastCheck | undefined; checking: boolean; explained: boolean; hasNext: boolean },
): LessonView {
  return {
    state: record.state,
    stateText: stateText(record),
    hints: record.hints ?? 0,
    steps: record.steps ?? [],
    quiz: record.quiz ?? [],
    explained: more.explained,
    checking: more.checking,
    verdict: more.last ? verdictView(more.last) : null,
    hasNext: more.hasNext,
  };
}

function verdictView({ report, outdated }: LastCheck): VerdictView {
  const failed = report.checks.filter((check) => check.outcome !== 'passed' && check.outcome !== 'not started');
  const first = firstFailure(report);
  const ordered = [...failed].sort((a, b) => Number(b === first) - Number(a === first));
  return {
    outcome: report.outcome,
    text: verdict(report),
    passed: report.checks.filter((check) => check.outcome === 'passed').length,
    total: report.checks.length,
    failures: ordered.map(failureView),
    note:
      report.usedReference.length === 0
        ? ''
        : vscode.l10n.t('The reference stood in for: {0}.', report.usedReference.join(', ')),
    outdated,
    offers: offersAfter(report),
  };
}

/** What a pass has opened, and what the learner's code printed. */
function offersAfter(report: LessonReport): ActionView[] {
  const offers: ActionView[] = [];
  if (report.outcome === 'passed' && experimentOf(report.lesson))
    offers.push({ label: vscode.l10n.t('Watch It Train'), id: 'train' });
  if (report.outcome === 'passed' && MATMUL_LESSONS.includes(report.lesson))
    offers.push({ label: vscode.l10n.t('Race Your matmul'), id: 'race' });
  if (hasOutput(report)) offers.push({ label: vscode.l10n.t('Show Output'), id: 'showOutput' });
  return offers;
}

/** The experiment that runs the code of a lesson; undefined for most. */
export function experimentOf(lesson: string): ExperimentId | undefined {
  return EXPERIMENTS.find((id) => EXPERIMENT_ROWS[id].lesson.id === lesson);
}

function failureView({ name, of, outcome, message, difference, location }: CheckReport): FailureView {
  return { name, of, outcome, outcomeText: outcomeText(outcome), message, table: difference?.table ?? null, location };
}

function stateText(record: LessonProgress): string {
  if (passedWithSolution(record)) return vscode.l10n.t('passed with the solution seen');
  return stateName(record.state);
}

function stateName(state: LessonState): string {
  switch (state) {
    case 'passed':
      return vscode.l10n.t('passed');
    case 'in progress':
      return vscode.l10n.t('in progress');
    case 'not started':
      return vscode.l10n.t('not started');
  }
}

function outcomeText(outcome: Outcome): string {
  switch (outcome) {
    case 'passed':
      return vscode.l10n.t('Passed');
    case 'not started':
      return vscode.l10n.t('Not started');
    case 'does not compile':
      return vscode.l10n.t('Does not compile');
    case 'missing export':
      return vscode.l10n.t('Missing export');
    case 'wrong shape':
      return vscode.l10n.t('Wrong shape');
    case 'wrong value':
      return vscode.l10n.t('Wrong value');
    case 'threw':
      return vscode.l10n.t('Threw');
    case 'timed out':
      return vscode.l10n.t('Timed out');
    case 'out of memory':
      return vscode.l10n.t('Out of memory');
    case 'crashed':
      return vscode.l10n.t('Crashed');
  }
}
