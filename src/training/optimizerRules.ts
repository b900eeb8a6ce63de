/** What is told of optimizers, and what does not go together. */
import { t } from '../course/l10n';
import { OPTIMIZERS, type Optimizer } from '../protocol/config';
import type { ExperimentRow } from './experiments/experiment';
import { ADAM_RATE } from './optimizers';
import { oneOf } from './rules';

export const optimizerNames = (): Record<Optimizer, string> => ({
  sgd: t('SGD'),
  momentum: t('SGD with momentum'),
  adam: t('Adam'),
});

export const knownOptimizer = oneOf(OPTIMIZERS, () => t('The optimizer'));

/** What is wrong with a momentum beside an optimizer; null where they fit, and where there is no optimizer to choose. */
export function momentumFits(momentum: number, { fields }: ExperimentRow, optimizer: Optimizer): string | null {
  if (!fields.includes('optimizer')) return null;
  if (optimizer === 'momentum')
    return momentum > 0 ? null : t('SGD with momentum needs a momentum above 0. 0.9 is common; 0 is plain SGD.');
  if (momentum === 0) return null;
  if (optimizer === 'sgd')
    return t(
      'Plain SGD has no momentum. Choose SGD with momentum as the optimizer (momentum), or set the momentum to 0.',
    );
  if (optimizer === 'adam')
    return t(
      'Adam has a mean of its own in the place of momentum. Set the momentum to 0, or choose another optimizer.',
    );
  return null;
}

/** The same for a learning rate. */
export function rateFits(rate: number, { fields }: ExperimentRow, optimizer: Optimizer): string | null {
  const isAdam = optimizer === 'adam' && fields.includes('optimizer');
  return isAdam && rate >= ADAM_RATE.tooLarge
    ? t(
        'With Adam, the learning rate is about how far each number moves in a step, and {0} is too far for these networks. Try 0.001.',
        rate,
      )
    : null;
}
