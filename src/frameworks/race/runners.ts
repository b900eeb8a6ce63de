/** Who takes part in a race, and what each does for one product. */
import { formatValue } from '../../checker/kit/format';
import { ModuleLoader } from '../../checker/node/load';
import type { SourceSet } from '../../protocol/sources';
import { seededRandom } from '../../training/data/random';
import { ContractError } from '../../training/errors';
import { bestSimd } from '../../training/kernels/module';
import { multiplier } from '../../training/kernels/products';
import { MATRIX_FILE } from '../../training/lessonFiles';
import { matmulInBlocks } from '../../training/network/matmul';
import { Matrix } from '../../training/network/matrix';
import type { RaceSize, Runner } from '../../protocol/race';
import { frameworkRacers } from './node/frameworkRacers';

/** One product, ready to be computed again and again. */
export interface Course {
  run(): void;
  /** The product, row by row. */
  result(): ArrayLike<number>;
  dispose?(): void;
}

export interface Racer {
  runner: Runner;
  /** Call before each lap. */
  start(): Promise<void>;
  prepare(a: Matrix, b: Matrix): Course;
}

const READY = (): Promise<void> => Promise.resolve();

/** The factors of a race: numbers from −1 to 1, none of them 0, the same in each race. */
export function factors({ rows, inner, cols }: RaceSize): [Matrix, Matrix] {
  const random = seededRandom(rows * 7 + inner);
  const numbers = (count: number): Float32Array => Float32Array.from({ length: count }, () => 2 * random() - 1);
  return [new Matrix(rows, inner, numbers(rows * inner)), new Matrix(inner, cols, numbers(inner * cols))];
}

/** The learner's `matmul`, on matrices of their `Matrix`. */
async function learners({ folder, files, entry }: SourceSet): Promise<Racer> {
  const code = new ModuleLoader(folder, files);
  const { matmul } = (await code.load(entry)) as { matmul?: (a: Matrix, b: Matrix) => Matrix };
  const given = (await code.load(MATRIX_FILE)) as { Matrix: typeof Matrix };
  if (typeof matmul !== 'function') throw new ContractError('matmul', `${entry} does not export \`matmul\`.`);
  return {
    runner: 'mine',
    start: READY,
    prepare: (a, b) => {
      const [left, right] = [a, b].map(({ rows, cols, data }) => new given.Matrix(rows, cols, data.slice()));
      return { run: () => void matmul(left, right), result: () => numbersOf(matmul(left, right)) };
    },
  };
}

/** @throws ContractError for what is no matrix */
function numbersOf(product: unknown): ArrayLike<number> {
  let numbers: Partial<ArrayLike<number>> | undefined;
  try {
    numbers = (product as Partial<Matrix> | null | undefined)?.data;
  } catch (error) {
    // What a getter of the learner's throws is told as it is, where it says anything.
    if (error instanceof Error) throw error;
  }
  if (typeof numbers?.length === 'number') return numbers as ArrayLike<number>;
  throw new ContractError('matmul', `\`matmul\` (mine) returned ${formatValue(product)}, expected a matrix.`);
}

const nested: Racer = {
  runner: 'nested',
  start: READY,
  prepare: (a, b) => {
    const [left, right] = [a.toArray(), b.toArray()];
    return { run: () => void productOfArrays(left, right), result: () => productOfArrays(left, right).flat() };
  },
};

function productOfArrays(a: number[][], b: number[][]): number[][] {
  const result: number[][] = [];
  for (let row = 0; row < a.length; row++) {
    const out: number[] = [];
    for (let col = 0; col < b[0].length; col++) {
      let sum = 0;
      for (let i = 0; i < b.length; i++) sum += a[row][i] * b[i][col];
      out.push(sum);
    }
    result.push(out);
  }
  return result;
}

const blocks: Racer = {
  runner: 'blocks',
  start: READY,
  prepare: (a, b) => ({ run: () => void matmulInBlocks(a, b), result: () => matmulInBlocks(a, b).data }),
};

/** With the copies into the kernels' memory and back, as a learner's network pays for them. */
function fast(): Racer | null {
  const simd = bestSimd();
  if (simd === null) return null;
  const multiply = multiplier(simd);
  return {
    runner: 'fast',
    start: READY,
    prepare: (a, b) => {
      const once = (): Float32Array => multiply(a.data, a.rows, a.cols, b.data, b.cols);
      return { run: () => void once(), result: once };
    },
  };
}

export async function racers(sources: SourceSet | null): Promise<Racer[]> {
  const own = sources === null ? [] : [await learners(sources)];
  const kernels = fast();
  return [...own, nested, blocks, ...(kernels ? [kernels] : []), ...frameworkRacers()];
}
