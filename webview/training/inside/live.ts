/** Whether the run that is shown can be looked into. Pure: no DOM. */
import { t } from '../../shared/l10n';
import { type ViewState, chosenExperiment, isActive, shownRun } from '../state';
import { type ViewRun, hasValidation } from '../run/viewRun';

/** Null when it can; else why not, and what to do. */
export function notLiveText(state: ViewState): string | null {
  const run = shownRun(state);
  if (run && !run.about?.readsImages)
    return t('This network reads no images. Train “3 or 7” or “Ten digits” to look inside and to draw.');
  return goneText(state);
}

/** The same where it need not read images. */
export function goneText(state: ViewState): string | null {
  const run = shownRun(state);
  if (!run) return t('There is no network yet. Start a run first.');
  if (state.live === run.id) return null;
  if (run.id !== state.run?.id)
    return t(
      'Only the network of the last run is kept, and this is an earlier one. Go back to the current run, or start this one again.',
    );
  if (isActive(run.state)) return t('The network is being made. This takes a moment.');
  const { kept } = state;
  return kept?.runId === run.id && kept.problem !== ''
    ? t('{0} Start it again to look inside.', kept.problem)
    : t('Nothing was kept of the network of this run. Start it again to look inside.');
}

/** Which images are shown. */
export function imagesText(run: ViewRun): string {
  return hasValidation(run)
    ? t('All images here are validation images: the network is not trained on them.')
    : t('All images here are test images: the network is not trained on them.');
}

/**
 * Names what the network has learned so far, as finely as it is looked at again: after each epoch, and at each step where the
 * run rests.
 */
export function momentOf(run: Pick<ViewRun, 'id' | 'state' | 'epochs' | 'lastStep'>): string {
  const rests = run.state !== 'running' && run.state !== 'preparing';
  return `${run.id} ${run.epochs.at(-1)?.epoch ?? 0} ${rests ? (run.lastStep?.step ?? 0) : '…'}`;
}

/** Whether the run that is shown, or else the chosen experiment, is about images. */
export function readsImages(state: ViewState): boolean {
  return (shownRun(state)?.about ?? chosenExperiment(state))?.readsImages ?? false;
}
