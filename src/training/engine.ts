/** Who computes, for the host and the pages, which bring their own language and numbers. It imports nothing. */

/** Whether a learner's code runs. */
export const isLearners = (network: string): boolean => network === 'mine' || network === 'mine-fast';

/** See `Engine` of the protocol. */
interface Engine {
  kernels: string;
  step: { examples: number; own: number; fast: number } | null;
}

interface Language {
  t(text: string, ...values: (string | number)[]): string;
  count(value: number): string;
  figure(value: number): string;
}

/** Who multiplies matrices where it is not the code of a lesson, and what that brought. */
export function engineText({ kernels, step }: Engine, { t, count, figure }: Language): string {
  if (step === null)
    return kernels === 'none'
      ? t('WebAssembly has no SIMD here, so plain TypeScript trains in place of the fast kernels.')
      : t('The fast kernels train (WebAssembly, {0}).', kernels);
  const replaced =
    kernels === 'none'
      ? t(
          'Your own code trains, with one piece replaced: `matmul`, by blocks in TypeScript (WebAssembly has no SIMD here).',
        )
      : t('Your own code trains, with one piece replaced: `matmul`, by the fast kernels (WebAssembly, {0}).', kernels);
  // A measured time tells no more than two digits.
  const rough = (value: number): string => figure(Number(value.toPrecision(2)));
  const gain = t(
    'One step on {0} examples takes {1} ms; with your own `matmul` it takes {2} ms, {3} times as long.',
    count(step.examples),
    rough(step.fast),
    rough(step.own),
    rough(step.own / step.fast),
  );
  return t('{0} {1}', replaced, gain);
}
