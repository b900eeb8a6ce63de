/** What the guide's page shows of a lesson's state: words for progress, and the verdict of the last check. */
import * as vscode from 'vscode';
import { t } from '../../course/l10n';
import { hasPassed } from '../../course/progress';
import { failuresByCause, passedCount, verdict } from '../../checker/outcome';
import { BASELINE_LESSON } from '../../training/baseline/baseline';
import { MATMUL_LESSONS } from '../../frameworks/race/names';
import { OUTCOMES, kindOf } from '../../protocol/outcome';
import type { LessonProgress } from '../../protocol/progress';
import type { CheckReport, LessonReport } from '../../protocol/report';
import type { BaselineView } from '../../protocol/baseline';
import type { GraphView } from '../../protocol/graph';
import { GRAPH_LESSON } from '../../training/graph/graph';
import { experimentOf } from '../../training/experiments/table';
import type { RefusedCheck } from '../checkRunner';
import { hasOutput } from '../learnerOutput';
import { shownState, stateInWords } from '../states';
import type { ActionView, FailureView, LessonView, VerdictView } from '../../protocol/guide';

/** The last check of a lesson: what came of it, or why it could not be run. */
export type LastCheck = { report: LessonReport; outdated: boolean } | Pick<RefusedCheck, 'why' | 'remedy'>;

export function lessonView(
  record: LessonProgress,
  more: {
    last: LastCheck | undefined;
    checking: boolean;
    explained: boolean;
    baseline: BaselineView | null;
    graph: GraphView | null;
    part: LessonView['part'];
    hasNext: boolean;
  },
): LessonView {
  return {
    state: record.state,
    hasPassed: hasPassed(record),
    stateText: stateInWords(shownState(record)),
    hints: record.hints ?? 0,
    steps: record.steps ?? [],
    quiz: record.quiz ?? [],
    explained: more.explained,
    checking: more.checking,
    verdict: more.last ? ('report' in more.last ? verdictView(more.last) : refusalView(more.last)) : null,
    baseline: more.baseline,
    graph: more.graph,
    picture: more.last && 'report' in more.last ? more.last.report.picture : null,
    part: more.part,
    hasNext: more.hasNext,
  };
}

function verdictView({ report, outdated }: Extract<LastCheck, { report: unknown }>): VerdictView {
  return {
    kind: kindOf(report.outcome),
    icon: OUTCOMES[report.outcome].icon,
    text: verdict(report),
    passed: passedCount(report.checks),
    total: report.checks.length,
    causes: failuresByCause(report).map((checks) => checks.map(failureView)),
    note:
      report.usedReference.length === 0
        ? ''
        : vscode.l10n.t('The reference stood in for: {0}.', report.usedReference.join(', ')),
    outdated,
    offers: offersAfter(report),
  };
}

function refusalView({ why, remedy }: Pick<RefusedCheck, 'why' | 'remedy'>): VerdictView {
  // Trust that was not given yet is no fault.
  const isQuestion = remedy?.id === 'manageTrust';
  return {
    kind: isQuestion ? 'open' : 'wrong',
    icon: isQuestion ? 'info' : 'wrong',
    text: why,
    passed: 0,
    total: 0,
    causes: [],
    note: '',
    outdated: false,
    offers: remedy ? [remedy] : [],
  };
}

/** What a pass has opened, and what the learner's code printed. */
function offersAfter(report: LessonReport): ActionView[] {
  const offers: ActionView[] = [];
  if (report.outcome === 'passed' && report.lesson === BASELINE_LESSON)
    offers.push({ label: vscode.l10n.t('Try It on Digits'), id: 'tryIt' });
  if (report.outcome === 'passed' && report.lesson === GRAPH_LESSON)
    offers.push({ label: vscode.l10n.t('Step Through Your Graph'), id: 'tryIt' });
  if (report.outcome === 'passed' && experimentOf(report.lesson))
    offers.push({ label: vscode.l10n.t('Watch It Train'), id: 'train' });
  if (report.outcome === 'passed' && MATMUL_LESSONS.includes(report.lesson))
    offers.push({ label: vscode.l10n.t('Race Your matmul'), id: 'race' });
  if (hasOutput(report)) offers.push({ label: vscode.l10n.t('Show Output'), id: 'showOutput' });
  return offers;
}

function failureView({ name, of, outcome, message, difference, location, symbol }: CheckReport): FailureView {
  const outcomeText = OUTCOMES[outcome].text(t);
  return { name, of, outcomeText, message, table: difference?.table ?? null, location, symbol };
}
