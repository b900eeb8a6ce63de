/** From a comparison to what the page shows of it. Knows no `vscode`. */
import { t } from '../../course/l10n';
import type { Comparison, Entry } from '../../frameworks/node/comparison';
import { nameOf } from '../../frameworks/frameworks';
import { logitTableOf } from '../../frameworks/words/logits';
import { tableOf } from '../../frameworks/words/table';
import { lossText } from '../../training/describe';
import { bounded } from '../../training/thinning';
import type { NetworkChoice } from '../../protocol/config';
import type { CompareRow, CompareView } from '../../protocol/comparePage';

/** Points of a curve that are sent: more than a chart is wide. */
const MAX_POINTS = 1500;

export function rowsOf(comparison: Comparison): Pick<CompareView, 'columns' | 'rows' | 'logits' | 'summary'> {
  const { entries, config } = comparison;
  const { columns, cells } = tableOf(comparison);
  return {
    columns,
    rows: entries.map((entry, i) => ({
      id: entry.id,
      name: nameOf(entry.id, config.network),
      cells: cells[i],
      speed: entry.samplesPerSecond,
      curve: curveOf(entry.losses),
    })),
    logits: logitTableOf(comparison),
    summary: chartSummary(entries, config.network),
  };
}

/** Step s stands at s − 1, where s − 1 steps are done. */
export function curveOf(losses: readonly number[]): CompareRow['curve'] {
  const points = losses.map((y, x) => ({ x, y }));
  return bounded(points, MAX_POINTS, ({ y }) => y);
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
