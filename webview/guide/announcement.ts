/** What a screen reader is told when the state of a lesson changes. Pure: no DOM. */
import type { LessonView } from '../../src/protocol/guide';
import { baselineSaid } from '../shared/baselineSaid';
import { t } from '../shared/l10n';
import { graphSaid } from './graph/words';

/** The sentence to say, or null. */
export function announcement(before: LessonView, after: LessonView): string | null {
  if (after.checking && !before.checking) return t('Checking…');
  const measured = baselineSaid(before.baseline, after.baseline) ?? graphSaid(before.graph, after.graph);
  if (measured) return measured;
  const { verdict } = after;
  if (!verdict || verdict.outdated || JSON.stringify(verdict) === JSON.stringify(before.verdict)) return null;
  const text = verdict.text.replaceAll('`', '');
  return verdict.kind === 'passed' ? `${text} ${t('The debrief is open at the end of the page.')}` : text;
}
