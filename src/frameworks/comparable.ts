/** Which runs can be compared, and what with. */
import { joinNames } from '../course/count';
import type { RunConfig } from '../protocol/config';
import type { PlannedNetwork } from '../protocol/plan';
import { BY_NETWORK_TYPE, experimentRow } from '../training/experiments/table';
import { notCompared } from '../training/validate';
import { networkOf } from './plan';
import type { LayerWeights } from './weights/weights';

type NetworkType = PlannedNetwork['type'];

/** Enough to see how the weights agree, and over in half a minute. */
const DEFAULT_STEPS: Readonly<Record<NetworkType, number>> = { mlp: 200, conv: 20 };

/** Undefined where the experiment cannot be compared. */
export const networkTypeOf = ({ experiment }: RunConfig): NetworkType | undefined =>
  experimentRow(experiment).networkType;

/** Where neither steps nor epochs are said. */
export const defaultSteps = (config: RunConfig): number => DEFAULT_STEPS[networkTypeOf(config) ?? 'mlp'];

/** Options of a run that a comparison cannot have. @returns why, or null */
export function refusal(config: RunConfig): string | null {
  if (networkTypeOf(config) === undefined) {
    return `Only the experiments ${joinNames([...BY_NETWORK_TYPE.values()])} can be compared: the frameworks train their networks.`;
  }
  return notCompared(config);
}

/** A run with the hidden layers of these weights, which its logits are compared with; null where they are of another type of network. */
export function runWith(weights: readonly LayerWeights[], config: RunConfig): RunConfig | null {
  const network = networkOf(weights);
  if (network.type !== networkTypeOf(config)) return null;
  return network.type === 'mlp' ? { ...config, hidden: network.sizes.slice(1, -1) } : config;
}
