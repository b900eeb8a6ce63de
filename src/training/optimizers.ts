/** How optimizer, momentum and learning rate go together, for the host and the pages. It imports nothing. */

type Optimizer = 'sgd' | 'momentum' | 'adam';

interface Chosen {
  optimizer: Optimizer;
  momentum: number;
  learningRate: number;
}

/** From here on, a step of Adam is far too long, and where it begins. */
export const ADAM_RATE = { tooLarge: 0.05, initial: 0.001 };
const COMMON_MOMENTUM = 0.9;

/** A run whose values were changed while it was under way: its optimizer follows its momentum. */
export const withItsOptimizer = <C extends Chosen>(changed: C): C => ({
  ...changed,
  ...following('momentum', changed, changed),
});

/** What the others become after `field` was chosen. @param initial of the experiment */
export function following(field: 'optimizer' | 'momentum', chosen: Chosen, initial: Chosen): Chosen {
  const { optimizer, momentum, learningRate } = chosen;
  if (field === 'momentum')
    return { optimizer: optimizer === 'adam' ? optimizer : momentum > 0 ? 'momentum' : 'sgd', momentum, learningRate };
  if (optimizer === 'adam')
    return {
      optimizer,
      momentum: 0,
      learningRate: learningRate < ADAM_RATE.tooLarge ? learningRate : ADAM_RATE.initial,
    };
  return {
    optimizer,
    momentum: optimizer !== 'momentum' ? 0 : momentum || initial.momentum || COMMON_MOMENTUM,
    learningRate: learningRate === ADAM_RATE.initial ? initial.learningRate : learningRate,
  };
}
