/**
 * Which of its kernels OpenBLAS takes. It goes by the model of the processor, and one that is newer than the library is unknown to
 * it: then it falls back to kernels of twenty years ago (`Prescott`), several times slower than those that the processor can run.
 */
import { readRegular } from '../../../host/node/regularFile';
import { LANES } from '../../blas';

/** What each kernel that is worth asking for needs of an x86 processor, by the names of Linux. The best one first. */
const NEEDS: readonly { kernel: string; flags: readonly string[] }[] = [
  { kernel: 'SkylakeX', flags: ['avx512f', 'avx512cd', 'avx512bw', 'avx512dq', 'avx512vl', 'avx2', 'fma'] },
  { kernel: 'Haswell', flags: ['avx2', 'fma'] },
];

/** Values of `OPENBLAS_CORETYPE` that a processor can run, the best one first; none where nothing is known of it. */
export function kernelsFor(flags: ReadonlySet<string>): string[] {
  return NEEDS.filter((each) => each.flags.every((flag) => flags.has(flag))).map(({ kernel }) => kernel);
}

/** Whether this kernel is for older processors than one with these flags. */
export function isOutdated(kernel: string, flags: ReadonlySet<string>): boolean {
  return kernelsFor(flags).length > 0 && !(kernel.toLowerCase() in LANES);
}

/** A processor of a thousand threads tells of each of them. */
const MOST_BYTES = 16_000_000;

/** What this processor can do. Empty where the system does not say so in a file: only Linux does. */
export function processorFlags(file = '/proc/cpuinfo'): ReadonlySet<string> {
  try {
    return new Set(/^flags\s*:(.*)$/m.exec(readRegular(file, MOST_BYTES).toString())?.[1].trim().split(' '));
  } catch {
    return new Set();
  }
}
