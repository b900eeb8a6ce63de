/** The networks of the course that can be compared: how the course builds each, and how a plan describes it. */
import type { RunConfig } from '../../protocol/config';
import type { PlannedNetwork } from '../../protocol/plan';
import { UserError } from '../../training/errors';
import { CONVOLUTIONAL } from '../../training/experiments/convNet';
import { DENSE } from '../../training/experiments/mnist';
import type { NetworkKind } from '../../training/experiments/networkKind';
import { experimentRow } from '../../training/experiments/table';
import { CONV_NETWORK } from '../plan';

interface CourseNetwork {
  kind: NetworkKind;
  /** @param sizes as `kind` has them */
  planned(sizes: number[]): PlannedNetwork;
  /** Of so many test images the accuracy is measured, as far as there are as many; null for all. */
  testImages: number | null;
}

const NETWORKS: Record<PlannedNetwork['type'], CourseNetwork> = {
  mlp: { kind: DENSE, planned: (sizes) => ({ type: 'mlp', sizes }), testImages: null },
  // All of MNIST's would take longer than the training.
  conv: { kind: CONVOLUTIONAL, planned: () => CONV_NETWORK, testImages: 2000 },
};

/** @throws UserError for an experiment that cannot be compared */
export function courseNetwork({ experiment }: RunConfig): CourseNetwork {
  const { networkType } = experimentRow(experiment);
  if (networkType === undefined) throw new UserError(`The experiment ${experiment} cannot be compared.`);
  return NETWORKS[networkType];
}
