/** Which lessons are compared with PyTorch. */
import type { Oracle } from './attempt';
import { gradients } from './part1';
import { activations, backpropagation, layer, softmax, twoLayerNetwork, twoMoons } from './part2';
import { batchLoss, denseLayer, initialisation, network, reluLayer, trainingLoop } from './part3';
import { dropout, learningRateSchedules, momentum, regularization } from './part4';
import { adam, convolution, diagnosis, learningCurves, patches, residual, traced, value } from './part5';

/** Those that compute a gradient, or something that PyTorch has its own code for: 1.5, 2.1–2.6, 3.3–3.8, 4.2–4.5, 5.1–5.8. */
export const GRADIENT_LESSONS = [
  'gradients',
  'activations',
  'layer',
  'two-layer-network',
  'backpropagation',
  'softmax',
  'two-moons',
  'dense-layer',
  'relu-layer',
  'batch-loss',
  'initialisation',
  'network',
  'training-loop',
  'regularization',
  'dropout',
  'momentum',
  'learning-rate-schedules',
  'learning-curves',
  'diagnosis',
  'value',
  'traced',
  'adam',
  'patches',
  'convolution',
  'residual',
] as const;

export const ORACLES: Record<(typeof GRADIENT_LESSONS)[number], Oracle> = {
  gradients,
  activations,
  layer,
  'two-layer-network': twoLayerNetwork,
  backpropagation,
  softmax,
  'two-moons': twoMoons,
  'dense-layer': denseLayer,
  'relu-layer': reluLayer,
  'batch-loss': batchLoss,
  initialisation,
  network,
  'training-loop': trainingLoop,
  regularization,
  dropout,
  momentum,
  'learning-rate-schedules': learningRateSchedules,
  'learning-curves': learningCurves,
  diagnosis,
  value,
  traced,
  adam,
  patches,
  convolution,
  residual,
};
