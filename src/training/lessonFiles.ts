import { lessonFile } from '../course/lessonNumber';
import { dirname } from '../host/paths';
import type { SourceSet } from '../protocol/sources';

/** Where the course puts the `matmul` of lesson 3.1. */
export const MATMUL_FILE = lessonFile('matmul');

/** The file with `Matrix`, which is given beside it. */
export const MATRIX_FILE = `${dirname(MATMUL_FILE)}/matrix.ts`;

/** The file with `Traced` and its `backward`, which is given in Part 5. */
export const TRACED_FILE = `${dirname(lessonFile('traced'))}/traced.ts`;
/** The file with `Value`, which is given beside lesson 5.3. */
export const VALUE_FILE = `${dirname(lessonFile('value'))}/value.ts`;

/** Where a set of files has `matmul`: in a learner's folder it may lie under an older name. */
export function matmulFile({ files }: Pick<SourceSet, 'files'>): string {
  return files.find(({ path }) => path === MATMUL_FILE)?.forwardsTo ?? MATMUL_FILE;
}

/** Whether the `matmul` of these files is the learner's own. */
export function ownsMatmul(sources: SourceSet | null): boolean {
  if (sources === null) return false;
  const file = matmulFile(sources);
  return sources.files.some(({ path, origin }) => path === file && origin === 'learner');
}
