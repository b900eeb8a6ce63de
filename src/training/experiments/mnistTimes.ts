/** How long the steps of a run take: measured before it begins, on a network of which nothing stays. */
import type { Engine, Estimate } from '../../protocol/run';
import { seededRandom } from '../data/random';
import { Dials } from '../dials';
import type { SimdKind } from '../kernels/module';
import type { NetworkRun } from '../network/compose';
import type { Library } from '../network/library';
import type { TrainingData } from '../network/train';
import type { Material } from './experiment';
import { prepare } from './mnistTraining';
import type { NetworkKind } from './networkKind';
import {
  type Pacing,
  REHEARSED_EXAMPLES,
  REHEARSED_STEPS,
  type Rehearsed,
  type RunSize,
  estimateOf,
  isLong,
  rehearse,
} from './rehearsal';

/** What there is to say about who multiplies. */
export async function engineFor(
  kind: NetworkKind,
  { config, code, fast }: Material,
  simd: SimdKind | null,
  measure: (own: Library) => Engine['step'],
): Promise<Engine | null> {
  if (config.network === 'fast') return { kernels: simd ?? 'none', step: null };
  if (fast === null) return null;
  return { kernels: fast.kernels, step: measure(await kind.libraryFor(code)) };
}

/**
 * How long a learner's run will take.
 *
 * @returns null where nothing is rehearsed, and where their code throws: the run itself says that better
 */
export async function estimateFor(
  kind: NetworkKind,
  { rehearsal }: Material,
  data: TrainingData,
  run: NetworkRun & { seed: number },
  size: RunSize,
): Promise<Estimate | null> {
  if (!rehearsal) return null;
  const now = (): number => performance.now();
  try {
    const pace = (library: Library): Pacing => rehearse(rehearsedBy(library, data, run), size.batchSize, now);
    const own = pace(await kind.libraryFor(rehearsal.own()));
    const fast = rehearsal.fast && isLong(size, own) ? pace(await kind.libraryFor(rehearsal.fast())) : null;
    return estimateOf(size, own, fast);
  } catch {
    return null;
  }
}

/** A network of a library that trains on the first examples, over and over. */
function rehearsedBy(library: Library, data: TrainingData, run: NetworkRun & { seed: number }): Rehearsed {
  const examples = Math.min(run.batchSize, REHEARSED_EXAMPLES, data.labels.length);
  const some = firstOf(data, examples, library);
  // One step each.
  const { network, setTraining, reports } = prepare(
    library,
    some,
    { ...run, epochs: REHEARSED_STEPS, batchSize: examples, random: seededRandom(run.seed) },
    new Dials(run, []),
  );
  return {
    examples,
    step: () => void reports.next(),
    forward: () => {
      setTraining(false);
      network.forward(some.images);
      setTraining(true);
    },
  };
}

function firstOf({ images, labels }: TrainingData, examples: number, library: Library): TrainingData {
  const { cols, data } = images;
  return {
    images: new library.Matrix(examples, cols, data.slice(0, examples * cols)),
    labels: labels.slice(0, examples),
  };
}

/** Most examples and rounds of the measurement below, and its longest time, in milliseconds. */
const MEASURED = { examples: 256, rounds: 8, ms: 2000 };

/** The shortest time of one step with each of two libraries, on the first examples. Nothing of it stays. */
export function measureStep(
  own: Library,
  fast: Library,
  data: TrainingData,
  run: NetworkRun & { seed: number },
): Engine['step'] {
  const examples = Math.min(run.batchSize, MEASURED.examples, data.labels.length);
  const stepper = (library: Library): (() => number) => {
    const some = firstOf(data, examples, library);
    const random = seededRandom(run.seed);
    const { reports } = prepare(
      library,
      some,
      { ...run, epochs: MEASURED.rounds, batchSize: examples, random },
      new Dials(run, []),
    );
    return () => {
      const started = performance.now();
      reports.next();
      return performance.now() - started;
    };
  };
  const [stepOwn, stepFast] = [stepper(own), stepper(fast)];
  const best = { own: Infinity, fast: Infinity };
  const started = performance.now();
  for (let round = 0; round < MEASURED.rounds; round++) {
    best.own = Math.min(best.own, stepOwn());
    best.fast = Math.min(best.fast, stepFast());
    if (performance.now() - started > MEASURED.ms) break;
  }
  return { examples, ...best };
}
