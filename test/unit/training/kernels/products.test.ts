/** Single products by the kernels, and the stand-in for a learner's `matmul`. */
import assert from 'node:assert/strict';
import { gaussian, seededRandom } from '../../../../src/training/data/random';
import { withFastProducts } from '../../../../src/training/fastProducts';
import { SIMD_KINDS, canRun } from '../../../../src/training/kernels/module';
import { type Multiply, multiplier } from '../../../../src/training/kernels/products';
import { MATMUL_FILE } from '../../../../src/training/lessonFiles';
import { course } from '../../../support/course';

const random = seededRandom(4);
const below = (count: number): number => Math.floor(random() * count);

const SHAPES: [number, number, number][] = [
  [1, 1, 1],
  [64, 784, 128],
  [784, 64, 128],
  [64, 10, 128],
  [3, 1000, 2],
  [0, 4, 3],
  [4, 0, 3],
  [200, 400, 33],
  ...Array.from({ length: 30 }, (): [number, number, number] => [1 + below(120), 1 + below(120), 1 + below(120)]),
];

function check(multiply: Multiply, [n, k, m]: [number, number, number], density: number): void {
  const a = Float32Array.from({ length: n * k }, () => (random() < density ? gaussian(random) : 0));
  const b = Float32Array.from({ length: k * m }, () => gaussian(random));
  const actual = multiply(a, n, k, b, m);
  assert.equal(actual.length, n * m);
  for (let row = 0; row < n; row++) {
    for (let col = 0; col < m; col++) {
      let sum = 0;
      for (let i = 0; i < k; i++) sum += a[row * k + i] * b[i * m + col];
      const error = Math.abs(actual[row * m + col] - sum) / Math.sqrt(Math.max(1, k));
      assert.ok(error < 1e-5, `${n}×${k}·${k}×${m}, entry ${row}, ${col}: ${actual[row * m + col]}, not ${sum}`);
    }
  }
}

for (const simd of [...SIMD_KINDS, null]) {
  describe(`training: fast products, ${simd ?? 'without SIMD'}`, function () {
    before(function () {
      if (simd !== null && !canRun(simd)) this.skip();
    });

    for (const density of [1, 0.2, 0]) {
      it(`are those of float64, one after the other in the same memory, ${density * 100} % not 0`, () => {
        const multiply = multiplier(simd);
        for (const shape of SHAPES) check(multiply, shape, density);
      });
    }
  });
}

describe('training: fast products in a learner’s code', () => {
  const transposeOnly = `export function transpose(a) { return 'mine'; }\nexport function matmul() { return 'slow'; }\n`;
  const sources = (user: string) => ({
    entry: 'user.ts',
    folder: '/a/course',
    files: [
      ...course.parts.flatMap((part) => part.given.map(({ path, text }) => ({ path, text, origin: 'given' as const }))),
      { path: MATMUL_FILE, text: transposeOnly, origin: 'learner' as const },
      { path: '3-complete-network/user.ts', text: user, origin: 'learner' as const },
    ],
  });

  it('replace matmul, and nothing else of the file', async () => {
    const { code } = withFastProducts(
      sources(`import { Matrix } from './matrix.ts';
import { matmul, transpose } from './1-matmul.ts';
export const product = matmul(Matrix.from([[1, 2], [3, 4]]), Matrix.from([[5], [6]]));
export const turned = transpose(product);
export const isMatrix = product instanceof Matrix;
export const wrong = () => matmul(Matrix.zeros(2, 3), Matrix.zeros(4, 5));
`),
    );
    const loaded = await code.load('3-complete-network/user.ts');
    const product = loaded.product as { rows: number; cols: number; data: Float32Array };
    assert.deepEqual([product.rows, product.cols, ...product.data], [2, 1, 17, 39]);
    assert.equal(loaded.isMatrix, true);
    assert.equal(loaded.turned, 'mine');
    assert.throws(loaded.wrong as () => void, /^Error: matmul: 2×3 times 4×5/);
  });

  it('replace a matmul that lies under an older name, by either name', async () => {
    const old = '3-complete-network/7-matmul.ts';
    const set = sources(`import { Matrix } from './matrix.ts';
import { matmul } from './7-matmul.ts';
import { matmul as byNewName, transpose } from './1-matmul.ts';
export const product = matmul(Matrix.from([[2]]), Matrix.from([[3]])).data[0];
export const isSame = matmul === byNewName;
export const turned = transpose(1);
`);
    const files = set.files.filter(({ path }) => path !== MATMUL_FILE);
    const { code } = withFastProducts({
      ...set,
      files: [
        ...files,
        { path: old, text: transposeOnly, origin: 'learner' },
        { path: MATMUL_FILE, text: `export * from './7-matmul.ts';\n`, origin: 'learner', forwardsTo: old },
      ],
    });
    const { product, isSame, turned } = await code.load('3-complete-network/user.ts');
    assert.deepEqual([product, isSame, turned], [6, true, 'mine']);
  });
});
