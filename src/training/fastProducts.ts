/** The learner's code with one piece replaced: `matmul` of lesson 3.1, by the fast kernels. */
import { ModuleLoader } from '../checker/node/load';
import { dirname, importFrom } from '../host/paths';
import type { SourceSet } from '../protocol/sources';
import { bestSimd } from './kernels/module';
import { multiplier } from './kernels/products';
import { MATRIX_FILE, matmulFile } from './lessonFiles';
import type { Engine } from '../protocol/run';

const STAND_IN = `${dirname(MATRIX_FILE)}/fast-products.ts`;

/** Keeps the contract of lesson 3.1; whatever else the learner's file exports stays theirs. */
const standInText = (matmul: string): string => `import { Matrix } from '${importFrom(STAND_IN, MATRIX_FILE)}';
import { multiply } from 'fast-products';

export * from '${importFrom(STAND_IN, matmul)}';

export function matmul(a: Matrix, b: Matrix): Matrix {
  if (a.cols !== b.rows) {
    throw new Error(\`matmul: \${a.rows}×\${a.cols} times \${b.rows}×\${b.cols}: the inner sizes differ\`);
  }
  return new Matrix(a.rows, b.cols, multiply(a.data, a.rows, a.cols, b.data, b.cols));
}
`;

export function withFastProducts({ folder, files }: SourceSet): { code: ModuleLoader; kernels: Engine['kernels'] } {
  const simd = bestSimd();
  const matmul = matmulFile({ files });
  const code = new ModuleLoader(folder, [...files, { path: STAND_IN, text: standInText(matmul), origin: 'given' }], {
    builtins: { 'fast-products': { multiply: multiplier(simd) } },
    standIns: new Map([[matmul, STAND_IN]]),
  });
  return { code, kernels: simd ?? 'none' };
}
