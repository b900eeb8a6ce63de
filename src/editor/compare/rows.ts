/** From a comparison to what the page shows of it. Knows no `vscode`. */
import { t } from '../../course/l10n';
import type { Comparison, ComparisonProgress, Entry } from '../../frameworks/node/comparison';
import { nameOf } from '../../frameworks/names';
import { scientific } from '../../frameworks/words/agreement';
import { grouped, lossText, percent } from '../../training/describe';
import type { NetworkChoice } from '../../protocol/config';
import type { CompareRow, CompareView } from './protocol';

/** Points of a curve that are sent: more than a chart is wide. */
const MAX_POINTS = 1500;
const DASH = '–';

export function rowsOf(comparison: Comparison): Pick<CompareView, 'columns' | 'rows' | 'summary'> {
  const { entries, config } = comparison;
  const comparedSteps =
    entries.find(({ differences }) => differences.length > 0)?.differences.map(({ step }) => step) ?? [];
  return {
    columns: [
      t('Version'),
      t('Arithmetic'),
      t('Images/s'),
      t('Accuracy'),
      t('Last loss'),
      ...comparedSteps.map((step) => t('Δ after {0}', step)),
    ],
    rows: entries.map((entry) => ({
      id: entry.id,
      name: nameOf(entry.id, config.network),
      cells: cellsOf(entry, comparedSteps),
      curve: curveOf(entry.losses),
    })),
    summary: chartSummary(entries, config.network),
  };
}

function cellsOf(entry: Entry, comparedSteps: readonly number[]): string[] {
  const difference = (step: number): string => {
    const found = entry.differences.find((each) => each.step === step);
    return found ? scientific(found.largest) : DASH;
  };
  const threads = entry.threads === 1 ? t('1 thread') : t('{0} threads', entry.threads ?? 0);
  return [
    entry.version ?? DASH,
    entry.engine ? t('{0}, {1}', entry.engine, threads) : DASH,
    entry.samplesPerSecond === null ? DASH : grouped(Number(entry.samplesPerSecond.toPrecision(3))),
    entry.testAccuracy === null ? DASH : percent(entry.testAccuracy),
    entry.losses.length === 0 ? DASH : lossText(entry.losses.at(-1) as number),
    ...comparedSteps.map(difference),
  ];
}

/** Step s stands at s − 1, where s − 1 steps are done. */
export function curveOf(losses: readonly number[]): CompareRow['curve'] {
  const every = Math.ceil(losses.length / MAX_POINTS) || 1;
  return losses.flatMap((y, x) => (x % every === 0 || x === losses.length - 1 ? [{ x, y }] : []));
}

function chartSummary(entries: readonly Entry[], network: NetworkChoice): string {
  const drawn = entries.filter(({ losses }) => losses.length > 0);
  const list = drawn
    .map((entry) =>
      t(
        '{0} from {1} to {2}',
        nameOf(entry.id, network),
        lossText(entry.losses[0]),
        lossText(entry.losses.at(-1) as number),
      ),
    )
    .join('; ');
  return t(
    'Loss of each mini-batch over the steps: {0}. Curves that lie on top of each other say that the same is computed.',
    list,
  );
}

/** What happens now. */
export function statusOf(progress: ComparisonProgress, network: NetworkChoice): string | null {
  if (progress.type !== 'stage') return null;
  const name = nameOf(progress.rival, network);
  switch (progress.stage) {
    case 'starting':
      return t('{0} is starting …', name);
    case 'training':
      return t('{0} is training …', name);
    case 'timing':
      return progress.round === 0
        ? t('{0} is warming up …', name)
        : t('Taking the time of {0}: round {1} of {2} …', name, progress.round, progress.rounds);
  }
}
