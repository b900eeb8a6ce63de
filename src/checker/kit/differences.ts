/**
 * The slope of `f` along each parameter, by central differences: (f(p + ε) − f(p − ε)) / 2ε.
 * The checker's own oracle for gradients; it never calls the learner's `numericalGradient`.
 */
export function centralDifferences(
  f: (params: number[]) => number,
  params: readonly number[],
  epsilon = 1e-5,
): number[] {
  return params.map((value, i) => {
    const nudged = params.slice();
    nudged[i] = value + epsilon;
    const up = f(nudged);
    nudged[i] = value - epsilon;
    return (up - f(nudged)) / (2 * epsilon);
  });
}
