/** The values of a run that may be changed while it is under way, and the changes, in words. Pure: no DOM. */
import type { AdjustableId, Change } from '../../../src/protocol/adjust';
import { isLearners } from '../../../src/training/engine';
import { t } from '../../shared/l10n';
import { count } from '../numbers';
import { type ViewRun, stepsPerEpoch } from '../run/viewRun';
import type { ViewState } from '../state';

/** The fields that can be changed now, in their order; none where the run is over, or when it is too late for it. */
export function adjustableNow(run: ViewRun): AdjustableId[] {
  const { state, info, config, lastStep } = run;
  if (state !== 'running' && state !== 'paused') return [];
  const isLastEpoch = (lastStep?.step ?? 0) >= (config.epochs - 1) * stepsPerEpoch(run);
  return (info?.adjustable ?? []).filter(({ from }) => from === 'step' || !isLastEpoch).map(({ field }) => field);
}

/** A value as it is now. */
export function valueNow({ config, changes }: ViewRun, field: AdjustableId): number {
  return changes.findLast((change) => change.field === field)?.value ?? config[field];
}

/** `Learning rate`, as it stands beside the field of the settings. */
export function adjustableLabel({ about }: ViewRun, field: AdjustableId): string {
  return about?.controls.find(({ id }) => id === field)?.label ?? field;
}

/** When a change comes: what waits, or else what would be. */
export function whenText(run: ViewRun, { asked }: Pick<ViewState, 'asked'>): string {
  const waiting = (Object.entries(asked) as [AdjustableId, number][]).map(([field, value]) =>
    t('{0}: {1}', adjustableLabel(run, field), value),
  );
  const fields = adjustableNow(run);
  const isLater = run.info?.adjustable?.some(({ field, from }) => from === 'epoch' && fields.includes(field));
  if (waiting.length === 0)
    return isLater
      ? t('A change comes with the next epoch: the training loop is given its learning rate when it is called.')
      : t('A change comes with the next step.');
  const what = waiting.join(t(', '));
  return isLater ? t('{0} from the next epoch on.', what) : t('{0} from the next step on.', what);
}

/** Why a value of the complete network cannot be changed in this run; empty where all of them can. */
export function missingText(run: ViewRun): string {
  if (!run.about?.isComplete || !isLearners(run.config.network)) return '';
  const missing = (['momentum', 'l2'] as const).filter(
    (field) => !run.info?.adjustable?.some((one) => one.field === field),
  );
  if (missing.length === 0) return '';
  return t(
    'Not in this run: {0}. Your code for it is only part of a run that begins with a value above 0.',
    missing.map((field) => adjustableLabel(run, field)).join(t(', ')),
  );
}

/** `Learning rate: 0.1 → 0.01 at step 512`. */
export function changeText(run: ViewRun, { field, before, value, step }: Change): string {
  return t('{0}: {1} → {2} at step {3}', adjustableLabel(run, field), before, value, count(step));
}

/** The same at its place in a chart, as short as it can be: the new value. */
export function markText(run: ViewRun, { field, value }: Change): string {
  return t('{0}: {1}', adjustableLabel(run, field), value);
}
