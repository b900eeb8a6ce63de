/** What an experiment is made of once its data are there: something to pull steps from, and something to look at. */
import type { ModuleLoader } from '../../checker/node/load';
import type { Namespace } from '../../checker/modules';
import type { Dataset } from '../data/dataset';
import { UserError } from '../errors';
import type { Dials } from '../dials';
import type { Inspector } from '../inspection/inspector';
import type { Patience } from '../patience';
import type { LayerProbe } from '../inspection/layerProbe';
import type { Checkpoint } from '../../protocol/checkpoint';
import type { Engine, RunInfo } from '../../protocol/run';
import type { LayerParameters } from '../../protocol/inspection';
import type { Frame } from '../../protocol/replay';
import type { Picture, Reading, StepMetric, WatchedDigits } from '../../protocol/metrics';
import type { RunConfig } from '../../protocol/config';
import type { ControlId } from '../../protocol/panel';
import type { PlannedNetwork } from '../../protocol/plan';

/** All that is told of an experiment, and what it is given. */
export interface ExperimentRow {
  title(): string;
  /** What happens, for the terminal; stays English. */
  description: string;
  /** What happens, for the panel. */
  summary(): string;
  /** What will be seen, as a sentence goes on after `Press Start: `. */
  outlook(): string;
  /** The id of the lesson whose code it runs. */
  lesson: string;
  /** More lessons whose code it runs, which that one does not import. */
  furtherLessons?: readonly string[];
  /** The hyper-parameters that change something in it. */
  fields: readonly ControlId[];
  /** What stands in the fields at first, where it is not what the table of hyper-parameters has. */
  initial: Partial<RunConfig>;
  /** What it sorts its examples into; empty where there are no classes. */
  classes: readonly string[];
  /** The built-in digits that are drawn for it; null where it makes its own data. */
  digits: { train: number; validation: number; test: number; classes?: readonly number[] } | null;
  /** The terminal's name for its type of network, where it reads all ten digits: it may start from weights of a file, and be compared with frameworks. */
  networkType?: PlannedNetwork['type'];
  /** Its network is convolutional, and makes feature maps of an image. */
  hasMaps?: boolean;
  /** It trains a network: it has hidden layers, as a linear model has not. */
  isNetwork: boolean;
  /** It trains the network of Part 3, with any hidden layers. */
  isComplete: boolean;
  /** The course's own network trains it, too: the reference without a lesson's code, and the fast kernels. */
  hasKernels: boolean;
  /** Its result is to be better than what the code of lesson 1.1 reads right on the same images. */
  hasBaseline: boolean;
  /** The steps are so fast that they are slowed down to about this time, so that an eye can follow. Milliseconds. */
  slowedToMs?: number;
}

/** What an experiment starts from. */
export interface Material {
  config: RunConfig;
  /** The lessons' code; null where the course's own network trains. */
  code: Pick<ModuleLoader, 'load' | 'has'> | null;
  /** With `mine-fast`: the same code, with the fast kernels in place of its `matmul`. */
  fast: { code: Pick<ModuleLoader, 'load' | 'has'>; kernels: Engine['kernels'] } | null;
  /** The same code once more, with modules of its own, to rehearse a few steps; `fast` is null where the fast matmul cannot stand in. Null: no rehearsal. */
  rehearsal?: {
    own: () => Pick<ModuleLoader, 'load' | 'has'>;
    fast: (() => Pick<ModuleLoader, 'load' | 'has'>) | null;
  } | null;
  /** The file that the sources name as their entry; empty without code. */
  entry: string;
  /** What the network starts from; null for He weights from the seed. */
  initial?: LayerParameters[] | null;
  /** Where the run goes on; null where it begins. */
  from?: Checkpoint | null;
  /** Nothing is trained. */
  onlyLook?: boolean;
  /** Reads the images. Experiments without images never call it. */
  dataset: () => Promise<Dataset>;
}

/** How well a network does on examples that it was not trained on. */
export interface Evaluation {
  loss: number;
  /** 0 … 1. */
  accuracy: number;
}

/** Measures in slices, so that others get a turn between them. */
export type Measure = () => Generator<void, Evaluation>;

/** What is looked at during an epoch: a few of the images that are held back. */
export interface Interim {
  /** How many are measured. */
  examples: number;
  measure: Measure;
  /** Some of them, to be shown. */
  digits: WatchedDigits;
  /** What the network takes those for. @throws what the learner's code throws */
  read: () => Omit<Reading, 'step'>;
}

/** A run that is ready to go. */
export interface PreparedRun {
  info: Omit<RunInfo, 'usedReference' | 'adjustable'>;
  /** Each `next()` does one step of training, by the learner's own code, and checks what it reports. */
  steps: Iterator<StepMetric, void>;
  /** What may be changed while it is under way. */
  dials: Dials;
  /** On the examples that were held back; null where there are none. */
  validate: Measure | null;
  /** A sample of the same; null where there is none. */
  interim: Interim | null;
  /** On the test examples; null where there is nothing to measure on. */
  test: { examples: number; measure: Measure } | null;
  /** The picture of the newest parameters; null where there is none. */
  picture: () => Picture | null;
  /** The same for the replay, small: what there is to see of the newest parameters. Left out: nothing. */
  frame?: () => Frame;
  /** When to stop early, and what to put back then; null or left out: all epochs are trained. */
  patience?: Patience | null;
  /** Measures how a step moves the layers. */
  layers: LayerProbe;
  /** Answers questions about the network; null where the picture shows all there is. */
  inspect: Inspector | null;
  /** What it has learned so far, copied. */
  keep: () => Kept;
}

/** A checkpoint without the counts, which the loop has. */
export type Kept = Omit<Checkpoint, 'step' | 'epoch'>;

/** Prepares a run: loads code and data, makes the initial parameters from the seed. */
export type Experiment = (material: Material) => Promise<PreparedRun>;

/** The modules of a lesson, or a clear word when they are not there. */
export async function loadLesson(material: Material): Promise<Namespace> {
  if (material.code === null) {
    throw new UserError('This experiment needs the code of a lesson, but none was given. Press Start again.');
  }
  return material.code.load(material.entry);
}

/** The function that a lesson exports under a name. */
export function exportedFunction<F>(lesson: Namespace, name: string, file: string): F {
  const value = lesson[name];
  if (typeof value !== 'function') {
    throw new UserError(`${file} does not export a function \`${name}\`. Write \`export\` before its \`function\`.`);
  }
  return value as F;
}
