/** What is to be known of the library that multiplies the matrices of PyTorch or NumPy, in plain sentences. */
import { t } from '../../course/l10n';
import type { Blas } from '../blas';

/** @param who `PyTorch` or `NumPy` */
export function notesOnBlas(who: string, blas: Blas): { kind: 'speed' | 'warning'; text: string }[] {
  const { name, slow, kernel, replaced, doubt } = blas;
  if (slow) return [{ kind: 'warning', text: referenceBlas(who) }];
  if (doubt !== null)
    return [{ kind: 'warning', text: doubt === 'untold' ? untold(who) : outdated(who, kernel ?? '') }];
  if (kernel === null || replaced === null) return [];
  return [
    {
      kind: 'speed',
      text: t(
        '{0} uses {1}. By itself, {1} takes its kernel {2} on this computer, which is made for older processors. Here it was given its kernel {3}. Your own Python gets it with the environment variable OPENBLAS_CORETYPE={3}.',
        who,
        name,
        replaced,
        kernel,
      ),
    },
  ];
}

function referenceBlas(who: string): string {
  return t(
    'This {0} multiplies with the reference BLAS, which is about ten times slower than others, so its speed says little here. On Debian and Ubuntu, a fast one is installed by: sudo apt-get install libopenblas0',
    who,
  );
}

function outdated(who: string, kernel: string): string {
  return t(
    'This {0} multiplies with OpenBLAS, which uses its kernel {1} here. That is made for older processors than this one, and another could not be chosen. {0} may be several times slower than it can be, so its speed says little. A newer OpenBLAS may know this processor.',
    who,
    kernel,
  );
}

function untold(who: string): string {
  return t(
    'This {0} multiplies with OpenBLAS, which does not tell which kernel it uses here. On a processor that it does not know, it takes one for older processors. Then {0} may be several times slower than it can be.',
    who,
  );
}
