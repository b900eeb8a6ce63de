/** What networks read in images that were moved, in words. Pure: no DOM. */
import { t } from '../../shared/l10n';
import { count, percent } from '../numbers';
import { type ViewRun, hasValidation } from '../run/viewRun';
import { type ShiftResult, type ViewState, allRuns } from '../state';

/** Of pixels: to the right and down, negative the other way. */
export interface Shift {
  right: number;
  down: number;
}

/** As far as images are moved. The digits of MNIST have four empty pixels around them. */
export const MAX_SHIFT = 4;

export const STILL: Shift = { right: 0, down: 0 };

export const isSame = (a: Shift, b: Shift): boolean => a.right === b.right && a.down === b.down;

/** What was measured of the network of a run. @param step how far it was trained; left out: when it was measured last */
export function resultsOf({ shifts }: ViewState, { id }: ViewRun, step?: number): ShiftResult[] {
  const all = shifts.filter(({ runId }) => runId === id);
  const at = step ?? all.at(-1)?.step;
  return all.filter((one) => one.step === at);
}

export const resultAt = (results: readonly ShiftResult[], shift: Shift): ShiftResult | undefined =>
  results.find((one) => isSame(one, shift));

/** The last run of another type of network that reads all ten digits. */
export function otherRun(state: ViewState, { about }: ViewRun): ViewRun | null {
  const type = about?.networkType ?? null;
  const isOther = (run: ViewRun): boolean =>
    run.lastStep !== null && run.about !== undefined && ![null, type].includes(run.about.networkType);
  return (type !== null && allRuns(state).find(isOther)) || null;
}

export function rightText(right: number): string {
  if (right === 0) return t('not sideways');
  return right > 0 ? t('{0} px to the right', right) : t('{0} px to the left', -right);
}

export function downText(down: number): string {
  if (down === 0) return t('not up or down');
  return down > 0 ? t('{0} px down', down) : t('{0} px up', -down);
}

export function shiftText({ right, down }: Shift): string {
  if (right === 0 && down === 0) return t('not moved');
  if (down === 0) return rightText(right);
  return right === 0 ? downText(down) : t('{0}, {1}', rightText(right), downText(down));
}

const share = ({ correct, of }: Pick<ShiftResult, 'correct' | 'of'>): string => percent(correct / of);

/** What this network reads in images that were moved so far. */
export function ownText(run: ViewRun, results: readonly ShiftResult[], shift: Shift): string {
  const found = resultAt(results, shift);
  if (!found) return '';
  const [moved, correct, of] = [shiftText(shift), count(found.correct), count(found.of)];
  const here = hasValidation(run)
    ? t('Validation images, {0}: {1} of {2} are read correctly ({3}).', moved, correct, of, share(found))
    : t('Test images, {0}: {1} of {2} are read correctly ({3}).', moved, correct, of, share(found));
  const still = resultAt(results, STILL);
  return still && !isSame(shift, STILL) ? t('{0} {1}', here, t('Not moved: {0}.', share(still))) : here;
}

/** What the other type of network did there. */
export function otherText(other: ViewRun | null, results: readonly ShiftResult[], shift: Shift): string {
  if (!other)
    return t(
      'To compare, train the other type of network, too: “Ten digits” has dense layers, “ConvNet” has convolutions. Measure here after each run.',
    );
  const found = resultAt(results, shift);
  if (found) {
    const here = t('“{0}” read {1} of its images, {2}.', other.name, share(found), shiftText(shift));
    const still = resultAt(results, STILL);
    return still && !isSame(shift, STILL) ? t('{0} {1}', here, t('Not moved: {0}.', share(still))) : here;
  }
  return t('“{0}” was not measured on images moved like this, and its network is no longer kept.', other.name);
}

/** Of the table: each place that was measured, and the other network there. */
export function shiftRows(own: readonly ShiftResult[], other: readonly ShiftResult[]): string[][] {
  const places = own.concat(other.filter((one) => !resultAt(own, one)));
  const ordered = [...places].sort((a, b) => a.down - b.down || a.right - b.right);
  const cell = (results: readonly ShiftResult[], shift: Shift): string => {
    const found = resultAt(results, shift);
    return found ? share(found) : '–';
  };
  return ordered.map((shift) => [shiftText(shift), cell(own, shift), cell(other, shift)]);
}
