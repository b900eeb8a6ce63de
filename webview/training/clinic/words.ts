/** The faults of patients in words, and what the curves of a run show of its own. Pure: no DOM. */
import { type Fault, faultOf } from '../../../src/training/patients';
import { isLearners } from '../../../src/training/engine';
import { measuredOn } from '../../../src/training/measuredOn';
import { t } from '../../shared/l10n';
import { count, figure, percent } from '../numbers';
import { sentences } from '../run/describe';
import type { ViewRun } from '../run/viewRun';

/** What a run is a patient of; it is not to be shown before it is asked for. */
export const faultOfRun = ({ config }: ViewRun): Fault => faultOf(config.seed, Number(config.patient));

export function faultName(fault: Fault): string {
  const names: Record<Fault, string> = {
    'inputs-not-scaled': t('The pixels were not divided by 255'),
    'all-neurons-equal': t('All neurons of the hidden layer are equal'),
    'neurons-asleep': t('The neurons are asleep'),
    'labels-do-not-fit': t('The labels belong to other images'),
    'steps-too-large': t('The steps are too large'),
    healthy: t('There is no fault: it is healthy'),
  };
  return names[fault];
}

export function whatText(fault: Fault): string {
  const texts: Record<Fault, string> = {
    'inputs-not-scaled': t('The pixels are bytes, from 0 to 255, and went into the network as they are.'),
    'all-neurons-equal': t(
      'All weights were filled with one number. So all hidden neurons get the same gradient, and stay equal: the layer works like a single neuron.',
    ),
    'neurons-asleep': t(
      'The biases of the hidden layer are far below 0. So its neurons are 0 for every image, and no gradient goes through them.',
    ),
    'labels-do-not-fit': t(
      'The labels were shuffled, and the images were not. So a label says nothing about its image.',
    ),
    'steps-too-large': t('The learning rate is too large. So each step jumps over the valley.'),
    healthy: t('The images, the labels, the weights and the learning rate are as they should be.'),
  };
  return texts[fault];
}

export function cureText(fault: Fault): string {
  const texts: Record<Fault, string> = {
    'inputs-not-scaled': t(
      'Divide the pixels by 255. A smaller learning rate would treat a sign of the fault, not its cause.',
    ),
    'all-neurons-equal': t(
      'Draw the weights at random, as `heWeights` does. Then the neurons part in the first steps.',
    ),
    'neurons-asleep': t('Start with biases of 0. Where neurons fall asleep later, take a smaller learning rate.'),
    'labels-do-not-fit': t('Shuffle images and labels together: in the same order.'),
    'steps-too-large': t('Take a smaller learning rate. The other patients have 0.1.'),
    healthy: t('There is nothing to mend.'),
  };
  return texts[fault];
}

/** Said of a run that ended by itself before its last step; else empty. */
export function endedText({ state, lastStep, info }: ViewRun): string {
  return state === 'finished' && lastStep && info && lastStep.step < info.totalSteps
    ? t('The training ended after step {0}: the loss was no number any more.', count(lastStep.step))
    : '';
}

/** What showed it, with the numbers of the run; empty where it has too few. */
export function signText(run: ViewRun, fault: Fault): string {
  const { steps } = run;
  const isEarly = fault !== 'inputs-not-scaled' && fault !== 'steps-too-large' && run.epochs.length === 0;
  if (steps.length === 0 || isEarly) return '';
  const first = figure(steps.loss(0));
  switch (fault) {
    case 'inputs-not-scaled':
      return t(
        'The loss of the first step was {0}, and a network that guesses has about 2.3. At that time no step had been made yet, so the steps were not the cause.',
        first,
      );
    case 'all-neurons-equal':
      return t(
        'The layers have gradients, and their weights move. But the loss comes down a little only, from {0} to {1}. Under “Look inside”, the first-layer weights of all neurons are the same image.',
        first,
        figure(lastMean(run)),
      );
    case 'neurons-asleep':
      return sentences(
        t('The gradient of the hidden layer is 0 in every step, and its weights do not move.'),
        t('Only the biases of the output learn, so the loss stays near 2.3.'),
      );
    case 'labels-do-not-fit':
      return sentences(
        t('All layers have gradients, and the first loss, {0}, is as it should be.', first),
        heldBack(run),
      );
    case 'steps-too-large':
      return sentences(
        t(
          'The first loss was {0}, near the 2.3 of a network that guesses, so nothing was wrong before the first step.',
          first,
        ),
        highest(run) > steps.loss(0) ? t('Then the loss rose to {0}.', figure(highest(run))) : '',
      );
    case 'healthy':
      return sentences(
        t(
          'The first loss was {0}, near the 2.3 of a network that guesses. Then it fell to {1}.',
          first,
          figure(lastMean(run)),
        ),
        heldBack(run),
      );
  }
}

/** What a `diagnose` has said, and whether it is right. */
export function diagnoseText(run: ViewRun, says: string, fault: Fault): string {
  const number = run.about?.lesson.number ?? '';
  const isOwn = isLearners(run.config.network) && run.info?.usedReference.includes(number) === false;
  return sentences(
    isOwn
      ? t('Your `diagnose` of lesson {0} says `{1}`.', number, says)
      : t('`diagnose` of the reference solution says `{0}`.', says),
    says === fault ? t('That is right.') : t('That is wrong.'),
  );
}

/** Of the epoch that ended last. */
const lastMean = (run: ViewRun): number => run.epochs.at(-1)?.trainLoss ?? 0;

const highest = ({ steps }: ViewRun): number => steps.losses.reduce((a, b) => Math.max(a, b), 0);

function heldBack(run: ViewRun): string {
  const last = run.epochs.at(-1);
  const accuracy = last && measuredOn(last).accuracy;
  return last && typeof accuracy === 'number'
    ? t(
        'After epoch {0}, it reads {1} of the images that it was not trained on; guessing reads about 10%.',
        count(last.epoch),
        percent(accuracy),
      )
    : '';
}
