// Given in Part 5 · A network that may not learn, with all that is needed to find out why.

import type { Layer } from '../3-complete-network/layer.ts';
import type { TrainingData } from '../3-complete-network/8-training-loop/solution.ts';

/** What can be wrong with a patient. A patient has one fault, or none. */
export type Fault =
  'inputs-not-scaled' | 'labels-do-not-fit' | 'all-neurons-equal' | 'neurons-asleep' | 'steps-too-large' | 'healthy';

/** A network before its training, the images that it is to learn, and the learning rate. */
export interface Patient {
  /** From the first one to the last: `Dense` and `ReLU` of your own lessons. */
  layers: Layer[];
  data: TrainingData;
  learningRate: number;
}
