/** What a run came to, in a sentence: of its own evidence, and of nothing else. Pure: no DOM. */
import { isLearners } from '../../../src/training/engine';
import { measuredOn } from '../../../src/training/measuredOn';
import { t } from '../../shared/l10n';
import { count } from '../numbers';
import { lineEquation, sentences } from './describe';
import { sweepSummary } from '../pictures/sweepWords';
import type { ViewRun } from './viewRun';

/** Empty as long as the run is not over, where it was cut and can go on, and where it has nothing to show. */
export function endingText(run: ViewRun): string {
  const text = resultText(run);
  return text === '' ? '' : sentences(text, bestText(run));
}

/** Which epoch the network is of, where that need not be the last one. */
function bestText({ best, config }: ViewRun): string {
  if (!best) return '';
  return best.after < config.epochs
    ? t(
        'Training stopped after epoch {0}. The best was epoch {1}, and its weights are kept.',
        count(best.after),
        count(best.epoch),
      )
    : t('The best was epoch {0}, and its weights are kept.', count(best.epoch));
}

function resultText(run: ViewRun): string {
  if ((run.state !== 'finished' && run.state !== 'stopped') || run.cut !== null) return '';
  const { picture, test } = run;
  if (picture?.kind === 'line')
    return t('{0} found the line {1}.', makerOf(run), lineEquation(picture.weight, picture.bias));
  if (picture?.kind === 'sweep') return sweepSummary(picture.points);
  if (test && test.accuracy !== null) return testedText(run, test.accuracy, test.examples);
  const epoch = run.epochs.at(-1);
  if (!epoch) return '';
  const measured = measuredOn(epoch);
  const held = run.info?.validationExamples ?? 0;
  if (measured.accuracy === null || measured.name !== 'validation' || held === 0) return '';
  return t(
    '{0} read {1} of {2} validation images after epoch {3}; it was not trained on them. The test images were not measured.',
    networkOf(run),
    count(Math.round(measured.accuracy * held)),
    count(held),
    count(epoch.epoch),
  );
}

function testedText(run: ViewRun, accuracy: number, examples: number): string {
  const [right, all] = [count(Math.round(accuracy * examples)), count(examples)];
  if (!run.about?.readsImages)
    return t('{0} puts {1} of {2} points that it has never seen on the right side.', networkOf(run), right, all);
  // A folder may hold clothes.
  return run.config.data.kind === 'folder'
    ? t('{0} recognizes {1} of {2} images that it has never seen.', networkOf(run), right, all)
    : t('{0} reads {1} of {2} digits that it has never seen.', networkOf(run), right, all);
}

/** Yours is what your own code trained, all of it. */
export function isYours({ config, info }: ViewRun): boolean {
  return isLearners(config.network) && info?.usedReference.length === 0;
}

function networkOf(run: ViewRun): string {
  const isNetwork = run.about?.isNetwork ?? false;
  if (isYours(run)) return isNetwork ? t('Your network') : t('Your model');
  switch (run.config.network) {
    case 'reference':
      return isNetwork ? t('The reference network') : t('The reference model');
    case 'fast':
      return t('The fast network');
    default:
      return t('This network');
  }
}

function makerOf(run: ViewRun): string {
  if (isYours(run)) return t('Your code');
  return isLearners(run.config.network) ? t('This run') : t('The reference solution');
}
