// Lesson 1.4 · The numerical gradient: find the slope by nudging each parameter.

/**
 * The gradient of `f` at `params`, measured with central differences.
 *
 * For each parameter: f with the parameter a little larger, minus f with it a little smaller,
 * divided by the distance between the two.
 *
 * @param f a function from parameters to one number, for example a loss
 * @param params where to measure; unchanged when the function returns
 * @param epsilon how far to nudge, in each direction
 * @returns one slope for each parameter
 */
export function numericalGradient(f: (params: number[]) => number, params: number[], epsilon = 1e-5): number[] {
  // BEGIN SOLUTION: nudge one parameter at a time, in a copy, up and down by epsilon.
  return params.map((value, i) => {
    const up = params.slice();
    const down = params.slice();
    up[i] = value + epsilon;
    down[i] = value - epsilon;
    return (f(up) - f(down)) / (2 * epsilon);
  });
  // END SOLUTION
}
