/** The experiments: each is a file with its row and what prepares its runs. The order is that in which they are shown. */
import { UserError } from '../errors';
import type { Experiment, ExperimentRow, Material, PreparedRun } from './experiment';
import { autodiff, prepareAutodiff } from './autodiff';
import { clinic, prepareClinic } from './clinic';
import { convNet, prepareConvNet } from './convNet';
import { depth, prepareDepth } from './depth';
import { line, prepareLine } from './line';
import { mnist, prepareMnist } from './mnist';
import { prepareSweep, sweep } from './sweep';
import { prepareThreeOrSeven, threeOrSeven } from './threeOrSeven';
import { prepareTwoMoons, twoMoons } from './twoMoons';

const ROWS = {
  line,
  '3-or-7': threeOrSeven,
  'two-moons': twoMoons,
  mnist,
  clinic,
  autodiff,
  sweep,
  convnet: convNet,
  depth,
};

/** What only the training child has in its bundle. */
const PREPARE: Readonly<Record<ExperimentId, Experiment>> = {
  line: prepareLine,
  '3-or-7': prepareThreeOrSeven,
  'two-moons': prepareTwoMoons,
  mnist: prepareMnist,
  clinic: prepareClinic,
  autodiff: prepareAutodiff,
  sweep: prepareSweep,
  convnet: prepareConvNet,
  depth: prepareDepth,
};

export type ExperimentId = keyof typeof ROWS;
export const EXPERIMENTS = Object.keys(ROWS) as ExperimentId[];

/** The one whose row `isComplete`. */
export const COMPLETE = 'mnist' satisfies ExperimentId;

/** The one whose network is convolutional. */
export const CONVOLUTIONAL = 'convnet' satisfies ExperimentId;

export const isExperiment = (id: unknown): id is ExperimentId => EXPERIMENTS.some((known) => known === id);

/** @throws UserError for an id that comes from elsewhere and is none */
function known(id: string): ExperimentId {
  if (isExperiment(id)) return id;
  throw new UserError(`There is no experiment “${id}”. Choose another one.`);
}

/** @throws UserError where there is none */
export const experimentRow = (id: string): ExperimentRow => ROWS[known(id)];

/** By their type of network, those that can be named by it. */
export const BY_NETWORK_TYPE: ReadonlyMap<string, ExperimentId> = new Map(
  EXPERIMENTS.flatMap((id) => {
    const { networkType }: ExperimentRow = ROWS[id];
    return networkType === undefined ? [] : [[networkType, id] as const];
  }),
);

/** The one that runs the code of a lesson; undefined for most. */
export const experimentOf = (lesson: string): ExperimentId | undefined =>
  EXPERIMENTS.find((id) => ROWS[id].lesson === lesson);

/** @throws UserError where there is none, and when the run cannot be prepared */
export const prepareRun = async (id: string, material: Material): Promise<PreparedRun> => PREPARE[known(id)](material);
