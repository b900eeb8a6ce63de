/** What a run was at one of its moments, in numbers and words. Pure: no DOM. */
import { measuredOn } from '../../../src/training/measuredOn';
import { t } from '../../shared/l10n';
import { count, figure, percent } from '../numbers';
import { measuredOnText, sampleText, sentences } from '../run/describe';
import { type ViewRun, hasClasses, stepsPerEpoch } from '../run/viewRun';
import { type ViewState, shownRun } from '../state';

/** The run whose moments can be looked at now, and which there are; null: none, or it is learning. */
export function replayable(state: ViewState): { run: ViewRun; steps: readonly number[] } | null {
  const run = shownRun(state);
  const { moments } = state;
  const rests =
    run?.state === 'paused' || run?.state === 'finished' || run?.state === 'stopped' || run?.state === 'failed';
  if (!run || !rests || moments?.runId !== run.id) return null;
  return { run, steps: moments.steps };
}

/** What was measured last by then; null: nothing yet. */
export function accuracyAt(run: ViewRun, step: number): { accuracy: number; what: string; step: number } | null {
  const each = stepsPerEpoch(run);
  const epochs = run.epochs.flatMap((epoch) => {
    const { accuracy } = measuredOn(epoch);
    return accuracy === null ? [] : [{ accuracy, step: epoch.epoch * each, what: measuredOnText([run]) }];
  });
  const samples = run.interim.map((one) => ({ accuracy: one.accuracy, step: one.step, what: sampleText(run) }));
  // Of both after the same step, all images say more than a sample of them.
  const known = [...samples, ...epochs].filter((one) => one.step <= step);
  return known.reduce<(typeof known)[number] | null>((a, b) => (a && a.step > b.step ? a : b), null);
}

/** The loss of the last step by then that is kept; null: before the first one. */
export function lossAt({ steps }: ViewRun, step: number): number | null {
  let [low, high] = [0, steps.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (steps.step(middle) <= step) low = middle + 1;
    else high = middle;
  }
  return low === 0 ? null : steps.loss(low - 1);
}

/** The epoch that a step is of, from 1. */
const epochAt = (run: ViewRun, step: number): number => Math.max(1, Math.ceil(step / stepsPerEpoch(run)));

/** Where the slider is, for people who hear it. */
export function placeText(run: ViewRun, step: number): string {
  const place =
    step === 0 ? t('before the first step') : t('step {0}, epoch {1}', count(step), count(epochAt(run, step)));
  const measured = accuracyAt(run, step);
  return measured ? t('{0}: accuracy {1}', place, percent(measured.accuracy)) : place;
}

/** Beside the slider. */
export function momentText(run: ViewRun, step: number): string {
  const loss = lossAt(run, step);
  const total = run.info?.totalSteps ?? 0;
  const place =
    step === 0 || loss === null
      ? t('Before the first step: nothing is learned yet.')
      : t(
          'After step {0} of {1}, in epoch {2}: loss {3}.',
          count(step),
          count(total),
          count(epochAt(run, step)),
          figure(loss),
        );
  if (!hasClasses(run)) return place;
  const measured = accuracyAt(run, step);
  if (!measured) return sentences(place, t('The accuracy was not measured yet.'));
  return sentences(
    place,
    t(
      'Accuracy on {0}: {1}, measured after step {2}.',
      measured.what,
      percent(measured.accuracy),
      count(measured.step),
    ),
  );
}

/** What the images of first-layer weights show, for people who cannot see them. @param end the same at the end of the run */
export function filtersText(
  { filters, of }: { filters: readonly (readonly number[])[]; of: number },
  end: readonly (readonly number[])[],
): string {
  const shown =
    filters.length < of
      ? t('The weights of {0} of {1} neurons, the strongest at the end first.', count(filters.length), count(of))
      : t('The weights of all {0} neurons, the strongest at the end first.', count(of));
  return sentences(
    shown,
    t('Their mean size is {0}; at the end it is {1}.', figure(meanSize(filters)), figure(meanSize(end))),
  );
}

function meanSize(filters: readonly (readonly number[])[]): number {
  const sizes = filters.flat();
  return sizes.reduce((sum, value) => sum + Math.abs(value), 0) / Math.max(1, sizes.length);
}
