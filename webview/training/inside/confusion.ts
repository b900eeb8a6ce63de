/** A confusion matrix in numbers and words. Rows: what it really is; columns: what the network reads. Pure: no DOM. */
import { t } from '../../shared/l10n';
import { count, percent } from '../numbers';

interface Mistake {
  truth: number;
  predicted: number;
  count: number;
}

interface MatrixFacts {
  total: number;
  right: number;
  /** Share of each class that is read right, 0 … 1; null for a class without examples. */
  shares: (number | null)[];
  /** The most frequent first. */
  mistakes: Mistake[];
}

export function matrixFacts(matrix: readonly (readonly number[])[]): MatrixFacts {
  const sums = matrix.map((row) => row.reduce((sum, value) => sum + value, 0));
  const mistakes = matrix.flatMap((row, truth) =>
    row.flatMap((value, predicted) => (value > 0 && predicted !== truth ? [{ truth, predicted, count: value }] : [])),
  );
  return {
    total: sums.reduce((sum, value) => sum + value, 0),
    right: matrix.reduce((sum, row, i) => sum + row[i], 0),
    shares: matrix.map((row, i) => (sums[i] === 0 ? null : row[i] / sums[i])),
    mistakes: mistakes.sort((a, b) => b.count - a.count),
  };
}

/**
 * How strongly each cell is shaded, 0 … 1: what is right by its share of the row, a mistake beside the most frequent mistake.
 * The root, so that rare ones can be seen, too.
 */
export function shades(matrix: readonly (readonly number[])[]): number[][] {
  const { mistakes, shares } = matrixFacts(matrix);
  const most = mistakes.at(0)?.count ?? 1;
  return matrix.map((row, i) => row.map((value, j) => (i === j ? (shares[i] ?? 0) : Math.sqrt(value / most))));
}

export function confusionSummary(classes: readonly string[], matrix: readonly (readonly number[])[]): string {
  const { total, right, shares, mistakes } = matrixFacts(matrix);
  if (total === 0) return t('There are no images.');
  const sentences = [
    t('{0} of {1} images are read correctly ({2}).', count(right), count(total), percent(right / total)),
  ];
  const [first, ...others] = mistakes.slice(0, 3).map((mistake) => mistakeText(classes, mistake));
  if (first) sentences.push(t('Most frequent mistakes: {0}.', [first, ...others].join(t(', '))));
  const known = shares.flatMap((share, i) => (share === null ? [] : [{ share, i }]));
  const hardest = known.reduce((a, b) => (b.share < a.share ? b : a));
  if (classes.length > 2 && hardest.share < 1)
    sentences.push(
      t('Hardest class: {0}, of which {1} are read correctly.', classes[hardest.i], percent(hardest.share)),
    );
  return sentences.reduce((text, sentence) => t('{0} {1}', text, sentence));
}

function mistakeText(classes: readonly string[], { truth, predicted, count: times }: Mistake): string {
  return t('{0} read as {1} ({2})', classes[truth], classes[predicted], count(times));
}
